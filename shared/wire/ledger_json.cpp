#include "shared/wire/ledger_json.h"

#include <array>
#include <limits>

#include "shared/core/limits.h"
#include "shared/wire/json_read.h"
#include "shared/wire/json_write.h"

namespace lintel::wire {
namespace {

struct QualityName {
  ClockQuality quality;
  std::string_view name;
};
constexpr std::array<QualityName, 3> quality_names{{
    {ClockQuality::network, "network"},
    {ClockQuality::set_by_hand, "set-by-hand"},
    {ClockQuality::unknown, "unknown"},
}};

constexpr long long count_max = std::numeric_limits<int>::max();

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

Result<int> count(const Members& members, const char* name) {
  TRY(const long long value, members.number(name, 0, count_max));
  return static_cast<int>(value);
}

Result<LedgerEntry> read_entry(const Json& json) {
  if (!json.is_object()) {
    return field_error("sessions", "must hold objects only.");
  }
  const Members members{json, "sessions."};
  LedgerEntry entry;
  TRY(entry.taken, count(members, "taken"));
  TRY(const std::string hex, members.text("digest", limits::key_bytes_max));
  auto digest = sha256_from_hex(hex);
  if (!digest) {
    return field_error("sessions.digest", "is not 64 hexadecimal digits.");
  }
  entry.digest = *digest;
  return entry;
}

}  // namespace

std::string encode(const Ledger& ledger) {
  JsonWriter json;
  json.begin_object();
  json.key("device").text(ledger.device.text());
  json.key("room").text(ledger.room);
  json.key("version").text(ledger.version);
  json.key("clock").text(name_of(ledger.clock));
  json.key("pending").number(ledger.pending);
  json.key("quarantined").number(ledger.quarantined);
  json.key("sessions").begin_object();
  for (const auto& [session, entry] : ledger.sessions) {
    json.key(session.value).begin_object();
    json.key("taken").number(entry.taken);
    json.key("digest").text(to_hex(entry.digest));
    const auto set_aside = ledger.quarantined_by_session.find(session);
    if (set_aside != ledger.quarantined_by_session.end()) {
      json.key("quarantined").number(set_aside->second);
    }
    json.end_object();
  }
  json.end_object();
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
  TRY(ledger.room, members.text("room", limits::name_bytes_max));
  TRY(ledger.version, members.text("version", limits::name_bytes_max));
  TRY(const std::string clock, members.text("clock", limits::key_bytes_max));
  ledger.clock = quality_of(clock);
  TRY(ledger.pending, count(members, "pending"));
  TRY(ledger.quarantined, count(members, "quarantined"));
  TRY(const Json* const sessions, members.object("sessions"));
  for (const auto& [session, value] : sessions->items()) {
    if (session.empty() || session.size() > limits::id_bytes_max) {
      return field_error("sessions", "has a session without a usable id.");
    }
    TRY(const LedgerEntry entry, read_entry(value));
    const Members members_of_session{value, "sessions."};
    TRY(const long long set_aside,
        members_of_session.number("quarantined", 0, count_max, Presence::optional));
    if (set_aside > 0) {
      ledger.quarantined_by_session.insert_or_assign(SessionId{session},
                                                     static_cast<int>(set_aside));
    }
    ledger.sessions.insert_or_assign(SessionId{session}, entry);
  }
  return ledger;
}

std::string encode(const LedgerReply& reply) {
  JsonWriter json;
  json.begin_object();
  json.key("resend").begin_array();
  for (const SessionId& session : reply.resend) {
    json.text(session.value);
  }
  json.end_array();
  json.end_object();
  return std::move(json).finish();
}

Result<LedgerReply> decode_ledger_reply(std::string_view body) {
  TRY(const Json json, parse_json(body, limits::reply_bytes_max, "The ledger's reply"));
  if (!json.is_object()) {
    return Error{ErrorCode::invalid, "The ledger's reply is not a JSON object."};
  }
  const Members members{json, ""};
  TRY(std::vector<std::string> sessions,
      members.texts("resend", limits::sessions_max, limits::id_bytes_max, Presence::optional));
  LedgerReply reply;
  for (std::string& session : sessions) {
    reply.resend.push_back(SessionId{std::move(session)});
  }
  return reply;
}

}  // namespace lintel::wire
