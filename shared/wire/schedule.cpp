#include "shared/wire/schedule.h"

#include "shared/core/digest.h"
#include "shared/core/limits.h"
#include "shared/wire/json_read.h"
#include "shared/wire/json_write.h"

namespace lintel::wire {
namespace {

constexpr long long document_version = 1;
constexpr long long version_max = 1'000'000;

void write_session(JsonWriter& json, const Session& session, Guides guides) {
  json.begin_object();
  json.key("id").text(session.id.value);
  json.key("room").text(session.room.value);
  json.key("title").text(session.title);
  json.key("start").text(to_rfc3339(session.start));
  json.key("end").text(to_rfc3339(session.end));
  json.key("challenge").text(session.challenge);
  json.key("suggestions").texts(session.suggestions);
  json.key("presenters").texts(session.presenters);
  json.key("group").text(session.group);
  if (guides == Guides::kept) {
    json.key("guide").text(session.guide);
  }
  json.key("slides").text(session.slides_url);
  json.key("status").text(session.status == SessionStatus::cancelled ? "cancelled" : "scheduled");
  if (session.moved_from) {
    json.key("moved_from").text(session.moved_from->value);
  }
  json.end_object();
}

void write_form(JsonWriter& json, const Form& form) {
  json.key("form").begin_object();
  json.key("id").text(form.id);
  json.key("use").texts(form.use);
  json.key("help").texts(form.help);
  json.key("note_prompts").texts(form.note_prompts);
  json.end_object();
}

// The bound of make_event says it better, so the reader only keeps lists from growing silly.
Result<std::vector<std::string>> list(const Members& members, const char* name,
                                      std::size_t bytes_max) {
  return members.texts(name, limits::rooms_max, bytes_max, Presence::optional);
}

Result<Moment> moment(const Members& members, const char* name) {
  TRY(const std::string text, members.text(name, limits::key_bytes_max));
  auto value = parse_rfc3339(text);
  if (!value) {
    return field_error(members.field(name), value.error().message);
  }
  return value;
}

Status read_status(const Members& members, Session& session) {
  TRY(const std::string status, members.text("status", limits::key_bytes_max, Presence::optional));
  if (status.empty() || status == "scheduled") {
    session.status = SessionStatus::scheduled;
  } else if (status == "cancelled") {
    session.status = SessionStatus::cancelled;
  } else {
    return field_error(members.field("status"), "is one of scheduled, cancelled.");
  }
  TRY(std::string moved_from, members.text("moved_from", limits::id_bytes_max, Presence::optional));
  if (!moved_from.empty()) {
    session.moved_from = RoomId{std::move(moved_from)};
  }
  return ok();
}

Result<Session> read_session(const Json& json, const std::string& path) {
  if (!json.is_object()) {
    return field_error(path, "must be an object.");
  }
  const Members members{json, path + "."};
  Session session;
  TRY(session.id.value, members.text("id", limits::id_bytes_max));
  TRY(session.room.value, members.text("room", limits::id_bytes_max));
  TRY(session.title, members.text("title", limits::title_bytes_max));
  TRY(session.start, moment(members, "start"));
  TRY(session.end, moment(members, "end"));
  TRY(session.challenge,
      members.text("challenge", limits::challenge_bytes_max, Presence::optional));
  TRY(session.suggestions, list(members, "suggestions", limits::suggestion_bytes_max));
  TRY(session.presenters, list(members, "presenters", limits::name_bytes_max));
  TRY(session.group, members.text("group", limits::name_bytes_max, Presence::optional));
  TRY(session.guide, members.text("guide", limits::name_bytes_max, Presence::optional));
  TRY(session.slides_url, members.text("slides", limits::url_bytes_max, Presence::optional));
  TRY_DO(read_status(members, session));
  return session;
}

Result<int> rule(const Members& members, const char* name, int otherwise) {
  if (members.find(name) == nullptr) {
    return otherwise;
  }
  TRY(const long long value, members.number(name, 0, version_max));
  return static_cast<int>(value);
}

Result<AnswerRules> read_rules(const Members& event) {
  AnswerRules rules;
  if (event.find("answers") == nullptr) {
    return rules;
  }
  TRY(const Json* const object, event.object("answers"));
  const Members members{*object, "event.answers."};
  TRY(rules.release_group, rule(members, "release_group", rules.release_group));
  TRY(rules.min_answers, rule(members, "min_answers", rules.min_answers));
  TRY(rules.min_notes, rule(members, "min_notes", rules.min_notes));
  return rules;
}

Result<Form> read_form(const Members& event) {
  TRY(const Json* const object, event.object("form"));
  const Members members{*object, "event.form."};
  Form form;
  TRY(form.id, members.text("id", limits::key_bytes_max));
  TRY(form.use, list(members, "use", limits::key_bytes_max));
  TRY(form.help, list(members, "help", limits::key_bytes_max));
  TRY(form.note_prompts, list(members, "note_prompts", limits::key_bytes_max));
  return form;
}

Result<std::vector<Room>> read_rooms(const Members& event) {
  TRY(const Json* const rooms, event.array("rooms", limits::rooms_max));
  std::vector<Room> read;
  for (const Json& one : *rooms) {
    if (!one.is_object()) {
      return field_error("event.rooms", "must hold objects only.");
    }
    const Members members{one, "event.rooms[" + std::to_string(read.size()) + "]."};
    Room room;
    TRY(room.id.value, members.text("id", limits::id_bytes_max));
    TRY(room.name, members.text("name", limits::name_bytes_max));
    read.push_back(std::move(room));
  }
  return read;
}

Result<std::vector<LocalDay>> read_days_over(const Members& event) {
  TRY(const std::vector<std::string> texts,
      event.texts("days_over", limits::days_max, limits::key_bytes_max, Presence::optional));
  std::vector<LocalDay> days;
  for (const std::string& text : texts) {
    const auto day = parse_day(text);
    if (!day) {
      return field_error("event.days_over", "must hold days as 2026-11-20.");
    }
    days.push_back(*day);
  }
  return days;
}

Result<std::vector<ZoneOffset>> read_zone_offsets(const Members& event) {
  std::vector<ZoneOffset> read;
  if (event.find("zone_offsets") == nullptr) {
    return read;
  }
  TRY(const Json* const offsets, event.array("zone_offsets", limits::zone_offsets_max));
  for (const Json& one : *offsets) {
    const auto from = one.is_string() ? parse_rfc3339(one.get_ref<const std::string&>()) : Error{};
    if (!from || (!read.empty() && UtcTime{from->utc} <= read.back().from)) {
      return field_error("event.zone_offsets",
                         "must hold times as 2026-11-01T01:00:00-06:00, one after the other.");
    }
    read.push_back({UtcTime{from->utc}, from->offset});
  }
  return read;
}

Result<Event> read_event(const Json& json) {
  const Members members{json, "event."};
  Event event;
  TRY(event.id.value, members.text("id", limits::id_bytes_max));
  TRY(event.title, members.text("title", limits::title_bytes_max));
  TRY(event.theme, members.text("theme", limits::title_bytes_max, Presence::optional));
  TRY(event.time_zone, members.text("time_zone", limits::name_bytes_max));
  TRY(event.languages, list(members, "languages", limits::key_bytes_max));
  TRY(const long long clock, members.number("clock", 12, 24));
  if (clock != 12 && clock != 24) {
    return field_error("event.clock", "is 12 or 24.");
  }
  event.clock_style = clock == 24 ? ClockStyle::hours_24 : ClockStyle::hours_12;
  TRY(event.accent, members.text("accent", limits::key_bytes_max, Presence::optional));
  TRY(event.rules, read_rules(members));
  TRY(event.form, read_form(members));
  TRY(event.rooms, read_rooms(members));
  TRY(event.notes_key, members.text("notes_key", limits::key_bytes_max, Presence::optional));
  TRY(event.days_over, read_days_over(members));
  TRY(event.zone_offsets, read_zone_offsets(members));
  TRY(const Json* const sessions, members.array("sessions", limits::sessions_max));
  event.sessions.reserve(sessions->size());
  for (const Json& one : *sessions) {
    const std::string path = "event.sessions[" + std::to_string(event.sessions.size()) + "]";
    TRY(Session session, read_session(one, path));
    event.sessions.push_back(std::move(session));
  }
  return event;
}

}  // namespace

std::string encode(const Event& event, Guides guides) {
  JsonWriter json;
  json.begin_object();
  json.key("lintel_schedule").number(document_version);
  json.key("event").begin_object();
  json.key("id").text(event.id.value);
  json.key("title").text(event.title);
  json.key("theme").text(event.theme);
  json.key("time_zone").text(event.time_zone);
  json.key("languages").texts(event.languages);
  json.key("clock").number(event.clock_style == ClockStyle::hours_24 ? 24 : 12);
  json.key("accent").text(event.accent);
  json.key("answers").begin_object();
  json.key("release_group").number(event.rules.release_group);
  json.key("min_answers").number(event.rules.min_answers);
  json.key("min_notes").number(event.rules.min_notes);
  json.end_object();
  write_form(json, event.form);
  json.key("rooms").begin_array();
  for (const Room& room : event.rooms) {
    json.begin_object();
    json.key("id").text(room.id.value);
    json.key("name").text(room.name);
    json.end_object();
  }
  json.end_array();
  json.key("sessions").begin_array();
  for (const Session& session : event.sessions) {
    write_session(json, session, guides);
  }
  json.end_array();
  // Only what is there: an event that an adult wrote has none of it.
  if (!event.notes_key.empty()) {
    json.key("notes_key").text(event.notes_key);
  }
  if (!event.days_over.empty()) {
    json.key("days_over").begin_array();
    for (const LocalDay day : event.days_over) {
      json.text(to_iso_day(day));
    }
    json.end_array();
  }
  if (!event.zone_offsets.empty()) {
    json.key("zone_offsets").begin_array();
    for (const ZoneOffset& zone : event.zone_offsets) {
      json.text(to_rfc3339({std::chrono::floor<seconds>(zone.from), zone.offset}));
    }
    json.end_array();
  }
  json.end_object();
  json.end_object();
  return std::move(json).finish();
}

Result<Event> decode_schedule(std::string_view document) {
  TRY(const Json json, parse_json(document, limits::schedule_bytes_max, "The schedule document"));
  if (!json.is_object()) {
    return Error{ErrorCode::invalid, "The schedule document is not a JSON object."};
  }
  const Members members{json, ""};
  TRY(const long long version, members.number("lintel_schedule", 1, version_max));
  if (version > document_version) {
    return Error{ErrorCode::newer, "The schedule document is of version " +
                                       std::to_string(version) +
                                       "; this Lintel reads version 1, so update it."};
  }
  TRY(const Json* const object, members.object("event"));
  TRY(Event event, read_event(*object));
  return make_event(std::move(event));
}

std::string schedule_etag(std::string_view document) {
  return "\"" + to_hex(sha256(document)) + "\"";
}

}  // namespace lintel::wire
