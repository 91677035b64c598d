#include <catch2/catch_test_macros.hpp>

#include "tests/kiosk/door.h"

using namespace lintel;
using namespace lintel::test;

namespace {

Door at_exit() {
  Door door;
  door.at("10:46");
  return door;
}

}  // namespace

TEST_CASE("One tap is a complete answer", "[answer]") {
  Door door = at_exit();
  door.tap("yes-this-week");
  const Response written = door.last_written();
  CHECK(written.event == EventId{"pd-2026"});
  CHECK(written.session == SessionId{"greet"});
  CHECK(written.form == "exit/1");
  CHECK(written.phase == Phase::exit);
  CHECK(written.use == "yes-this-week");
  CHECK(written.tried.empty());
  CHECK(written.flags.empty());
  CHECK(check_response(written, exit_form()));
}

TEST_CASE("Nothing says saved before the disk did", "[answer]") {
  Door door = at_exit();
  door.tap("yes-this-week");
  CHECK(door.screen<ExitView>().save == SaveStanding::saving);
  CHECK(door.screen<ExitView>().banner == "Saving…");
  door.stores();
  const auto shown = door.screen<ChoiceView>();
  CHECK(shown.save == SaveStanding::saved);
  CHECK(shown.saved == "SAVED");
}

TEST_CASE("An amendment is saved only when its own write is", "[answer]") {
  Door door = at_exit();
  door.tap_stored("yes-this-week");
  door.wait(seconds{1});
  door.does(intent::ToggleIdea{3});
  CHECK(door.screen<ChoiceView>().saved == "SAVING…");
  CHECK(door.last_written().tried == std::vector{3});
  door.does(intent::ToggleIdea{1});  // the first write is still out
  CHECK(door.screen<ChoiceView>().choices[0].checked);
  door.stores();
  CHECK(door.screen<ChoiceView>().saved == "SAVING…");
  CHECK(door.last_written().tried == std::vector{1, 3});
  door.stores();
  CHECK(door.screen<ChoiceView>().saved == "SAVED");
  CHECK(door.asked_for<effect::PutOpen>().front().response.id == door.last_written().id);
}

TEST_CASE("Who will use it this week chooses among the session's ideas", "[answer]") {
  Door door = at_exit();
  door.tap_stored("yes-this-week");
  const auto shown = door.screen<ChoiceView>();
  CHECK(shown.kind == ChoiceKind::ideas);
  CHECK(shown.question == "Which of their ideas will you try?");
  CHECK(shown.undo == "Undo");
  CHECK(shown.add_note == "Add a note");
  CHECK(shown.countdown == "Next person in 8 s");
  CHECK(shown.done == "Done");
  CHECK_FALSE(shown.has_next);
  REQUIRE(shown.choices.size() == 3);
  CHECK(shown.choices[1] == Choice{"2", "Second idea", false});
}

TEST_CASE("Who needs help is asked about ideas first, then what would help", "[answer]") {
  Door door = at_exit();
  door.tap_stored("yes-with-help");
  CHECK(door.screen<ChoiceView>().has_next);
  CHECK(door.screen<ChoiceView>().done == "Next");
  door.wait(seconds{1});
  door.does(intent::Next{});
  const auto shown = door.screen<ChoiceView>();
  CHECK(shown.kind == ChoiceKind::help);
  CHECK(shown.question == "What would help?");
  CHECK_FALSE(shown.has_next);
  REQUIRE(shown.choices.size() == 5);
  CHECK(shown.choices[0] == Choice{"time", "Time to prepare it", false});
  door.does(intent::ToggleHelp{"see-it"});
  door.stores();
  door.wait(seconds{1});
  door.does(intent::ToggleHelp{"time"});
  CHECK(door.last_written().help == std::vector<std::string>{"time", "see-it"});
}

TEST_CASE("Who is not sure is asked what would help", "[answer]") {
  Door door = at_exit();
  door.tap_stored("not-sure");
  CHECK(door.screen<ChoiceView>().kind == ChoiceKind::help);
}

TEST_CASE("Who has no use for it is thanked", "[answer]") {
  Door door = at_exit();
  door.tap_stored("not-for-me");
  const auto shown = door.screen<ThanksView>();
  CHECK(shown.title == "Thank you");
  CHECK(shown.lines == std::vector<std::string>{"Amara, Luis and Mei will hear this.",
                                                "You are the first teacher to answer."});
  CHECK(shown.undo == "Undo");
}

TEST_CASE("A session without suggestions skips the ideas", "[answer]") {
  Event event = sample_event();
  event.sessions.front().suggestions.clear();
  Door door;
  door.schedule(event);
  door.at("10:46");
  SECTION("straight to help") {
    door.tap_stored("yes-with-help");
    CHECK(door.screen<ChoiceView>().kind == ChoiceKind::help);
  }
  SECTION("or to thanks") {
    door.tap_stored("yes-this-week");
    CHECK(door.shows<ThanksView>());
  }
}

TEST_CASE("The thanks count the teachers", "[answer]") {
  Door door = at_exit();
  JournalCounts counts;
  counts.taken[SessionId{"greet"}] = 22;
  door.take(event::Counted{counts});
  door.tap_stored("not-for-me");
  CHECK(door.screen<ThanksView>().lines[1] == "You are the 23rd teacher to answer.");
}

TEST_CASE("Thanks without names speak of the presenters", "[answer]") {
  Door door{"Library"};
  door.at("14:46");
  door.tap_stored("not-for-me");
  CHECK(door.screen<ThanksView>().lines[0] == "The presenters will hear this.");
}

TEST_CASE("An answer is sealed when the thanks are over, and only once", "[answer][seal]") {
  Door door = at_exit();
  door.tap_stored("yes-this-week");
  door.does(intent::Finish{});
  CHECK(door.shows<ThanksView>());
  door.wait(milliseconds{3999});
  CHECK(door.seals() == 0);
  door.wait(milliseconds{1});
  CHECK(door.asked_for<effect::Seal>() ==
        std::vector{effect::Seal{door.last_written().id, limits::release_group_default}});
  CHECK(door.shows<ExitView>());
  door.wait(seconds{60});
  CHECK(door.seals() == 1);
}

TEST_CASE("Eight idle seconds make room for the next person", "[answer][seal]") {
  Door door = at_exit();
  door.tap_stored("yes-this-week");
  door.wait(seconds{5});
  CHECK(door.screen<ChoiceView>().countdown == "Next person in 3 s");
  door.does(intent::ToggleIdea{2});
  door.stores();
  CHECK(door.screen<ChoiceView>().countdown == "Next person in 8 s");
  door.wait(milliseconds{7999});
  CHECK(door.shows<ChoiceView>());
  door.wait(milliseconds{1});
  CHECK(door.shows<ExitView>());
  CHECK(door.seals() == 1);
}

TEST_CASE("Going to the door or the board seals the answer", "[answer][seal]") {
  Door door = at_exit();
  door.tap_stored("yes-this-week");
  SECTION("the tab of this room") {
    door.does(intent::ShowDoor{});
    CHECK(door.shows<ExitView>());
  }
  SECTION("the tab of all rooms") {
    door.does(intent::ShowBoard{});
    CHECK(door.shows<BoardView>());
  }
  CHECK(door.seals() == 1);
}

TEST_CASE("Nothing is sealed before its last write was answered", "[answer][seal]") {
  Door door = at_exit();
  door.tap_stored("yes-this-week");
  door.wait(seconds{1});
  door.does(intent::ToggleIdea{1});
  door.does(intent::ToggleIdea{2});
  door.does(intent::ShowBoard{});
  CHECK(door.seals() == 0);
  door.stores();
  CHECK(door.seals() == 0);
  CHECK(door.last_written().tried == std::vector{1, 2});
  door.stores();
  CHECK(door.seals() == 1);
}

TEST_CASE("Done waits for the disk before it thanks", "[answer]") {
  Door door = at_exit();
  door.tap_stored("yes-this-week");
  door.wait(seconds{1});
  door.does(intent::ToggleIdea{1});
  door.does(intent::Finish{});
  CHECK(door.shows<ChoiceView>());
  door.stores();
  CHECK(door.shows<ThanksView>());
}

TEST_CASE("Undo takes the answer back and asks again", "[answer][undo]") {
  Door door = at_exit();
  door.tap_stored("yes-this-week");
  SECTION("from the ideas") {}
  SECTION("while a write is out") {
    door.wait(seconds{1});
    door.does(intent::ToggleIdea{1});
  }
  SECTION("from the thanks") {
    door.does(intent::Finish{});
  }
  const Uuid id = door.last_written().id;
  door.does(intent::Undo{});
  CHECK(door.asked_for<effect::Discard>() == std::vector{effect::Discard{id}});
  CHECK(door.shows<ExitView>());
  CHECK(door.screen<ExitView>().banner.empty());
  CHECK(door.state.recent_answers.empty());
  while (door.writes_out() > 0) {
    door.stores();
  }
  door.wait(seconds{60});
  CHECK(door.seals() == 0);
}

TEST_CASE("Undo before the first write was answered leaves no trace", "[answer][undo]") {
  Door door = at_exit();
  door.tap("yes-this-week");
  door.does(intent::Undo{});
  door.stores();
  CHECK(door.shows<ExitView>());
  CHECK_FALSE(door.state.answer);
  door.wait(seconds{60});
  CHECK(door.seals() == 0);
}

TEST_CASE("After undo the session that was chosen is asked about again", "[answer][undo]") {
  Door door = at_exit();
  door.does(intent::OpenChange{});
  door.does(intent::ChooseSession{SessionId{"late-work"}});
  door.tap_stored("not-for-me");
  door.does(intent::Undo{});
  CHECK(door.screen<ExitView>().kicker == "206 · JUST ENDED · TELL JO AND HANA");
}

TEST_CASE("A bounce of the finger counts once", "[answer][bounce]") {
  Door door = at_exit();
  door.tap("not-for-me");
  door.wait(milliseconds{399});
  door.tap("not-for-me");
  CHECK(door.asked_for<effect::PutOpen>().size() == 1);
  door.wait(milliseconds{1});
  door.tap("not-for-me");
  CHECK(door.asked_for<effect::PutOpen>().size() == 2);
}

TEST_CASE("A bounce does not choose the idea that came under the finger", "[answer][bounce]") {
  Door door = at_exit();
  door.tap_stored("yes-this-week");
  door.wait(milliseconds{200});
  door.does(intent::ToggleIdea{1});
  CHECK_FALSE(door.screen<ChoiceView>().choices[0].checked);
  door.wait(milliseconds{200});
  door.does(intent::ToggleIdea{1});
  CHECK(door.screen<ChoiceView>().choices[0].checked);
}

TEST_CASE("Another tile within the bounce is another person", "[answer][bounce]") {
  Door door = at_exit();
  door.tap("not-for-me");
  door.wait(milliseconds{100});
  door.tap("not-sure");
  CHECK(door.asked_for<effect::PutOpen>().size() == 2);
  door.stores();
  CHECK(door.seals() == 1);
}

TEST_CASE("Taps that do not belong to the screen are ignored", "[answer]") {
  Door door;
  door.at("10:20");
  door.tap("yes-this-week");
  door.does(intent::ToggleIdea{1});
  door.does(intent::ToggleHelp{"time"});
  door.does(intent::Finish{});
  door.does(intent::Next{});
  door.does(intent::Undo{});
  door.does(intent::AddNote{});
  door.does(intent::KeepNote{});
  door.does(intent::TypeText{"x"});
  CHECK(door.effects.empty());
  CHECK(door.shows<DoorView>());
  door.at("10:46");
  door.tap("no-such-tile");
  CHECK(door.asked_for<effect::PutOpen>().empty());
  door.tap_stored("yes-this-week");
  door.wait(seconds{1});
  door.does(intent::ToggleIdea{0});
  door.does(intent::ToggleIdea{4});
  door.does(intent::ToggleHelp{"time"});
  CHECK(door.asked_for<effect::PutOpen>().size() == 1);
}

TEST_CASE("A new schedule that no longer has the session waits for the answer", "[answer]") {
  Door door = at_exit();
  door.tap_stored("yes-this-week");
  Event event = sample_event();
  event.sessions.erase(event.sessions.begin());
  door.schedule(event);
  CHECK(door.shows<ChoiceView>());
  door.wait(seconds{1});
  door.does(intent::ToggleIdea{1});
  door.stores();
  door.does(intent::Finish{});
  CHECK(door.state.event->find_session(SessionId{"greet"}));
  door.wait(limits::thanks_shown);
  CHECK_FALSE(door.state.event->find_session(SessionId{"greet"}));
  CHECK(door.shows<DoorView>());
  CHECK(door.seals() == 1);
}
