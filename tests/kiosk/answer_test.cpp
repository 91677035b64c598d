#include <algorithm>
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
  CHECK(written.topic() == Topic{{"pd-2026"}, Purpose::exit, {"greet"}});
  CHECK(written.form == "exit/2");
  CHECK(written.use == "yes-this-week");
  CHECK(written.tried.empty());
  CHECK(written.help.empty());
  CHECK(check_response(written, exit_form()));
}

TEST_CASE("Nothing says saved before the disk did", "[answer]") {
  Door door = at_exit();
  door.tap("yes-this-week");
  CHECK(door.saved().save == SaveStanding::saving);
  CHECK(door.saved().title == "Saving…");
  door.stores();
  CHECK(door.saved().save == SaveStanding::saved);
  CHECK(door.saved().title == "Saved. Thank you!");
  CHECK(door.saved().next == "Next person: tap your own answer above.");
}

TEST_CASE("A tile tap is always a new person, whatever was tapped before", "[answer]") {
  Door door = at_exit();
  door.tap_stored("yes-this-week");
  for (const char* use : {"not-sure", "yes-this-week", "not-for-me"}) {
    const Uuid before = door.last_written().id;
    door.wait(milliseconds{401});
    door.tap_stored(use);
    CHECK(door.last_written().id != before);
    CHECK(door.last_written().use == use);
  }
  CHECK(door.asked_for<effect::PutOpen>().size() == 4);
}

TEST_CASE("The screen is the same whatever was tapped", "[answer]") {
  std::vector<ExitView> shown;
  for (const std::string& use : exit_form().use) {
    Door door = at_exit();
    door.tap_stored(use);
    shown.push_back(door.screen<ExitView>());
    CHECK(shown.back() == shown.front());
    CHECK(shown.back().choices->kind == ChoiceKind::ideas);
  }
}

TEST_CASE("Every answer may have ideas and reasons", "[answer]") {
  Door door = at_exit();
  door.tap_stored("not-for-me");
  auto shown = *door.screen<ExitView>().choices;
  CHECK(shown.ideas == "Which will you try?");
  CHECK(shown.help == "What would help?");
  CHECK(shown.hint == "Pick any, or simply go.");
  REQUIRE(shown.choices.size() == 3);
  CHECK(shown.choices[1] == Choice{"2", "Second idea", false});
  door.does(intent::ShowChoices{ChoiceKind::help});
  shown = *door.screen<ExitView>().choices;
  REQUIRE(shown.choices.size() == 6);
  CHECK(shown.choices[0] == Choice{"time", "Time to prepare it", false});
  CHECK(shown.choices[5] == Choice{"something-else", "Something else", false});
  door.does(intent::ToggleHelp{"see-it"});
  door.stores();
  door.does(intent::ToggleHelp{"time"});
  CHECK(door.last_written().help == std::vector<std::string>{"time", "see-it"});
}

TEST_CASE("An amendment is saved only when its own write is", "[answer]") {
  Door door = at_exit();
  door.tap_stored("yes-this-week");
  door.does(intent::ToggleIdea{3});
  CHECK(door.saved().title == "Saving…");
  CHECK(door.last_written().tried == std::vector{3});
  door.does(intent::ToggleIdea{1});  // the first write is still out
  CHECK(door.screen<ExitView>().choices->choices[0].checked);
  door.stores();
  CHECK(door.saved().title == "Saving…");
  CHECK(door.last_written().tried == std::vector{1, 3});
  door.stores();
  CHECK(door.saved().title == "Saved. Thank you!");
  CHECK(door.asked_for<effect::PutOpen>().front().response.id == door.last_written().id);
}

TEST_CASE("A session without suggestions asks what would help", "[answer]") {
  Event event = sample_event();
  event.sessions.front().suggestions.clear();
  Door door;
  door.schedule(event);
  door.at("10:46");
  door.tap_stored("yes-this-week");
  CHECK(door.screen<ExitView>().choices->kind == ChoiceKind::help);
  CHECK(door.screen<ExitView>().choices->ideas.empty());
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

TEST_CASE("Two fingers at once are two people, on the same tile too", "[answer][bounce]") {
  Door door = at_exit();
  door.tap("not-for-me");
  door.wait(milliseconds{50});
  door.does(intent::TapUse{"not-for-me", Touches::overlapping});
  CHECK(door.asked_for<effect::PutOpen>().size() == 2);
}

TEST_CASE("Another tile within the bounce is another person", "[answer][bounce]") {
  Door door = at_exit();
  door.tap("not-for-me");
  door.wait(milliseconds{100});
  door.tap("not-sure");
  CHECK(door.asked_for<effect::PutOpen>().size() == 2);
}

TEST_CASE("Taps that do not belong to the screen are ignored", "[answer]") {
  Door door;
  door.at("10:20");
  door.tap("yes-this-week");
  door.does(intent::ToggleIdea{1});
  door.does(intent::ToggleHelp{"time"});
  door.does(intent::ShowChoices{ChoiceKind::help});
  door.does(intent::Undo{});
  door.does(intent::AddNote{});
  door.does(intent::UncoverNote{});
  door.does(intent::KeepNote{});
  door.does(intent::TypeText{"x"});
  CHECK(std::ranges::all_of(door.effects, [](const Effect& effect) {
    return std::holds_alternative<effect::SayClosed>(effect);
  }));
  CHECK(door.shows<DoorView>());
  door.at("10:46");
  door.tap("no-such-tile");
  CHECK(door.asked_for<effect::PutOpen>().empty());
  door.tap_stored("yes-this-week");
  door.does(intent::ToggleIdea{0});
  door.does(intent::ToggleIdea{4});
  door.does(intent::ToggleHelp{"no-such-reason"});
  CHECK(door.asked_for<effect::PutOpen>().size() == 1);
}

TEST_CASE("A new schedule that no longer has the session waits for the answer", "[answer]") {
  Door door = at_exit();
  door.tap_stored("yes-this-week");
  Event event = sample_event();
  event.sessions.erase(event.sessions.begin());
  door.schedule(event);
  door.does(intent::ToggleIdea{1});
  door.stores();
  CHECK(door.state.event->find_session(SessionId{"greet"}));
  door.wait(seconds{4});
  CHECK(door.seals() == 1);
  door.wait(limits::flow_idle);
  CHECK_FALSE(door.state.event->find_session(SessionId{"greet"}));
  CHECK(door.shows<DoorView>());
}

TEST_CASE("Ten answers in ten seconds are a burst, said with their seals and nowhere else",
          "[answer][burst]") {
  Door door = at_exit();
  for (int tap = 0; tap < 12; ++tap) {
    door.tap_stored("not-for-me");
    door.wait(milliseconds{500});
  }
  door.wait(seconds{20});
  const auto seals = door.asked_for<effect::Seal>();
  REQUIRE(seals.size() == 12);
  for (std::size_t i = 0; i < seals.size(); ++i) {
    CHECK(seals[i].burst == (i > 9 ? Burst::yes : i == 9 ? Burst::begins : Burst::no));
  }
}

TEST_CASE("One answer every 1.2 seconds is no burst", "[answer][burst]") {
  Door door = at_exit();
  for (int tap = 0; tap < 15; ++tap) {
    door.tap_stored("not-for-me");
    door.wait(milliseconds{1200});
  }
  for (const effect::Seal& seal : door.asked_for<effect::Seal>()) {
    CHECK(seal.burst == Burst::no);
  }
}
