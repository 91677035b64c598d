#include <catch2/catch_test_macros.hpp>

#include "tests/kiosk/door.h"

using namespace lintel;
using namespace lintel::test;

namespace {

// Two answers, ten seconds apart: the third one makes it a rush.
Door before_the_rush() {
  Door door;
  door.at("10:46");
  for (int person = 0; person < 2; ++person) {
    door.tap_stored("not-for-me");
    door.wait(seconds{10});
  }
  return door;
}

}  // namespace

TEST_CASE("The third answer within a minute makes it a rush", "[rush]") {
  Door door = before_the_rush();
  CHECK(door.seals() == 2);
  door.tap("yes-with-help");
  CHECK(door.screen<ExitView>().banner == "Saving…");
  door.stores();
  const auto shown = door.screen<ExitView>();
  CHECK(shown.save == SaveStanding::saved);
  CHECK(shown.banner == "Saved. Thank you!");
  CHECK(shown.banner_undo == "Undo");
  CHECK(shown.tiles.size() == 4);
}

TEST_CASE("In a rush the next tap seals the former answer and starts its own", "[rush]") {
  Door door = before_the_rush();
  door.tap_stored("yes-with-help");
  const Uuid first = door.last_written().id;
  door.wait(seconds{2});
  door.tap("yes-this-week");
  CHECK(door.asked_for<effect::Seal>().back().id == first);
  CHECK(door.last_written().id != first);
  CHECK(door.screen<ExitView>().banner == "Saving…");
}

TEST_CASE("In a rush the banner goes after four seconds and the answer is sealed", "[rush]") {
  Door door = before_the_rush();
  door.tap("not-sure");
  door.wait(seconds{1});
  door.stores();
  door.wait(milliseconds{3999});
  CHECK(door.seals() == 2);
  door.wait(milliseconds{1});
  CHECK(door.seals() == 3);
  CHECK(door.screen<ExitView>().banner.empty());
  CHECK(door.screen<ExitView>().save == SaveStanding::none);
}

TEST_CASE("Undo in a rush takes back the answer just given and no other", "[rush][undo]") {
  Door door = before_the_rush();
  door.tap_stored("not-sure");
  const Uuid id = door.last_written().id;
  door.does(intent::Undo{});
  CHECK(door.asked_for<effect::Discard>() == std::vector{effect::Discard{id}});
  CHECK(door.screen<ExitView>().banner.empty());
  door.wait(seconds{10});
  CHECK(door.seals() == 2);
}

TEST_CASE("No tap is lost while writes are out", "[rush]") {
  Door door = before_the_rush();
  door.tap("not-sure");
  for (int person = 0; person < 5; ++person) {
    door.wait(milliseconds{500});
    door.tap(person % 2 == 0 ? "yes-this-week" : "not-sure");
  }
  CHECK(door.asked_for<effect::PutOpen>().size() == 8);
  CHECK(door.seals() == 2);
  while (door.writes_out() > 0) {
    door.stores();
  }
  CHECK(door.seals() == 7);
  CHECK(door.screen<ExitView>().banner == "Saved. Thank you!");
}

TEST_CASE("The rush ends when fewer than three answered within the last minute", "[rush]") {
  Door door = before_the_rush();
  door.tap_stored("not-sure");
  CHECK(door.shows<ExitView>());
  door.wait(seconds{55});
  door.tap_stored("yes-this-week");
  CHECK(door.shows<ChoiceView>());
}

TEST_CASE("In a rush a chosen session is for one person only", "[rush][overlay]") {
  Door door = before_the_rush();
  door.does(intent::OpenChange{});
  door.does(intent::ChooseSession{SessionId{"late-work"}});
  door.tap_stored("not-sure");
  CHECK(door.last_written().session == SessionId{"late-work"});
  CHECK(door.screen<ExitView>().kicker == "JUST ENDED · TELL AMARA, LUIS AND MEI");
  SECTION("but undo brings it back to the one who chose it") {
    door.does(intent::Undo{});
    CHECK(door.screen<ExitView>().kicker == "206 · JUST ENDED · TELL JO AND HANA");
  }
}

TEST_CASE("In a rush the question stays even before the end", "[rush]") {
  Door door;
  door.at("10:41");
  for (int person = 0; person < 3; ++person) {
    door.does(intent::OpenExit{});
    door.tap_stored("not-for-me");
    door.wait(seconds{5});
  }
  CHECK(door.shows<ExitView>());
  door.wait(seconds{20});
  CHECK(door.shows<DoorView>());
}

TEST_CASE("Ten answers in ten seconds are flagged and kept", "[rush][burst]") {
  Door door;
  door.at("10:46");
  for (int tap = 0; tap < 12; ++tap) {
    door.tap("not-for-me");
    const bool is_flagged = !door.last_written().flags.empty();
    CHECK(is_flagged == (tap >= 9));
    door.wait(milliseconds{500});
  }
  CHECK(door.last_written().flags == std::vector<std::string>{"burst"});
  CHECK(door.asked_for<effect::PutOpen>().size() == 12);
}

TEST_CASE("One answer a second for ten seconds is no burst", "[rush][burst]") {
  Door door;
  door.at("10:46");
  for (int tap = 0; tap < 15; ++tap) {
    door.tap("not-for-me");
    CHECK(door.last_written().flags.empty());
    door.wait(milliseconds{1200});
  }
}
