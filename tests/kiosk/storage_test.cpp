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

}  // namespace

TEST_CASE("A full disk refuses the tap aloud and does not count it", "[storage]") {
  Door door = at_exit();
  door.tap("yes-this-week");
  door.fails(ErrorCode::full);
  CHECK(door.saved().save == SaveStanding::failed);
  CHECK(door.saved().title == "Not saved: this tablet is full. Please tell staff.");
  CHECK(door.saved().undo.empty());
  CHECK(door.view().chrome.status == "This tablet is full · new answers cannot be saved");
  CHECK(door.view().chrome.status_tone == Tone::trouble);
  CHECK_FALSE(door.state.answer);
  CHECK(door.state.recent_answers.empty());
  CHECK(door.asked_for<effect::Discard>().size() == 1);
  door.wait(seconds{60});
  CHECK(door.seals() == 0);
}

TEST_CASE("After a failure the next tap tries again, and success heals", "[storage]") {
  Door door = at_exit();
  door.tap("yes-this-week");
  door.fails(ErrorCode::io);
  CHECK(door.saved().title ==
        "Not saved: this tablet cannot write. Please tap again, or tell staff.");
  door.tap("yes-this-week");
  CHECK(door.saved().title == "Saving…");
  door.stores();
  CHECK(door.saved().title == "Saved. Thank you!");
}

TEST_CASE("The sentence of a refused tap goes when nobody comes back", "[storage]") {
  Door door = at_exit();
  door.tap("yes-this-week");
  door.fails();
  door.wait(seconds{25});
  CHECK(door.saved().title.empty());
  CHECK(door.view().chrome.status_tone == Tone::trouble);
}

TEST_CASE("A failed amendment keeps what was stored and says so", "[storage]") {
  Door door = at_exit();
  door.tap_stored("yes-this-week");
  door.wait(seconds{1});
  door.does(intent::ToggleIdea{1});
  door.stores();
  door.does(intent::ToggleIdea{2});
  door.fails(ErrorCode::full);
  CHECK(door.saved().save == SaveStanding::failed);
  CHECK(door.saved().title ==
        "Your change was not saved: this tablet is full. What you said before is safe.");
  const auto shown = *door.screen<ExitView>().choices;
  CHECK(shown.choices[0].checked);
  CHECK_FALSE(shown.choices[1].checked);
  SECTION("a new tap tries again") {
    door.does(intent::ToggleIdea{2});
    CHECK(door.last_written().tried == std::vector{1, 2});
    door.stores();
    CHECK(door.saved().title == "Saved. Thank you!");
  }
  SECTION("the stored version is sealed") {
    door.does(intent::ShowBoard{});
    CHECK(door.seals() == 1);
  }
}

TEST_CASE("A change made while a failing write was out is tried with the next", "[storage]") {
  Door door = at_exit();
  door.tap_stored("yes-this-week");
  door.wait(seconds{1});
  door.does(intent::ToggleIdea{1});
  door.does(intent::ToggleIdea{2});
  door.fails();
  CHECK(door.last_written().tried == std::vector{1, 2});
  door.stores();
  CHECK(door.saved().title == "Saved. Thank you!");
}

TEST_CASE("An answer left behind whose amendment fails is sealed as stored", "[storage]") {
  Door door = at_exit();
  door.tap_stored("yes-this-week");
  door.wait(seconds{1});
  door.does(intent::ToggleIdea{1});
  door.does(intent::ShowBoard{});
  door.fails();
  CHECK(door.seals() == 1);
}

TEST_CASE("In a rush a refused answer says so to whoever stands there", "[storage][rush]") {
  Door door = at_exit();
  door.tap("yes-this-week");
  door.wait(seconds{1});
  door.tap("not-sure");
  door.fails();  // the first person's
  CHECK(door.state.recent_answers.size() == 1);
  CHECK(door.seals() == 0);
  door.stores();  // the second one's
  CHECK(door.saved().save == SaveStanding::failed);
  door.wait(limits::flow_idle);
  CHECK(door.seals() == 1);
}

TEST_CASE("A sealing that failed is asked for again when storage heals", "[storage]") {
  Door door = at_exit();
  door.tap_stored("not-for-me");
  const Uuid id = door.last_written().id;
  door.wait(seconds{8});
  door.take(event::StoreFailed{id, {ErrorCode::io, "The card is gone."}});
  CHECK(door.view().chrome.status_tone == Tone::trouble);
  CHECK(door.seals() == 1);
  door.tap_stored("not-for-me");
  CHECK(door.seals() == 2);
  CHECK(door.asked_for<effect::Seal>().back().id == id);
  door.take(event::Sealed{id});
  door.wait(seconds{8});
  CHECK(door.seals() == 3);
  CHECK(door.asked_for<effect::Seal>().back().id == door.last_written().id);
}

TEST_CASE("An undo that failed is asked for again when storage heals", "[storage][undo]") {
  Door door = at_exit();
  door.tap_stored("yes-this-week");
  const Uuid id = door.last_written().id;
  door.does(intent::Undo{});
  door.take(event::StoreFailed{id, {ErrorCode::io, "The card is gone."}});
  door.tap_stored("not-sure");
  CHECK(door.asked_for<effect::Discard>() == std::vector{effect::Discard{id}, effect::Discard{id}});
}

TEST_CASE("A storage that never answers does not hold up the door", "[storage]") {
  Door door = at_exit();
  door.tap("yes-this-week");
  door.wait(seconds{8});
  CHECK(door.saved().title.empty());
  door.stores();
  CHECK(door.seals() == 1);
}

TEST_CASE("When too many writes are out the next tap is refused aloud", "[storage]") {
  Door door = at_exit();
  for (std::size_t tap = 0; tap < leaving_max + 2; ++tap) {
    door.tap("not-sure");
    door.wait(seconds{1});
  }
  const std::size_t writes = door.asked_for<effect::PutOpen>().size();
  door.tap("not-sure");
  CHECK(door.asked_for<effect::PutOpen>().size() == writes);
  CHECK(door.saved().save == SaveStanding::failed);
  while (door.writes_out() > 0) {
    door.stores();
  }
  CHECK(door.seals() == writes);
}

TEST_CASE("A note kept for somebody who has gone is tried again when storage heals", "[storage]") {
  Door door = at_exit();
  door.take(event::NotesOffered{true});
  door.tap_stored("yes-this-week");
  door.does(intent::AddNote{});
  door.wait(seconds{1});
  door.does(intent::TypeText{"H"});
  door.wait(seconds{2});
  door.stores();  // the draft
  door.wait(seconds{30});
  const auto kept = door.asked_for<effect::KeepNote>().back();
  REQUIRE(kept.state == NoteState::kept);
  door.fails();
  door.tap("not-sure");
  door.stores();
  CHECK(door.asked_for<effect::KeepNote>().back() == kept);
  CHECK(door.asked_for<effect::KeepNote>().size() == 3);
}
