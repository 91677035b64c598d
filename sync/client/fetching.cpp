// What SyncThread fetches: the schedule, and with it which room the tablet is for.
#include <spdlog/spdlog.h>

#include <utility>

#include "shared/core/limits.h"
#include "shared/core/text.h"
#include "shared/trust/signing_clock.h"
#include "shared/wire/changes_json.h"
#include "shared/wire/protocol.h"
#include "shared/wire/schedule.h"
#include "sync/client/beginning.h"
#include "sync/client/sync_thread.h"

namespace lintel {
namespace {

constexpr const char* room_header = "lintel-room";  // names as Transport gives them: lower case

std::string etag_of(const Reply& reply) {
  const auto found = reply.headers.find("etag");
  return found == reply.headers.end() ? std::string{} : found->second;
}

int hex_digit(char letter) {
  const std::string_view digits = "0123456789abcdef";
  const char lower = letter >= 'A' && letter <= 'F' ? static_cast<char>(letter + 32) : letter;
  const std::size_t value = digits.find(lower);
  return value == std::string_view::npos ? -1 : static_cast<int>(value);
}

// RFC 3986 section 2.1; nullopt: no such text.
std::optional<std::string> percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      decoded += text[at];
      continue;
    }
    const int high = at + 2 < text.size() ? hex_digit(text[at + 1]) : -1;
    const int low = high >= 0 ? hex_digit(text[at + 2]) : -1;
    if (low < 0) {
      return std::nullopt;
    }
    decoded += static_cast<char>(high * 16 + low);
    at += 2;
  }
  return decoded;
}

}  // namespace

void SyncThread::fetch_schedule() {
  Request get = request(Method::get, wire::schedule_path);
  get.reply_bytes_max = limits::schedule_bytes_max;
  if (!options_.etag.empty()) {
    get.headers["If-None-Match"] = options_.etag;
  }
  const auto exchange = this->exchange(std::move(get));
  if (!exchange) {
    return;
  }
  outbox::Reading reading = outbox::read_plain(*exchange, options_.collector);
  reading.standing = judged(reading.standing);
  log_failure("Asking for the schedule was", reading, *exchange);
  remember(reading);
  if (reading.verdict == outbox::Verdict::accepted) {
    take_room(exchange->reply);
  }
  if (reading.verdict == outbox::Verdict::accepted && exchange->reply.status == 200) {
    take_schedule(exchange->reply);
  } else if (reading.verdict == outbox::Verdict::accepted && exchange->reply.status == 304) {
    confirm_schedule();
  }
  outbox_.on_schedule(reading, options_.clock->mono());
}

// A document that does not check out is left aside, and its ETag remembered for as long as this
// runs: the same bytes would be no better next time.
void SyncThread::take_schedule(const Reply& reply) {
  options_.etag = etag_of(reply);
  auto decoded = wire::decode_schedule(reply.body);
  if (!decoded) {
    spdlog::error("A new schedule cannot be used, the old one stays: {}", decoded.error().message);
    options_.tell(
        Notice{"The new schedule cannot be used, the old one stays: " + decoded.error().message});
    return;
  }
  const auto event = std::make_shared<const Event>(std::move(*decoded));
  if (options_.event) {
    options_.changes =
        later(std::move(options_.changes), *options_.event, *event, served_since(reply));
  }
  options_.event = event;
  storage_.use_notes_key(notes_key_of(event.get()));
  const CachedSchedule cached{reply.body, options_.etag, options_.clock->now(),
                              wire::encode(options_.changes)};
  options_.confirmed = cached.fetched;
  options_.offset = event->offset_at(cached.fetched);
  const auto saved = storage_.ask<Done>(
      Recount::no, [&cached](store::Store& store) { return store.schedule().save(cached); });
  if (!saved) {
    spdlog::error("The new schedule is shown but not kept; the next start shows the one before: {}",
                  saved.error().message);
  }
  options_.tell(ScheduleCame{event, cached.fetched, options_.changes});
}

// The room chosen on the page wins over whatever the tablet was set up for.
void SyncThread::take_room(const Reply& reply) {
  const auto header = reply.headers.find(room_header);
  const auto text = header == reply.headers.end() ? std::nullopt : percent_decoded(header->second);
  if (!text || text->empty() || text->size() > limits::id_bytes_max || told_room_.value == *text) {
    return;
  }
  const RoomId room{clean_line(*text)};
  told_room_ = room;
  options_.room_name = room.value;
  if (membership_.on_room(room)) {
    keep_pairing();
  }
  options_.tell(RoomGiven{room});
}

void SyncThread::confirm_schedule() {
  const UtcTime now = options_.clock->now();
  options_.tell(ScheduleConfirmed{now});
  // A clock that was set back must not keep the disk from hearing of it.
  const bool is_recent = options_.confirmed && now >= *options_.confirmed &&
                         now - *options_.confirmed < limits::schedule_confirmed_every;
  if (is_recent) {
    return;
  }
  const auto kept = storage_.ask<Done>(
      Recount::no, [now](store::Store& store) { return store.schedule().confirm(now); });
  if (kept) {
    options_.confirmed = now;
  } else {
    spdlog::warn("That the schedule is still current was not written down: {}",
                 kept.error().message);
  }
}

// The collector says by its own clock for how long it has served this version. Counted back from
// ours, that is right at the door even when our clock stands wrong. A collector that does not say
// (an older one): since now, if our clock can be trusted.
std::optional<UtcTime> SyncThread::served_since(const Reply& reply) const {
  const auto date_in = [&reply](const char* name) -> std::optional<UtcTime> {
    const auto header = reply.headers.find(name);
    const auto date = header == reply.headers.end()
                          ? Result<UtcTime>{Error{ErrorCode::not_found, ""}}
                          : trust::parse_http_date(header->second);
    return date ? std::optional{*date} : std::nullopt;
  };
  const UtcTime now = options_.clock->now();
  const auto theirs = date_in("date");
  const auto modified = date_in("last-modified");
  if (theirs && modified) {
    return now - std::max(*theirs - *modified, milliseconds{0});
  }
  const bool agrees = theirs && std::chrono::abs(now - *theirs) <= limits::clocks_agree;
  const bool is_set = options_.clock_quality && options_.clock_quality() != ClockQuality::unknown;
  return agrees || is_set ? std::optional{now} : std::nullopt;
}

}  // namespace lintel
