// The strip belongs to the last answer: how long, to whom when people come close together, and how
// it is taken back.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "kiosk/app/rules.h"
#include "tests/kiosk/door.h"

using namespace lintel;
using namespace lintel::test;

namespace {

Door at_exit() {
  Door door;
  door.at("10:46");
  return door;
}

// Two people, the second 1 s after the first; both are stored. Returns the first one's id.
Uuid two_people(Door& door) {
  door.tap_stored("yes-this-week");
  const Uuid first = door.last_written().id;
  door.wait(seconds{1});
  door.tap_stored("not-sure");
  return first;
}

Response last_of(const Door& door, const Uuid& id) {
  Response found;
  for (const auto& put : door.asked_for<effect::PutOpen>()) {
    found = put.response.id == id ? put.response : found;
  }
  return found;
}

}  // namespace

TEST_CASE("The empty strip says what to do, and nothing in it can be tapped", "[strip]") {
  const auto shown = at_exit().screen<ExitView>();
  CHECK_FALSE(shown.choices);
  CHECK(shown.saved == SavedCard{});
  CHECK(shown.hint_title == "One tap is enough.");
  CHECK(shown.hint == "Anonymous: no names, no times, no order.");
  CHECK(shown.hint_foot == "“Saved” and Undo will appear here.");
}

TEST_CASE("Untouched the strip goes eight seconds after the tap, and the answer is sealed",
          "[strip][seal]") {
  Door door = at_exit();
  door.tap_stored("yes-this-week");
  door.wait(milliseconds{7999});
  CHECK(door.strip_is_open());
  CHECK(door.seals() == 0);
  door.wait(milliseconds{1});
  CHECK_FALSE(door.strip_is_open());
  CHECK(door.asked_for<effect::Seal>() ==
        std::vector{effect::Seal{door.last_written().id, limits::release_group_default, Burst::no,
                                 moment("11:05").utc}});
  door.wait(seconds{60});
  CHECK(door.seals() == 1);
}

TEST_CASE("Touched it goes four seconds after its last touch", "[strip][seal]") {
  Door door = at_exit();
  door.tap_stored("yes-this-week");
  door.wait(seconds{6});
  door.does(intent::ToggleIdea{2});
  door.stores();
  door.wait(seconds{3});
  door.does(intent::ShowChoices{ChoiceKind::help});
  door.wait(milliseconds{3999});
  CHECK(door.strip_is_open());
  door.wait(milliseconds{1});
  CHECK_FALSE(door.strip_is_open());
  CHECK(door.seals() == 1);
}

TEST_CASE("Whoever reads large letters has three times as long", "[strip]") {
  Door door = at_exit();
  door.does(intent::ToggleLargeText{});
  door.tap_stored("yes-this-week");
  door.wait(milliseconds{23'999});
  CHECK(door.strip_is_open());
  door.does(intent::ToggleIdea{1});
  door.stores();
  door.wait(milliseconds{11'999});
  CHECK(door.strip_is_open());
  door.wait(milliseconds{1});
  CHECK_FALSE(door.strip_is_open());
}

TEST_CASE("After sixty seconds the strip goes under any finger", "[strip]") {
  Door door = at_exit();
  door.tap_stored("yes-this-week");
  for (int touch = 0; touch < 19; ++touch) {
    door.wait(seconds{3});
    door.does(intent::ToggleIdea{1});
    door.stores();
  }
  door.wait(milliseconds{2999});
  CHECK(door.strip_is_open());
  door.wait(milliseconds{1});
  CHECK_FALSE(door.strip_is_open());
  CHECK(door.seals() == 1);
}

TEST_CASE("The next tile tap takes the strip and begins with the ideas", "[strip]") {
  Door door = at_exit();
  door.tap_stored("yes-this-week");
  door.does(intent::ToggleIdea{1});
  door.does(intent::ShowChoices{ChoiceKind::help});
  door.wait(seconds{1});
  door.tap("not-sure");
  const auto shown = *door.screen<ExitView>().choices;
  CHECK(shown.kind == ChoiceKind::ideas);
  CHECK(std::ranges::none_of(shown.choices, &Choice::checked));
}

TEST_CASE("Ticks within 0.8 s of the next tap belong to the answer before", "[strip][hand-over]") {
  Door door = at_exit();
  const Uuid first = two_people(door);
  const Uuid second = door.last_written().id;
  door.wait(milliseconds{700});
  door.does(intent::ToggleIdea{2});
  CHECK(last_of(door, first).tried == std::vector{2});
  CHECK_FALSE(door.screen<ExitView>().choices->choices[1].checked);
  door.stores();
  door.wait(milliseconds{100});
  door.does(intent::ToggleIdea{3});
  CHECK(last_of(door, second).tried == std::vector{3});
  CHECK(last_of(door, first).tried == std::vector{2});
}

TEST_CASE("What counts is when the finger landed", "[strip][hand-over]") {
  Door door = at_exit();
  const Uuid first = two_people(door);
  door.wait(milliseconds{700});
  const MonoTime landed = door.state.mono;
  door.wait(milliseconds{300});
  SECTION("lifted soon it is booked to the one it was meant for") {
    door.does(intent::ToggleIdea{2, landed});
    CHECK(last_of(door, first).tried == std::vector{2});
  }
  SECTION("lifted too late it is nobody's, never the next person's") {
    door.wait(seconds{1});
    door.does(intent::ToggleIdea{2, landed});
    CHECK(door.asked_for<effect::PutOpen>().size() == 2);
  }
}

TEST_CASE("The answer before is sealed once nobody can mean it any more", "[strip][hand-over]") {
  Door door = at_exit();
  const Uuid first = two_people(door);
  door.wait(hand_over + touch_lasts - milliseconds{1});
  CHECK(door.seals() == 0);
  door.wait(milliseconds{1});
  REQUIRE(door.seals() == 1);
  CHECK(door.asked_for<effect::Seal>().back().id == first);
}

TEST_CASE("A third tap seals the first answer at once", "[strip][hand-over]") {
  Door door = at_exit();
  const Uuid first = two_people(door);
  door.wait(milliseconds{300});
  door.tap("not-for-me");
  REQUIRE(door.seals() == 1);
  CHECK(door.asked_for<effect::Seal>().back().id == first);
}

TEST_CASE("Within 0.8 s Undo, note and tabs do nothing", "[strip][hand-over][undo]") {
  Door door = at_exit();
  door.take(event::NotesOffered{true});
  two_people(door);
  door.wait(milliseconds{500});
  door.does(intent::Undo{});
  door.does(intent::AddNote{});
  door.does(intent::ShowChoices{ChoiceKind::help});
  CHECK(door.asked_for<effect::Discard>().empty());
  REQUIRE(door.shows<ExitView>());
  CHECK(door.screen<ExitView>().choices->kind == ChoiceKind::ideas);
}

TEST_CASE("A first person need not wait: no answer stands before theirs", "[strip][hand-over]") {
  Door door = at_exit();
  door.tap_stored("yes-this-week");
  door.wait(milliseconds{200});
  door.does(intent::ToggleIdea{1});
  CHECK(door.last_written().tried == std::vector{1});
  door.does(intent::Undo{});
  CHECK(door.asked_for<effect::Discard>().size() == 1);
}

TEST_CASE("A tick for a reason that is no longer shown is not taken for an idea",
          "[strip][hand-over]") {
  Door door = at_exit();
  door.tap_stored("yes-this-week");
  door.does(intent::ShowChoices{ChoiceKind::help});
  door.wait(seconds{1});
  door.tap_stored("not-sure");
  door.wait(milliseconds{300});
  door.does(intent::ToggleIdea{1});
  CHECK(door.asked_for<effect::PutOpen>().size() == 2);
}

TEST_CASE("Undo takes the answer back without a trace and asks again", "[strip][undo]") {
  Door door = at_exit();
  door.tap("yes-this-week");
  SECTION("while the first write is out") {}
  SECTION("when it is stored") {
    door.stores();
  }
  SECTION("while a change is out") {
    door.stores();
    door.does(intent::ToggleIdea{1});
  }
  const Uuid id = door.last_written().id;
  door.does(intent::Undo{});
  CHECK(door.asked_for<effect::Discard>() == std::vector{effect::Discard{id}});
  CHECK(door.saved().title == "Taken back. Tap your answer.");
  CHECK(door.saved().undo.empty());
  CHECK_FALSE(door.strip_is_open());
  CHECK(door.state.recent_answers.empty());
  while (door.writes_out() > 0) {
    door.stores();
  }
  door.wait(farewell_shown);
  CHECK(door.saved() == SavedCard{});
  door.wait(seconds{60});
  CHECK(door.seals() == 0);
}

TEST_CASE("After Undo the same tile counts at once", "[strip][undo]") {
  Door door = at_exit();
  door.tap("yes-this-week");
  door.does(intent::Undo{});
  door.wait(milliseconds{100});
  door.tap("yes-this-week");
  CHECK(door.saved().title == "Saving…");
  CHECK(door.asked_for<effect::PutOpen>().size() == 2);
}

TEST_CASE("Undo says what it is for", "[strip][undo]") {
  Door door = at_exit();
  door.tap_stored("yes-this-week");
  CHECK(door.saved().undo == "Wrong tile? Undo");
}

TEST_CASE("A chosen session is for one answer", "[strip][overlay]") {
  Door door = at_exit();
  door.does(intent::OpenChange{});
  door.does(intent::ChooseSession{SessionId{"late-work"}});
  CHECK(door.screen<ExitView>().kicker == "206 · JUST ENDED · TELL JO AND HANA");
  door.tap_stored("not-sure");
  CHECK(door.last_written().session == SessionId{"late-work"});
  CHECK(door.screen<ExitView>().kicker == "JUST ENDED · TELL AMARA, LUIS AND MEI");
  SECTION("Undo brings it back to the one who chose it") {
    door.does(intent::Undo{});
    CHECK(door.screen<ExitView>().kicker == "206 · JUST ENDED · TELL JO AND HANA");
    door.wait(farewell_shown);
    CHECK(door.screen<ExitView>().kicker == "JUST ENDED · TELL AMARA, LUIS AND MEI");
  }
}

TEST_CASE("Going to the board seals the answer", "[strip][seal]") {
  Door door = at_exit();
  two_people(door);
  door.does(intent::ShowBoard{});
  CHECK(door.shows<BoardView>());
  CHECK(door.seals() == 2);
}

TEST_CASE("Nothing is sealed before its last write was answered", "[strip][seal]") {
  Door door = at_exit();
  door.tap_stored("yes-this-week");
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
