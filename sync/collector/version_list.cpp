#include "sync/collector/version_list.h"

#include <nlohmann/json.hpp>
#include <utility>

namespace lintel::collector {
namespace {

using Json = nlohmann::json;

Error not_understood() {
  return Error{ErrorCode::unavailable,
               "The collector's answer about its versions cannot be understood; use the "
               "lintel-collector that came with it."};
}

template <class Value>
Value value_of(const Json& object, const char* key, bool (Json::*is_kind)() const noexcept) {
  const auto found = object.find(key);
  return found != object.end() && ((*found).*is_kind)() ? found->get<Value>() : Value{};
}

}  // namespace

Result<std::vector<ListedVersion>> read_version_list(std::string_view json) {
  const Json list = Json::parse(json, nullptr, false);
  const auto versions = list.is_object() ? list.find("versions") : list.end();
  if (!list.is_object() || versions == list.end() || !versions->is_array()) {
    return not_understood();
  }
  std::vector<ListedVersion> all;
  for (const Json& one : *versions) {
    if (!one.is_object()) {
      return not_understood();
    }
    all.push_back({value_of<int>(one, "number", &Json::is_number_integer),
                   value_of<std::string>(one, "event", &Json::is_string),
                   value_of<std::string>(one, "loaded", &Json::is_string),
                   value_of<bool>(one, "served", &Json::is_boolean)});
  }
  return all;
}

Result<int> read_version_number(std::string_view json) {
  const Json reply = Json::parse(json, nullptr, false);
  const auto number = reply.is_object() ? reply.find("version") : reply.end();
  if (!reply.is_object() || number == reply.end() || !number->is_number_integer()) {
    return not_understood();
  }
  return number->get<int>();
}

}  // namespace lintel::collector
