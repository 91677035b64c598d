// A door whose clock is wrong: what it says and leaves alone, and what it puts right when the
// collector has said what time it is. The sample day: "greet" 10:00-10:45, "homework" 11:00-11:45.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "kiosk/app/rules.h"
#include "tests/kiosk/door.h"

using namespace lintel;
using namespace lintel::test;

namespace {

Topic topic(const char* session) {
  return {{"pd-2026"}, Purpose::exit, {session}};
}

JournalCounts holds(const char* session, int held, int released = 0, int early = 0) {
  JournalCounts counts;
  counts.held = held;
  counts.topics[topic(session)] = {0, held, released, 0, false, {}, early};
  return counts;
}

// 45 minutes ahead since it was switched on at 10:41.
Door ahead(ClockStanding standing = ClockStanding::unchecked) {
  Door door;
  door.take(event::ClockChanged{standing});
  door.at("11:26");
  return door;
}

// The collector says that it is 10:41.
void put_right(Door& door) {
  door.at("10:41");
  door.take(event::ClockChanged{ClockStanding::checked, minutes{-45}});
}

}  // namespace

TEST_CASE("A door put right by the collector asks about the session that runs", "[clock]") {
  Door door = ahead();
  REQUIRE(door.screen<DoorView>().kicker.find("11:00") != std::string::npos);
  put_right(door);
  CHECK(door.screen<DoorView>().kicker.find("10:00") != std::string::npos);
  CHECK(door.view().chrome.clock == "10:41");
}

TEST_CASE("What was given to a session that has not begun is counted as early, once", "[clock]") {
  Door door = ahead();
  door.take(event::Counted{holds("homework", 5)});
  CHECK(door.asked_for<effect::CountEarly>().empty());  // by its own clock it runs
  put_right(door);
  CHECK(door.asked_for<effect::CountEarly>() ==
        std::vector{effect::CountEarly{{topic("homework")}}});
  door.take(event::Counted{holds("homework", 5, 0, 5)});
  CHECK(door.asked_for<effect::CountEarly>().size() == 1);
  door.take(event::Counted{holds("homework", 6, 0, 5)});  // "Change", before it begins
  CHECK(door.asked_for<effect::CountEarly>().size() == 2);
  door.take(event::Counted{holds("greet", 5)});
  CHECK(door.asked_for<effect::CountEarly>().size() == 2);
}

TEST_CASE("After a start nothing is closed before the collector could say what time it is",
          "[clock]") {
  Door door;
  door.at("11:04");
  door.take(event::ClockChanged{ClockStanding::unchecked});  // switched on just now
  door.wait(clock_awaited - seconds{1});
  CHECK(door.asked_for<effect::Close>().empty());
  SECTION("it has: what is over is closed at once") {
    door.take(event::ClockChanged{ClockStanding::checked});
    CHECK(door.asked_for<effect::Close>().size() == 1);
  }
  SECTION("it is not there: the tablet's own clock has to do") {
    door.wait(seconds{1});
    CHECK(door.asked_for<effect::Close>().size() == 1);
  }
}

TEST_CASE("Windows and days that a clock ahead has closed are opened again", "[clock]") {
  for (const std::string_view wrong : {"11:26", "2036-11-20T10:41"}) {
    CAPTURE(wrong);
    Door door;
    door.take(event::ClockChanged{ClockStanding::unchecked});
    door.take(event::Counted{holds("greet", 2)});
    door.at(wrong);
    door.wait(seconds{5});
    put_right(door);
    const auto reopened = door.asked_for<effect::Reopen>();
    REQUIRE(reopened.size() == 1);
    CHECK(std::ranges::count(reopened.front().topics, topic("greet")) == 1);
    // And they are closed at their time.
    const auto before = door.asked_for<effect::Close>().size();
    const auto days = door.asked_for<effect::EndDay>().size();
    door.at("11:05");
    door.wait(seconds{5});
    CHECK(door.asked_for<effect::Close>().size() == before + 1);
    CHECK(door.asked_for<effect::EndDay>().size() == days);
    door.at("18:00");
    door.wait(seconds{11});
    CHECK(door.asked_for<effect::EndDay>().size() == days + 1);
  }
}

TEST_CASE("A small correction, or one forward, opens nothing again", "[clock]") {
  Door door;
  door.at("11:06");
  door.wait(seconds{5});
  REQUIRE_FALSE(door.asked_for<effect::Close>().empty());
  door.at("11:04:30");
  door.take(event::ClockChanged{ClockStanding::checked, -seconds{36}});
  door.at("12:00");
  door.take(event::ClockChanged{ClockStanding::checked, minutes{50}});
  CHECK(door.asked_for<effect::Reopen>().empty());
}

TEST_CASE("A day that an adult has ended stays ended when the clock is put back", "[clock]") {
  Door door;
  Event event = sample_event();
  event.days_over = {LocalDay{std::chrono::year{2026} / 11 / 20}};
  door.schedule(event);
  door.at("11:26");
  put_right(door);
  CHECK(door.asked_for<effect::Reopen>().empty());
}

TEST_CASE("A clock that was wrong before, or is behind what is known, is said at the door",
          "[clock]") {
  Door door;
  CHECK(door.view().chrome.status == "Ready");
  door.take(event::ClockChanged{ClockStanding::unchecked});
  CHECK(door.view().chrome.status == "Ready");
  door.take(event::ClockChanged{ClockStanding::was_wrong});
  CHECK(door.view().chrome.status == "This tablet’s clock says 10:41 · ask staff");
  CHECK(door.view().chrome.status_tone == Tone::trouble);
  door.take(event::ClockChanged{ClockStanding::checked});
  CHECK(door.view().chrome.status == "Ready");
  door.take(event::ScheduleConfirmed{moment("10:41").utc});
  door.take(event::ClockChanged{ClockStanding::unchecked});
  door.at("1970-01-01T00:30");
  CHECK(door.view().chrome.status.starts_with("This tablet’s clock says Thursday"));
}

TEST_CASE("Staff read what a clock says that nobody has checked", "[clock]") {
  Door door;
  door.does(intent::OpenStaff{});
  CHECK(std::get<StaffOverlay>(door.view().overlay).hint.find("clock") == std::string::npos);
  door.take(event::ClockChanged{ClockStanding::unchecked});
  CHECK(std::get<StaffOverlay>(door.view().overlay)
            .hint.starts_with("This tablet’s clock says 10:41, and nobody has checked it"));
}
