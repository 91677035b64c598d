#include "shared/wire/ledger_json.h"

#include <algorithm>
#include <array>
#include <utility>

#include "shared/core/digest.h"
#include "shared/core/limits.h"
#include "shared/core/text.h"
#include "shared/wire/json_read.h"
#include "shared/wire/json_write.h"

namespace lintel::wire {
namespace {

struct QualityName {
  ClockQuality quality;
  std::string_view name;
};
constexpr std::array<QualityName, 4> quality_names{{
    {ClockQuality::network, "network"},
    {ClockQuality::collector, "collector"},
    {ClockQuality::set_by_hand, "set-by-hand"},
    {ClockQuality::unknown, "unknown"},
}};

// A tap a second for twelve days: more than any tablet takes. So few that those of as many tablets
// as can be paired (trust/limits.h) still add up in an int.
constexpr long long count_max = 1'000'000;
// A hundred years in minutes: what a clock that was never set is off by is less.
constexpr long long clock_ahead_max = 52'594'920;

std::string_view name_of(ClockQuality quality) {
  for (const QualityName& known : quality_names) {
    if (known.quality == quality) {
      return known.name;
    }
  }
  return "unknown";
}

// A word of a later version means no more to us than "unknown".
ClockQuality quality_of(std::string_view name) {
  for (const QualityName& known : quality_names) {
    if (known.name == name) {
      return known.quality;
    }
  }
  return ClockQuality::unknown;
}

Result<int> count(const Members& members, const char* name,
                  Presence presence = Presence::required) {
  TRY(const long long value, members.number(name, 0, count_max, presence));
  return static_cast<int>(value);
}

// What a tablet says is shown to people and printed on terminals: no control characters.
Result<std::string> line(const Members& members, const char* name, std::size_t bytes_max,
                         Presence presence = Presence::required) {
  TRY(std::string text, members.text(name, bytes_max, presence));
  if (clean_line(text) != text) {
    return field_error(members.field(name), "is not clean text.");
  }
  return text;
}

Result<UtcTime> time(const Members& members, const char* name) {
  TRY(const std::string text, members.text(name, limits::key_bytes_max));
  const auto moment = parse_rfc3339(text);
  if (!moment) {
    return field_error(members.field(name), "is no time as 2026-11-20T16:45:00Z.");
  }
  return UtcTime{moment->utc};
}

Result<LedgerEntry> read_entry(const Members& members) {
  LedgerEntry entry;
  TRY(entry.taken, count(members, "taken"));
  TRY(const std::string hex, members.text("digest", limits::key_bytes_max));
  const auto digest = sha256_from_hex(hex);
  if (!digest) {
    return field_error(members.field("digest"), "is not 64 hexadecimal digits.");
  }
  entry.digest = *digest;
  return entry;
}

Result<Topic> read_topic_key(const Members& members) {
  Topic topic;
  TRY(topic.event.value, line(members, "event", limits::id_bytes_max));
  TRY(const std::string purpose, members.text("purpose", limits::key_bytes_max));
  TRY(topic.purpose, parse_purpose(purpose));
  TRY(topic.session.value, line(members, "session", limits::id_bytes_max, Presence::optional));
  return topic;
}

Status check_part(const Members& members, const char* name, int part, int whole) {
  return part <= whole ? ok() : Status{field_error(members.field(name), "is more than was taken.")};
}

Result<TopicLedger> read_topic(const Members& members) {
  TopicLedger topic;
  TRY(topic.answers, read_entry(members));
  if (members.find("notes") != nullptr) {
    TRY(const Json* const notes, members.object("notes"));
    TRY(topic.notes, read_entry(Members{*notes, members.field("notes.")}));
  }
  TRY(const long long closed, members.number("closed", 0, 1, Presence::optional));
  topic.closed = closed == 1;
  if (members.find("closes") != nullptr) {
    TRY(topic.closes, time(members, "closes"));
  }
  TRY(topic.bursts, count(members, "bursts", Presence::optional));
  TRY(topic.late, count(members, "late", Presence::optional));
  TRY(topic.early, count(members, "early", Presence::optional));
  TRY(topic.quarantined, count(members, "quarantined", Presence::optional));
  TRY_DO(check_part(members, "bursts", topic.bursts, topic.answers.taken));
  TRY_DO(check_part(members, "late", topic.late, topic.answers.taken));
  TRY_DO(check_part(members, "early", topic.early, topic.answers.taken));
  return topic;
}

void write_entry(JsonWriter& json, const LedgerEntry& entry) {
  json.key("taken").number(entry.taken);
  json.key("digest").text(to_hex(entry.digest));
}

void write_topic_key(JsonWriter& json, const Topic& topic) {
  json.key("event").text(topic.event.value);
  json.key("purpose").text(to_text(topic.purpose));
  json.key("session").text(topic.session.value);
}

void write_topic(JsonWriter& json, const Topic& topic, const TopicLedger& ledger) {
  json.begin_object();
  write_topic_key(json, topic);
  write_entry(json, ledger.answers);
  json.key("closed").number(ledger.closed ? 1 : 0);
  if (ledger.closes) {
    json.key("closes").text(to_rfc3339(*ledger.closes));
  }
  json.key("bursts").number(ledger.bursts);
  json.key("late").number(ledger.late);
  json.key("early").number(ledger.early);
  json.key("quarantined").number(ledger.quarantined);
  json.key("notes").begin_object();
  write_entry(json, ledger.notes);
  json.end_object();
  json.end_object();
}

Result<Topic> read_listed_topic(const Json& json, const std::string& path) {
  if (!json.is_object()) {
    return field_error(path, "must hold objects only.");
  }
  return read_topic_key(Members{json, path + "."});
}

void write_closed(JsonWriter& json, const ClosedWindows& closed) {
  json.key("closed_until").text(to_rfc3339(closed.until));
  if (!closed.plan.empty()) {
    json.key("plan").text(closed.plan);
  }
  if (closed.day_over) {
    json.key("day_over").begin_object();
    json.key("event").text(closed.day_over->event.value);
    json.key("day").text(to_iso_day(closed.day_over->day));
    json.end_object();
  }
}

Result<std::string> plan_tag(const Members& members) {
  TRY(std::string text, members.text("plan", limits::key_bytes_max));
  if (!sha256_from_hex(text)) {
    return field_error(members.field("plan"), "is not a digest.");
  }
  return text;
}

Result<ClosedWindows> read_closed(const Members& members) {
  ClosedWindows closed;
  TRY(closed.until, time(members, "closed_until"));
  if (members.find("plan") != nullptr) {
    TRY(closed.plan, plan_tag(members));
  }
  if (members.find("day_over") != nullptr) {
    TRY(const Json* const object, members.object("day_over"));
    const Members over{*object, members.field("day_over") + "."};
    DayOver day;
    TRY(day.event.value, line(over, "event", limits::id_bytes_max));
    TRY(const std::string text, over.text("day", limits::key_bytes_max));
    TRY(day.day, parse_day(text));
    closed.day_over = std::move(day);
  }
  return closed;
}

}  // namespace

std::string encode(const Ledger& ledger) {
  JsonWriter json;
  json.begin_object();
  json.key("device").text(ledger.device.text());
  json.key("run").text(ledger.run.text());
  json.key("room").text(ledger.room);
  json.key("version").text(ledger.version);
  json.key("clock").text(name_of(ledger.clock));
  if (ledger.clock_ahead) {
    json.key("clock_ahead_minutes")
        .number(
            std::clamp<long long>(ledger.clock_ahead->count(), -clock_ahead_max, clock_ahead_max));
  }
  json.key("as_of").text(to_rfc3339(ledger.as_of));
  if (ledger.closed) {
    write_closed(json, *ledger.closed);
  }
  json.key("pending").number(ledger.pending);
  json.key("quarantined").number(ledger.quarantined);
  json.key("watched").number(ledger.watched ? 1 : 0);
  json.key("volatile_storage").number(ledger.volatile_storage ? 1 : 0);
  json.key("topics").begin_array();
  for (const auto& [topic, of_topic] : ledger.topics) {
    write_topic(json, topic, of_topic);
  }
  json.end_array();
  json.end_object();
  return std::move(json).finish();
}

Result<Ledger> decode_ledger(std::string_view body) {
  TRY(const Json json, parse_json(body, limits::ledger_bytes_max, "The ledger"));
  if (!json.is_object()) {
    return Error{ErrorCode::invalid, "The ledger is not a JSON object."};
  }
  const Members members{json, ""};
  Ledger ledger;
  TRY(ledger.device, members.uuid("device"));
  TRY(ledger.run, members.uuid("run"));
  TRY(ledger.room, line(members, "room", limits::name_bytes_max));
  TRY(ledger.version, line(members, "version", limits::name_bytes_max));
  TRY(const std::string clock, members.text("clock", limits::key_bytes_max));
  ledger.clock = quality_of(clock);
  if (members.find("clock_ahead_minutes") != nullptr) {
    TRY(const long long ahead,
        members.number("clock_ahead_minutes", -clock_ahead_max, clock_ahead_max));
    ledger.clock_ahead = minutes{ahead};
  }
  TRY(ledger.as_of, time(members, "as_of"));
  if (members.find("closed_until") != nullptr) {
    TRY(ledger.closed, read_closed(members));
  }
  TRY(ledger.pending, count(members, "pending"));
  TRY(ledger.quarantined, count(members, "quarantined"));
  TRY(const long long watched, members.number("watched", 0, 1, Presence::optional));
  ledger.watched = watched == 1;
  TRY(const long long forgets, members.number("volatile_storage", 0, 1, Presence::optional));
  ledger.volatile_storage = forgets == 1;
  TRY(const Json* const topics, members.array("topics", limits::sessions_max));
  long long taken = 0;
  long long quarantined = 0;
  for (const Json& one : *topics) {
    TRY(const Topic topic, read_listed_topic(one, "topics"));
    TRY(TopicLedger of_topic, read_topic(Members{one, "topics."}));
    taken += of_topic.answers.taken + of_topic.notes.taken;
    quarantined += of_topic.quarantined;
    if (!ledger.topics.emplace(topic, of_topic).second) {
      return field_error("topics", "name the same twice.");
    }
  }
  // Each count alone is bounded; their sums are shown to people, too.
  if (taken > count_max || quarantined > count_max) {
    return field_error("topics", "count more answers than a tablet can hold.");
  }
  return ledger;
}

std::string encode(const LedgerReply& reply) {
  JsonWriter json;
  json.begin_object();
  json.key("resend").begin_array();
  for (const Topic& topic : reply.resend) {
    json.begin_object();
    write_topic_key(json, topic);
    json.end_object();
  }
  json.end_array();
  json.key("identity_shared").number(reply.identity_shared ? 1 : 0);
  json.end_object();
  return std::move(json).finish();
}

Result<LedgerReply> decode_ledger_reply(std::string_view body) {
  TRY(const Json json, parse_json(body, limits::reply_bytes_max, "The ledger's reply"));
  if (!json.is_object()) {
    return Error{ErrorCode::invalid, "The ledger's reply is not a JSON object."};
  }
  const Members members{json, ""};
  LedgerReply reply;
  if (members.find("resend") != nullptr) {
    TRY(const Json* const topics, members.array("resend", limits::sessions_max));
    for (const Json& one : *topics) {
      TRY(Topic topic, read_listed_topic(one, "resend"));
      reply.resend.push_back(std::move(topic));
    }
  }
  TRY(const long long shared, members.number("identity_shared", 0, 1, Presence::optional));
  reply.identity_shared = shared == 1;
  return reply;
}

}  // namespace lintel::wire
