#include "shared/wire/cloudevents.h"

#include <algorithm>

#include "shared/core/limits.h"
#include "shared/core/text.h"
#include "shared/wire/canonical_event.h"
#include "shared/wire/json_read.h"
#include "shared/wire/json_write.h"

namespace lintel::wire {
namespace {

constexpr std::string_view source_prefix = "urn:lintel:device:";
// The brackets and commas around a full batch.
constexpr std::size_t batch_body_bytes_max = limits::batch_bytes_max + limits::batch_events_max + 2;

Result<Uuid> read_device(const Members& event) {
  TRY(const std::string source, event.text("source", limits::id_bytes_max));
  if (source.compare(0, source_prefix.size(), source_prefix) == 0) {
    if (auto device = Uuid::parse(std::string_view{source}.substr(source_prefix.size()))) {
      return device;
    }
  }
  return field_error("source", "must be urn:lintel:device: and a UUID.");
}

Result<std::vector<int>> read_tried(const Members& answers) {
  std::vector<int> tried;
  if (answers.find("try") == nullptr) {
    return tried;
  }
  TRY(const Json* const list, answers.array("try", limits::suggestions_max));
  for (const Json& one : *list) {
    const auto* const number = one.get_ptr<const Json::number_integer_t*>();
    if (number == nullptr || *number < 1 ||
        *number > static_cast<Json::number_integer_t>(limits::suggestions_max)) {
      return field_error("answers.try", "a suggestion's number is from 1 to 8.");
    }
    tried.push_back(static_cast<int>(*number));
  }
  return tried;
}

Result<std::optional<Note>> read_note(const Members& data) {
  if (data.find("note") == nullptr) {
    return std::optional<Note>{};
  }
  TRY(const Json* const object, data.object("note"));
  const Members note{*object, "note."};
  TRY(std::string prompt, note.text("prompt", limits::key_bytes_max));
  // Measured before cleaning: hidden characters must not make a text longer than it looks.
  TRY(const std::string text, note.text("text", limits::note_bytes_max));
  return std::optional<Note>{Note{std::move(prompt), clean_paragraph(text)}};
}

Status check_envelope(const Members& event) {
  TRY(const std::string version, event.text("specversion", limits::key_bytes_max));
  if (version != "1.0") {
    return field_error("specversion", "must be 1.0.");
  }
  TRY(const std::string type, event.text("type", limits::id_bytes_max));
  if (type != response_type) {
    return field_error("type", "is none that this version knows.", ErrorCode::newer);
  }
  TRY(const std::string content_type,
      event.text("datacontenttype", limits::id_bytes_max, Presence::optional));
  if (!content_type.empty() && content_type != "application/json") {
    return field_error("datacontenttype", "must be application/json.");
  }
  return ok();
}

Result<Response> read_response(const Json& json, Uuid* device) {
  if (!json.is_object()) {
    return field_error("event", "must be an object.");
  }
  const Members event{json, ""};
  Response response;
  TRY(response.id, event.uuid("id"));
  TRY(const Uuid sender, read_device(event));
  if (device != nullptr) {
    *device = sender;
  }
  TRY_DO(check_envelope(event));
  TRY(response.session.value, event.text("subject", limits::id_bytes_max));
  TRY(const Json* const data_object, event.object("data"));
  const Members data{*data_object, ""};
  TRY(response.event.value, data.text("event", limits::id_bytes_max));
  TRY(response.form, data.text("form", limits::key_bytes_max));
  TRY(const std::string phase, data.text("phase", limits::key_bytes_max));
  TRY(response.phase, parse_phase(phase));
  TRY(const Json* const answers_object, data.object("answers"));
  const Members answers{*answers_object, "answers."};
  TRY(response.use, answers.text("use", limits::key_bytes_max));
  TRY(response.tried, read_tried(answers));
  TRY(response.help,
      answers.texts("help", limits::form_keys_max, limits::key_bytes_max, Presence::optional));
  TRY(response.note, read_note(data));
  TRY(response.flags,
      data.texts("flags", limits::flags_max, limits::key_bytes_max, Presence::optional));
  return response;
}

// The same member twice in one object: readers disagree which one counts, so it is refused.
bool has_duplicate_members(std::string_view bytes) {
  std::vector<std::vector<std::string>> names;
  bool duplicate = false;
  const auto watch = [&](int, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::object_start) {
      names.emplace_back();
    } else if (event == Json::parse_event_t::object_end) {
      names.pop_back();
    } else if (event == Json::parse_event_t::key) {
      std::string name = parsed.get<std::string>();
      std::vector<std::string>& seen = names.back();
      duplicate = duplicate || std::find(seen.begin(), seen.end(), name) != seen.end();
      seen.push_back(std::move(name));
    }
    return true;
  };
  const Json json = Json::parse(bytes.begin(), bytes.end(), watch, false);
  return duplicate || json.is_discarded();
}

struct Pieces {
  std::vector<std::string_view> pieces;
  int deepest = 0;
};

// What stands between the commas of a JSON array, white space included. Brackets that do not match
// are found when the pieces are parsed.
Pieces split_elements(std::string_view inside) {
  Pieces found;
  std::vector<std::string_view>& pieces = found.pieces;
  int depth = 0;
  bool in_text = false;
  std::size_t from = 0;
  for (std::size_t at = 0; at < inside.size(); ++at) {
    const char c = inside[at];
    if (in_text) {
      if (c == '\\') {
        ++at;
      } else if (c == '"') {
        in_text = false;
      }
    } else if (c == '"') {
      in_text = true;
    } else if (c == '[' || c == '{') {
      found.deepest = std::max(found.deepest, ++depth);
    } else if (c == ']' || c == '}') {
      --depth;
    } else if (c == ',' && depth == 0) {
      pieces.push_back(inside.substr(from, at - from));
      from = at + 1;
    }
  }
  pieces.push_back(inside.substr(from));
  return found;
}

Error not_a_batch() {
  return Error{ErrorCode::invalid, "The batch is not a readable JSON array of events."};
}

Result<BatchItem> read_item(std::string_view piece) {
  if (piece.size() <= limits::event_bytes_max) {
    if (auto known = read_canonical(piece)) {
      return BatchItem{known->response.id, known->device, std::string{piece},
                       std::move(known->response)};
    }
  }
  const Json json = Json::parse(piece.begin(), piece.end(), nullptr, false);
  if (json.is_discarded()) {
    return not_a_batch();
  }
  if (!json.is_object()) {
    return Error{ErrorCode::invalid, "The batch has an element that is not an object."};
  }
  const Members event{json, ""};
  const auto id = event.uuid("id");
  if (!id) {
    return Error{ErrorCode::invalid, "The batch has an event without a readable id."};
  }
  BatchItem item{*id, {}, {}, read_response(json, nullptr)};
  if (const auto device = read_device(event)) {
    item.device = *device;
  }
  item.bytes = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (item.bytes.size() > limits::event_bytes_max) {
    item.response = field_error("event", "is longer than 16384 bytes.", ErrorCode::limit);
  } else if (item.response && has_duplicate_members(piece)) {
    item.response = field_error("event", "has the same member twice.");
  }
  return item;
}

}  // namespace

std::string encode(const Response& response, const Uuid& device) {
  JsonWriter json;
  json.begin_object();
  json.key("specversion").text("1.0");
  json.key("id").text(response.id.text());
  json.key("source").text(std::string{source_prefix} + device.text());
  json.key("type").text(response_type);
  json.key("subject").text(response.session.value);
  json.key("datacontenttype").text("application/json");
  json.key("data").begin_object();
  json.key("event").text(response.event.value);
  json.key("form").text(response.form);
  json.key("phase").text(to_text(response.phase));
  json.key("answers").begin_object();
  json.key("use").text(response.use);
  json.key("try").begin_array();
  for (const int number : response.tried) {
    json.number(number);
  }
  json.end_array();
  json.key("help").texts(response.help);
  json.end_object();
  json.key("note");
  if (response.note) {
    json.begin_object();
    json.key("prompt").text(response.note->prompt);
    json.key("text").text(response.note->text);
    json.end_object();
  } else {
    json.null();
  }
  json.key("flags").texts(response.flags);
  json.end_object();
  json.end_object();
  return std::move(json).finish();
}

std::string join_batch(const std::vector<std::string>& events) {
  std::size_t bytes = 2;
  for (const std::string& event : events) {
    bytes += event.size() + 1;
  }
  std::string batch;
  batch.reserve(bytes);
  batch += '[';
  for (const std::string& event : events) {
    if (batch.size() > 1) {
      batch += ',';
    }
    batch += event;
  }
  batch += ']';
  return batch;
}

Result<std::vector<BatchItem>> decode_batch(std::string_view body) {
  if (body.size() > batch_body_bytes_max) {
    return Error{ErrorCode::limit, "The batch is longer than 256 KiB; send fewer events."};
  }
  body = trim(body);
  if (body.size() < 2 || body.front() != '[' || body.back() != ']') {
    return not_a_batch();
  }
  const std::string_view inside = body.substr(1, body.size() - 2);
  std::vector<BatchItem> items;
  if (trim(inside).empty()) {
    return items;
  }
  const auto [pieces, deepest] = split_elements(inside);
  if (deepest >= json_depth_max) {
    return Error{ErrorCode::limit, "The batch is nested deeper than any event of ours."};
  }
  if (pieces.size() > limits::batch_events_max) {
    return Error{ErrorCode::limit, "The batch has more than 100 events; send fewer."};
  }
  items.reserve(pieces.size());
  for (const std::string_view piece : pieces) {
    TRY(BatchItem item, read_item(piece));
    items.push_back(std::move(item));
  }
  return items;
}

Result<Response> decode(std::string_view event, Uuid* device) {
  TRY(const Json json, parse_json(event, limits::event_bytes_max, "The event"));
  return read_response(json, device);
}

}  // namespace lintel::wire
