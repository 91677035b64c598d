// What the desk does when somebody guesses, floods or forgets.
#include <catch2/catch_test_macros.hpp>

#include "shared/trust/limits.h"
#include "shared/trust/pairing_desk.h"
#include "tests/trust/examples.h"

using namespace lintel;
using namespace lintel::trust;
using namespace std::chrono_literals;

namespace {

const RoomId room{"204"};

Choice guess(std::uint16_t code) {
  return {std::nullopt, pairing_code(code)};
}

// Lets `count` tablets wait, spread so that the limit per minute is kept. Returns when.
milliseconds fill(PairingDesk& desk, std::size_t count) {
  milliseconds now{0};
  for (std::size_t i = 0; i < count; ++i) {
    PairRequest request = pair_request(static_cast<std::uint16_t>(i));
    request.public_key = key_pair(1).public_key();
    REQUIRE(desk.offer(request, at(now)));
    now += 1s;
  }
  return now;
}

}  // namespace

TEST_CASE("Five wrong tries end a tablet's code", "[desk]") {
  PairingDesk desk;
  REQUIRE(desk.offer(pair_request(1), at(0s)));
  for (int left = limits::pairing_wrong_tries_max - 1; left >= 0; --left) {
    CHECK(desk.waiting(at(1s)).size() == 1);
    const auto wrong = desk.approve({device_id(1), pairing_code(2)}, room, at(1s));
    CHECK(wrong.error().code == ErrorCode::refused);
  }
  CHECK(desk.waiting(at(1s)).empty());
  CHECK(desk.approve({device_id(1), pairing_code(1)}, room, at(1s)).error().code ==
        ErrorCode::not_found);
  const auto answer = desk.offer(pair_request(1), at(2s));
  REQUIRE(answer);
  CHECK(answer->state == PairState::expired);
}

TEST_CASE("Somebody else's key under a waiting id counts as a wrong try", "[desk]") {
  PairingDesk desk;
  REQUIRE(desk.offer(pair_request(1), at(0s)));
  PairRequest thief = pair_request(1);
  thief.public_key = key_pair(66).public_key();
  for (int i = 0; i < limits::pairing_wrong_tries_max; ++i) {
    CHECK_FALSE(desk.offer(thief, at(1s)));
  }
  CHECK(desk.waiting(at(1s)).empty());
}

TEST_CASE("After thirty wrong codes in a minute even the right one must wait", "[desk]") {
  PairingDesk desk;
  REQUIRE(desk.offer(pair_request(1), at(0s)));
  for (std::uint16_t i = 0; i < limits::pairing_wrong_tries_per_minute_max; ++i) {
    const auto wrong = desk.approve(guess(static_cast<std::uint16_t>(100 + i)), room, at(i * 1s));
    CHECK(wrong.error().code == ErrorCode::not_found);
  }
  CHECK(desk.approve(guess(1), room, at(59'999ms)).error().code == ErrorCode::limit);
  SECTION("a line on the page is no guess") {
    CHECK(desk.approve({device_id(1), std::nullopt}, room, at(59'999ms)));
  }
  SECTION("the first wrong one is a minute old") {
    CHECK(desk.approve(guess(1), room, at(60s)));
  }
}

TEST_CASE("So many new codes a minute and no more, while asking again stays free", "[desk]") {
  PairingDesk desk;
  for (std::uint16_t i = 0; i < limits::pairing_offers_per_minute_max; ++i) {
    REQUIRE(desk.offer(pair_request(i), at(0s)));
  }
  const PairRequest late = pair_request(limits::pairing_offers_per_minute_max);
  CHECK(desk.offer(late, at(59'999ms)).error().code == ErrorCode::limit);
  CHECK(desk.offer(pair_request(0), at(59'999ms)));
  CHECK(desk.offer(late, at(60s)));
}

TEST_CASE("So many tablets wait at once and no more", "[desk]") {
  PairingDesk desk;
  const milliseconds now = fill(desk, limits::pairing_pending_max);
  const PairRequest late = pair_request(limits::pairing_pending_max);
  CHECK(desk.offer(late, at(now)).error().code == ErrorCode::limit);
  SECTION("one that waits may change its code") {
    PairRequest next = pair_request(3);
    next.public_key = key_pair(1).public_key();
    next.code = pairing_code(500);
    CHECK(desk.offer(next, at(now)));
    CHECK(desk.waiting(at(now)).size() == limits::pairing_pending_max);
  }
  SECTION("a place that becomes free is given") {
    REQUIRE(desk.approve({device_id(3), std::nullopt}, room, at(now)));
    CHECK(desk.offer(late, at(now)));
  }
}

TEST_CASE("What is remembered of closed codes is bounded; the oldest is forgotten", "[desk]") {
  PairingDesk desk;
  milliseconds now{0};
  const auto number = [](std::size_t i) { return static_cast<std::uint16_t>(i); };
  for (std::size_t i = 0; i <= limits::pairing_records_max; ++i) {
    REQUIRE(desk.offer(pair_request(number(i)), at(now)));
    REQUIRE(desk.refuse(device_id(number(i)), at(now)));
    now += 1s;
  }
  const auto second = desk.offer(pair_request(1), at(now));
  REQUIRE(second);
  CHECK(second->state == PairState::refused);
  const auto first = desk.offer(pair_request(0), at(now));
  REQUIRE(first);
  CHECK(first->state == PairState::waiting);
}

TEST_CASE("More tablets than a collector can keep are not let in", "[desk]") {
  std::vector<KnownTablet> many;
  for (std::size_t i = 0; i < limits::paired_tablets_max; ++i) {
    many.push_back({device_id(static_cast<std::uint16_t>(i + 10)), key_pair(1).public_key(), "",
                    room, Admission::paired});
  }
  auto desk = PairingDesk::restore(many);
  REQUIRE(desk);
  REQUIRE(desk->offer(pair_request(1), at(0s)));
  CHECK(desk->approve(guess(1), room, at(0s)).error().code == ErrorCode::limit);
  CHECK(desk->waiting(at(0s)).size() == 1);
  many.push_back(many.front());
  CHECK(PairingDesk::restore(many).error().code == ErrorCode::limit);
}
