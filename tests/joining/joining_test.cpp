// A tablet becomes a collector's: over real TLS, with what can go wrong in between.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <filesystem>

#include "shared/wire/schedule.h"
#include "tests/joining/relay.h"
#include "tests/joining/school.h"
#include "tests/sync/sample_event.h"

namespace lintel {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using outbox::Standing;
using test::Door;
using test::Office;
using test::Relay;

void approve(const Office& office, const std::string& code) {
  REQUIRE(office.decide("approve", json{{"code", code}, {"room", "204"}}) == 200);
}

// Until it is paired.
void pair(const Office& office, Door& door) {
  REQUIRE(door.waits());
  approve(office, door.shown().code);
  REQUIRE(door.becomes([&] { return !door.shown().needed; }));
}

Event two_rooms() {
  Event event = test::sample_event("Day");
  event.rooms.push_back({RoomId{"206"}, "206"});
  return event;
}

std::string device_of(const Door& door) {
  return door.tablet->device().text();
}

}  // namespace

TEST_CASE("a tablet shows a code and the words its collector shows, and is let in", "[joining]") {
  Office office;
  office.open();
  Door door;
  door.switch_on(office.url());
  door.answer(0, 5);  // answers are taken before anybody has paired anything
  REQUIRE(door.waits());
  const json line = office.waiting()[0];
  CHECK(line["code"] == door.shown().code);
  CHECK(line["words"] == door.shown().words);
  CHECK(line["name"] == "204");
  CHECK(office.received() == 0);
  approve(office, door.shown().code);
  REQUIRE(door.becomes([&] { return office.received() == 5; }));
  CHECK_FALSE(door.shown().needed);
  CHECK(door.shown().room == RoomId{"204"});
  CHECK(door.has_standing(Standing::connected));
}

TEST_CASE("a paired tablet stays paired when it or its collector starts again", "[joining]") {
  Office office;
  office.open();
  Door door;
  door.switch_on(office.url());
  pair(office, door);
  door.switch_off();
  office.close();
  office.open();
  door.switch_on(office.url());
  REQUIRE(door.tablet->pairing());
  CHECK(door.tablet->pairing()->tls_pin == office.certificate.pin);
  door.answer(0, 5);
  CHECK(door.becomes([&] { return office.received() == 5; }));
  CHECK_FALSE(door.shown().needed);
}

TEST_CASE("a revoked tablet keeps everything; let in again, everything arrives once", "[joining]") {
  Office office;
  office.open();
  Door door;
  door.switch_on(office.url());
  pair(office, door);
  door.answer(0, 5);
  REQUIRE(door.becomes([&] { return office.received() == 5; }));
  REQUIRE(office.decide("revoke", json{{"device", device_of(door)}}) == 200);
  door.answer(5, 15);
  REQUIRE(door.has_standing(Standing::not_paired));
  REQUIRE(door.waits());
  CHECK(office.waiting()[0]["before"]["state"] == "revoked");
  CHECK(office.received() == 5);
  REQUIRE(
      door.tells([](const JournalCounts& counts) { return counts.held + counts.released == 10; }));

  door.switch_off();  // also across a restart
  door.switch_on(office.url());
  pair(office, door);
  REQUIRE(door.becomes([&] { return office.received() == 15 && office.meets(); }));
  CHECK(door.tells([](const JournalCounts& counts) { return counts.sent == 15; }));
  CHECK(door.box->counts()->quarantined == 0);
}

TEST_CASE("another key in the collector's place is an interception, and gets nothing",
          "[joining]") {
  Office office;
  office.open();
  Door door;
  door.switch_on(office.url());
  pair(office, door);
  const Relay relay(office.url(), office.certificate.pin);
  door.switch_off();
  door.switch_on(relay.url());
  door.answer(0, 5);
  REQUIRE(door.has_standing(Standing::intercepted));
  CHECK(office.received() == 0);
  door.switch_off();
  door.switch_on(office.url());
  CHECK(door.becomes([&] { return office.received() == 5; }));
}

TEST_CASE("with somebody in between while pairing, the words differ and nothing is paired",
          "[joining]") {
  Office office;
  office.open();
  const Relay relay(office.url(), office.certificate.pin);
  Door door;
  door.switch_on(relay.url());
  REQUIRE(door.waits());
  const json line = office.waiting()[0];
  CHECK(line["code"] == door.shown().code);
  CHECK(line["words"] != door.shown().words);
  // Even when nobody compares them: what the collector says of its key gives him away.
  approve(office, door.shown().code);
  REQUIRE(door.has_standing(Standing::intercepted));
  CHECK(door.shown().needed);
}

TEST_CASE("a tablet whose clock is years off is let in and its answers come", "[joining]") {
  for (const int years : {-6, 14}) {
    for (const auto time : {TabletOptions::Time::by_hand, TabletOptions::Time::collector}) {
      Office office;
      office.open();
      Door door;
      door.time = time;
      door.clock.jump_wall(std::chrono::days{365 * years});
      door.switch_on(office.url());
      pair(office, door);
      door.answer(0, 5);
      CHECK(door.becomes([&] { return office.received() == 5 && office.meets(); }));
    }
  }
}

TEST_CASE("a tablet that is 45 minutes ahead goes by the time of the collector that let it in",
          "[joining][clock]") {
  Office office;
  office.open();
  Door door;
  door.clock.jump_wall(minutes{45});
  door.switch_on(office.url());
  REQUIRE(door.waits());
  // Nobody has compared the words yet: whoever answers is not believed.
  CHECK_FALSE(door.box->saw_any_yet<ClockFollowed>());
  CHECK(door.tablet->clock().now() == door.clock.now());
  pair(office, door);
  REQUIRE(door.becomes([&] { return door.box->saw_any_yet<ClockFollowed>(); }));
  CHECK(std::chrono::abs(door.tablet->clock().now() - office.clock.now()) < minutes{2});
  REQUIRE(door.becomes([&] {
    const json rows = office.get("/v1/admin/tablets")["rows"];
    return rows.size() == 1 && rows[0]["clock"] == "collector";
  }));
  const json row = office.get("/v1/admin/tablets")["rows"][0];
  CHECK(std::abs(row["clock_ahead_minutes"].get<int>() - 45) <= 2);
}

TEST_CASE("the system's trust store vouches for a given certificate, without a pin", "[joining]") {
  Office office;
  // libcurl judges its dates by the real clock.
  office.certificate =
      make_certificate({"127.0.0.1"},
                       std::chrono::floor<milliseconds>(std::chrono::system_clock::now()))
          .value();
  office.open(collector::Vouching::by_system);
  Door door;
  door.ca_file = door.folder.path("ca.pem");
  test::write_file(door.ca_file, office.certificate.chain_pem);
  door.switch_on(office.url());
  REQUIRE(door.waits());
  CHECK(office.waiting()[0]["words"] == door.shown().words);
  pair(office, door);
  door.switch_off();
  // The certificate may be renewed with another key.
  office.close();
  office.certificate =
      make_certificate({"127.0.0.1"},
                       std::chrono::floor<milliseconds>(std::chrono::system_clock::now()))
          .value();
  test::write_file(door.ca_file, office.certificate.chain_pem);
  office.open(collector::Vouching::by_system);
  door.switch_on(office.url());
  CHECK(door.tablet->pairing()->tls_pin == "");
  door.answer(0, 5);
  CHECK(door.becomes([&] { return office.received() == 5; }));
}

TEST_CASE("a tablet turned away says so and asks again only when somebody wants that",
          "[joining]") {
  Office office;
  office.open();
  Door door;
  door.switch_on(office.url());
  REQUIRE(door.waits());
  REQUIRE(office.decide("refuse", json{{"code", door.shown().code}}) == 200);
  REQUIRE(door.becomes([&] { return door.shown().refused; }));
  CHECK(door.shown().code == "");
  door.tablet->ask_to_pair_again();
  pair(office, door);
}

TEST_CASE("without a room of its own a tablet has the one it was given", "[joining]") {
  Office office;
  office.open();
  Door door;
  door.room = "";
  door.switch_on(office.url());
  REQUIRE(door.waits());
  REQUIRE(office.decide("approve", json{{"code", door.shown().code}, {"room", "206"}}) == 200);
  REQUIRE(door.becomes([&] {
    const json tablets = office.get("/v1/admin/tablets");
    return !tablets["rows"].empty() && tablets["rows"][0]["room"] == "206";
  }));
}

TEST_CASE("the room chosen on the page wins over the one a tablet was set up for", "[joining]") {
  Office office;
  office.open();
  REQUIRE(office.load(wire::encode(two_rooms())) < 300);
  Door door;
  door.room = "somewhere";
  door.switch_on(office.url());
  pair(office, door);
  REQUIRE(office.decide("room", json{{"device", device_of(door)}, {"room", "206"}}) == 200);
  const auto is_given = [](const TabletNews& news) {
    const auto* given = std::get_if<RoomGiven>(&news);
    return given != nullptr && given->room.value == "206";
  };
  REQUIRE(door.becomes([&] { return std::ranges::any_of(door.box->all(), is_given); }));
  door.switch_off();
  door.switch_on(office.url());
  CHECK(door.tablet->pairing()->room.value == "206");
  CHECK(door.becomes([&] {
    const json tablets = office.get("/v1/admin/tablets");
    return !tablets["rows"].empty() && tablets["rows"][0]["room"] == "206";
  }));
}

TEST_CASE("two tablets with one identity are both told so", "[joining]") {
  Office office;
  office.open();
  Door door;
  door.switch_on(office.url());
  pair(office, door);
  door.switch_off();
  Door copy;
  std::filesystem::copy(door.folder.path("tablet"), copy.folder.path("tablet"));
  door.switch_on(office.url());
  copy.switch_on(office.url());
  std::uint64_t next_answer = 0;
  const auto is_told = [](Door& one) {
    return std::ranges::any_of(one.box->all(), [](const TabletNews& news) {
      const auto* shared = std::get_if<IdentityShared>(&news);
      return shared != nullptr && shared->shared;
    });
  };
  REQUIRE(door.becomes([&] {
    door.answer(next_answer, next_answer + 1);
    ++next_answer;
    office.clock.advance(5s);
    copy.clock.advance(5s);
    copy.tablet->wake();
    return is_told(door) && is_told(copy);
  }));
}

TEST_CASE("a note is sealed to the collector's key, which comes with the schedule", "[joining]") {
  Office office;
  office.open();
  REQUIRE(office.load(wire::encode(two_rooms())) < 300);
  Door door;
  door.switch_on(office.url());
  pair(office, door);
  REQUIRE(door.becomes([&] {
    return std::ranges::any_of(door.box->all(), [](const TabletNews& news) {
      const auto* key = std::get_if<NotesKeyKnown>(&news);
      return key != nullptr && key->known;
    });
  }));
  door.tablet->put_note({test::test_id(50),
                         {EventId{"pd-day"}, Purpose::exit, SessionId{"s1"}},
                         exit_form().id,
                         "working",
                         "Said at the door"},
                        NoteState::kept);
  door.answer(0, 1);
  REQUIRE(door.tells([](const JournalCounts& counts) { return counts.sent == 2; }));
  CHECK(door.box->counts()->quarantined == 0);
}

TEST_CASE("a collector set up anew is paired with when the tablet is told to forget the old one",
          "[joining]") {
  Office old_office;
  old_office.open();
  Door door;
  door.switch_on(old_office.url());
  pair(old_office, door);
  door.answer(0, 5);
  REQUIRE(door.becomes([&] { return old_office.received() == 5; }));
  door.switch_off();
  Office office;
  office.open();
  door.switch_on(office.url(), TabletOptions::Collector::forget);
  pair(office, door);
  // What the old one confirmed is asked for by the new one, from the ledger.
  CHECK(door.becomes([&] { return office.received() == 5 && office.meets(); }));
}

}  // namespace lintel
