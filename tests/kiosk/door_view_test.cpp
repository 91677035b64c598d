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

TEST_CASE("The header says room, day, theme and time, the bar leads to all rooms", "[door]") {
  const auto chrome = Door{}.view().chrome;
  CHECK(chrome.title == "Room 204");
  CHECK(chrome.subtitle == "Student-Led PD Day · “This is what we prefer”");
  CHECK(chrome.clock == "10:41");
  CHECK(chrome.all_rooms == "All rooms");
  CHECK(chrome.this_room.empty());
  CHECK(chrome.search.empty());
  CHECK(chrome.change.empty());
  CHECK(chrome.slides.empty());  // they stand in the card
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
  CHECK(side[0].kicker == "NEXT · 11:00 · CANCELLED");
  CHECK(side[0].byline == "Nothing more here today");
}

TEST_CASE("The next one is never skipped, and the door says until when nothing is here", "[door]") {
  Door door;
  Event event = sample_event();
  for (Session& session : event.sessions) {
    if (session.id == SessionId{"homework"}) {
      session.status = SessionStatus::cancelled;
    }
  }
  door.schedule(event);
  const auto side = door.screen<DoorView>().side;
  REQUIRE(side.size() == 3);
  CHECK(side[0] == SideCard{CardKind::cancelled, "NEXT · 11:00 · CANCELLED",
                            "Homework that fits around a job", "Nothing here until 2:00"});
  CHECK(side[1].kicker == "1:00 · MOVED TO LIBRARY");
  CHECK(side[1].byline.empty());
}

TEST_CASE("A session that moved away is next as well", "[door]") {
  Door door;
  door.at("11:30");
  const auto side = door.screen<DoorView>().side;
  REQUIRE(side.size() == 2);
  CHECK(side[0].kicker == "NEXT · 1:00 · MOVED TO LIBRARY");
  CHECK(side[0].byline == "Nothing here until 2:00");
  CHECK(side[1].kicker == "2:00");
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

TEST_CASE("Before the first session it is the main card, counted down in whole minutes", "[door]") {
  Door door;
  door.at("09:48");
  const auto shown = door.screen<DoorView>();
  CHECK_FALSE(shown.running);
  CHECK(shown.kicker == "FIRST HERE TODAY · 10:00 – 10:45");
  CHECK(shown.title == "Greet us at the door: the first two minutes decide");
  CHECK(shown.byline == "Presented by Amara, Luis and Mei · Grade 10");
  CHECK_FALSE(shown.challenge.empty());
  CHECK(shown.slides_button == "Slides");
  CHECK(shown.leave_button.empty());
  CHECK(shown.countdown ==
        Countdown{"Starts in", "12 minutes", "The door is open: come in and sit down."});
  CHECK(shown.theme_label == "TODAY’S THEME");
  CHECK(shown.theme == "“This is what we prefer”");
  CHECK(shown.side.empty());
  CHECK(shown.list == SessionList{"LATER IN THIS ROOM",
                                  {{CardKind::normal, "11:00", "Homework that fits around a job"},
                                   {CardKind::moved, "1:00", "Moved to Library"},
                                   {CardKind::normal, "2:00", "Say our names right"}}});
  CHECK(door.view().chrome.subtitle == "Student-Led PD Day · Friday 20 November");
}

TEST_CASE("On a day without sessions the theme is not today's", "[door]") {
  Door door;
  door.at("2026-11-19T16:00");
  door.state.now = moment("2026-11-19T16:00").utc;
  CHECK(door.screen<DoorView>().theme_label == "THE THEME");
  door.at("2026-11-20T08:00");
  CHECK(door.screen<DoorView>().theme_label == "TODAY’S THEME");
  door.at("15:30");  // the day is over, and it was its theme
  CHECK(door.screen<DoorView>().theme_label == "TODAY’S THEME");
  door.at("2026-11-21T08:00");
  CHECK(door.screen<DoorView>().theme_label == "THE THEME");
}

TEST_CASE("The countdown is whole minutes within the hour and a time before it", "[door]") {
  Door door;
  const auto value = [&](std::string_view time) {
    door.at(time);
    return door.screen<DoorView>().countdown->value;
  };
  CHECK(value("08:59:59") == "at 10:00");
  CHECK(value("09:00") == "60 minutes");
  CHECK(value("09:58:30") == "2 minutes");
  CHECK(value("09:59") == "1 minute");
  CHECK(value("09:59:59") == "1 minute");
  door.at("09:44:59");
  CHECK(door.screen<DoorView>().countdown->hint.empty());
  door.at("09:45");
  CHECK_FALSE(door.screen<DoorView>().countdown->hint.empty());
  door.at("10:00");
  CHECK(door.screen<DoorView>().running);
}

TEST_CASE("At lunch the next session here is the main card, and what is not here stands beside it",
          "[door]") {
  Door door;
  door.at("12:30");
  const auto shown = door.screen<DoorView>();
  CHECK(shown.kicker == "THEN HERE · 2:00 – 2:45");
  CHECK(shown.title == "Say our names right");
  CHECK(shown.countdown == Countdown{"Starts", "at 2:00", ""});
  REQUIRE(shown.side.size() == 1);
  CHECK(shown.side[0].kicker == "NEXT · 1:00 · MOVED TO LIBRARY");
  // Nothing else comes here: what the other rooms have.
  CHECK(shown.list.kicker == "IN OTHER ROOMS");
  CHECK(shown.list.sessions.front() ==
        ListedSession{CardKind::normal, "1:00", "206 · Phones: a deal we would keep"});
}

TEST_CASE("After the last session the door says so, and when the next day begins here", "[door]") {
  Door door;
  door.at("15:30");
  CHECK(door.screen<DoorView>().title == "No more sessions today");
  CHECK_FALSE(door.screen<DoorView>().countdown);
  Event event = sample_event();
  Session tomorrow = event.sessions.front();
  tomorrow.id = {"tomorrow"};
  tomorrow.title = "Second day";
  tomorrow.start = moment("2026-11-21T09:00");
  tomorrow.end = moment("2026-11-21T09:45");
  event.sessions.push_back(tomorrow);
  door.schedule(event);
  CHECK(door.screen<DoorView>().title == "No more sessions today");
  CHECK(door.screen<DoorView>().countdown == Countdown{"Next here", "tomorrow 9:00", "Second day"});
}

TEST_CASE("On the days before, the door shows what this room begins with and when", "[door]") {
  Door door;
  door.at("2026-11-19T09:00");
  const auto shown = door.screen<DoorView>();
  CHECK(shown.kicker == "NEXT HERE · FRIDAY 20 NOVEMBER · 10:00 – 10:45");
  CHECK(shown.title == "Greet us at the door: the first two minutes decide");
  CHECK(shown.countdown == Countdown{"Starts", "tomorrow 10:00", ""});
  door.at("2026-11-17T09:00");
  CHECK(door.screen<DoorView>().countdown->value == "Friday 10:00");
  door.at("2026-11-10T09:00");
  CHECK(door.screen<DoorView>().countdown->value == "Friday 20 November, 10:00");
}

TEST_CASE("A room without any session says so and what the others have", "[door]") {
  Event event = sample_event();
  event.rooms.push_back({{"attic"}, "Attic"});
  Door door{"Attic"};
  door.schedule(event);
  const auto shown = door.screen<DoorView>();
  CHECK(shown.title == "No more sessions are planned in this room");
  CHECK(shown.list.kicker == "IN OTHER ROOMS");
  CHECK(shown.list.sessions.size() == 5);
}

TEST_CASE("Without a schedule the door names its room and what to do", "[door]") {
  State state = initial_state("204");
  state.sending = Sending::no_network;
  const View view = make_view(state, english());
  const auto& shown = std::get<DoorView>(view.screen);
  CHECK(shown.title == "Waiting for the schedule");
  CHECK(shown.byline ==
        "This tablet is for Room 204. It cannot reach the collector yet: check the network, "
        "and that the collector is running.");
  CHECK(shown.leave_button.empty());
  CHECK(view.chrome.clock.empty());
}

TEST_CASE("A room that the schedule does not know is told which rooms it has", "[door]") {
  const auto shown = Door{"304"}.screen<DoorView>();
  CHECK(shown.title == "The schedule has no room “304”");
  CHECK(shown.byline ==
        "On the admin page, under Tablets, choose one of these rooms: 204, 206, Gym, Library.");
}

TEST_CASE("A tablet without a room says that, and what to do", "[door]") {
  const Door door{""};
  CHECK(door.screen<DoorView>().title == "This tablet has no room yet");
  CHECK(door.screen<DoorView>().byline ==
        "On the admin page, under Tablets, choose one of these rooms: 204, 206, Gym, Library.");
  CHECK(door.view().chrome.title == "New tablet");
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

TEST_CASE("Before a session its slides can be taken already", "[door][overlay]") {
  Door door;
  door.at("09:48");
  door.does(intent::OpenSlides{});
  REQUIRE(door.overlays<SlidesOverlay>());
  CHECK(std::get<SlidesOverlay>(door.view().overlay).url == "https://example.org/slides");
}

TEST_CASE("Where the bar has no room for all languages they open as a sheet", "[door][overlay]") {
  Door door;
  door.does(intent::OpenLanguages{});
  REQUIRE(door.overlays<LanguagesOverlay>());
  CHECK(std::get<LanguagesOverlay>(door.view().overlay).languages.size() == 2);
  door.does(intent::SetLanguage{"es"});
  CHECK(door.overlays<std::monostate>());
  CHECK(door.view().chrome.all_rooms == "Todas las aulas");
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
