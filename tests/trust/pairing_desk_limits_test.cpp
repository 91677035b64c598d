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
    REQUIRE(ask(desk, request, at(now)));
    now += 1s;
  }
  return now;
}

}  // namespace

TEST_CASE("Five wrong tries end a tablet's code", "[desk]") {
  PairingDesk desk;
  REQUIRE(ask(desk, pair_request(1), at(0s)));
  for (int left = limits::pairing_wrong_tries_max - 1; left >= 0; --left) {
    CHECK(desk.waiting(at(1s)).size() == 1);
    const auto wrong = desk.approve({device_id(1), pairing_code(2)}, room, at(1s));
    CHECK(wrong.error().code == ErrorCode::refused);
  }
  CHECK(desk.waiting(at(1s)).empty());
  CHECK(desk.approve({device_id(1), pairing_code(1)}, room, at(1s)).error().code ==
        ErrorCode::not_found);
  const auto answer = ask(desk, pair_request(1), at(2s));
  REQUIRE(answer);
  CHECK(answer->state == PairState::expired);
}

TEST_CASE("Somebody else's key under a waiting id counts as a wrong try", "[desk]") {
  PairingDesk desk;
  REQUIRE(ask(desk, pair_request(1), at(0s)));
  PairRequest thief = pair_request(1);
  thief.public_key = key_pair(66).public_key();
  for (int i = 0; i < limits::pairing_wrong_tries_max; ++i) {
    CHECK_FALSE(ask(desk, thief, at(1s)));
  }
  CHECK(desk.waiting(at(1s)).empty());
}

TEST_CASE("After thirty wrong codes in a minute even the right one must wait", "[desk]") {
  PairingDesk desk;
  REQUIRE(ask(desk, pair_request(1), at(0s)));
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
    REQUIRE(ask(desk, pair_request(i), at(0s)));
  }
  const PairRequest late = pair_request(limits::pairing_offers_per_minute_max);
  CHECK(ask(desk, late, at(59'999ms)).error().code == ErrorCode::limit);
  CHECK(ask(desk, pair_request(0), at(59'999ms)));
  CHECK(ask(desk, late, at(60s)));
}

TEST_CASE("A stranger who offers all the time keeps no tablet of another address out", "[desk]") {
  PairingDesk desk;
  int refused = 0;
  for (std::uint16_t i = 0; i < 120; ++i) {
    const auto answer = ask(desk, pair_request(i), at(i * 500ms), "192.0.2.66");
    refused += answer ? 0 : 1;
  }
  CHECK(refused == 60);
  for (std::uint16_t i = 200; i < 220; ++i) {
    CHECK(ask(desk, pair_request(i), at(59s), "192.0.2.7"));
  }
}

TEST_CASE("Somebody with many addresses is bounded, and known devices have places of their own",
          "[desk]") {
  auto desk = PairingDesk::restore(
      {{device_id(500), key_pair(244).public_key(), "a", room, Admission::revoked}});
  REQUIRE(desk);
  std::size_t taken = 0;
  for (std::uint16_t i = 0; i < 400; ++i) {
    taken += ask(*desk, pair_request(i), at(0s), "192.0.2." + std::to_string(i)) ? 1U : 0U;
  }
  CHECK(taken <= limits::pairing_offers_per_minute_shared_max);
  CHECK(desk->waiting(at(0s)).size() <= limits::pairing_pending_max);
  PairRequest known = pair_request(500);
  known.public_key = key_pair(244).public_key();
  REQUIRE(ask(*desk, known, at(1s), "192.0.2.1"));
  CHECK(desk->waiting(at(1s)).front().device == device_id(500));
}

TEST_CASE("When every place is taken, the address with the most gives one", "[desk]") {
  PairingDesk desk;
  const milliseconds now = fill(desk, limits::pairing_pending_max);
  CHECK(ask(desk, pair_request(900), at(now), "192.0.2.7"));
  CHECK(desk.waiting(at(now)).size() == limits::pairing_pending_max);
  CHECK(desk.waiting(at(now)).front().device == device_id(0));  // the newest gave way
}

TEST_CASE("Who was let in before takes its id back from somebody who only learned of it",
          "[desk]") {
  const PairRequest owner = pair_request(1);
  auto desk =
      PairingDesk::restore({{device_id(1), owner.public_key, "a", room, Admission::revoked}});
  REQUIRE(desk);
  PairRequest thief = owner;
  thief.public_key = key_pair(66).public_key();
  REQUIRE(ask(*desk, thief, at(0s)));
  REQUIRE(ask(*desk, owner, at(1s)));
  CHECK(desk->waiting(at(1s)).at(0).key == owner.public_key);
  CHECK_FALSE(ask(*desk, thief, at(2s)));
}

TEST_CASE("So many tablets wait at once and no more", "[desk]") {
  PairingDesk desk;
  const milliseconds now = fill(desk, limits::pairing_pending_max);
  const PairRequest late = pair_request(limits::pairing_pending_max);
  CHECK(ask(desk, late, at(now)).error().code == ErrorCode::limit);
  SECTION("one that waits may change its code") {
    PairRequest next = pair_request(3);
    next.public_key = key_pair(1).public_key();
    next.code = pairing_code(500);
    CHECK(ask(desk, next, at(now)));
    CHECK(desk.waiting(at(now)).size() == limits::pairing_pending_max);
  }
  SECTION("a place that becomes free is given") {
    REQUIRE(desk.approve({device_id(3), std::nullopt}, room, at(now)));
    CHECK(ask(desk, late, at(now)));
  }
}

TEST_CASE("What is remembered of closed codes is bounded; the oldest is forgotten", "[desk]") {
  PairingDesk desk;
  milliseconds now{0};
  const auto number = [](std::size_t i) { return static_cast<std::uint16_t>(i); };
  for (std::size_t i = 0; i <= limits::pairing_records_max; ++i) {
    REQUIRE(ask(desk, pair_request(number(i)), at(now)));
    REQUIRE(desk.refuse(device_id(number(i)), at(now)));
    now += 1s;
  }
  const auto second = ask(desk, pair_request(1), at(now));
  REQUIRE(second);
  CHECK(second->state == PairState::refused);
  const auto first = ask(desk, pair_request(0), at(now));
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
  REQUIRE(ask(*desk, pair_request(1), at(0s)));
  CHECK(desk->approve(guess(1), room, at(0s)).error().code == ErrorCode::limit);
  CHECK(desk->waiting(at(0s)).size() == 1);
  many.push_back(many.front());
  CHECK(PairingDesk::restore(many).error().code == ErrorCode::limit);
}
