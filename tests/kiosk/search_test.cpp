#include <catch2/catch_test_macros.hpp>

#include "kiosk/app/rules.h"
#include "tests/kiosk/door.h"

using namespace lintel;
using namespace lintel::test;

namespace {

Door searching() {
  Door door;
  Event event = sample_event();
  for (Session& session : event.sessions) {
    if (session.id.value == "names") {
      session.title = "正しい名前の呼び方";
      session.presenters = {"Zoë", "Łukasz"};
    } else if (session.id.value == "quiet") {
      session.title = "Quién calla también tiene respuestas";
    }
  }
  door.schedule(*make_event(event));
  door.does(intent::ShowBoard{});
  door.does(intent::OpenSearch{});
  return door;
}

std::vector<std::string> find(Door& door, std::string_view text) {
  while (!door.screen<SearchView>().text.empty()) {
    door.does(intent::Backspace{});
  }
  for (const char c : text) {
    door.does(intent::TypeText{std::string(1, c)});
  }
  std::vector<std::string> ids;
  for (const FoundSession& found : door.screen<SearchView>().found) {
    ids.push_back(found.session.value);
  }
  return ids;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("The search begins empty, with a keyboard", "[search]") {
  Door door = searching();
  const auto view = door.screen<SearchView>();
  CHECK(view.text.empty());
  CHECK(view.hint == "A title or a name");
  CHECK(view.found.empty());
  CHECK(view.none.empty());
  CHECK(view.keyboard.size() == 4);
  CHECK(door.view().chrome.this_room == "This room");
  CHECK(door.view().chrome.search.empty());
}

TEST_CASE("A session is found by words of its title, presenters, group and room", "[search]") {
  Door door = searching();
  CHECK(find(door, "homework") == Ids{"homework"});
  CHECK(find(door, "priya") == Ids{"homework"});
  CHECK(find(door, "grade 10") == Ids{"greet"});
  CHECK(find(door, "job devon") == Ids{"homework"});
  CHECK(find(door, "gym wrong") == Ids{"test-day"});
}

TEST_CASE("Case and accents do not matter, either way round", "[search]") {
  Door door = searching();
  CHECK(find(door, "QUIEN") == Ids{"quiet"});
  CHECK(find(door, "zoe") == Ids{"reading", "names"});
  CHECK(find(door, "lukasz") == Ids{"names"});
  door.does(intent::Backspace{});
  while (!door.screen<SearchView>().text.empty()) {
    door.does(intent::Backspace{});
  }
  door.does(intent::TypeText{"é"});
  CHECK_FALSE(door.screen<SearchView>().found.empty());
}

TEST_CASE("Scripts without spaces are found by any characters in them", "[search]") {
  Door door = searching();
  door.does(intent::TypeText{"名前"});
  REQUIRE(door.screen<SearchView>().found.size() == 1);
  CHECK(door.screen<SearchView>().found[0].session.value == "names");
}

TEST_CASE("What is still to come is found first", "[search]") {
  Door door;
  door.at("11:10");
  door.does(intent::ShowBoard{});
  door.does(intent::OpenSearch{});
  // 10:00 is over: "greet" goes behind "homework" although it came first.
  const Ids found = find(door, "204");
  CHECK(found == Ids{"homework", "names", "greet"});
}

TEST_CASE("Nothing found is said, in the words that were typed", "[search]") {
  Door door = searching();
  CHECK(find(door, "xyz").empty());
  CHECK(door.screen<SearchView>().none == "Nothing found for “xyz”");
}

TEST_CASE("A found session's page opens and Close comes back to what was found", "[search]") {
  Door door = searching();
  find(door, "homework");
  door.does(intent::OpenSession{SessionId{"homework"}});
  REQUIRE(door.overlays<SessionOverlay>());
  door.does(intent::TypeText{"x"});
  CHECK(door.screen<SearchView>().text == "homework");
  door.does(intent::CloseOverlay{});
  CHECK(door.screen<SearchView>().text == "homework");
}

TEST_CASE("The keyboard goes on Done and comes back with the field", "[search]") {
  Door door = searching();
  door.does(intent::KeepNote{});
  CHECK(door.screen<SearchView>().keyboard.empty());
  door.does(intent::EditSearch{});
  CHECK_FALSE(door.screen<SearchView>().keyboard.empty());
  door.does(intent::SwitchLayer{"accents"});
  CHECK(door.state.search->layer == "accents");
  door.does(intent::SwitchLayer{"no such layer"});
  CHECK(door.state.search->layer == "accents");
}

TEST_CASE("A query is bounded and holds no control characters", "[search]") {
  Door door = searching();
  for (int i = 0; i < 300; ++i) {
    door.does(intent::TypeText{"w"});
  }
  CHECK(door.screen<SearchView>().text.size() == query_bytes_max);
  door.does(intent::Backspace{});
  door.does(intent::TypeText{"\n"});
  door.does(intent::TypeText{"\xff"});
  CHECK(door.screen<SearchView>().text.size() == query_bytes_max - 1);
}

TEST_CASE("The search closes to the board, and by itself to the door", "[search]") {
  Door door = searching();
  SECTION("by Close") {
    door.does(intent::CloseSearch{});
    CHECK(door.shows<BoardView>());
  }
  SECTION("by the tab") {
    door.does(intent::ShowBoard{});
    CHECK(door.shows<BoardView>());
    CHECK_FALSE(door.state.search);
  }
  SECTION("after a while") {
    door.wait(limits::flow_idle);
    CHECK(door.overlays<StillHereOverlay>());
    door.wait(limits::still_here);
    CHECK(door.shows<DoorView>());
    CHECK_FALSE(door.state.search);
  }
}

TEST_CASE("The search is opened from the board only", "[search]") {
  Door door;
  door.does(intent::OpenSearch{});
  CHECK(door.shows<DoorView>());
}
