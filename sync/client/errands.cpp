// The three errands of SyncThread: a batch, the ledger, the schedule. What a reply means is read
// by outbox::read_reply and read_plain; here it is only carried out.
#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "shared/core/limits.h"
#include "shared/core/text.h"
#include "shared/trust/signing_clock.h"
#include "shared/wire/changes_json.h"
#include "shared/wire/cloudevents.h"
#include "shared/wire/ledger_json.h"
#include "shared/wire/protocol.h"
#include "shared/wire/schedule.h"
#include "sync/client/bundle_file.h"
#include "sync/client/gzip.h"
#include "sync/client/sync_thread.h"

namespace lintel {
namespace {

// A body this small is not worth the two dozen bytes of gzip's frame.
constexpr std::size_t gzip_bytes_min = 512;
// A collector that asks for everything again at every ledger would keep the tablet busy for ever.
constexpr milliseconds resend_pause = limits::schedule_refresh;

// Later than any day there will be: only a full disk lets go of such a row.
constexpr LocalDay day_unknown{std::chrono::year{9999} / 12 / 31};

constexpr const char* collector_key = "collector";

bool lists_gzip(const Reply& reply) {
  const auto found = reply.headers.find("accept-encoding");
  if (found == reply.headers.end()) {
    return false;
  }
  const std::vector<std::string> codings = split(ascii_lower(found->second), ',');
  return std::any_of(codings.begin(), codings.end(), [](const std::string& coding) {
    return trim(std::string_view(coding).substr(0, coding.find(';'))) == "gzip";
  });
}

std::string etag_of(const Reply& reply) {
  const auto found = reply.headers.find("etag");
  return found == reply.headers.end() ? std::string{} : found->second;
}

const char* words_of(outbox::Verdict verdict) {
  switch (verdict) {
    case outbox::Verdict::accepted:
      return "accepted";
    case outbox::Verdict::not_ours:
      return "answered by something that is not our collector";
    case outbox::Verdict::halve:
      return "refused as a whole";
    case outbox::Verdict::not_paired:
      return "refused because this tablet is not paired";
    case outbox::Verdict::try_later:
      return "not possible now";
  }
  return "";
}

void log_failure(const char* errand, const outbox::Reading& reading, const Exchange& exchange) {
  if (reading.verdict != outbox::Verdict::accepted) {
    spdlog::warn("{} {} (status {}{}{}); everything is kept and tried again", errand,
                 words_of(reading.verdict), exchange.replied ? exchange.reply.status : 0,
                 exchange.detail.empty() ? "" : ", ", exchange.detail);
  }
}

}  // namespace

// --- exchanges -------------------------------------------------------------------------------

Request SyncThread::request(Method method, std::string_view path) const {
  Request request;
  request.method = method;
  request.path = path;
  request.headers[std::string(wire::protocol_header)] = wire::protocol_version;
  request.headers[std::string(wire::device_header)] = options_.device.text();
  return request;
}

void SyncThread::pack(Request& request) const {
  if (!gzip_ || request.body.size() < gzip_bytes_min) {
    return;
  }
  auto packed = gzip(request.body);
  if (packed && packed->size() < request.body.size()) {
    request.body = std::move(*packed);
    request.headers["Content-Encoding"] = "gzip";
  }
}

std::optional<Exchange> SyncThread::exchange(Request request) {
  membership_.prepare(request, options_.clock->now());
  auto exchange = transport_->exchange(request);
  if (exchange && membership_.corrects_time(*exchange, options_.collector, options_.clock->now())) {
    membership_.prepare(request, options_.clock->now());
    exchange = transport_->exchange(request);
  }
  if (exchange) {
    learn_from(*exchange);
    return std::move(*exchange);
  }
  if (exchange.error().code == ErrorCode::cancelled) {
    return std::nullopt;
  }
  spdlog::error("A request could not be made; it is tried again: {}", exchange.error().message);
  Exchange failed;
  failed.detail = exchange.error().message;
  return failed;
}

// RFC 9110 section 12.5.3: Accept-Encoding in a reply says what requests may use; a 415 takes it
// back.
void SyncThread::learn_from(const Exchange& exchange) {
  if (!exchange.replied || !outbox::is_ours(exchange.reply, options_.collector)) {
    return;
  }
  if (exchange.reply.status == 415) {
    gzip_ = false;
  } else if (lists_gzip(exchange.reply)) {
    gzip_ = true;
  }
}

// Trust on first use, on this machine only: over a network, pairing will say who the collector is.
void SyncThread::remember(const outbox::Reading& reading) {
  const bool is_new = options_.collector.is_nil() && reading.collector;
  if (!is_new || reading.verdict != outbox::Verdict::accepted ||
      options_.reach != Reach::loopback) {
    return;
  }
  const Uuid collector = *reading.collector;
  const auto kept = storage_.ask<Done>(Recount::no, [collector](store::Store& store) {
    return store.schedule().set_setting(collector_key, collector.text());
  });
  if (!kept) {
    spdlog::warn("The collector's name could not be kept and is learned again: {}",
                 kept.error().message);
    return;
  }
  options_.collector = collector;
}

// The disk, not the network, stands in the way: nothing about the collector has changed.
outbox::Reading SyncThread::stuck(const Error& error, const char* what) const {
  spdlog::error("{}; it is tried again: {}", what, error.message);
  outbox::Reading reading;
  reading.verdict = outbox::Verdict::try_later;
  reading.standing = outbox_.standing();
  return reading;
}

LocalDay SyncThread::today() const {
  return day_of(to_local(options_.clock->now(), options_.offset));
}

// By an unsure clock it might be years ago, and the row be deleted as soon as the clock is right.
LocalDay SyncThread::sent_day() const {
  return days_can_be_counted(options_) ? today() : day_unknown;
}

// --- a batch ---------------------------------------------------------------------------------

void SyncThread::send_batch(const outbox::SendBatch& limits) {
  // Brackets and commas are part of the body too.
  const std::size_t bytes_max = limits.bytes_max - limits.events_max - 1;
  auto pending = storage_.ask<std::vector<PendingEvent>>(
      Recount::no, [events_max = limits.events_max, bytes_max](store::Store& store) {
        return store.journal().pending(events_max, bytes_max, Uuid{});
      });
  const auto now = [this] { return options_.clock->mono(); };
  if (!pending) {
    outbox_.on_batch(stuck(pending.error(), "The answers to send could not be read"), 0, now());
    return;
  }
  if (pending->empty()) {
    outbox_.on_pending(0, now());
    return;
  }
  Batch batch;
  for (PendingEvent& event : *pending) {
    batch.ids.push_back(event.id);
    batch.events.push_back(std::move(event.bytes));
  }
  Request post = request(Method::post, wire::responses_path);
  post.headers["Content-Type"] = wire::batch_content_type;
  post.body = wire::join_batch(batch.events);
  pack(post);
  const bool packed = post.headers.contains("Content-Encoding");
  const auto exchange = this->exchange(std::move(post));
  if (!exchange || (packed && !gzip_)) {
    return;  // stopped; or the collector takes no gzip after all: the next round sends it plain
  }
  outbox_.on_batch(settle(batch, *exchange), batch.ids.size(), now());
}

// Writes down what the collector said. What cannot be written down has not happened: those rows
// stay pending and the collector will call them duplicates.
outbox::Reading SyncThread::settle(const Batch& batch, const Exchange& exchange) {
  outbox::Reading reading = outbox::read_reply(exchange, batch.ids, options_.collector);
  log_failure("Sending answers was", reading, exchange);
  std::vector<wire::ReceiptItem> refused = reading.refused;
  if (outbox::Outbox::should_quarantine_single(reading, batch.ids.size())) {
    const auto problem = wire::decode_problem(exchange.reply.body);
    const std::string code =
        problem ? problem->type : "status " + std::to_string(exchange.reply.status);
    refused.push_back({batch.ids.front(), wire::ItemStatus::invalid, code});
  }
  if (reading.sent.empty() && refused.empty()) {
    remember(reading);
    return reading;
  }
  const auto noted = storage_.ask<Done>(
      Recount::yes,
      [sent = reading.sent, refused, day = sent_day()](store::Store& store) -> Status {
        TRY_DO(store.journal().mark_sent(sent, day));
        for (const wire::ReceiptItem& item : refused) {
          TRY_DO(store.journal().quarantine(item.id, item.code));
        }
        return ok();
      });
  if (!noted) {
    return stuck(noted.error(), "What the collector confirmed could not be written down");
  }
  prune();
  if (!refused.empty()) {
    spdlog::error("The collector refused {} answers ({}); they are kept on this tablet for staff",
                  refused.size(), refused.front().code);
  }
  remember(reading);
  return reading;
}

// Once a day, for tablets that are never switched off.
void SyncThread::prune() {
  const LocalDay day = today();
  if (day == options_.pruned_on || !days_can_be_counted(options_)) {
    return;
  }
  options_.pruned_on = day;
  const auto pruned = storage_.ask<int>(Recount::yes, [day](store::Store& store) {
    return store.journal().prune_sent(day - limits::sent_rows_kept);
  });
  if (!pruned) {
    spdlog::warn("Old confirmed answers stay another day: {}", pruned.error().message);
  }
}

// --- the ledger ------------------------------------------------------------------------------

void SyncThread::send_ledger() {
  Ledger ledger;
  ledger.device = options_.device;
  ledger.room = options_.room_name;
  ledger.version = options_.version;
  ledger.clock = options_.clock_quality ? options_.clock_quality() : ClockQuality::unknown;
  const auto read = storage_.ask<Done>(
      Recount::no, [&ledger](store::Store& store) -> Status { return count_into(ledger, store); });
  const auto now = [this] { return options_.clock->mono(); };
  if (!read) {
    outbox_.on_ledger(stuck(read.error(), "The ledger could not be read"), now());
    return;
  }
  Request put = request(Method::put, wire::ledger_path);
  put.headers["Content-Type"] = "application/json";
  put.body = wire::encode(ledger);
  pack(put);
  const bool packed = put.headers.contains("Content-Encoding");
  const auto exchange = this->exchange(std::move(put));
  if (!exchange || (packed && !gzip_)) {
    return;
  }
  outbox::Reading reading = outbox::read_plain(*exchange, options_.collector);
  log_failure("The ledger was", reading, *exchange);
  remember(reading);
  if (reading.verdict == outbox::Verdict::accepted && !exchange->reply.body.empty()) {
    reading = answer_resend(std::move(reading), *exchange);
  }
  outbox_.on_ledger(reading, now());
}

// The collector may ask for sessions again: it was restored from a backup.
outbox::Reading SyncThread::answer_resend(outbox::Reading reading, const Exchange& exchange) {
  const auto reply = wire::decode_ledger_reply(exchange.reply.body);
  if (!reply) {
    spdlog::warn("The collector's reply to the ledger was not understood and is left aside: {}",
                 reply.error().message);
    return reading;
  }
  if (reply->resend.empty()) {
    return reading;
  }
  const MonoTime now = options_.clock->mono();
  if (resent_ && now - *resent_ < resend_pause) {
    reading.verdict = outbox::Verdict::try_later;
    return reading;
  }
  const auto resent = storage_.ask<Done>(
      Recount::yes,
      [sessions = reply->resend](store::Store& store) { return store.journal().resend(sessions); });
  if (!resent) {
    return stuck(resent.error(), "Answers the collector asked for again were not found");
  }
  resent_ = now;
  spdlog::warn("The collector asked for {} sessions again: they are sent once more",
               reply->resend.size());
  return reading;
}

// --- the schedule ----------------------------------------------------------------------------

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
  const outbox::Reading reading = outbox::read_plain(*exchange, options_.collector);
  log_failure("Asking for the schedule was", reading, *exchange);
  remember(reading);
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
