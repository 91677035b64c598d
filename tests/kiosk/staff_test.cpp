// The sheet for staff: the end of the day, and the stick for what was not sent.
#include <catch2/catch_test_macros.hpp>

#include "kiosk/app/rules.h"
#include "tests/kiosk/door.h"

using namespace lintel;
using namespace lintel::test;

namespace {

StaffOverlay sheet(const Door& door) {
  return std::get<StaffOverlay>(door.view().overlay);
}

JournalCounts counts(int released, int held = 0) {
  JournalCounts all;
  all.released = released;
  all.held = held;
  return all;
}

// The last session of this room has just ended, and somebody answered.
Door at_the_last_question() {
  Door door;
  door.take(event::SendingChanged{Sending::no_network});
  door.at("14:46");
  door.tap_stored("not-sure");
  door.take(event::Counted{counts(10, 2)});
  return door;
}

void end_day(Door& door) {
  door.does(intent::OpenStaff{});
  door.wait(layout_settling);
  door.does(intent::AskEndDay{});
  door.wait(layout_settling);
  door.does(intent::EndDayHere{});
}

// With twelve of which none was sent.
Door after_the_day() {
  Door door = at_the_last_question();
  end_day(door);
  door.take(event::Counted{counts(12)});
  door.wait(layout_settling);
  return door;
}

}  // namespace

TEST_CASE("The sheet stands where the strip was, and a tile tap is still an answer", "[staff]") {
  Door door = at_the_last_question();
  door.does(intent::OpenStaff{});
  REQUIRE(door.overlays<StaffOverlay>());
  CHECK(sheet(door).action == "The day is over");
  const std::size_t before = door.asked_for<effect::PutOpen>().size();
  door.tap_stored("not-for-me");
  CHECK(door.asked_for<effect::PutOpen>().size() == before + 1);
  CHECK(door.overlays<std::monostate>());
}

TEST_CASE("Before the last session of the room is over, the sheet says when the day can be ended",
          "[staff]") {
  Door door;
  door.at("10:46");
  REQUIRE(door.shows<ExitView>());
  door.does(intent::OpenStaff{});
  CHECK(sheet(door).hint.starts_with("The day can be ended here once the last session"));
  CHECK(sheet(door).action.empty());
  door.does(intent::AskEndDay{});
  door.wait(layout_settling);
  door.does(intent::EndDayHere{});
  CHECK(door.asked_for<effect::KeepDayOver>().empty());
}

TEST_CASE("Two quick taps do not end the day", "[staff]") {
  Door door;
  door.at("14:46");
  door.does(intent::OpenStaff{});
  door.wait(layout_settling);
  door.does(intent::AskEndDay{});
  door.wait(milliseconds{300});
  door.does(intent::EndDayHere{});
  CHECK(door.asked_for<effect::KeepDayOver>().empty());
  door.tap("not-sure");  // whoever answers meanwhile is not held up
  CHECK(door.asked_for<effect::PutOpen>().size() == 1);
}

TEST_CASE("No sheet opens under a note, nor on a day of no event", "[staff]") {
  Door door = at_note();
  door.does(intent::OpenStaff{});
  CHECK(door.overlays<std::monostate>());
  Door early;
  early.at("2026-11-20T06:00");
  early.state.now = moment("2026-11-19T12:00").utc;
  early.at("2026-11-19T12:00");
  early.does(intent::OpenStaff{});
  early.does(intent::AskEndDay{});
  early.wait(layout_settling);
  early.does(intent::EndDayHere{});
  CHECK(early.asked_for<effect::KeepDayOver>().empty());
}

TEST_CASE("After the day the sheet says what was not sent and offers the stick", "[staff][stick]") {
  Door door = after_the_day();
  REQUIRE(door.overlays<StaffOverlay>());
  CHECK(sheet(door).title == "The day is over at this door");
  CHECK(sheet(door).hint.starts_with("12 answers and notes have not been sent yet."));
  CHECK(sheet(door).action == "Save to a USB stick");
  CHECK(sheet(door).does == StaffAction::save_to_stick);
  door.take(event::Counted{counts(1)});
  CHECK(sheet(door).hint.starts_with("1 answer or note has not been sent yet."));
  door.does(intent::SaveToStick{});
  CHECK(door.asked_for<effect::SaveToStick>().size() == 1);
  CHECK(sheet(door).action.empty());
  door.does(intent::SaveToStick{});
  CHECK(door.asked_for<effect::SaveToStick>().size() == 1);
  door.take(event::BundleWritten{12, false});
  CHECK(sheet(door).hint.starts_with("Saved: 12 answers and notes are on the stick."));
  CHECK(sheet(door).action.empty());
}

TEST_CASE("A second tap on the button that ended the day saves nothing by mistake",
          "[staff][stick]") {
  Door door = at_the_last_question();
  end_day(door);
  door.take(event::Counted{counts(12)});
  door.wait(layout_settling - milliseconds{1});
  door.does(intent::SaveToStick{});
  CHECK(door.asked_for<effect::SaveToStick>().empty());
  door.wait(milliseconds{1});
  door.does(intent::SaveToStick{});
  CHECK(door.asked_for<effect::SaveToStick>().size() == 1);
}

TEST_CASE("A stick that is missing, full or broken is said, and can be tried again",
          "[staff][stick]") {
  Door door = after_the_day();
  const auto try_once = [&](ErrorCode why) {
    door.does(intent::SaveToStick{});
    door.take(event::BundleFailed{why});
    CHECK(sheet(door).does == StaffAction::save_to_stick);
    return sheet(door).hint;
  };
  CHECK(try_once(ErrorCode::not_found).starts_with("No USB stick was found."));
  CHECK(try_once(ErrorCode::full).starts_with("The stick is full."));
  CHECK(try_once(ErrorCode::io).starts_with("The stick could not be written."));
  door.does(intent::SaveToStick{});
  door.take(event::BundleWritten{9, true});
  CHECK(sheet(door).hint.starts_with("Not everything is on the stick yet."));
  CHECK(sheet(door).does == StaffAction::save_to_stick);
  CHECK(door.asked_for<effect::SaveToStick>().size() == 4);
}

TEST_CASE("What became of a stick is forgotten with its sheet", "[staff][stick]") {
  Door door = after_the_day();
  door.does(intent::SaveToStick{});
  door.take(event::BundleFailed{ErrorCode::full});
  door.does(intent::CloseOverlay{});
  door.does(intent::OpenStaff{});
  CHECK(sheet(door).hint.starts_with("12 answers and notes"));
}

TEST_CASE("Once everything arrived the sheet says so and offers no stick", "[staff][stick]") {
  Door door = after_the_day();
  door.take(event::Counted{counts(0)});
  CHECK(sheet(door).hint == "Nothing on this tablet waits to be sent: it can be switched off.");
  CHECK(sheet(door).action.empty());
  door.does(intent::SaveToStick{});
  CHECK(door.asked_for<effect::SaveToStick>().empty());
  JournalCounts refused;
  refused.quarantined = 2;
  door.take(event::Counted{refused});
  CHECK(sheet(door).hint.starts_with("The collector did not accept some answers;"));
}

TEST_CASE("A day that ended by the clock, here or at the page, offers the stick as well",
          "[staff][stick]") {
  Door door = at_the_last_question();
  SECTION("with the last window") {
    door.at("15:10");
  }
  SECTION("on the next morning") {
    door.at("2026-11-21T08:00");
  }
  SECTION("at the page") {
    Event event = sample_event();
    event.days_over = {*parse_day("2026-11-20")};
    door.schedule(event);
    door.wait(seconds{25});
    door.wait(layout_settling);
  }
  door.take(event::Counted{counts(12)});
  REQUIRE(door.shows<DoorView>());
  door.does(intent::OpenStaff{});
  CHECK(sheet(door).does == StaffAction::save_to_stick);
}

TEST_CASE("What staff said is kept for the next start, and holds for that event and day only",
          "[staff]") {
  Door door = after_the_day();
  const DayOver over{{"pd-2026"}, *parse_day("2026-11-20")};
  CHECK(door.asked_for<effect::KeepDayOver>() == std::vector{effect::KeepDayOver{over}});
  const auto starts_again = [&](DayOver kept) {
    Door again;
    again.state.ended_here = std::move(kept);
    again.at("14:50");
    return again;
  };
  Door again = starts_again(over);
  CHECK(again.shows<DoorView>());
  again.does(intent::OpenExit{});
  CHECK(again.shows<DoorView>());
  CHECK(again.asked_for<effect::EndDay>().size() == 1);  // should the first have been lost
  CHECK(starts_again({{"pd-2026"}, *parse_day("2026-11-19")}).shows<ExitView>());
  CHECK(starts_again({{"pd-2025"}, *parse_day("2026-11-20")}).shows<ExitView>());
}
