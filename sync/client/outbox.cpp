#include "sync/client/outbox.h"

#include <algorithm>

#include "shared/core/limits.h"

namespace lintel::outbox {
namespace {

// Full jitter may come out as nothing; a second keeps a broken network from being hammered.
constexpr milliseconds backoff_floor{1000};

// Not paired: nothing is sent, and this often the schedule is asked for, to learn that somebody
// has let the tablet in meanwhile.
constexpr milliseconds not_paired_probe = limits::backoff_cap;

constexpr int errand_count = 3;

milliseconds backoff_bound(int failures) {
  const milliseconds cap = limits::backoff_cap;
  milliseconds bound = limits::backoff_base;
  for (int failure = 1; failure < failures && bound < cap; ++failure) {
    bound *= 2;
  }
  return std::min(bound, cap);
}

}  // namespace

Outbox::Outbox(std::uint64_t seed, const Pace& pace)
    : random_state_(seed), pace_(pace), events_max_(limits::batch_events_max) {}

// SplitMix64 (Steele, Lea, Flood 2014): every seed, zero too, gives a good sequence.
std::uint64_t Outbox::random() {
  random_state_ += 0x9e3779b97f4a7c15U;
  std::uint64_t mixed = random_state_;
  mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
  mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
  return mixed ^ (mixed >> 31U);
}

milliseconds Outbox::random_between(milliseconds low, milliseconds high) {
  const auto span = static_cast<std::uint64_t>((high - low).count()) + 1;
  return low + milliseconds{static_cast<std::int64_t>(random() % span)};
}

bool Outbox::is_due(Errand errand, MonoTime now) const {
  switch (errand) {
    case Errand::schedule:
      return schedule_due_ <= now;
    case Errand::ledger:
      return ((ledger_due_ && send_at_ <= now) || ledger_again_ <= now) &&
             standing_ != Standing::not_paired;
    case Errand::batch:
      return pending_ > 0 && send_at_ <= now && standing_ != Standing::not_paired;
  }
  return false;
}

// The schedule goes first: a fresh tablet shows nothing without it, and it is due so rarely that
// it keeps nothing else waiting. What failed goes behind the others, so that one broken path of
// the collector does not stop the rest.
Action Outbox::next(MonoTime now) const {
  if (now < not_before_) {
    return WaitUntil{not_before_};
  }
  for (int turn = 0; turn < errand_count; ++turn) {
    const auto errand = static_cast<Errand>((static_cast<int>(first_) + turn) % errand_count);
    if (!is_due(errand, now)) {
      continue;
    }
    switch (errand) {
      case Errand::schedule:
        return FetchSchedule{};
      case Errand::batch:
        return SendBatch{events_max_, limits::batch_bytes_max};
      case Errand::ledger:
        return SendLedger{};
    }
  }
  // Not paired: everything else waits, whatever its time.
  if (standing_ == Standing::not_paired) {
    return WaitUntil{schedule_due_};
  }
  const MonoTime rhythm = std::min(schedule_due_, ledger_again_);
  return WaitUntil{has_something_to_send() ? std::min(rhythm, send_at_) : rhythm};
}

// What waits already takes with it what comes now. What is being sent does not: a batch that goes
// on because somebody tapped would tell the moment.
void Outbox::draw_send_time(MonoTime now) {
  if (send_at_ > now) {
    return;
  }
  const milliseconds minute = std::max(pace_.send_minute, milliseconds{1});
  const milliseconds next = (now.since_start / minute + 1) * minute;
  send_at_ = MonoTime{next} + random_between(milliseconds{0}, minute - milliseconds{1});
}

void Outbox::on_start(int pending) {
  pending_ = std::max(pending, 0);
}

void Outbox::on_pending(int pending, MonoTime now) {
  if (pending > pending_) {
    draw_send_time(now);
  }
  pending_ = std::max(pending, 0);
}

void Outbox::on_ledger_changed(MonoTime now) {
  draw_send_time(now);
  ledger_due_ = true;
}

void Outbox::on_link_up(MonoTime now) {
  // A collector that said when to come back has not changed because a cable was plugged in.
  if (now < not_before_ && !told_when_) {
    not_before_ =
        std::min(not_before_, now + random_between(milliseconds{0}, limits::link_up_wait_max));
  }
  // While the link was down the schedule may have changed: it is asked for soon, not in its turn.
  schedule_due_ =
      std::min(schedule_due_, now + random_between(milliseconds{0}, limits::link_up_wait_max));
}

void Outbox::on_link_down(MonoTime) {
  if (standing_ != Standing::not_paired) {
    standing_ = Standing::no_network;
  }
}

void Outbox::on_paired(MonoTime now) {
  if (standing_ != Standing::not_paired) {
    return;
  }
  standing_ = Standing::unknown;
  failures_ = 0;
  not_before_ = now;
  schedule_due_ = now;
  told_when_ = false;
}

void Outbox::hold(MonoTime until) {
  not_before_ = std::max(not_before_, until);
}

void Outbox::succeed(MonoTime now) {
  standing_ = Standing::connected;
  failures_ = 0;
  first_ = Errand::schedule;
  not_before_ = now;
  told_when_ = false;
}

void Outbox::back_off(MonoTime now) {
  ++failures_;
  const milliseconds bound = backoff_bound(failures_);
  not_before_ = now + random_between(std::min(backoff_floor, bound), bound);
  told_when_ = false;
}

void Outbox::fail(Errand errand, const Reading& reading, MonoTime now) {
  standing_ = reading.standing;
  first_ = static_cast<Errand>((static_cast<int>(errand) + 1) % errand_count);
  if (reading.verdict == Verdict::not_paired) {
    schedule_due_ = now + random_between(not_paired_probe / 2, not_paired_probe);
    return;
  }
  back_off(now);
  if (reading.retry_after) {
    not_before_ = now + *reading.retry_after;
    told_when_ = true;
  }
}

void Outbox::on_batch(const Reading& reading, std::size_t batch_size, MonoTime now) {
  const std::size_t settled = reading.sent.size() + reading.refused.size();
  pending_ = std::max(0, pending_ - static_cast<int>(settled));
  // Said once everything has gone, not between two batches.
  if (settled > 0 && pending_ == 0) {
    ledger_due_ = true;
  }
  switch (reading.verdict) {
    case Verdict::accepted:
      if (settled == 0 && batch_size > 0) {
        // A receipt that names nothing we sent: asking again at once would ask for ever.
        standing_ = Standing::connected;
        back_off(now);
        return;
      }
      bad_singles_ = 0;
      events_max_ = std::min(events_max_ * 2, limits::batch_events_max);
      succeed(now);
      return;
    case Verdict::halve:
      standing_ = Standing::connected;
      events_max_ = std::max<std::size_t>(1, batch_size / 2);
      if (!should_quarantine_single(reading, batch_size)) {
        return;
      }
      pending_ = std::max(0, pending_ - 1);
      ledger_due_ = ledger_due_ || pending_ == 0;
      // One bad answer is the answer's fault. Several in a row are more likely the collector's:
      // go slowly, so that somebody can look before a whole day stands in quarantine.
      if (++bad_singles_ > 1) {
        back_off(now);
      }
      return;
    case Verdict::not_ours:
    case Verdict::not_paired:
    case Verdict::try_later:
      fail(Errand::batch, reading, now);
      return;
  }
}

void Outbox::on_ledger(const Reading& reading, MonoTime now) {
  switch (reading.verdict) {
    case Verdict::accepted:
      ledger_due_ = false;
      // A collector restored from a backup learns from it what it lacks, and only so. What goes
      // with a release does not change the rhythm.
      if (ledger_again_ <= now) {
        ledger_again_ =
            now + random_between(limits::ledger_refresh, limits::ledger_refresh * 5 / 4);
      }
      succeed(now);
      return;
    case Verdict::halve:
      // A ledger cannot be halved. The next one, after the next release, may do better.
      ledger_due_ = false;
      ledger_again_ = now + limits::ledger_refresh;
      standing_ = Standing::connected;
      return;
    case Verdict::not_ours:
    case Verdict::not_paired:
    case Verdict::try_later:
      fail(Errand::ledger, reading, now);
      return;
  }
}

void Outbox::on_schedule(const Reading& reading, MonoTime now) {
  switch (reading.verdict) {
    case Verdict::accepted:
    case Verdict::halve:
      // Spread, so that tablets switched on together do not ask together all day.
      schedule_due_ = now + random_between(pace_.schedule_every, pace_.schedule_every * 5 / 4);
      succeed(now);
      return;
    case Verdict::not_ours:
    case Verdict::not_paired:
    case Verdict::try_later:
      fail(Errand::schedule, reading, now);
      return;
  }
}

bool Outbox::should_quarantine_single(const Reading& reading, std::size_t batch_size) {
  return reading.verdict == Verdict::halve && batch_size == 1;
}

}  // namespace lintel::outbox
