// Escape on a keyboard: out of what is open, a step at a time, and never at the cost of words.
#include <catch2/catch_test_macros.hpp>

#include "kiosk/app/rules.h"
#include "tests/kiosk/door.h"

using namespace lintel;
using namespace lintel::test;

TEST_CASE("Escape leads from a session's page by the search and the board to the door",
          "[browsing]") {
  Door door;
  door.does(intent::ShowBoard{});
  door.does(intent::OpenSearch{});
  door.does(intent::TypeText{"n"});
  door.does(intent::OpenSession{SessionId{"names"}});
  REQUIRE(door.overlays<SessionOverlay>());
  door.does(intent::GoBack{});
  CHECK(door.overlays<std::monostate>());
  CHECK(door.screen<SearchView>().text == "n");
  door.does(intent::GoBack{});
  CHECK(door.shows<BoardView>());
  door.does(intent::GoBack{});
  CHECK(door.shows<DoorView>());
  door.does(intent::GoBack{});
  CHECK(door.shows<DoorView>());
}

TEST_CASE("Escape leaves the exit question and its strip as they are", "[exit]") {
  Door door;
  door.at("10:46");
  door.tap_stored("yes-this-week");
  door.does(intent::GoBack{});
  CHECK(door.shows<ExitView>());
  CHECK(door.strip_is_open());
  CHECK(door.asked_for<effect::Discard>().empty());
}

TEST_CASE("Escape leaves a note in which nothing is written, and no other", "[note]") {
  Door door = at_note();
  door.does(intent::TypeText{"A"});
  door.does(intent::GoBack{});
  REQUIRE(door.shows<NoteView>());
  CHECK(door.screen<NoteView>().text == "A");
  door.does(intent::Backspace{});
  door.does(intent::GoBack{});
  CHECK_FALSE(door.shows<NoteView>());
}

TEST_CASE("Any key answers Still here?, and does nothing else", "[idle]") {
  Door door;
  door.does(intent::ShowBoard{});
  door.wait(limits::flow_idle);
  REQUIRE(door.overlays<StillHereOverlay>());
  door.does(intent::GoBack{});
  CHECK(door.overlays<std::monostate>());
  CHECK(door.shows<BoardView>());
}
