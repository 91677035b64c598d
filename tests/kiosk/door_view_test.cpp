#include <catch2/catch_test_macros.hpp>

#include "tests/kiosk/door.h"

using namespace lintel;
using namespace lintel::test;

TEST_CASE("The door shows what runs now as in the first mockup", "[door]") {
  const Door door;
  const auto shown = door.screen<DoorView>();
  CHECK(shown.running);
  CHECK(shown.kicker == "NOW · 10:00 – 10:45");
  CHECK(shown.title == "Greet us at the door: the first two minutes decide");
  CHECK(shown.byline == "Presented by Amara, Luis and Mei · Grade 10");
  CHECK(shown.challenge_label == "The challenge.");
  CHECK(shown.challenge == "“Some of us go a whole day without a teacher saying our name.”");
  CHECK(shown.leave_button == "Leaving? Tell them in one tap");
  CHECK(shown.slides_button == "Slides");
  CHECK(shown.time_left == "4 minutes left");
  CHECK(shown.progress > 0.91F);
  CHECK(shown.progress < 0.912F);
}

TEST_CASE("The header says room, day, theme and time", "[door]") {
  const auto chrome = Door{}.view().chrome;
  CHECK(chrome.title == "Room 204");
  CHECK(chrome.subtitle == "Student-Led PD Day · “This is what we prefer”");
  CHECK(chrome.clock == "10:41");
  CHECK(chrome.tab == Tab::this_room);
  CHECK(Door{"Library"}.view().chrome.title == "Library");
}

TEST_CASE("Beside it stand the next session, the one that moved away and a later one", "[door]") {
  const auto side = Door{}.screen<DoorView>().side;
  REQUIRE(side.size() == 3);
  CHECK(side[0] == SideCard{CardKind::normal, "NEXT · 11:00", "Homework that fits around a job",
                            "Devon and Priya"});
  CHECK(side[1] == SideCard{CardKind::moved, "1:00 · MOVED TO LIBRARY",
                            "Group work without the free riders", ""});
  CHECK(side[2] == SideCard{CardKind::normal, "2:00", "Say our names right", ""});
}

TEST_CASE("A cancelled session stays on its door and says so", "[door]") {
  const auto side = Door{"Gym"}.screen<DoorView>().side;
  REQUIRE(side.size() == 1);
  CHECK(side[0].kind == CardKind::cancelled);
  CHECK(side[0].kicker == "11:00 · CANCELLED");
}

TEST_CASE("Whoever comes to the old door in time is sent to the new room", "[door]") {
  Door door;
  door.at("13:05");
  const auto shown = door.screen<DoorView>();
  CHECK_FALSE(shown.running);
  CHECK(shown.kind == CardKind::moved);
  CHECK(shown.kicker == "1:00 · MOVED TO LIBRARY");
  CHECK(shown.byline == "This session is in Library today.");
  REQUIRE(shown.side.size() == 1);
  CHECK(shown.side[0].kicker == "NEXT · 2:00");
}

TEST_CASE("A cancelled session's own time says that it does not take place", "[door]") {
  Door door{"Gym"};
  door.at("11:30");
  const auto shown = door.screen<DoorView>();
  CHECK(shown.kind == CardKind::cancelled);
  CHECK(shown.title == "Seats that work for everyone");
  CHECK(shown.leave_button.empty());
}

TEST_CASE("Between sessions the door says when the next one starts", "[door]") {
  Door door;
  door.at("12:30");
  const auto shown = door.screen<DoorView>();
  CHECK(shown.title == "Nothing on right now");
  CHECK(shown.byline == "The next session here starts at 2:00.");
  CHECK(shown.leave_button.empty());
}

TEST_CASE("After the last session the door says good-bye", "[door]") {
  Door door;
  door.at("15:30");
  CHECK(door.screen<DoorView>().title == "That’s all for today");
}

TEST_CASE("On the day before, the door says when this room begins", "[door]") {
  Door door;
  door.at("2026-11-19T09:00");
  const auto shown = door.screen<DoorView>();
  CHECK(shown.title == "Nothing on right now");
  CHECK(shown.byline == "The next session here is on Friday 20 November at 10:00.");
}

TEST_CASE("Without a schedule the door names its room and what to do", "[door]") {
  State state = initial_state("204");
  state.sending = Sending::no_network;
  const View view = make_view(state, english());
  const auto& shown = std::get<DoorView>(view.screen);
  CHECK(shown.title == "Waiting for the schedule");
  CHECK(shown.byline ==
        "This tablet hangs at room 204. It cannot reach the collector yet: check the network, "
        "and that the collector is running.");
  CHECK(shown.leave_button.empty());
  CHECK(view.chrome.clock.empty());
}

TEST_CASE("A room that the schedule does not know is told which rooms it has", "[door]") {
  const auto shown = Door{"304"}.screen<DoorView>();
  CHECK(shown.title == "The schedule has no room “304”");
  CHECK(shown.byline ==
        "It has these rooms: 204, 206, Gym, Library. Start the tablet with one of them.");
}

TEST_CASE("Names withheld leave the group", "[door]") {
  Door door{"Library"};
  door.at("14:10");
  CHECK(door.screen<DoorView>().byline == "Whole team");
}

TEST_CASE("The last minute counts as one minute left", "[door]") {
  Door door;
  door.at("10:44:30");
  CHECK(door.screen<DoorView>().time_left == "1 minute left");
}

TEST_CASE("A session that overruns stays on", "[door]") {
  Door door;
  door.state.actual_ends = {{SessionId{"greet"}, moment("10:55").utc}};
  door.at("10:50");
  const auto shown = door.screen<DoorView>();
  CHECK(shown.kicker == "NOW · 10:00 – 10:55");
  CHECK(shown.time_left == "5 minutes left");
}

TEST_CASE("A school with a 24-hour clock sees one", "[door]") {
  Door door;
  Event event = sample_event();
  event.clock_style = ClockStyle::hours_24;
  door.schedule(event);
  door.at("13:05");
  CHECK(door.view().chrome.clock == "13:05");
  CHECK(door.screen<DoorView>().kicker == "13:00 · MOVED TO LIBRARY");
}

TEST_CASE("Slides open over the door and close again", "[door][overlay]") {
  Door door;
  door.does(intent::OpenSlides{});
  REQUIRE(door.overlays<SlidesOverlay>());
  CHECK(std::get<SlidesOverlay>(door.view().overlay).url == "https://example.org/slides");
  door.does(intent::CloseOverlay{});
  CHECK(door.overlays<std::monostate>());
}

TEST_CASE("Slides of a session that has ended close by themselves", "[door][overlay]") {
  Door door;
  door.at("10:44:50");
  door.does(intent::OpenSlides{});
  door.at("10:45");
  CHECK(door.overlays<std::monostate>());
  CHECK(door.shows<ExitView>());
}
