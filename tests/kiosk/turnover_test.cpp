// The door while one session runs and people still leave the one before.
#include <catch2/catch_test_macros.hpp>

#include "tests/kiosk/door.h"

using namespace lintel;
using namespace lintel::test;

namespace {

// Room 204 at its second session, two minutes after it began; 10:00 to 10:45 was the first.
Door at_turnover() {
  Door door;
  door.at("10:50");
  door.at("11:02");
  return door;
}

}  // namespace

TEST_CASE("What runs is the main card from its first second", "[turnover]") {
  Door door;
  door.at("10:59:59");
  CHECK(door.shows<ExitView>());
  door.at("11:00");
  REQUIRE(door.shows<DoorView>());
  const auto shown = door.screen<DoorView>();
  CHECK(shown.running);
  CHECK(shown.title == "Homework that fits around a job");
  CHECK(shown.kicker == "NOW · 11:00 – 11:45");
  CHECK(shown.tag == "Just started: come in");
  CHECK(shown.time_left == "45 minutes left");
  CHECK(shown.leave_button.empty());
}

TEST_CASE("Late leavers answer on a card at its foot until their window closes", "[turnover]") {
  Door door = at_turnover();
  const auto exit = door.screen<DoorView>().exit;
  REQUIRE(exit);
  CHECK(exit->kicker == "JUST ENDED · 10:45");
  CHECK(exit->title == "Leaving the session before this one?");
  CHECK(exit->about == "Greet us at the door, with Amara, Luis and Mei");
  CHECK(exit->question == "Will you use something you heard?");
  CHECK(exit->until == "One tap, until 11:05");
  CHECK(exit->tiles.size() == 4);
  CHECK(exit->saved == SavedCard{});
  CHECK(exit->more.empty());
  door.at("11:04:59");
  CHECK(door.screen<DoorView>().exit);
  door.at("11:05");
  CHECK_FALSE(door.screen<DoorView>().exit);
  CHECK(door.screen<DoorView>().leave_button == "Leaving? Tell them in one tap");
}

TEST_CASE("The window ends ten minutes into the session that runs", "[turnover]") {
  Event event = sample_event();
  event.sessions.front().end = moment("10:58");
  Door door;
  door.schedule(event);
  door.at("11:02");
  CHECK(door.screen<DoorView>().exit->until == "One tap, until 11:10");
  door.at("11:09:59");
  CHECK(door.screen<DoorView>().tag == "Just started: come in");
  door.at("11:10");
  CHECK_FALSE(door.screen<DoorView>().exit);
  CHECK(door.screen<DoorView>().tag.empty());
}

TEST_CASE("A tap on the card is about the session before and says what became of it",
          "[turnover]") {
  Door door = at_turnover();
  door.tap("yes-this-week");
  CHECK(door.last_written().session == SessionId{"greet"});
  CHECK(door.screen<DoorView>().exit->saved.title == "Saving…");
  door.stores();
  REQUIRE(door.shows<DoorView>());
  const auto exit = *door.screen<DoorView>().exit;
  CHECK(exit.saved.title == "Saved. Thank you!");
  CHECK(exit.saved.undo == "Wrong tile? Undo");
  CHECK(exit.more == "Which will you try?");
  door.does(intent::OpenExit{});
  REQUIRE(door.shows<ExitView>());
  CHECK(door.screen<ExitView>().choices);
  CHECK(door.view().chrome.subtitle == "Now: Homework that fits around a job");
}

TEST_CASE("Undo on the card leaves no answer", "[turnover]") {
  Door door = at_turnover();
  door.wait(seconds{2});
  door.tap_stored("not-for-me");
  door.wait(seconds{1});
  door.does(intent::Undo{});
  CHECK(door.asked_for<effect::Discard>().size() == 1);
  CHECK(door.screen<DoorView>().exit->saved.undo.empty());
  CHECK(door.screen<DoorView>().exit->more.empty());
}

TEST_CASE("A question somebody has touched stays for ten seconds, and its header says what runs",
          "[turnover]") {
  Door door;
  door.at("10:59:55");
  door.tap_stored("yes-this-week");
  door.at("11:00:01");
  REQUIRE(door.shows<ExitView>());
  CHECK(door.view().chrome.subtitle == "Now: Homework that fits around a job");
  door.at("11:00:20");
  CHECK(door.shows<DoorView>());
  CHECK(door.screen<DoorView>().exit);
}

TEST_CASE("Its slides stand in the bar", "[turnover]") {
  Event event = sample_event();
  for (Session& session : event.sessions) {
    session.slides_url = "https://example.org/slides";
  }
  Door door;
  door.schedule(event);
  door.at("11:02");
  CHECK(door.view().chrome.slides == "Slides");
  CHECK(door.screen<DoorView>().slides_button.empty());
  door.does(intent::OpenSlides{});
  CHECK(door.overlays<SlidesOverlay>());
}

TEST_CASE("A sheet at the door takes no tap from late leavers, and nobody is asked to come back",
          "[turnover][overlay]") {
  Event event = sample_event();
  for (Session& session : event.sessions) {
    session.slides_url = "https://example.org/slides";
  }
  Door door;
  door.schedule(event);
  door.at("11:02");
  door.does(intent::OpenSlides{});
  REQUIRE(door.overlays<SlidesOverlay>());
  SECTION("a tap counts and closes it") {
    door.tap_stored("not-sure");
    CHECK(door.last_written().session == SessionId{"greet"});
    CHECK(door.overlays<std::monostate>());
  }
  SECTION("it closes by itself") {
    door.wait(seconds{24});
    CHECK(door.overlays<SlidesOverlay>());
    door.wait(seconds{1});
    CHECK(door.overlays<std::monostate>());
  }
}
