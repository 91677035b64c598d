// What SyncThread sends: a batch, the ledger. What a reply means is read by outbox::read_reply and
// read_plain; here it is only carried out.
#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "shared/core/counted.h"
#include "shared/core/limits.h"
#include "shared/core/text.h"
#include "shared/ports/release.h"
#include "shared/trust/signing_clock.h"
#include "shared/wire/cloudevents.h"
#include "shared/wire/ledger_json.h"
#include "shared/wire/protocol.h"
#include "sync/client/beginning.h"
#include "sync/client/bundle_file.h"
#include "sync/client/gzip.h"
#include "sync/client/sync_thread.h"

namespace lintel {
namespace {

// Bodies are filled up with spaces, so that their length says nothing; compressed, it would. A body
// of so many answers is told by none of them.
constexpr std::size_t gzip_bytes_min = 16 * 1024;
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

}  // namespace

static const char* words_of(outbox::Verdict verdict) {
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

void SyncThread::log_failure(const char* errand, const outbox::Reading& reading,
                             const Exchange& exchange) {
  if (reading.verdict != outbox::Verdict::accepted) {
    spdlog::warn("{} {} (status {}{}{}); everything is kept and tried again", errand,
                 words_of(reading.verdict), exchange.replied ? exchange.reply.status : 0,
                 exchange.detail.empty() ? "" : ", ", exchange.detail);
  }
}

// --- exchanges -------------------------------------------------------------------------------

Request SyncThread::request(Method method, std::string_view path) const {
  Request request;
  request.method = method;
  request.path = path;
  request.headers[std::string(wire::protocol_header)] = wire::protocol_version;
  request.headers[std::string(wire::device_header)] = options_.device.text();
  return request;
}

void SyncThread::pack(Request& request, std::string body, Content content) const {
  request.body = std::move(body);
  if (!gzip_ || content == Content::sealed || request.body.size() <= gzip_bytes_min) {
    return;
  }
  auto packed = gzip(request.body);
  if (packed && packed->size() < request.body.size()) {
    request.body = std::move(*packed);
    request.headers["Content-Encoding"] = "gzip";
  }
}

Result<Exchange> SyncThread::exchange_once(const Request& request) {
  const MonoTime asked = options_.clock->mono();
  auto exchange = transport_->exchange(request);
  if (exchange && exchange->replied) {
    follow_time(exchange->reply, asked);
  }
  return exchange;
}

std::optional<Exchange> SyncThread::exchange(Request request) {
  const UtcTime prepared = options_.clock->now();
  membership_.prepare(request, prepared);
  auto exchange = exchange_once(request);
  if (exchange &&
      membership_.corrects_time(*exchange, options_.collector, prepared, options_.clock->now())) {
    membership_.prepare(request, options_.clock->now());
    exchange = exchange_once(request);
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

// Over a network only the collector that pairing made ours is believed; on this machine the one
// that answers first, as in remember().
void SyncThread::follow_time(const Reply& reply, MonoTime asked) {
  const bool is_known =
      options_.reach == Reach::loopback || (membership_.last() && !options_.collector.is_nil());
  const auto date = reply.headers.find("date");
  if (options_.followed == nullptr || !is_known || date == reply.headers.end() ||
      !outbox::is_ours(reply, options_.collector)) {
    return;
  }
  const auto theirs = trust::parse_http_date(date->second);
  if (!theirs) {
    return;
  }
  FollowedClock& clock = *options_.followed;
  const bool is_first = !clock.is_following();
  const milliseconds forward = clock.collector_says(*theirs, asked, clock.mono());
  if (!clock.is_following() || (!is_first && forward == milliseconds{0})) {
    return;
  }
  if (std::chrono::abs(forward) >= FollowedClock::noticed) {
    spdlog::warn("This tablet's clock is {} minutes {} the collector's; it goes by the collector's",
                 std::chrono::round<minutes>(std::chrono::abs(forward)).count(),
                 forward < milliseconds{0} ? "ahead of" : "behind");
    membership_.on_clock_moved();
    clock_moved_ = true;
  }
  const auto kept = storage_.ask<Done>(Recount::no, [&clock](store::Store& store) {
    return store.schedule().set_setting(std::string(collector_time_key), clock.kept());
  });
  if (!kept) {
    spdlog::warn(
        "The collector's time could not be kept; after a restart it is asked for again: {}",
        kept.error().message);
  }
  options_.tell(ClockFollowed{forward});
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

// libcurl judges a certificate by the machine's own clock. That one is to blame when it is known to
// be a day off, or behind what was written down here; and it is not when somebody vouches for it.
outbox::Standing SyncThread::judged(outbox::Standing standing) const {
  using outbox::Standing;
  if (standing != Standing::certificate_or_clock) {
    return standing;
  }
  constexpr std::chrono::days noticed_by_certificates{1};
  if (options_.followed != nullptr && options_.followed->is_following()) {
    return std::chrono::abs(*options_.followed->own_ahead()) >= noticed_by_certificates
               ? Standing::clock_wrong
               : Standing::certificate_dates;
  }
  if (options_.clock_quality && options_.clock_quality() == ClockQuality::network) {
    return Standing::certificate_dates;
  }
  const bool is_behind =
      options_.confirmed && options_.clock->now() + noticed_by_certificates < *options_.confirmed;
  return is_behind ? Standing::clock_wrong : standing;
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

// By an unsure clock it might be years ago, and the row be deleted as soon as the clock is right.
LocalDay SyncThread::sent_day() const {
  return days_can_be_counted(options_) && options_.days ? options_.days->counted : day_unknown;
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
    batch.has_notes = batch.has_notes || event.kind == RecordKind::note;
    batch.events.push_back(std::move(event.bytes));
  }
  Request post = request(Method::post, wire::responses_path);
  post.headers["Content-Type"] = wire::batch_content_type;
  pack(post,
       wire::filled(wire::join_batch(batch.events),
                    batch.has_notes ? wire::Fill::notes : wire::Fill::answers),
       batch.has_notes ? Content::sealed : Content::text);
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
  reading.standing = judged(reading.standing);
  log_failure("Sending answers was", reading, exchange);
  prune();
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
  if (!refused.empty()) {
    spdlog::error("The collector refused {} ({}); nothing of it is lost, this tablet keeps it",
                  counted(refused.size(), "answer"), refused.front().code);
  }
  remember(reading);
  return reading;
}

// Once a day, for tablets that are never switched off.
void SyncThread::prune() {
  if (!days_can_be_counted(options_)) {
    return;
  }
  const LocalDay today = day_of(to_local(options_.clock->now(), options_.offset));
  const DayCount days = DayCount::on(options_.days, today);
  if (days == options_.days) {
    return;
  }
  const auto pruned = storage_.ask<int>(
      Recount::yes, [days](store::Store& store) { return prune_as_of(store, days); });
  options_.days = days;
  if (!pruned) {
    spdlog::warn("Old confirmed answers stay another day: {}", pruned.error().message);
  }
}

// --- the ledger ------------------------------------------------------------------------------

void SyncThread::send_ledger() {
  Ledger ledger;
  ledger.device = options_.device;
  ledger.run = options_.run;
  ledger.watched = options_.watched;
  ledger.as_of = whole_minute(options_.clock->now());
  ledger.room = options_.room_name;
  ledger.version = options_.version;
  ledger.clock = options_.clock_quality ? options_.clock_quality() : ClockQuality::unknown;
  if (options_.followed != nullptr && options_.followed->is_following()) {
    ledger.clock =
        ledger.clock == ClockQuality::network ? ClockQuality::network : ClockQuality::collector;
    ledger.clock_ahead = std::chrono::round<minutes>(*options_.followed->own_ahead());
  }
  const auto read = storage_.ask<Done>(
      Recount::no, [&ledger](store::Store& store) -> Status { return count_into(ledger, store); });
  const auto now = [this] { return options_.clock->mono(); };
  if (!read) {
    outbox_.on_ledger(stuck(read.error(), "The ledger could not be read"), now());
    return;
  }
  Request put = request(Method::put, wire::ledger_path);
  put.headers["Content-Type"] = "application/json";
  pack(put, wire::filled(wire::encode(ledger), wire::Fill::answers), Content::text);
  const bool packed = put.headers.contains("Content-Encoding");
  const auto exchange = this->exchange(std::move(put));
  if (!exchange || (packed && !gzip_)) {
    return;
  }
  outbox::Reading reading = outbox::read_plain(*exchange, options_.collector);
  reading.standing = judged(reading.standing);
  log_failure("The ledger was", reading, *exchange);
  remember(reading);
  if (reading.verdict == outbox::Verdict::accepted && !exchange->reply.body.empty()) {
    reading = follow_ledger_reply(std::move(reading), *exchange);
  }
  outbox_.on_ledger(reading, now());
}

outbox::Reading SyncThread::follow_ledger_reply(outbox::Reading reading, const Exchange& exchange) {
  const auto reply = wire::decode_ledger_reply(exchange.reply.body);
  if (!reply) {
    spdlog::warn("The collector's reply to the ledger was not understood and is left aside: {}",
                 reply.error().message);
    return reading;
  }
  if (reply->identity_shared != told_shared_) {
    told_shared_ = reply->identity_shared;
    options_.tell(IdentityShared{told_shared_});
  }
  return reply->resend.empty() ? reading : resend(std::move(reading), reply->resend);
}

// The collector asks for topics again: it was restored from a backup.
outbox::Reading SyncThread::resend(outbox::Reading reading, const std::vector<Topic>& topics) {
  const MonoTime now = options_.clock->mono();
  if (resent_ && now - *resent_ < resend_pause) {
    reading.verdict = outbox::Verdict::try_later;
    return reading;
  }
  const auto resent = storage_.ask<Done>(
      Recount::yes, [&topics](store::Store& store) { return store.journal().resend(topics); });
  if (!resent) {
    return stuck(resent.error(), "Answers the collector asked for again were not found");
  }
  resent_ = now;
  spdlog::warn("The collector asked for {} again: what is there is sent once more",
               counted(topics.size(), "session"));
  return reading;
}

}  // namespace lintel
