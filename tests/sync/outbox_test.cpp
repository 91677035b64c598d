// The uploader's decisions: what next, when again. Times are virtual, jitter comes from seeds.
#include "sync/client/outbox.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <set>

#include "shared/core/limits.h"
#include "tests/contract/support.h"

namespace lintel::outbox {
namespace {

using namespace std::chrono_literals;

MonoTime at(milliseconds ms) {
  return {ms};
}

Reading of(Verdict verdict, Standing standing) {
  Reading reading;
  reading.verdict = verdict;
  reading.standing = standing;
  return reading;
}
const Reading accepted = of(Verdict::accepted, Standing::connected);
const Reading no_network = of(Verdict::try_later, Standing::no_network);
const Reading halve = of(Verdict::halve, Standing::connected);
const Reading not_paired = of(Verdict::not_paired, Standing::not_paired);

Reading confirmed(std::size_t count) {
  Reading reading = accepted;
  for (std::size_t number = 0; number < count; ++number) {
    reading.sent.push_back(test::test_id(number));
  }
  return reading;
}

// An outbox whose schedule and ledger are settled at time 0, so that only batches are due.
Outbox settled(std::uint64_t seed = 1, int pending = 0) {
  Outbox outbox(seed);
  outbox.on_schedule(accepted, at(0ms));
  outbox.on_ledger(accepted, at(0ms));
  outbox.on_start(pending);
  return outbox;
}

template <class T>
bool wants(const Outbox& outbox, MonoTime now) {
  return std::holds_alternative<T>(outbox.next(now));
}

milliseconds wait_of(const Outbox& outbox, MonoTime now) {
  const Action action = outbox.next(now);
  const auto* wait = std::get_if<WaitUntil>(&action);
  return wait == nullptr ? 0ms : wait->time - now;
}

std::size_t batch_of(const Outbox& outbox, MonoTime now) {
  const Action action = outbox.next(now);
  const auto* send = std::get_if<SendBatch>(&action);
  return send == nullptr ? 0 : send->events_max;
}

}  // namespace

TEST_CASE("a tablet that starts asks for the schedule, accounts, sends and accounts again",
          "[outbox]") {
  Outbox outbox(7);
  CHECK(outbox.standing() == Standing::unknown);
  outbox.on_start(3);
  CHECK(wants<FetchSchedule>(outbox, at(0ms)));
  CHECK(wants<FetchSchedule>(outbox, at(0ms)));
  outbox.on_schedule(accepted, at(5ms));
  CHECK(wants<SendLedger>(outbox, at(5ms)));
  outbox.on_ledger(accepted, at(6ms));
  CHECK(batch_of(outbox, at(6ms)) == limits::batch_events_max);
  outbox.on_batch(confirmed(3), 3, at(10ms));
  CHECK(wants<SendLedger>(outbox, at(10ms)));
  outbox.on_ledger(accepted, at(15ms));
  CHECK(outbox.standing() == Standing::connected);
  CHECK(wants<WaitUntil>(outbox, at(15ms)));
}

TEST_CASE("the schedule is asked for again after a minute or a little more", "[outbox]") {
  const auto seed = GENERATE(range(0U, 50U));
  Outbox outbox = settled(seed);
  const milliseconds wait = wait_of(outbox, at(0ms));
  CHECK(wait >= limits::schedule_refresh);
  CHECK(wait <= limits::schedule_refresh * 5 / 4);
  CHECK(wants<FetchSchedule>(outbox, at(wait)));
}

TEST_CASE("what was released goes out at a second of the next minute drawn anew", "[outbox]") {
  std::set<milliseconds> waits;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Outbox outbox(seed, {.schedule_every = 1h, .send_minute = 1min});
    outbox.on_schedule(accepted, at(0ms));
    outbox.on_ledger(accepted, at(0ms));
    const MonoTime tap = at(17s);
    outbox.on_pending(5, tap);
    outbox.on_ledger_changed(tap);
    const milliseconds wait = wait_of(outbox, tap);
    CHECK(wait >= 43s);
    CHECK(wait < 103s);
    waits.insert(wait);
    // Whatever is released meanwhile goes with it and moves nothing.
    outbox.on_pending(10, at(30s));
    outbox.on_ledger_changed(at(30s));
    CHECK(wait_of(outbox, tap) == wait);
    CHECK(wants<SendLedger>(outbox, tap + wait));
    outbox.on_ledger(accepted, tap + wait);
    CHECK(wants<SendBatch>(outbox, tap + wait));
  }
  // Spread over the whole minute.
  CHECK(waits.size() > 250);
  CHECK(*waits.begin() < 46s);
  CHECK(*waits.rbegin() > 100s);
}

TEST_CASE("what is released while something is being sent waits for the next minute", "[outbox]") {
  Outbox outbox = settled(1, 250);
  REQUIRE(wants<SendBatch>(outbox, at(0ms)));
  outbox.on_batch(confirmed(100), 100, at(0ms));
  outbox.on_pending(155, at(10ms));
  CHECK(wait_of(outbox, at(10ms)) >= 59s);
}

TEST_CASE("the ledger's rhythm is the same whether anything was released or not", "[outbox]") {
  const auto seed = GENERATE(range(0U, 20U));
  const auto next_ledger = [seed](int releases) {
    Outbox outbox(seed);
    outbox.on_schedule(accepted, at(0ms));
    outbox.on_ledger(accepted, at(0ms));
    MonoTime now = at(1s);
    for (int release = 0; release < releases; ++release) {
      outbox.on_ledger_changed(now);
      now = at(1min + 59s);
      outbox.on_ledger(accepted, now);
    }
    for (now = at(2min); !wants<SendLedger>(outbox, now); now = now + 1s) {
      outbox.on_schedule(accepted, now);
    }
    return now;
  };
  const MonoTime quiet = next_ledger(0);
  CHECK(quiet >= at(limits::ledger_refresh));
  CHECK(quiet <= at(limits::ledger_refresh * 5 / 4 + 1s));
  CHECK(next_ledger(1) == quiet);
}

TEST_CASE("success sends the next batch at once", "[outbox]") {
  Outbox outbox = settled(1, 250);
  for (const int left : {150, 50}) {
    REQUIRE(wants<SendBatch>(outbox, at(0ms)));
    outbox.on_batch(confirmed(100), 100, at(0ms));
    outbox.on_pending(left, at(0ms));
  }
  REQUIRE(wants<SendBatch>(outbox, at(0ms)));
  outbox.on_batch(confirmed(50), 50, at(0ms));
  CHECK(wants<SendLedger>(outbox, at(0ms)));
}

TEST_CASE("waiting doubles up to five minutes, with jitter and without end", "[outbox]") {
  const auto seed = GENERATE(range(0U, 100U));
  Outbox outbox = settled(seed, 1);
  MonoTime now = at(0ms);
  milliseconds bound = limits::backoff_base;
  for (int failure = 1; failure <= 200; ++failure) {
    outbox.on_batch(no_network, 1, now);
    const milliseconds wait = wait_of(outbox, now);
    REQUIRE(wait >= 1s);
    REQUIRE(wait <= bound);
    REQUIRE(outbox.failures_in_a_row() == failure);
    REQUIRE(wants<WaitUntil>(outbox, now + (wait - 1ms)));
    now = now + wait;
    REQUIRE_FALSE(wants<WaitUntil>(outbox, now));
    bound = std::min<milliseconds>(bound * 2, limits::backoff_cap);
  }
  outbox.on_batch(confirmed(1), 1, now);
  CHECK(outbox.failures_in_a_row() == 0);
}

TEST_CASE("different tablets wait differently, the same seed the same", "[outbox]") {
  std::vector<milliseconds> waits;
  for (const std::uint64_t seed : {1U, 1U, 2U, 3U, 4U}) {
    Outbox outbox = settled(seed, 1);
    for (int failure = 0; failure < 8; ++failure) {
      outbox.on_batch(no_network, 1, at(0ms));
    }
    waits.push_back(wait_of(outbox, at(0ms)));
  }
  CHECK(waits[0] == waits[1]);
  CHECK((waits[1] != waits[2] || waits[2] != waits[3] || waits[3] != waits[4]));
}

TEST_CASE("a collector that says when is asked then", "[outbox]") {
  Outbox outbox = settled(1, 1);
  Reading busy = of(Verdict::try_later, Standing::busy);
  busy.retry_after = 90s;
  outbox.on_batch(busy, 1, at(10ms));
  CHECK(outbox.standing() == Standing::busy);
  CHECK(wait_of(outbox, at(10ms)) == 90s);
  outbox.on_link_up(at(20ms));
  CHECK(wait_of(outbox, at(10ms)) == 90s);
}

TEST_CASE("a link coming up shortens the wait to half a minute at most", "[outbox]") {
  const auto seed = GENERATE(range(0U, 50U));
  Outbox outbox = settled(seed, 1);
  for (int failure = 0; failure < 12; ++failure) {
    outbox.on_batch(no_network, 1, at(0ms));
  }
  const milliseconds before = wait_of(outbox, at(0ms));
  outbox.on_link_up(at(0ms));
  const milliseconds after = wait_of(outbox, at(0ms));
  CHECK(after <= before);
  CHECK(after <= limits::link_up_wait_max);
}

TEST_CASE("a link coming up never delays what is due", "[outbox]") {
  Outbox outbox = settled(1, 1);
  outbox.on_link_up(at(0ms));
  CHECK(wants<SendBatch>(outbox, at(0ms)));
}

TEST_CASE("a link coming up asks for the schedule within half a minute", "[outbox]") {
  const auto seed = GENERATE(range(0U, 20U));
  Outbox outbox = settled(seed, 0);
  REQUIRE(wait_of(outbox, at(0ms)) > limits::link_up_wait_max);
  outbox.on_link_down(at(0ms));
  outbox.on_link_up(at(0ms));
  const milliseconds after = wait_of(outbox, at(0ms));
  CHECK(after <= limits::link_up_wait_max);
  CHECK(wants<FetchSchedule>(outbox, at(0ms) + after));
}

TEST_CASE("a link going down is said, and trying goes on", "[outbox]") {
  Outbox outbox = settled(1, 1);
  outbox.on_link_down(at(0ms));
  CHECK(outbox.standing() == Standing::no_network);
  CHECK(wants<SendBatch>(outbox, at(0ms)));
}

TEST_CASE("a refused batch is halved down to one and grows back", "[outbox]") {
  Outbox outbox = settled(1, 1000);
  std::vector<std::size_t> sizes;
  for (std::size_t size = 100; size > 1;) {
    outbox.on_batch(halve, size, at(0ms));
    size = batch_of(outbox, at(0ms));
    sizes.push_back(size);
  }
  CHECK(sizes == std::vector<std::size_t>{50, 25, 12, 6, 3, 1});
  CHECK(outbox.failures_in_a_row() == 0);
  for (const std::size_t size : {2U, 4U, 8U, 16U, 32U, 64U, 100U, 100U}) {
    outbox.on_batch(confirmed(1), 1, at(0ms));
    CHECK(batch_of(outbox, at(0ms)) == size);
  }
}

TEST_CASE("only a single answer refused as a whole is quarantined", "[outbox]") {
  CHECK(Outbox::should_quarantine_single(halve, 1));
  CHECK_FALSE(Outbox::should_quarantine_single(halve, 2));
  CHECK_FALSE(Outbox::should_quarantine_single(no_network, 1));
  CHECK_FALSE(Outbox::should_quarantine_single(accepted, 1));
}

TEST_CASE("one bad answer holds nothing up, several in a row slow down", "[outbox]") {
  Outbox outbox = settled(1, 3);
  outbox.on_batch(halve, 1, at(0ms));
  CHECK(wants<SendBatch>(outbox, at(0ms)));
  outbox.on_batch(halve, 1, at(0ms));
  CHECK(wait_of(outbox, at(0ms)) >= 1s);
  Outbox mended = settled(1, 4);
  mended.on_batch(halve, 1, at(0ms));
  mended.on_batch(confirmed(1), 1, at(0ms));
  mended.on_batch(halve, 1, at(0ms));
  CHECK(wants<SendBatch>(mended, at(0ms)));
}

TEST_CASE("a receipt that names nothing of ours is waited out", "[outbox]") {
  Outbox outbox = settled(1, 5);
  outbox.on_batch(accepted, 5, at(0ms));
  CHECK(outbox.standing() == Standing::connected);
  CHECK(wait_of(outbox, at(0ms)) >= 1s);
}

TEST_CASE("what a receipt leaves unnamed is sent again", "[outbox]") {
  Outbox outbox = settled(1, 5);
  outbox.on_batch(confirmed(3), 5, at(0ms));
  CHECK(wants<SendBatch>(outbox, at(0ms)));
  outbox.on_batch(confirmed(2), 2, at(0ms));
  CHECK_FALSE(wants<SendBatch>(outbox, at(0ms)));
}

TEST_CASE("an unpaired tablet sends nothing and asks now and then", "[outbox]") {
  const auto seed = GENERATE(range(0U, 20U));
  Outbox outbox = settled(seed, 5);
  outbox.on_batch(not_paired, 5, at(0ms));
  outbox.on_ledger_changed(at(0ms));
  CHECK(outbox.standing() == Standing::not_paired);
  const milliseconds wait = wait_of(outbox, at(0ms));
  CHECK(wait >= limits::backoff_cap / 2);
  CHECK(wait <= limits::backoff_cap);
  outbox.on_link_up(at(1ms));
  outbox.on_link_down(at(1ms));
  outbox.on_pending(9, at(1ms));
  CHECK(outbox.standing() == Standing::not_paired);
  CHECK(wants<WaitUntil>(outbox, at(1ms)));
  REQUIRE(wants<FetchSchedule>(outbox, at(wait)));
  SECTION("and goes on when it was let in") {
    outbox.on_schedule(accepted, at(wait));
    CHECK(wants<SendLedger>(outbox, at(wait)));
    outbox.on_ledger(accepted, at(wait));
    CHECK(wants<SendBatch>(outbox, at(wait)));
  }
  SECTION("and waits again when it was not") {
    outbox.on_schedule(not_paired, at(wait));
    CHECK(wait_of(outbox, at(wait)) >= limits::backoff_cap / 2);
  }
}

TEST_CASE("pairing lets everything go at once", "[outbox]") {
  Outbox outbox = settled(1, 5);
  outbox.on_batch(not_paired, 5, at(0ms));
  outbox.on_paired(at(1ms));
  CHECK(outbox.standing() == Standing::unknown);
  CHECK(wants<FetchSchedule>(outbox, at(1ms)));
}

TEST_CASE("one broken path of the collector does not stop the others", "[outbox]") {
  Outbox outbox(1);
  outbox.on_start(1);
  const Reading busy = of(Verdict::try_later, Standing::busy);
  outbox.on_schedule(busy, at(0ms));
  MonoTime now = at(wait_of(outbox, at(0ms)));
  REQUIRE(wants<SendLedger>(outbox, now));
  outbox.on_ledger(busy, now);
  now = now + wait_of(outbox, now);
  REQUIRE(wants<SendBatch>(outbox, now));
  outbox.on_batch(busy, 1, now);
  now = now + wait_of(outbox, now);
  REQUIRE(wants<FetchSchedule>(outbox, now));
}

TEST_CASE("a refused ledger waits for the next change", "[outbox]") {
  Outbox outbox(1);
  outbox.on_schedule(accepted, at(0ms));
  REQUIRE(wants<SendLedger>(outbox, at(0ms)));
  outbox.on_ledger(halve, at(0ms));
  CHECK(wants<WaitUntil>(outbox, at(0ms)));
  outbox.on_ledger_changed(at(0ms));
  CHECK(wait_of(outbox, at(0ms)) >= 60s);
  outbox.on_schedule(accepted, at(2min));
  CHECK(wants<SendLedger>(outbox, at(2min)));
}

}  // namespace lintel::outbox
