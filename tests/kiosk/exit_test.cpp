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
  CHECK(shown.ideas_most == 3);
  REQUIRE(shown.notices.size() == 3);
  CHECK(shown.notices[0] == NoticeCard{CardKind::normal, false, "ON NOW HERE", "Break until 11:00",
                                       "", "14 minutes to change rooms"});
  CHECK(shown.notices[1] == NoticeCard{CardKind::normal, true, "NEXT HERE · 11:00",
                                       "Homework that fits around a job", "Devon and Priya",
                                       "45 minutes, in this room"});
  CHECK(shown.notices[2] == NoticeCard{CardKind::moved, false, "1:00 · MOVED",
                                       "Group work without the free riders", "Go to Library", ""});
  REQUIRE(shown.tiles.size() == 4);
  CHECK(shown.tiles[0] == AnswerTile{"yes-this-week", "Yes, this week", TileIcon::check});
  CHECK(shown.tiles[1] == AnswerTile{"yes-with-help", "Yes, with some help", TileIcon::hand});
  CHECK(shown.tiles[2] == AnswerTile{"not-sure", "Not sure yet", TileIcon::dots});
  CHECK(shown.tiles[3] == AnswerTile{"not-for-me", "Not for my classes", TileIcon::minus});
}

TEST_CASE("A pause longer than half an hour is no time to change rooms", "[exit]") {
  Door door;
  door.at("11:46");
  REQUIRE(door.shows<ExitView>());
  CHECK(door.screen<ExitView>().notices[0] ==
        NoticeCard{CardKind::normal, false, "ON NOW HERE", "Nothing here until 2:00", "", ""});
  Event event = sample_event();
  for (Session& session : event.sessions) {
    if (session.id == SessionId{"names"}) {
      session.start = moment("12:17");
    }
  }
  door.schedule(event);
  door.wait(seconds{30});
  CHECK(door.screen<ExitView>().notices[0].title == "Nothing here until 12:17");
  door.at("11:47");
  CHECK(door.screen<ExitView>().notices[0].title == "Break until 12:17");
  CHECK(door.screen<ExitView>().notices[0].foot == "30 minutes to change rooms");
}

TEST_CASE("While the next session runs it has the door, whoever leaves late", "[exit]") {
  Door door;
  door.at("10:59:30");
  CHECK(door.shows<ExitView>());
  door.at("11:00");
  CHECK(door.screen<DoorView>().kicker == "NOW · 11:00 – 11:45");
}

TEST_CASE("A layout changes only after ten seconds without a touch", "[exit]") {
  Door door;
  door.at("10:59");
  door.wait(seconds{57});
  door.tap_stored("not-sure");
  door.wait(milliseconds{9999});
  REQUIRE(door.shows<ExitView>());
  SECTION("what runs is said first meanwhile") {
    CHECK(door.screen<ExitView>().notices[0].kicker == "ON NOW HERE");
    CHECK(door.screen<ExitView>().notices[0].title == "Homework that fits around a job");
    CHECK(door.screen<ExitView>().notices[0].foot == "45 minutes left");
    door.does(intent::Touched{});
    door.wait(milliseconds{9999});
    CHECK(door.shows<ExitView>());
  }
  door.wait(milliseconds{1});
  CHECK(door.shows<DoorView>());
}

TEST_CASE("Taps within 0.8 s after a change of layout do not count", "[exit]") {
  Door door;
  door.at("10:44");
  door.wait(minutes{1});
  REQUIRE(door.shows<ExitView>());
  door.wait(milliseconds{700});
  door.tap("not-sure");
  CHECK(door.asked_for<effect::PutOpen>().empty());
  door.wait(milliseconds{100});
  door.tap("not-sure");
  CHECK(door.asked_for<effect::PutOpen>().size() == 1);
}

TEST_CASE("What was to come here is never passed over in silence", "[exit]") {
  Event event = sample_event();
  const auto homework = std::ranges::find(event.sessions, SessionId{"homework"}, &Session::id);
  homework->status = SessionStatus::cancelled;
  Door door;
  door.schedule(event);
  door.at("10:46");
  auto notices = door.screen<ExitView>().notices;
  REQUIRE(notices.size() == 3);
  CHECK(notices[0].title == "Nothing here until 2:00");
  CHECK(notices[1].kicker == "11:00 · CANCELLED");
  CHECK(notices[1].byline == "This session does not take place today.");
  CHECK(notices[2].kicker == "NEXT HERE · 2:00");
  door.at("11:02");
  notices = door.screen<ExitView>().notices;
  CHECK(notices[0].kicker == "11:00 · CANCELLED");
  CHECK(notices[1].kicker == "1:00 · MOVED");
}

TEST_CASE("After the last session there is nothing to wait for", "[exit]") {
  Door door;
  door.at("14:46");
  const auto notices = door.screen<ExitView>().notices;
  REQUIRE(notices.size() == 1);
  CHECK(notices[0].title == "No more sessions today");
}

TEST_CASE("Leaving opens the question early and goes back to the door", "[exit]") {
  Door door;
  door.at("10:20");
  door.does(intent::OpenExit{});
  CHECK(door.screen<ExitView>().kicker == "LEAVING NOW · TELL AMARA, LUIS AND MEI");
  door.tap("not-for-me");
  CHECK(door.asked_for<effect::PutOpen>().empty());  // the second tap of a double one
  door.wait(milliseconds{800});
  door.tap_stored("not-for-me");
  door.wait(seconds{9});
  CHECK(door.shows<ExitView>());
  door.wait(seconds{1});
  CHECK(door.shows<DoorView>());
  door.wait(seconds{1});
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
  CHECK(door.shows<DoorView>());
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
}

TEST_CASE("A chosen session that nobody answered is forgotten after a while", "[exit][overlay]") {
  Door door;
  door.at("10:46");
  door.does(intent::OpenChange{});
  door.does(intent::ChooseSession{SessionId{"late-work"}});
  door.wait(seconds{25});
  CHECK(door.screen<ExitView>().kicker == "JUST ENDED · TELL AMARA, LUIS AND MEI");
}

TEST_CASE("While somebody changes the session a tile tap is a new person's answer",
          "[exit][overlay]") {
  Door door;
  door.at("10:46");
  door.tap_stored("yes-this-week");
  const auto before = door.asked_for<effect::PutOpen>().size();
  SECTION("with the sheet of sessions") {
    door.does(intent::OpenChange{});
    REQUIRE(door.overlays<ChangeOverlay>());
  }
  SECTION("with the sheet of languages") {
    door.does(intent::OpenLanguages{});
    REQUIRE(door.overlays<LanguagesOverlay>());
  }
  door.tap_stored("not-for-me");
  CHECK(door.asked_for<effect::PutOpen>().size() == before + 1);
  CHECK(door.last_written().session == SessionId{"greet"});
  CHECK(door.overlays<std::monostate>());
  CHECK(door.strip_is_open());
}

TEST_CASE("What a tap beside the sheet is about is what the screen asks", "[exit][overlay]") {
  Door door;
  door.at("10:46");
  door.does(intent::OpenChange{});
  door.does(intent::ChooseSession{SessionId{"late-work"}});
  door.does(intent::OpenChange{});
  CHECK(door.screen<ExitView>().kicker == "206 · JUST ENDED · TELL JO AND HANA");
  door.tap("yes-this-week");
  CHECK(door.last_written().session == SessionId{"late-work"});
  CHECK(door.screen<ExitView>().kicker == "JUST ENDED · TELL AMARA, LUIS AND MEI");
}

TEST_CASE("A full tablet says so though a sheet is open", "[exit][overlay]") {
  Door door;
  door.at("10:46");
  door.tap("yes-this-week");
  door.does(intent::OpenChange{});
  door.fails();
  CHECK(door.overlays<std::monostate>());
  CHECK(door.saved().save == SaveStanding::failed);
}

TEST_CASE("A finger on its way to the strip neither chooses a session nor ticks a stranger's idea",
          "[exit][overlay]") {
  Door door;
  door.at("10:46");
  SECTION("as the sheet comes") {
    door.tap_stored("yes-this-week");
    door.does(intent::OpenChange{});
    door.does(intent::ChooseSession{SessionId{"late-work"}});
    CHECK(door.overlays<ChangeOverlay>());
    door.wait(milliseconds{800});
    door.does(intent::ChooseSession{SessionId{"late-work"}});
    CHECK(door.overlays<std::monostate>());
  }
  SECTION("as it goes") {
    door.does(intent::OpenChange{});
    door.tap_stored("yes-this-week");
    door.does(intent::ToggleIdea{1});
    CHECK(door.last_written().tried.empty());
    door.wait(milliseconds{800});
    door.does(intent::ToggleIdea{1});
    CHECK(door.last_written().tried == std::vector{1});
  }
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

TEST_CASE("A session long over can still be answered", "[exit]") {
  Door door;
  door.at("11:20");
  door.does(intent::OpenExit{});
  door.does(intent::OpenChange{});
  door.wait(seconds{1});
  door.does(intent::OpenChange{});
  door.does(intent::ChooseSession{SessionId{"greet"}});
  CHECK(door.screen<ExitView>().kicker == "ENDED AT 10:45 · TELL AMARA, LUIS AND MEI");
  door.tap("not-sure");
  CHECK(door.last_written().session == SessionId{"greet"});
}
