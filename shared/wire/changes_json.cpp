#include "shared/wire/changes_json.h"

#include <array>

#include "shared/core/limits.h"
#include "shared/wire/json_read.h"
#include "shared/wire/json_write.h"

namespace lintel::wire {
namespace {

constexpr long long document_version = 1;
constexpr long long version_max = 1'000'000;
constexpr long long milliseconds_max = 253'402'300'800'000;  // the year 10000

struct Named {
  ChangeKind kind;
  std::string_view name;
};
constexpr std::array<Named, 5> kinds{{{ChangeKind::moved, "moved"},
                                      {ChangeKind::new_time, "new_time"},
                                      {ChangeKind::new_title, "new_title"},
                                      {ChangeKind::cancelled, "cancelled"},
                                      {ChangeKind::dropped, "dropped"}}};

std::string_view name_of(ChangeKind kind) {
  for (const Named& named : kinds) {
    if (named.kind == kind) {
      return named.name;
    }
  }
  return "";
}

Result<ChangeKind> kind_of(const Members& members) {
  TRY(const std::string name, members.text("kind", limits::key_bytes_max));
  for (const Named& named : kinds) {
    if (named.name == name) {
      return named.kind;
    }
  }
  return field_error(members.field("kind"), "is not a change this Lintel knows.");
}

Result<Moment> moment(const Members& members, const char* name) {
  TRY(const std::string text, members.text(name, limits::key_bytes_max));
  return parse_rfc3339(text);
}

Result<Change> read_change(const Json& json, const std::string& path) {
  if (!json.is_object()) {
    return field_error(path, "must be an object.");
  }
  const Members members{json, path + "."};
  Change change;
  TRY(change.kind, kind_of(members));
  TRY(change.session.value, members.text("session", limits::id_bytes_max));
  TRY(change.room.value, members.text("room", limits::id_bytes_max));
  TRY(change.start, moment(members, "start"));
  TRY(change.end, moment(members, "end"));
  TRY(change.title, members.text("title", limits::title_bytes_max));
  if (members.find("since_ms") != nullptr) {
    TRY(const long long since, members.number("since_ms", 0, milliseconds_max));
    change.since = UtcTime{milliseconds{since}};
  }
  return change;
}

}  // namespace

std::string encode(const Changes& changes) {
  JsonWriter json;
  json.begin_object();
  json.key("lintel_changes").number(document_version);
  json.key("changes").begin_array();
  for (const Change& change : changes) {
    json.begin_object();
    json.key("kind").text(name_of(change.kind));
    json.key("session").text(change.session.value);
    json.key("room").text(change.room.value);
    json.key("start").text(to_rfc3339(change.start));
    json.key("end").text(to_rfc3339(change.end));
    json.key("title").text(change.title);
    if (change.since) {
      json.key("since_ms").number(change.since->time_since_epoch().count());
    }
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return std::move(json).finish();
}

Result<Changes> decode_changes(std::string_view document) {
  Changes changes;
  if (document.empty()) {
    return changes;
  }
  TRY(const Json json, parse_json(document, limits::schedule_bytes_max, "The list of changes"));
  if (!json.is_object()) {
    return Error{ErrorCode::invalid, "The list of changes is not a JSON object."};
  }
  const Members members{json, ""};
  TRY(const long long version, members.number("lintel_changes", 1, version_max));
  if (version > document_version) {
    return Error{ErrorCode::newer, "The list of changes is of a newer Lintel; update this one."};
  }
  TRY(const Json* const array, members.array("changes", limits::changes_max));
  for (const Json& one : *array) {
    TRY(Change change, read_change(one, "changes[" + std::to_string(changes.size()) + "]"));
    changes.push_back(std::move(change));
  }
  return changes;
}

}  // namespace lintel::wire
