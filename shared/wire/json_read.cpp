#include "shared/wire/json_read.h"

#include <algorithm>

namespace lintel::wire {

int json_depth(std::string_view bytes) {
  int depth = 0;
  int deepest = 0;
  bool in_text = false;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const char c = bytes[at];
    if (in_text) {
      if (c == '\\') {
        ++at;
      } else if (c == '"') {
        in_text = false;
      }
    } else if (c == '"') {
      in_text = true;
    } else if (c == '[' || c == '{') {
      deepest = std::max(deepest, ++depth);
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return deepest;
}

Result<Json> parse_json(std::string_view bytes, std::size_t bytes_max, const std::string& what) {
  if (bytes.size() > bytes_max) {
    return Error{ErrorCode::limit,
                 what + " is longer than " + std::to_string(bytes_max) + " bytes."};
  }
  if (json_depth(bytes) > json_depth_max) {
    return Error{ErrorCode::limit,
                 what + " is nested deeper than " + std::to_string(json_depth_max) + " levels."};
  }
  Json json = Json::parse(bytes.begin(), bytes.end(), nullptr, false);
  if (json.is_discarded()) {
    return Error{ErrorCode::invalid, what + " is not readable JSON."};
  }
  return json;
}

Error field_error(const std::string& field, const std::string& why, ErrorCode code) {
  return Error{code, field + ": " + why};
}

const Json* Members::find(const char* name) const {
  const auto found = object_.find(name);
  return found == object_.end() || found->is_null() ? nullptr : &*found;
}

Result<std::string> Members::text(const char* name, std::size_t bytes_max,
                                  Presence presence) const {
  const Json* const member = find(name);
  if (member == nullptr) {
    if (presence == Presence::optional) {
      return std::string{};
    }
    return field_error(field(name), "is missing.");
  }
  const auto* const text = member->get_ptr<const std::string*>();
  if (text == nullptr) {
    return field_error(field(name), "must be text.");
  }
  if (text->size() > bytes_max) {
    return field_error(field(name), "is longer than " + std::to_string(bytes_max) + " bytes.",
                       ErrorCode::limit);
  }
  return *text;
}

Result<long long> Members::number(const char* name, long long least, long long most,
                                  Presence presence) const {
  const Json* const member = find(name);
  if (member == nullptr) {
    if (presence == Presence::optional) {
      return std::clamp(0LL, least, most);
    }
    return field_error(field(name), "is missing.");
  }
  const auto outside = [&] {
    return field_error(field(name), "must be a whole number from " + std::to_string(least) +
                                        " to " + std::to_string(most) + ".");
  };
  if (const auto* big = member->get_ptr<const Json::number_unsigned_t*>()) {
    if (most < 0 || *big > static_cast<Json::number_unsigned_t>(most)) {
      return outside();
    }
  }
  const auto* const value = member->get_ptr<const Json::number_integer_t*>();
  if (value == nullptr || *value < least || *value > most) {
    return outside();
  }
  return static_cast<long long>(*value);
}

Result<Uuid> Members::uuid(const char* name) const {
  TRY(const std::string value, text(name, 64));
  auto id = Uuid::parse(value);
  if (!id) {
    return field_error(field(name), "is not a UUID.");
  }
  return id;
}

Result<std::vector<std::string>> Members::texts(const char* name, std::size_t count_max,
                                                std::size_t bytes_max, Presence presence) const {
  std::vector<std::string> values;
  if (presence == Presence::optional && find(name) == nullptr) {
    return values;
  }
  TRY(const Json* const list, array(name, count_max));
  values.reserve(list->size());
  for (const Json& one : *list) {
    const auto* const value = one.get_ptr<const std::string*>();
    if (value == nullptr) {
      return field_error(field(name), "must hold texts only.");
    }
    if (value->size() > bytes_max) {
      return field_error(field(name),
                         "holds a text longer than " + std::to_string(bytes_max) + " bytes.",
                         ErrorCode::limit);
    }
    values.push_back(*value);
  }
  return values;
}

Result<const Json*> Members::object(const char* name) const {
  const Json* const member = find(name);
  if (member == nullptr) {
    return field_error(field(name), "is missing.");
  }
  if (!member->is_object()) {
    return field_error(field(name), "must be an object.");
  }
  return member;
}

Result<const Json*> Members::array(const char* name, std::size_t count_max) const {
  const Json* const member = find(name);
  if (member == nullptr) {
    return field_error(field(name), "is missing.");
  }
  if (!member->is_array()) {
    return field_error(field(name), "must be a list.");
  }
  if (member->size() > count_max) {
    return field_error(field(name), "has more than " + std::to_string(count_max) + " entries.",
                       ErrorCode::limit);
  }
  return member;
}

}  // namespace lintel::wire
