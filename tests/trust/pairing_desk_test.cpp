#include "shared/trust/pairing_desk.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/trust/examples.h"

using namespace lintel;
using namespace lintel::trust;
using namespace std::chrono_literals;

namespace {

const RoomId room{"204"};

Choice by_code(std::uint16_t number) {
  return {std::nullopt, pairing_code(number)};
}
Choice by_device(std::uint16_t number) {
  return {device_id(number), std::nullopt};
}
Choice by_both(std::uint16_t device, std::uint16_t code) {
  return {device_id(device), pairing_code(code)};
}

PairState state_of(PairingDesk& desk, const PairRequest& request, milliseconds now) {
  const auto answer = ask(desk, request, at(now));
  REQUIRE(answer);
  return answer->state;
}

}  // namespace

TEST_CASE("A tablet that asks waits, is listed, and asking again changes nothing", "[desk]") {
  PairingDesk desk;
  CHECK(state_of(desk, pair_request(1), 0s) == PairState::waiting);
  CHECK(state_of(desk, pair_request(2), 1s) == PairState::waiting);
  CHECK(state_of(desk, pair_request(1), 3s) == PairState::waiting);
  const auto waiting = desk.waiting(at(60s));
  REQUIRE(waiting.size() == 2);
  CHECK(waiting[0].device == device_id(1));
  CHECK(waiting[0].key == pair_request(1).public_key);
  CHECK(waiting[0].name == "Room 1");
  CHECK(waiting[0].left == 9min);
  CHECK_FALSE(waiting[0].before);
  CHECK(waiting[1].device == device_id(2));
  CHECK(desk.key_of(device_id(1)) == nullptr);
}

TEST_CASE("An approved tablet is paired to its room, by code, by its line or by both", "[desk]") {
  PairingDesk desk;
  REQUIRE(ask(desk, pair_request(1), at(0s)));
  REQUIRE(ask(desk, pair_request(2), at(0s)));
  const Choice choice = GENERATE(by_code(1), by_device(1), by_both(1, 1));
  const auto tablet = desk.approve(choice, room, at(5min));
  REQUIRE(tablet);
  CHECK(tablet->device == device_id(1));
  CHECK(tablet->room == room);
  const auto answer = ask(desk, pair_request(1), at(5min));
  REQUIRE(answer);
  CHECK(answer->state == PairState::paired);
  CHECK(answer->room == room);
  REQUIRE(desk.key_of(device_id(1)) != nullptr);
  CHECK(*desk.key_of(device_id(1)) == pair_request(1).public_key);
  CHECK(desk.key_of(device_id(2)) == nullptr);
  CHECK(desk.waiting(at(5min)).size() == 1);
}

TEST_CASE("A code works once", "[desk]") {
  PairingDesk desk;
  REQUIRE(ask(desk, pair_request(1), at(0s)));
  REQUIRE(desk.approve(by_code(1), room, at(1s)));
  CHECK(desk.approve(by_code(1), room, at(2s)).error().code == ErrorCode::not_found);
  CHECK(desk.approve(by_device(1), room, at(2s)).error().code == ErrorCode::not_found);
}

TEST_CASE("A tablet that missed its approval hears it under its next code, too", "[desk]") {
  PairingDesk desk;
  REQUIRE(ask(desk, pair_request(1), at(0s)));
  REQUIRE(desk.approve(by_code(1), room, at(599s)));
  PairRequest next = pair_request(1);
  next.code = pairing_code(9);
  CHECK(state_of(desk, next, 20min) == PairState::paired);
}

TEST_CASE("A refused tablet hears so, and may ask again with a new code", "[desk]") {
  PairingDesk desk;
  REQUIRE(ask(desk, pair_request(1), at(0s)));
  REQUIRE(desk.refuse(device_id(1), at(1s)));
  CHECK(state_of(desk, pair_request(1), 2s) == PairState::refused);
  CHECK(desk.waiting(at(2s)).empty());
  CHECK(desk.approve(by_code(1), room, at(2s)).error().code == ErrorCode::not_found);
  CHECK(desk.refuse(device_id(1), at(2s)).error().code == ErrorCode::not_found);
  PairRequest again = pair_request(1);
  again.code = pairing_code(9);
  CHECK(state_of(desk, again, 3s) == PairState::waiting);
}

TEST_CASE("A code ends after ten minutes, not a moment before", "[desk]") {
  PairingDesk desk;
  REQUIRE(ask(desk, pair_request(1), at(0s)));
  REQUIRE(ask(desk, pair_request(2), at(0s)));
  CHECK(desk.waiting(at(599'999ms)).size() == 2);
  REQUIRE(desk.approve(by_code(1), room, at(599'999ms)));
  CHECK(desk.waiting(at(10min)).empty());
  CHECK(desk.approve(by_code(2), room, at(10min)).error().code == ErrorCode::not_found);
  CHECK(state_of(desk, pair_request(2), 19min) == PairState::expired);
  // Its fate is forgotten now; a tablet that still shows the old code starts over.
  CHECK(state_of(desk, pair_request(2), 20min) == PairState::waiting);
}

TEST_CASE("A new code replaces the one before and lives its own ten minutes", "[desk]") {
  PairingDesk desk;
  REQUIRE(ask(desk, pair_request(1), at(0s)));
  PairRequest next = pair_request(1);
  next.code = pairing_code(9);
  CHECK(state_of(desk, next, 9min) == PairState::waiting);
  CHECK(desk.waiting(at(9min)).size() == 1);
  CHECK(desk.approve(by_code(1), room, at(9min)).error().code == ErrorCode::not_found);
  CHECK(desk.approve(by_code(9), room, at(18min)));
}

TEST_CASE("Two tablets that show one code are told apart by their lines only", "[desk]") {
  PairingDesk desk;
  PairRequest copycat = pair_request(2);
  copycat.code = pairing_code(1);
  REQUIRE(ask(desk, pair_request(1), at(0s)));
  REQUIRE(ask(desk, copycat, at(1s)));
  const auto both = desk.approve(by_code(1), room, at(2s));
  REQUIRE_FALSE(both);
  CHECK(both.error().code == ErrorCode::refused);
  CHECK(desk.waiting(at(2s)).size() == 2);
  REQUIRE(desk.approve(by_device(1), room, at(3s)));
  CHECK(desk.key_of(device_id(2)) == nullptr);
}

TEST_CASE("Another key under a waiting device's id is refused and replaces nothing", "[desk]") {
  PairingDesk desk;
  PairRequest thief = pair_request(1);
  thief.public_key = key_pair(66).public_key();
  REQUIRE(ask(desk, pair_request(1), at(0s)));
  CHECK(ask(desk, thief, at(1s)).error().code == ErrorCode::refused);
  REQUIRE(desk.approve(by_code(1), room, at(2s)));
  CHECK(*desk.key_of(device_id(1)) == pair_request(1).public_key);
}

TEST_CASE("A paired device that comes with another key waits, and the old key holds on", "[desk]") {
  PairingDesk desk;
  REQUIRE(ask(desk, pair_request(1), at(0s)));
  REQUIRE(desk.approve(by_code(1), room, at(1s)));
  PairRequest renewed = pair_request(1);
  renewed.public_key = key_pair(66).public_key();
  CHECK(state_of(desk, renewed, 2s) == PairState::waiting);
  CHECK(*desk.key_of(device_id(1)) == pair_request(1).public_key);
  const auto waiting = desk.waiting(at(2s));
  REQUIRE(waiting.size() == 1);
  CHECK(waiting[0].before == Admission::paired);
  CHECK(waiting[0].room_before == room);
  REQUIRE(desk.approve(by_device(1), RoomId{"205"}, at(3s)));
  CHECK(*desk.key_of(device_id(1)) == renewed.public_key);
  CHECK(desk.known().size() == 1);
}

TEST_CASE("A revoked tablet has no key, and asks under a warning", "[desk]") {
  PairingDesk desk;
  REQUIRE(ask(desk, pair_request(1), at(0s)));
  REQUIRE(desk.approve(by_code(1), room, at(1s)));
  const auto revoked = desk.revoke(device_id(1));
  REQUIRE(revoked);
  CHECK(revoked->admission == Admission::revoked);
  CHECK(desk.key_of(device_id(1)) == nullptr);
  CHECK(desk.revoke(device_id(1)).error().code == ErrorCode::not_found);
  CHECK(desk.revoke(device_id(2)).error().code == ErrorCode::not_found);
  CHECK(state_of(desk, pair_request(1), 2s) == PairState::waiting);
  CHECK(desk.waiting(at(2s)).at(0).before == Admission::revoked);
  REQUIRE(desk.approve(by_device(1), room, at(3s)));
  CHECK(desk.key_of(device_id(1)) != nullptr);
}

TEST_CASE("A paired tablet is given another room, nobody else is", "[desk]") {
  PairingDesk desk;
  REQUIRE(ask(desk, pair_request(1), at(0s)));
  CHECK(desk.give_room(device_id(1), RoomId{"206"}).error().code == ErrorCode::not_found);
  REQUIRE(desk.approve(by_code(1), room, at(1s)));
  CHECK(desk.give_room(device_id(1), RoomId{"206"})->room == RoomId{"206"});
  CHECK(ask(desk, pair_request(1), at(2s))->room == RoomId{"206"});
  REQUIRE(desk.revoke(device_id(1)));
  CHECK(desk.give_room(device_id(1), room).error().code == ErrorCode::not_found);
}

TEST_CASE("Paired and revoked tablets outlive a restart of the collector", "[desk]") {
  const KnownTablet paired{device_id(1), key_pair(1).public_key(), "a", room, Admission::paired};
  const KnownTablet gone{device_id(2), key_pair(2).public_key(), "b", room, Admission::revoked};
  auto desk = PairingDesk::restore({paired, gone});
  REQUIRE(desk);
  CHECK(state_of(*desk, pair_request(1), 0s) == PairState::paired);
  CHECK(state_of(*desk, pair_request(2), 0s) == PairState::waiting);
  CHECK(desk->key_of(device_id(2)) == nullptr);
}

TEST_CASE("Approving needs a choice and a room, and asks for nobody else's", "[desk]") {
  PairingDesk desk;
  REQUIRE(ask(desk, pair_request(1), at(0s)));
  CHECK(desk.approve({}, room, at(1s)).error().code == ErrorCode::invalid);
  CHECK(desk.approve(by_code(1), RoomId{}, at(1s)).error().code == ErrorCode::invalid);
  CHECK(desk.approve(by_device(2), room, at(1s)).error().code == ErrorCode::not_found);
  CHECK(desk.waiting(at(1s)).size() == 1);
}

TEST_CASE("A change that could not be stored is dropped with its copy", "[desk]") {
  PairingDesk desk;
  REQUIRE(ask(desk, pair_request(1), at(0s)));
  PairingDesk copy = desk;
  REQUIRE(copy.approve(by_code(1), room, at(1s)));
  CHECK(state_of(desk, pair_request(1), 2s) == PairState::waiting);
  CHECK(desk.approve(by_code(1), room, at(3s)));
}

TEST_CASE("A tablet is listed once it revealed the number it committed to", "[desk]") {
  PairingDesk desk;
  PairRequest request = pair_request(1);
  request.commitment = commitment(request.public_key, request.code, pairing_nonce(1));
  const auto first = desk.offer(request, {"192.0.2.1", pairing_nonce(8)}, at(0s));
  REQUIRE(first);
  CHECK(first->nonce == pairing_nonce(8));
  CHECK(desk.waiting(at(0s)).empty());
  CHECK(desk.approve(by_code(1), room, at(0s)).error().code == ErrorCode::not_found);

  PairRequest other = request;
  other.nonce = pairing_nonce(2);
  CHECK(desk.offer(other, {"192.0.2.1", pairing_nonce(9)}, at(1s)).error().code ==
        ErrorCode::refused);
  CHECK(desk.waiting(at(1s)).empty());

  request.nonce = pairing_nonce(1);
  const auto second = desk.offer(request, {"192.0.2.1", pairing_nonce(9)}, at(2s));
  REQUIRE(second);
  CHECK(second->nonce == pairing_nonce(8));
  const auto waiting = desk.waiting(at(2s));
  REQUIRE(waiting.size() == 1);
  CHECK(waiting[0].nonces.tablet == pairing_nonce(1));
  CHECK(waiting[0].nonces.collector == pairing_nonce(8));
}

TEST_CASE("One code has one number of each side: other words cost another code", "[desk]") {
  PairingDesk desk;
  PairRequest request = pair_request(1);
  request.commitment = commitment(request.public_key, request.code, pairing_nonce(1));
  REQUIRE(desk.offer(request, {"192.0.2.1", pairing_nonce(8)}, at(0s)));
  SECTION("asked again, it names the same number") {
    CHECK(desk.offer(request, {"192.0.2.1", pairing_nonce(9)}, at(1s))->nonce == pairing_nonce(8));
  }
  SECTION("another commitment starts anew") {
    PairRequest second = request;
    second.commitment = commitment(request.public_key, request.code, pairing_nonce(2));
    CHECK(desk.offer(second, {"192.0.2.1", pairing_nonce(9)}, at(1s))->nonce == pairing_nonce(9));
    request.nonce = pairing_nonce(1);
    CHECK_FALSE(desk.offer(request, {"192.0.2.1", pairing_nonce(9)}, at(2s))->nonce);
  }
  SECTION("a number revealed to a desk that forgot the code proves nothing") {
    PairingDesk restarted;
    request.nonce = pairing_nonce(1);
    CHECK(restarted.offer(request, {"192.0.2.1", pairing_nonce(9)}, at(1s))->state ==
          PairState::expired);
    CHECK(restarted.waiting(at(1s)).empty());
  }
  SECTION("who does not reveal it soon gives way") {
    CHECK(desk.offer(request, {"192.0.2.1", pairing_nonce(9)}, at(1min))->state ==
          PairState::expired);
  }
}
