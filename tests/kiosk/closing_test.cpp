// Windows that are over and days that are: when storage is told, and that it is told once.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "kiosk/app/rules.h"
#include "shared/event/exit_plan.h"
#include "tests/kiosk/door.h"

using namespace lintel;
using namespace lintel::test;

namespace {

Topic topic(const char* session) {
  return {{"pd-2026"}, Purpose::exit, {session}};
}

long closes_of(const Door& door, const char* session) {
  const auto closes = door.asked_for<effect::Close>();
  return std::ranges::count(closes, topic(session), &effect::Close::topic);
}

Event of_two_days() {
  Event event = sample_event();
  Session tomorrow = event.sessions.back();
  tomorrow.id = {"tomorrow"};
  tomorrow.start = moment("2026-11-21T10:00");
  tomorrow.end = moment("2026-11-21T10:45");
  event.sessions.push_back(tomorrow);
  return event;
}

}  // namespace

TEST_CASE("A window that is over is closed once, with its end", "[closing]") {
  Door door;
  door.at("11:04:59");
  CHECK(closes_of(door, "greet") == 0);
  door.at("11:05");
  door.wait(seconds{5});
  CHECK(door.asked_for<effect::Close>() ==
        std::vector{effect::Close{topic("greet"), moment("11:05").utc}});
}

TEST_CASE("A window ends no sooner than ten seconds after the last touch of its question",
          "[closing]") {
  Door door;
  door.at("11:04:50");
  REQUIRE(door.screen<DoorView>().exit);
  door.tap_stored("not-sure");
  door.wait(seconds{8} + milliseconds{999});
  CHECK(door.seals() == 1);
  door.does(intent::Touched{});
  door.wait(seconds{5});  // past 11:05
  CHECK(closes_of(door, "greet") == 0);
  REQUIRE(door.screen<DoorView>().exit);
  door.tap_stored("not-for-me");
  CHECK(door.last_written().session == SessionId{"greet"});
  door.wait(milliseconds{9999});
  CHECK(closes_of(door, "greet") == 0);
  door.wait(milliseconds{1});
  CHECK(closes_of(door, "greet") == 1);
  CHECK_FALSE(door.screen<DoorView>().exit);
}

TEST_CASE("The whole question, too, stays with its session until nobody touches it", "[closing]") {
  Event event = sample_event();
  std::erase_if(event.sessions,
                [](const Session& session) { return session.id == SessionId{"homework"}; });
  Door door;
  door.schedule(event);
  door.at("11:04:57");
  door.tap_stored("not-sure");
  door.wait(seconds{9});
  CHECK(door.shows<ExitView>());
  CHECK(closes_of(door, "greet") == 0);
  door.wait(seconds{1});
  CHECK(door.shows<DoorView>());
  CHECK(closes_of(door, "greet") == 1);
}

TEST_CASE("No window closes over an answer whose write is out", "[closing]") {
  Door door;
  door.at("10:46");
  door.wait(minutes{13});
  door.tap("not-sure");
  door.at("11:06");
  CHECK(closes_of(door, "greet") == 0);
  door.stores();
  CHECK(door.seals() == 1);
  CHECK(closes_of(door, "greet") == 1);
  // In this order: a close finds no open answer.
  const auto is_seal = [](const Effect& e) { return std::holds_alternative<effect::Seal>(e); };
  const auto is_close = [](const Effect& e) { return std::holds_alternative<effect::Close>(e); };
  CHECK(std::ranges::find_if(door.effects, is_seal) < std::ranges::find_if(door.effects, is_close));
}

TEST_CASE("What the disk knows as closed is not closed again", "[closing]") {
  Door door;
  JournalCounts counts;
  counts.topics[topic("greet")] = {.held = 1, .closed = true, .closes = {}};
  door.take(event::Counted{counts});
  door.at("11:06");
  CHECK(closes_of(door, "greet") == 0);
}

TEST_CASE("A tablet started in the afternoon closes the morning", "[closing]") {
  Door door;
  door.at("2026-11-19T08:00");
  door.effects.clear();
  door.at("12:30");
  CHECK(closes_of(door, "greet") == 1);
  CHECK(closes_of(door, "names") == 0);
}

TEST_CASE("Answers about a session of another room are closed with its window", "[closing]") {
  Door door;
  JournalCounts counts;
  counts.topics[topic("late-work")] = {.held = 2, .closes = {}};
  door.take(event::Counted{counts});
  door.at("11:06");
  CHECK(closes_of(door, "late-work") == 1);
  CHECK(closes_of(door, "test-day") == 0);
}

TEST_CASE("Answers of a session that left the schedule are closed at the end that was kept",
          "[closing]") {
  Door door;
  JournalCounts counts;
  counts.topics[topic("gone")] = {.held = 2, .closes = moment("11:20").utc};
  counts.topics[{{"last-year"}, Purpose::exit, {"old"}}] = {.notes_held = 1,
                                                            .closes = moment("08:00").utc};
  counts.topics[topic("empty")] = {.closes = moment("08:00").utc};
  door.take(event::Counted{counts});
  CHECK(closes_of(door, "gone") == 0);
  CHECK(closes_of(door, "empty") == 0);
  CHECK(std::ranges::count(door.asked_for<effect::Close>(), EventId{"last-year"},
                           [](const effect::Close& c) { return c.topic.event; }) == 1);
  door.at("11:20");
  CHECK(closes_of(door, "gone") == 1);
}

TEST_CASE("A longer window does not open what was closed", "[closing]") {
  Door door;
  door.at("11:06");
  REQUIRE(closes_of(door, "greet") == 1);
  door.at("10:50");  // a clock set back across the close
  door.at("11:30");
  CHECK(closes_of(door, "greet") == 1);
}

TEST_CASE("The day ends with its last window at any room, once", "[closing][day]") {
  Door door{"Gym"};  // nothing of its own after 11:45
  door.at("15:04:59");
  CHECK(door.asked_for<effect::EndDay>().empty());
  door.at("15:05");
  door.wait(minutes{30});
  CHECK(door.asked_for<effect::EndDay>() == std::vector{effect::EndDay{}});
}

TEST_CASE("A day whose last session runs late after all ends once more", "[closing][day]") {
  Door door;
  door.at("15:06");
  REQUIRE(door.asked_for<effect::EndDay>().size() == 1);
  Event event = sample_event();
  for (Session& session : event.sessions) {
    if (session.end.utc == moment("14:45").utc) {
      session.end = moment("14:55");
    }
  }
  door.schedule(event);
  door.at("15:10");
  CHECK(door.asked_for<effect::EndDay>().size() == 1);
  door.at("15:16");
  CHECK(door.asked_for<effect::EndDay>().size() == 2);
}

TEST_CASE("What is closed is said of the plan that the door goes by", "[closing]") {
  Door door;
  door.at("14:46:10");
  const auto before = door.asked_for<effect::SayClosed>();
  CHECK(before.back().closed.plan == exit_plan(*door.state.event).tag);
  Event event = sample_event();
  event.sessions.back().end = moment("14:55");
  door.schedule(event);
  door.wait(seconds{1});
  const auto after = door.asked_for<effect::SayClosed>();
  REQUIRE(after.size() == before.size() + 1);
  CHECK(after.back().closed.until == before.back().closed.until);
  CHECK(after.back().closed.plan == exit_plan(*door.state.event).tag);
  CHECK(after.back().closed.plan != before.back().closed.plan);
}

TEST_CASE("That an adult ended the day is said after everything of it went", "[closing][day]") {
  Door door;
  door.at("11:20");
  Event event = sample_event();
  event.days_over = {day_of(moment("11:00").local())};
  door.schedule(event);
  door.wait(seconds{1});
  const auto is_end = [](const Effect& e) { return std::holds_alternative<effect::EndDay>(e); };
  const auto says_so = [](const Effect& e) {
    const auto* said = std::get_if<effect::SayClosed>(&e);
    return said != nullptr && said->closed.day_over.has_value();
  };
  const auto end = std::ranges::find_if(door.effects, is_end);
  const auto said = std::ranges::find_if(door.effects, says_so);
  REQUIRE(end != door.effects.end());
  REQUIRE(said != door.effects.end());
  CHECK(std::distance(door.effects.begin(), end) < std::distance(door.effects.begin(), said));
  CHECK(door.asked_for<effect::SayClosed>().back().closed.day_over ==
        DayOver{{"pd-2026"}, event.days_over.front()});
  // A day that ends by its clock says it by its windows.
  Door another{"Gym"};
  another.at("15:30");
  REQUIRE(another.asked_for<effect::EndDay>().size() == 1);
  CHECK_FALSE(another.asked_for<effect::SayClosed>().back().closed.day_over);
}

TEST_CASE(
    "What is closed is said after the closes, in whole minutes, and not over an answer in hand",
    "[closing]") {
  const auto said = [](const Door& door) {
    const auto all = door.asked_for<effect::SayClosed>();
    return all.empty() ? UtcTime{} : all.back().closed.until;
  };
  Door door;
  door.at("14:46");
  CHECK(said(door) == moment("14:46").utc);
  door.wait(minutes{18} + seconds{50});
  door.tap("not-sure");
  const std::size_t before = door.asked_for<effect::SayClosed>().size();
  door.wait(seconds{3});
  CHECK(door.asked_for<effect::SayClosed>().size() == before);  // no tap moves it
  door.at("15:06");
  CHECK(said(door) < moment("15:05").utc);
  door.stores();
  door.at("15:08");
  CHECK(said(door) >= moment("15:07").utc);
  const auto is_close = [](const Effect& e) { return std::holds_alternative<effect::Close>(e); };
  const auto is_later = [](const Effect& e) {
    const auto* closed = std::get_if<effect::SayClosed>(&e);
    return closed != nullptr && closed->closed.until >= moment("15:05").utc;
  };
  const auto close = std::ranges::find_if(door.effects, is_close);
  const auto later = std::ranges::find_if(door.effects, is_later);
  CHECK(std::distance(door.effects.begin(), close) < std::distance(door.effects.begin(), later));
}

TEST_CASE("Sessions of later days go on", "[closing][day]") {
  Door door;
  door.schedule(of_two_days());
  door.at("15:06");
  CHECK(door.asked_for<effect::EndDay>() == std::vector{effect::EndDay{{topic("tomorrow")}}});
  door.at("2026-11-21T11:06");
  CHECK(door.asked_for<effect::EndDay>().back() == effect::EndDay{});
  CHECK(door.asked_for<effect::EndDay>().size() == 2);
}

TEST_CASE("A tablet that was off at the day's end says so at its next start", "[closing][day]") {
  Door door;
  door.state.day_ended.reset();
  door.at("2026-11-22T08:00");
  CHECK(door.asked_for<effect::EndDay>().size() == 1);
}

TEST_CASE("The day does not end over an answer in hand", "[closing][day]") {
  Door door;
  door.at("14:46");
  door.wait(minutes{18} + seconds{50});
  door.tap("not-sure");
  door.at("15:06");
  CHECK(door.asked_for<effect::EndDay>().empty());
  door.stores();
  CHECK(door.asked_for<effect::EndDay>().size() == 1);
}

TEST_CASE("The day is over when an adult says so", "[closing][day]") {
  Door door;
  door.at("14:46");
  door.tap_stored("not-sure");
  SECTION("at this tablet, from the exit question") {
    REQUIRE(door.shows<ExitView>());
    REQUIRE_FALSE(door.view().chrome.staff.empty());
    door.does(intent::OpenStaff{});
    REQUIRE(door.overlays<StaffOverlay>());
    door.wait(layout_settling);
    door.does(intent::AskEndDay{});
    door.wait(layout_settling);
    door.does(intent::EndDayHere{});
    CHECK(door.seals() == 1);
  }
  SECTION("at this tablet, from the door") {
    door.does(intent::ShowDoor{});
    CHECK(door.seals() == 1);
    door.does(intent::OpenStaff{});
    door.does(intent::AskEndDay{});
    door.wait(layout_settling);
    door.does(intent::EndDayHere{});
  }
  SECTION("at the collector") {
    Event event = sample_event();
    event.days_over = {day_of(moment("10:46").local())};
    door.schedule(event);
    door.wait(seconds{25});
    CHECK(door.seals() == 1);
  }
  CHECK(door.asked_for<effect::EndDay>() == std::vector{effect::EndDay{}});
  CHECK(door.shows<DoorView>());
  door.does(intent::OpenExit{});
  CHECK(door.shows<DoorView>());
  door.at("15:10");
  CHECK(door.shows<DoorView>());
  CHECK(door.asked_for<effect::EndDay>().size() == 1);
}
