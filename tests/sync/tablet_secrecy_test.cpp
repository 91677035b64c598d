// What goes out says nothing of one answer: neither its moment nor its length.
#include <array>
#include <catch2/catch_test_macros.hpp>

#include "shared/wire/cloudevents.h"
#include "shared/wire/schedule.h"
#include "sync/client/tablet.h"
#include "sync/trust/note_box.h"
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
using World = test::TabletWorld;

}  // namespace

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

}  // namespace lintel
