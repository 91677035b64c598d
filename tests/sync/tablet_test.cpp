// How answers go from a tablet to its collector.
#include "sync/client/tablet.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/wire/cloudevents.h"
#include "shared/wire/schedule.h"
#include "sync/client/beginning.h"
#include "sync/store/store.h"
#include "tests/sync/sample_event.h"
#include "tests/sync/tablet_world.h"

namespace lintel {
namespace {

using namespace std::chrono_literals;
using outbox::Standing;
using test::group;
using test::sample_event;
using test::test_id;
using test::test_response;
using test::test_topic;
using test::Weather;
using World = test::TabletWorld;

}  // namespace

TEST_CASE("an answer is told stored, sealed and counted, in this order", "[tablet]") {
  World world;
  world.collector->set_weather(Weather::unplugged);
  world.switch_on();
  world.answer(1);
  REQUIRE(world.box->saw_any<Counted>());
  std::vector<TabletNews> story;
  for (const TabletNews& news : world.box->all()) {
    if (!std::holds_alternative<StandingChanged>(news) &&
        !std::holds_alternative<NotesKeyKnown>(news)) {
      story.push_back(news);
    }
  }
  REQUIRE(story.size() == 3);
  CHECK(std::get<Stored>(story[0]).id == test_id(1));
  CHECK(std::get<SealedNews>(story[1]).id == test_id(1));
  CHECK(std::get<Counted>(story[2]).counts.topics.at(test_topic()).held == 1);
}

TEST_CASE("a group of answers reaches the collector as it was frozen", "[tablet]") {
  World world;
  world.switch_on();
  const Uuid device = world.tablet->device();
  world.answer(0, 10);
  REQUIRE(world.holds(5));
  world.close();
  REQUIRE(world.nothing_waits());
  const auto stored = world.collector->stored();
  REQUIRE(stored.size() == 10);
  CHECK(stored.at(test_id(3)) == wire::encode(test_response(3), device));
  CHECK(world.box->counts()->sent == 10);
  CHECK(world.box->standing() == Standing::connected);
}

TEST_CASE("fewer than two groups wait until their window has closed", "[tablet]") {
  World world;
  world.switch_on();
  world.answer(0, 9);
  REQUIRE(world.becomes([&] { return world.collector->ledgers().size() >= 2; }));
  CHECK(world.collector->stored().empty());
  // Of what is held a ledger says nothing.
  for (const Ledger& ledger : world.collector->ledgers()) {
    CHECK(ledger.topics.empty());
    CHECK(ledger.pending == 0);
  }
  world.close();
  CHECK(world.holds(9));
}

TEST_CASE("a room changed on the page reaches the tablet and is there after a restart",
          "[tablet]") {
  World world;
  {
    const auto store = store::Store::open(world.folder.path()).value();
    REQUIRE(keep_pairing(store->schedule(), {RoomId{"204"}, EventId{"pd-day"}, test_id(5000), ""}));
  }
  world.collector->set_schedule(wire::encode(sample_event("Day")), "\"1\"");
  world.collector->set_room("Aula%20%C3%A9");
  world.switch_on();
  REQUIRE(world.box->saw([](const TabletNews& news) {
    const auto* given = std::get_if<RoomGiven>(&news);
    return given != nullptr && given->room.value == "Aula é";
  }));
  REQUIRE(world.becomes([&] {
    const auto ledger = world.collector->ledger();
    return ledger && ledger->room == "Aula é";
  }));
  world.switch_off();
  world.switch_on();
  CHECK(world.tablet->pairing()->room.value == "Aula é");
}

TEST_CASE("two tablets with one identity are said at the door, and each start has a run of its own",
          "[tablet]") {
  World world;
  world.collector->say_identity_shared(true);
  world.switch_on();
  REQUIRE(world.box->saw_any<IdentityShared>());
  const Uuid run = world.collector->ledger()->run;
  CHECK_FALSE(run.is_nil());
  CHECK(world.collector->ledger()->as_of == UtcTime{parse_rfc3339("2026-11-20T16:41:00Z")->utc});
  world.switch_off();
  world.switch_on();
  REQUIRE(world.becomes([&] { return world.collector->ledger()->run != run; }));
}

TEST_CASE("answers of a day that left the plan are accounted for and sent", "[tablet]") {
  World world;
  world.collector->set_schedule(wire::encode(sample_event("Day")), "\"1\"");
  world.switch_on();
  Response other_day = test_response(1);
  other_day.event = EventId{"the day before"};
  world.tablet->put_open(other_day);
  world.tablet->seal(other_day.id, {group, Burst::no, {}});
  world.tablet->end_day({});
  REQUIRE(world.holds(1));
  CHECK(world.becomes([&] {
    const auto ledger = world.collector->ledger();
    return ledger->topics.contains(other_day.topic()) &&
           ledger->topics.at(other_day.topic()).closed;
  }));
}

TEST_CASE("the ledger meets what the collector holds", "[tablet]") {
  World world;
  world.switch_on();
  world.answer(0, 12);
  world.close();
  REQUIRE(world.holds(12));
  // Not the one it sent when it was switched on: nothing was pending then either.
  REQUIRE(world.becomes([&] {
    const auto ledger = world.collector->ledger();
    return ledger && ledger->pending == 0 && !ledger->topics.empty();
  }));
  const Ledger ledger = *world.collector->ledger();
  CHECK(ledger.device == world.tablet->device());
  CHECK(ledger.room == "204");
  Received received;
  for (const auto& [id, bytes] : world.collector->stored()) {
    ++received.answers.taken;
    add_to_digest(received.answers.digest, id);
  }
  CHECK(reconcile(ledger, {{test_topic(), received}}).meets);
}

TEST_CASE("nothing is lost while the network is gone, and all of it comes later", "[tablet]") {
  World world;
  world.collector->set_weather(Weather::unplugged);
  world.switch_on();
  world.answer(0, 230);
  world.close();
  REQUIRE(world.has_standing(Standing::no_network));
  CHECK(world.collector->stored().empty());
  world.collector->set_weather(Weather::fine);
  REQUIRE(world.holds(230));
  REQUIRE(world.nothing_waits());
  CHECK(world.collector->largest_batch() <= 100);
  CHECK(world.collector->duplicates() == 0);
}

TEST_CASE("bad weather is named and waited out", "[tablet]") {
  World world;
  world.collector->set_weather(Weather::sign_in_page);
  world.switch_on();
  world.answer(0, 5);
  world.close();
  REQUIRE(world.has_standing(Standing::sign_in));
  world.collector->set_weather(Weather::restarting);
  REQUIRE(world.has_standing(Standing::busy));
  world.collector->set_weather(Weather::full_of_errors);
  REQUIRE(world.has_standing(Standing::sign_in));
  world.collector->set_weather(Weather::not_paired);
  REQUIRE(world.has_standing(Standing::not_paired));
  CHECK(world.collector->stored().empty());
  world.collector->set_weather(Weather::fine);
  CHECK(world.holds(5));
}

TEST_CASE("answers survive a switch-off in the middle of everything", "[tablet]") {
  World world;
  world.collector->set_weather(Weather::unplugged);
  world.switch_on();
  const Uuid device = world.tablet->device();
  world.answer(0, 7);
  world.tablet->put_open(test_response(7));
  world.switch_off();
  world.collector->set_weather(Weather::fine);
  world.switch_on();
  CHECK(world.tablet->device() == device);
  CHECK(world.tablet->first_counts().open == 0);
  CHECK(world.tablet->first_counts().held == 8);
  world.close();
  CHECK(world.holds(8));
}

TEST_CASE("undo takes an answer back before anybody has seen it", "[tablet]") {
  World world;
  world.switch_on();
  world.tablet->put_open(test_response(1));
  world.tablet->discard(test_id(1));
  REQUIRE(world.box->saw_any<Counted>());
  CHECK(world.box->counts()->open == 0);
  world.tablet->seal(test_id(1), {group, Burst::no, {}});
  CHECK(world.box->saw_any<StoreFailed>());
}

TEST_CASE("a refused answer is kept apart and holds nothing up", "[tablet]") {
  World world;
  world.collector->refuse(test_id(2), "use: unknown answer");
  world.switch_on();
  world.answer(0, 5);
  world.close();
  REQUIRE(world.nothing_waits());
  CHECK(world.collector->stored().size() == 4);
  CHECK(world.box->counts()->quarantined == 1);
}

TEST_CASE("one answer the collector chokes on is found and kept apart", "[tablet]") {
  World world;
  world.collector->choke_on(test_id(11));
  world.switch_on();
  world.answer(0, 40);
  world.close();
  REQUIRE(world.nothing_waits());
  CHECK(world.collector->stored().size() == 39);
  CHECK(world.box->counts()->quarantined == 1);
}

TEST_CASE("a collector restored from a backup is told everything once more", "[tablet]") {
  World world;
  world.switch_on();
  world.answer(0, 5);
  world.close();
  REQUIRE(world.nothing_waits());
  world.collector->forget_and_ask_again(test_topic());
  CHECK(world.holds(5));  // the reply to the next ledger asks
}

TEST_CASE("a collector that is never content does not keep the tablet busy", "[tablet]") {
  World world;
  world.collector->never_be_content_with(test_topic());
  world.switch_on();
  world.answer(0, 5);
  world.close();
  REQUIRE(world.becomes([&] { return world.collector->duplicates() >= 20; }));
  // Four rounds of five; each asks for a minute of patience, the first apart.
  const auto played = world.clock.now() - UtcTime{parse_rfc3339("2026-11-20T16:41:00Z")->utc};
  CHECK(played >= 3min);
}

TEST_CASE("what a stranger in the collector's place calls stored is not", "[tablet]") {
  World world;
  world.switch_on();
  REQUIRE(world.has_standing(Standing::connected));
  world.switch_off();
  world.collector->set_name(test_id(6000));
  world.switch_on();
  world.answer(0, 5);
  world.close();
  REQUIRE(world.has_standing(Standing::sign_in));
  REQUIRE(world.becomes([&] { return world.box->counts() && world.box->counts()->released == 5; }));
  // By now it may have confirmed some: not by the name this tablet knows.
  world.collector->set_name(Uuid{});
  REQUIRE(world.has_standing(Standing::connected));
  CHECK(world.nothing_waits());
}

TEST_CASE("bodies are compressed once the collector has said it takes that", "[tablet]") {
  World world;
  world.collector->take_gzip();
  world.switch_on();
  // So many that the length says nothing of any of them.
  world.answer(0, 90);
  world.close();
  REQUIRE(world.nothing_waits());
  CHECK(world.collector->stored().size() == 90);
  CHECK(world.collector->compressed_requests() > 0);
}

TEST_CASE("a second kiosk on the same data does not start", "[tablet]") {
  World world;
  world.switch_on();
  const auto second = world.try_open();
  REQUIRE_FALSE(second);
  CHECK(second.error().code == ErrorCode::busy);
}

TEST_CASE("orders given right before the end are carried out", "[tablet]") {
  World world;
  world.collector->set_weather(Weather::unplugged);
  world.switch_on();
  world.answer(0, 100);
  world.switch_off();
  const auto store = store::Store::open(world.folder.path()).value();
  CHECK(store->journal().counts()->held + store->journal().counts()->released == 100);
}

}  // namespace lintel
