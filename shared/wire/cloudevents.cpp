#include "shared/wire/cloudevents.h"

#include <algorithm>
#include <array>

#include "shared/core/base64.h"
#include "shared/core/limits.h"
#include "shared/core/text.h"
#include "shared/wire/canonical_event.h"
#include "shared/wire/json_read.h"
#include "shared/wire/json_write.h"

namespace lintel::wire {
namespace {

constexpr std::string_view source_prefix = "urn:lintel:device:";
// The brackets and commas around a full batch, and what fills it up.
constexpr std::size_t batch_body_bytes_max =
    limits::batch_bytes_max + limits::batch_events_max + 2 + notes_fill_bytes;

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

// Measured before cleaning: hidden characters must not make a text longer than it looks.
Result<std::optional<PlainNote>> read_plain_note(const Members& data) {
  if (data.find("note") == nullptr) {
    return std::optional<PlainNote>{};
  }
  TRY(const Json* const object, data.object("note"));
  const Members note{*object, "note."};
  TRY(std::string prompt, note.text("prompt", limits::key_bytes_max));
  TRY(const std::string text, note.text("text", limits::note_bytes_max));
  std::string clean = clean_paragraph(text);
  if (clean.empty()) {
    return std::optional<PlainNote>{};
  }
  return std::optional<PlainNote>{PlainNote{std::move(prompt), std::move(clean)}};
}

Result<std::string> read_type(const Members& event) {
  TRY(const std::string version, event.text("specversion", limits::key_bytes_max));
  if (version != "1.0") {
    return field_error("specversion", "must be 1.0.");
  }
  TRY(std::string type, event.text("type", limits::id_bytes_max));
  TRY(const std::string content_type,
      event.text("datacontenttype", limits::id_bytes_max, Presence::optional));
  if (!content_type.empty() && content_type != "application/json") {
    return field_error("datacontenttype", "must be application/json.");
  }
  return type;
}

// Without a purpose it is of Lintel 0.1, which knew no other.
Result<Purpose> read_purpose(const Members& data) {
  TRY(const std::string purpose, data.text("purpose", limits::key_bytes_max, Presence::optional));
  return purpose.empty() ? Result<Purpose>{Purpose::exit} : parse_purpose(purpose);
}

Result<DecodedResponse> read_response(const Members& event) {
  DecodedResponse decoded;
  Response& response = decoded.response;
  TRY(response.id, event.uuid("id"));
  TRY(decoded.device, read_device(event));
  TRY(response.session.value, event.text("subject", limits::id_bytes_max));
  TRY(const Json* const data_object, event.object("data"));
  const Members data{*data_object, ""};
  TRY(response.event.value, data.text("event", limits::id_bytes_max));
  TRY(response.purpose, read_purpose(data));
  TRY(response.form, data.text("form", limits::key_bytes_max));
  TRY(const Json* const answers_object, data.object("answers"));
  const Members answers{*answers_object, "answers."};
  TRY(response.use, answers.text("use", limits::key_bytes_max));
  TRY(response.tried, read_tried(answers));
  TRY(response.help,
      answers.texts("help", limits::form_keys_max, limits::key_bytes_max, Presence::optional));
  TRY(decoded.note, read_plain_note(data));
  return decoded;
}

Result<std::string> read_box(const Members& data) {
  TRY(const std::string text, data.text("box", limits::event_bytes_max));
  for (const std::size_t size : limits::note_box_bytes) {
    std::vector<std::uint8_t> bytes(size);
    if (from_base64(text, Base64::standard, bytes)) {
      return std::string(bytes.begin(), bytes.end());
    }
  }
  return field_error("box", "has none of the sizes of a sealed note.");
}

Result<DecodedNote> read_note(const Members& event) {
  DecodedNote decoded;
  SealedNote& note = decoded.note;
  TRY(note.id, event.uuid("id"));
  TRY(decoded.device, read_device(event));
  TRY(note.topic.session.value, event.text("subject", limits::id_bytes_max));
  TRY(const Json* const data_object, event.object("data"));
  const Members data{*data_object, ""};
  TRY(note.topic.event.value, data.text("event", limits::id_bytes_max));
  TRY(note.topic.purpose, read_purpose(data));
  TRY(note.form, data.text("form", limits::key_bytes_max));
  TRY(note.prompt, data.text("prompt", limits::key_bytes_max));
  TRY(note.box, read_box(data));
  return decoded;
}

Error unknown_type() {
  return field_error("type", "is none that this version knows.", ErrorCode::newer);
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

// What encode() makes of it; an answer to a form of a newer Lintel is kept as it is.
void take_response(BatchItem& item, const Members& event) {
  auto decoded = read_response(event);
  if (!decoded) {
    item.record = decoded.error();
    return;
  }
  if (find_form(decoded->response.form) != nullptr) {
    item.bytes = encode(decoded->response, decoded->device);
  }
  item.plain_note = std::move(decoded->note);
  item.record = Record{std::move(decoded->response)};
}

void take_note(BatchItem& item, const Members& event) {
  auto decoded = read_note(event);
  if (!decoded) {
    item.record = decoded.error();
    return;
  }
  item.bytes = encode(decoded->note, decoded->device);
  item.record = Record{std::move(decoded->note)};
}

void take_record(BatchItem& item, const Members& event) {
  const auto type = read_type(event);
  if (!type) {
    item.record = type.error();
  } else if (*type == response_type) {
    take_response(item, event);
  } else if (*type == note_type) {
    take_note(item, event);
  } else {
    item.record = unknown_type();
  }
}

// Of a newer form the data is kept whole, of its envelope what this protocol names: an extension or
// a time would tell when an answer was given.
std::string core_bytes(const Json& event) {
  static constexpr std::array<std::string_view, 7> core_members{
      "specversion", "id", "source", "type", "subject", "datacontenttype", "data"};
  Json core = Json::object();
  for (const auto& [name, value] : event.items()) {
    if (std::find(core_members.begin(), core_members.end(), name) != core_members.end()) {
      core[name] = value;
    }
  }
  return core.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<BatchItem> read_item(std::string_view piece) {
  if (piece.size() <= limits::event_bytes_max) {
    if (auto known = read_canonical(piece)) {
      return BatchItem{known->response.id,
                       known->device,
                       std::string{piece},
                       Record{std::move(known->response)},
                       {}};
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
  BatchItem item{*id, {}, core_bytes(json), Error{}, {}};
  if (const auto device = read_device(event)) {
    item.device = *device;
  }
  // Also what of it is forgotten counts: a tablet sends nothing like it.
  const bool fits =
      json.dump(-1, ' ', false, Json::error_handler_t::replace).size() <= limits::event_bytes_max;
  take_record(item, event);
  if (!fits) {
    item.record = field_error("event", "is longer than 16384 bytes.", ErrorCode::limit);
  } else if (item.record && has_duplicate_members(piece)) {
    item.record = field_error("event", "has the same member twice.");
  }
  return item;
}

// The object of one event, checked as far as its envelope.
template <class Decoded>
Result<Decoded> decode_one(std::string_view event, std::string_view type,
                           Result<Decoded> (*read)(const Members&)) {
  TRY(const Json json, parse_json(event, limits::event_bytes_max, "The event"));
  if (!json.is_object()) {
    return field_error("event", "must be an object.");
  }
  const Members members{json, ""};
  TRY(const std::string said, read_type(members));
  if (said != type) {
    return unknown_type();
  }
  return read(members);
}

void begin_event(JsonWriter& json, const Uuid& id, const Uuid& device, std::string_view type,
                 const Topic& topic) {
  json.begin_object();
  json.key("specversion").text("1.0");
  json.key("id").text(id.text());
  json.key("source").text(std::string{source_prefix} + device.text());
  json.key("type").text(type);
  json.key("subject").text(topic.session.value);
  json.key("datacontenttype").text("application/json");
  json.key("data").begin_object();
  json.key("event").text(topic.event.value);
  json.key("purpose").text(to_text(topic.purpose));
}

}  // namespace

std::string encode(const Response& response, const Uuid& device) {
  JsonWriter json;
  begin_event(json, response.id, device, response_type, response.topic());
  json.key("form").text(response.form);
  json.key("answers").begin_object();
  json.key("use").text(response.use);
  json.key("try").begin_array();
  for (const int number : response.tried) {
    json.number(number);
  }
  json.end_array();
  json.key("help").texts(response.help);
  json.end_object();
  json.end_object();
  json.end_object();
  return std::move(json).finish();
}

std::string encode(const SealedNote& note, const Uuid& device) {
  constexpr std::size_t bytes_expected = 1024;
  JsonWriter json(bytes_expected);
  begin_event(json, note.id, device, note_type, note.topic);
  json.key("form").text(note.form);
  json.key("prompt").text(note.prompt);
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(note.box.data());
  json.key("box").text(to_base64({bytes, note.box.size()}, Base64::standard));
  json.end_object();
  json.end_object();
  return std::move(json).finish();
}

std::string filled(std::string body, Fill fill) {
  const std::size_t unit = fill == Fill::notes ? notes_fill_bytes : answers_fill_bytes;
  const std::size_t over = body.size() % unit;
  if (over != 0 || body.empty()) {
    body.append(unit - over, ' ');
  }
  return body;
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

Result<DecodedResponse> decode_response(std::string_view event) {
  return decode_one<DecodedResponse>(event, response_type, read_response);
}

Result<DecodedNote> decode_note(std::string_view event) {
  return decode_one<DecodedNote>(event, note_type, read_note);
}

}  // namespace lintel::wire
