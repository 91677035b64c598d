// What a door shows while its tablet waits to be let in.
#include <catch2/catch_test_macros.hpp>

#include "tests/kiosk/door.h"

using namespace lintel;
using namespace lintel::test;

namespace {

const PairingState met{true, false, true, "BCDF-GHJK", "maple river lantern seven"};

// A tablet nobody has prepared: no day, perhaps no room.
Door new_door(const std::string& room = "204") {
  Door door{room};
  door.take(event::ScheduleCame{nullptr, std::nullopt});
  return door;
}

void pairing(Door& door, PairingState state, const std::string& room = {}) {
  door.take(event::PairingChanged{std::move(state), RoomId{room}});
}

}  // namespace

TEST_CASE("A new tablet's door is its code and its words", "[pairing]") {
  Door door = new_door();
  pairing(door, met);
  const auto view = door.screen<PairingView>();
  CHECK(view.code == "BCDF-GHJK");
  CHECK(view.words == std::vector<std::string>{"maple", "river", "lantern", "seven"});
  CHECK(view.standing == "Waiting for somebody to let this tablet in");
  CHECK(view.close.empty());
  CHECK(door.view().chrome.all_rooms.empty());
  CHECK(door.view().chrome.title == "Room 204");
}

TEST_CASE("Before the collector was met there are no words, and the door says why", "[pairing]") {
  Door door = new_door("");
  pairing(door, {true, false, false, "BCDF-GHJK", ""});
  door.take(event::SendingChanged{Sending::unknown});
  CHECK(door.screen<PairingView>().words.empty());
  CHECK_FALSE(door.screen<PairingView>().words_hint.empty());
  CHECK(door.screen<PairingView>().standing == "Looking for the collector …");
  CHECK(door.view().chrome.title == "New tablet");
  door.take(event::SendingChanged{Sending::no_network});
  CHECK(door.screen<PairingView>().standing ==
        "The collector cannot be reached yet · it is tried again and again");
  door.take(event::SendingChanged{Sending::intercepted});
  CHECK(door.screen<PairingView>().standing_tone == Tone::trouble);
  const std::string intercepted = door.screen<PairingView>().standing;
  door.take(event::SendingChanged{Sending::clock_wrong});
  CHECK(door.screen<PairingView>().standing != intercepted);
  CHECK(door.screen<PairingView>().standing == "This tablet’s clock is wrong · please tell staff");
}

TEST_CASE("Once let in, the door opens with the day, in the room it was given", "[pairing]") {
  Door door = new_door("");
  pairing(door, met);
  pairing(door, {}, "206");
  CHECK(door.shows<DoorView>());
  door.schedule(sample_event());
  CHECK(door.state.room == RoomId{"206"});
  CHECK(door.view().chrome.title == "Room 206");
  pairing(door, {}, "204");  // moved to another door
  CHECK(door.state.room == RoomId{"204"});
}

TEST_CASE("The room an adult chose wins over the one the tablet was started with", "[pairing]") {
  Door door{"204"};
  pairing(door, {}, "206");
  CHECK(door.state.room == RoomId{"206"});
}

TEST_CASE("A revoked tablet keeps its door and takes answers; staff open the code from the bar",
          "[pairing]") {
  Door door;
  door.take(event::SendingChanged{Sending::not_paired});
  pairing(door, met, "204");
  CHECK(door.shows<DoorView>());
  CHECK(door.view().chrome.pairing == "Pair");
  door.does(intent::OpenExit{});
  door.wait(seconds{1});
  door.tap_stored("not-for-me");
  CHECK(door.state.answer);
  CHECK(door.view().chrome.pairing.empty());  // not over somebody's answer
  door.wait(seconds{10});
  door.wait(seconds{1});  // the door has come back: taps of its first moment do not count

  door.does(intent::OpenPairing{});
  REQUIRE(door.overlays<PairingView>());
  CHECK(std::get<PairingView>(door.view().overlay).close == "Close");
  door.does(intent::CloseOverlay{});
  CHECK(door.overlays<std::monostate>());
  door.does(intent::OpenPairing{});
  pairing(door, {}, "204");  // let in again: the sheet goes by itself
  CHECK(door.overlays<std::monostate>());
  CHECK(door.view().chrome.pairing.empty());
}

TEST_CASE("A sheet nobody looks at any more goes away", "[pairing]") {
  Door door;
  pairing(door, met, "204");
  door.does(intent::OpenPairing{});
  door.wait(limits::flow_idle + seconds{1});
  CHECK(door.overlays<StillHereOverlay>());
  door.wait(limits::still_here + seconds{1});
  CHECK(door.overlays<std::monostate>());
}

TEST_CASE("A tablet that was turned away asks again when somebody wants that", "[pairing]") {
  Door door = new_door();
  door.does(intent::AskToPairAgain{});
  CHECK(door.asked_for<effect::AskToPairAgain>().empty());
  pairing(door, {true, true, false, "", ""});
  CHECK(door.screen<PairingView>().again == "Ask again");
  CHECK(door.screen<PairingView>().code.empty());
  door.does(intent::AskToPairAgain{});
  CHECK(door.asked_for<effect::AskToPairAgain>().size() == 1);
}
