// How answers go from a tablet to its collector.
#include "sync/client/tablet.h"

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "shared/trust/bundle.h"
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
using test::FakeCollector;
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

TEST_CASE("nothing leaves the tablet because of one answer", "[tablet]") {
  World world;
  world.send_minute = 1min;
  world.switch_on();
  REQUIRE(world.box->saw([](const TabletNews& news) {
    const auto* standing = std::get_if<StandingChanged>(&news);
    return standing != nullptr && standing->standing == Standing::connected;
  }));
  REQUIRE(world.box->wait_until([&] { return world.collector->requests().size() == 2; }));
  // The clock stands: whatever goes out now goes because of an answer.
  world.answer(0, 10);
  REQUIRE(world.box->wait_until(
      [&] { return world.box->counts() && world.box->counts()->released == 5; }));
  world.answer(10, 14);
  world.tablet->put_open(test_response(20));
  world.tablet->discard(test_id(20));
  REQUIRE(world.box->wait_until([&] { return world.box->counts()->held == 9; }));
  world.tablet->wake();
  CHECK(world.collector->requests() == std::vector<std::string>{"schedule", "ledger"});
  // In the next minute the ledger goes first, then the batch.
  REQUIRE(world.holds(5));
  std::vector<std::string> sent = world.collector->requests();
  std::erase(sent, "schedule");
  REQUIRE(sent.size() >= 3);
  CHECK(sent[1] == "ledger");
  CHECK(sent[2] == "batch");
}

// Four answers within eight minutes; the rhythm asks for a ledger after ten.
TEST_CASE("answers that are held make no ledger", "[tablet]") {
  World world;
  world.send_minute = 1min;
  world.switch_on();
  REQUIRE(world.box->wait_until([&] { return world.collector->ledgers().size() == 1; }));
  for (int number = 1; number <= 4; ++number) {
    world.answer(static_cast<std::uint64_t>(number));
    REQUIRE(world.box->wait_until(
        [&] { return world.box->counts() && world.box->counts()->held == number; }));
    const int asked = world.collector->schedule_requests();
    world.clock.advance(2min);
    world.tablet->wake();
    REQUIRE(world.box->wait_until([&] { return world.collector->schedule_requests() > asked; }));
  }
  CHECK(world.collector->ledgers().size() == 1);
}

TEST_CASE("every body has one of a few lengths, whatever was chosen or written", "[tablet]") {
  World world;
  const std::array<std::uint8_t, 32> secret{7};
  Event event = sample_event("Day");
  event.notes_key = trust::NotesKeyPair(secret).public_key().text();
  world.collector->set_schedule(wire::encode(event), "\"1\"");
  world.switch_on();
  REQUIRE(world.box->saw([](const TabletNews& news) {
    const auto* known = std::get_if<NotesKeyKnown>(&news);
    return known != nullptr && known->known;
  }));
  for (std::uint64_t number = 0; number < 7; ++number) {
    Response response = test_response(number);
    response.use = exit_form().use[number % 4];
    response.help = number % 2 == 0 ? std::vector<std::string>{"time"} : std::vector<std::string>{};
    world.tablet->put_open(response);
    world.tablet->seal(response.id, {group, Burst::no, {}});
  }
  world.tablet->put_note({test_id(50), test_topic(), exit_form().id, "working", "Short"},
                         NoteState::kept);
  world.close();
  REQUIRE(world.nothing_waits());
  CHECK(world.collector->stored().size() == 8);
  for (const std::size_t size : world.collector->body_sizes()) {
    CHECK((size == wire::answers_fill_bytes || size == wire::notes_fill_bytes));
  }
  const auto note = wire::decode_note(world.collector->stored().at(test_id(50)));
  REQUIRE(note);
  CHECK(*trust::NotesKeyPair(secret).open(note->note.box) == "Short");
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

TEST_CASE("a running tablet's bundle has what was released, and a second one takes its place",
          "[tablet][bundle]") {
  World world;
  const test::TempFolder stick;
  world.collector->set_weather(Weather::unplugged);
  world.switch_on();
  world.answer(0, 10);
  REQUIRE(world.becomes([&] { return world.box->counts() && world.box->counts()->held == 5; }));
  std::string path;
  const auto written = [&](std::size_t answers, int waiting_topics) {
    world.tablet->write_bundle(stick.path());
    return world.box->saw([&](const TabletNews& news) {
      const auto* bundle = std::get_if<BundleWritten>(&news);
      path = bundle != nullptr ? bundle->path : path;
      return bundle != nullptr && bundle->answers == answers &&
             bundle->waiting_topics == waiting_topics;
    });
  };
  REQUIRE(written(5, 1));
  world.tablet->end_day({});
  REQUIRE(world.becomes([&] { return world.box->counts()->released == 10; }));
  REQUIRE(written(10, 0));
  const auto opened = trust::open_bundle(test::file_bytes(path));
  REQUIRE(opened);
  CHECK(opened->bundle.ledger.topics.at(test_topic()).answers.taken == 10);
  CHECK(opened->bundle.ledger.room == "204");
  CHECK(opened->bundle.ledger.device == world.tablet->device());
}

TEST_CASE("that the day is over at this tablet is kept over a restart", "[tablet]") {
  World world;
  world.switch_on();
  CHECK_FALSE(world.tablet->day_over());
  const DayOver over{{"pd day, 2026"}, *parse_day("2026-11-20")};
  world.tablet->keep_day_over({{"pd day, 2026"}, *parse_day("2026-11-19")});
  world.tablet->keep_day_over(over);
  world.switch_off();
  world.switch_on();
  REQUIRE(world.tablet->day_over());
  CHECK(*world.tablet->day_over() == over);
}

TEST_CASE("what is kept of a day that is over and cannot be read costs a question, not the door",
          "[tablet]") {
  World world;
  world.switch_on();
  world.switch_off();
  {
    const auto store = store::Store::open(world.folder.path()).value();
    REQUIRE(store->schedule().set_setting("day_over", "soon pd-2026 and more"));
  }
  world.switch_on();
  CHECK_FALSE(world.tablet->day_over());
}

TEST_CASE("a bundle that cannot be written is told, and nothing else changes", "[tablet][bundle]") {
  World world;
  world.switch_on();
  world.answer(0, 5);
  world.close();
  world.tablet->write_bundle(world.folder.path("no-stick"));
  REQUIRE(world.box->saw_any<BundleFailed>());
  CHECK(world.holds(5));
}

}  // namespace lintel
