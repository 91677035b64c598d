#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/kiosk/door.h"

using namespace lintel;
using namespace lintel::test;

TEST_CASE("Before the end the door stays, with the way out on it", "[exit]") {
  Door door;
  CHECK(door.shows<DoorView>());
  door.at("10:44:59");
  CHECK(door.shows<DoorView>());
  CHECK_FALSE(door.screen<DoorView>().leave_button.empty());
}

TEST_CASE("When the session has ended the exit question comes by itself", "[exit]") {
  Door door;
  door.at("10:46");
  const auto shown = door.screen<ExitView>();
  CHECK(shown.kicker == "JUST ENDED · TELL AMARA, LUIS AND MEI");
  CHECK(shown.session_title == "Greet us at the door: the first two minutes decide");
  CHECK(shown.question == "Will you use something you heard?");
  CHECK(shown.change == "Not this session? Change");
  CHECK(shown.change_short == "Change");
  CHECK(shown.hint == "One tap is enough. Anonymous.");
  CHECK(shown.next == "Next here at 11:00 · Homework that fits around a job");
  CHECK(shown.banner.empty());
  REQUIRE(shown.tiles.size() == 4);
  CHECK(shown.tiles[0] == AnswerTile{"yes-this-week", "Yes, this week", TileIcon::check});
  CHECK(shown.tiles[1] == AnswerTile{"yes-with-help", "Yes, with some help", TileIcon::hand});
  CHECK(shown.tiles[2] == AnswerTile{"not-sure", "Not sure yet", TileIcon::dots});
  CHECK(shown.tiles[3] == AnswerTile{"not-for-me", "Not for my classes", TileIcon::minus});
}

TEST_CASE("When the exit window closes the door comes back", "[exit]") {
  Door door;
  door.at("11:04:59");
  CHECK(door.shows<ExitView>());
  door.at("11:05");
  CHECK(door.shows<DoorView>());
  CHECK(door.screen<DoorView>().kicker == "NOW · 11:00 – 11:45");
}

TEST_CASE("Leaving opens the question early and an idle one goes back to the door", "[exit]") {
  Door door;
  door.at("10:20");
  door.does(intent::OpenExit{});
  CHECK(door.screen<ExitView>().kicker == "LEAVING NOW · TELL AMARA, LUIS AND MEI");
  door.tap("not-for-me");
  CHECK(door.last_written().phase == Phase::during);
  door.stores();
  door.wait(seconds{4});
  CHECK(door.shows<DoorView>());
  door.does(intent::OpenExit{});
  door.wait(seconds{24});
  CHECK(door.shows<ExitView>());
  door.wait(seconds{1});
  CHECK(door.shows<DoorView>());
}

TEST_CASE("Nobody leaves a room in which nothing was", "[exit]") {
  Door door;
  door.at("09:30");
  CHECK(door.screen<DoorView>().leave_button.empty());
  door.does(intent::OpenExit{});
  CHECK(door.shows<DoorView>());
  door.at("12:30");
  CHECK(door.screen<DoorView>().leave_button.empty());
  door.does(intent::OpenExit{});
  CHECK(door.shows<DoorView>());
}

TEST_CASE("From the exit question the door is one tap away and comes back when idle", "[exit]") {
  Door door;
  door.at("10:46");
  door.does(intent::ShowDoor{});
  CHECK(door.screen<DoorView>().title == "Nothing on right now");
  CHECK_FALSE(door.screen<DoorView>().leave_button.empty());
  door.wait(seconds{24});
  CHECK(door.shows<DoorView>());
  door.wait(seconds{1});
  CHECK(door.shows<ExitView>());
}

TEST_CASE("A session whose presenters' names are withheld is named by its title", "[exit]") {
  Door door{"Library"};
  door.at("14:46");
  CHECK(door.screen<ExitView>().kicker == "JUST ENDED · A PERFECT SCHOOL DAY");
}

TEST_CASE("Change offers the neighbours and asks about the chosen one", "[exit][overlay]") {
  Door door;
  door.at("10:46");
  door.does(intent::OpenChange{});
  REQUIRE(door.overlays<ChangeOverlay>());
  const auto offered = std::get<ChangeOverlay>(door.view().overlay);
  CHECK(offered.title == "Which session were you in?");
  REQUIRE(offered.sessions.size() >= 3);
  CHECK(offered.sessions[0].session == SessionId{"greet"});
  CHECK(offered.sessions[0].kicker == "204 · 10:00 – 10:45");
  CHECK(offered.sessions[0].selected);
  CHECK_FALSE(offered.sessions[1].selected);

  door.does(intent::ChooseSession{SessionId{"late-work"}});
  CHECK(door.overlays<std::monostate>());
  CHECK(door.screen<ExitView>().kicker == "206 · JUST ENDED · TELL JO AND HANA");
  door.tap("yes-this-week");
  CHECK(door.last_written().session == SessionId{"late-work"});
  CHECK(door.last_written().phase == Phase::exit);
}

TEST_CASE("A chosen session holds until the flow ends", "[exit][overlay]") {
  Door door;
  door.at("10:46");
  door.does(intent::OpenChange{});
  door.does(intent::ChooseSession{SessionId{"late-work"}});
  door.tap_stored("not-for-me");
  door.wait(seconds{4});
  CHECK(door.screen<ExitView>().kicker == "JUST ENDED · TELL AMARA, LUIS AND MEI");
}

TEST_CASE("A chosen session that nobody answered is forgotten after a while", "[exit][overlay]") {
  Door door;
  door.at("10:46");
  door.does(intent::OpenChange{});
  door.does(intent::ChooseSession{SessionId{"late-work"}});
  door.wait(seconds{25});
  CHECK(door.screen<ExitView>().kicker == "JUST ENDED · TELL AMARA, LUIS AND MEI");
}

TEST_CASE("A session that was not offered cannot be chosen", "[exit][overlay]") {
  Door door;
  door.at("10:46");
  door.does(intent::OpenChange{});
  door.does(intent::ChooseSession{SessionId{"perfect"}});
  door.does(intent::ChooseSession{SessionId{"no-such-session"}});
  CHECK(door.overlays<ChangeOverlay>());
  CHECK_FALSE(door.state.chosen_session);
}

TEST_CASE("Answering about a session long over is late", "[exit]") {
  Door door;
  door.at("11:20");
  door.does(intent::OpenExit{});
  door.does(intent::OpenChange{});
  door.does(intent::ChooseSession{SessionId{"greet"}});
  CHECK(door.screen<ExitView>().kicker == "ENDED AT 10:45 · TELL AMARA, LUIS AND MEI");
  door.tap("not-sure");
  CHECK(door.last_written().phase == Phase::late);
}

TEST_CASE("Closed exit windows are released once a run", "[exit][release]") {
  Door door;
  CHECK(door.asked_for<effect::Release>().empty());
  door.at("11:04:59");
  CHECK(std::ranges::count(door.asked_for<effect::Release>(),
                           effect::Release{SessionId{"greet"}}) == 0);
  door.at("11:05");
  door.wait(seconds{5});
  CHECK(std::ranges::count(door.asked_for<effect::Release>(),
                           effect::Release{SessionId{"greet"}}) == 1);
}

TEST_CASE("A tablet started in the afternoon releases the morning", "[exit][release]") {
  Door door;
  door.at("2026-11-19T08:00");
  door.effects.clear();
  door.state.released.clear();
  door.at("12:30");
  CHECK(std::ranges::count(door.asked_for<effect::Release>(),
                           effect::Release{SessionId{"greet"}}) == 1);
  CHECK(std::ranges::count(door.asked_for<effect::Release>(),
                           effect::Release{SessionId{"names"}}) == 0);
}

TEST_CASE("On the next day only what this tablet took is released", "[exit][release]") {
  Door door;
  door.state.counts.taken[SessionId{"names"}] = 3;
  door.at("2026-11-21T08:00");
  CHECK(door.asked_for<effect::Release>() == std::vector{effect::Release{SessionId{"names"}}});
}

TEST_CASE("A late answer does not wait for a group that never fills", "[exit][release]") {
  Door door;
  door.at("11:20");
  door.does(intent::OpenExit{});
  door.does(intent::OpenChange{});
  door.does(intent::ChooseSession{SessionId{"greet"}});
  door.tap_stored("not-for-me");
  door.effects.clear();
  door.wait(seconds{4});
  REQUIRE(door.effects.size() == 2);
  CHECK(std::holds_alternative<effect::Seal>(door.effects[0]));
  CHECK(door.effects[1] == Effect{effect::Release{SessionId{"greet"}}});
}
