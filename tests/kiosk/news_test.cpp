// What a door says about changes, and when a new schedule takes over.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "kiosk/app/rules.h"
#include "tests/kiosk/door.h"

using namespace lintel;
using namespace lintel::test;

namespace {

Session& find(Event& event, const std::string& id) {
  const auto found = std::ranges::find_if(
      event.sessions, [&](const Session& session) { return session.id.value == id; });
  REQUIRE(found != event.sessions.end());
  return *found;
}

// The sample day without its own moves, so that every change is one this tablet saw.
Event plain_day() {
  Event event = sample_event();
  find(event, "group-work").moved_from.reset();
  find(event, "seats").status = SessionStatus::scheduled;
  return *make_event(std::move(event));
}

// A door that showed plain_day() and then, at `when`, learned of another one.
Door door_with(const Event& after, std::string room = "204", std::string_view when = "10:29") {
  Door door{std::move(room)};
  door.schedule(plain_day());
  const Changes changes = later({}, plain_day(), after, UtcTime{moment(when).utc});
  door.take(event::ScheduleCame{shared_event(after), std::nullopt, changes});
  return door;
}

Event changed(const std::function<void(Event&)>& change) {
  Event event = plain_day();
  change(event);
  auto made = make_event(std::move(event));
  REQUIRE(made);
  return std::move(*made);
}

const SideCard* card_of(const DoorView& door, const std::string& title) {
  const auto found = std::ranges::find(door.side, title, &SideCard::title);
  return found == door.side.end() ? nullptr : &*found;
}

using Lines = std::vector<std::string>;
constexpr auto homework = "Homework that fits around a job";

}  // namespace

TEST_CASE("A session that moved is on its old door, with where to and how old the news is",
          "[news]") {
  const Event after = changed([](Event& day) { find(day, "homework").room = RoomId{"library"}; });
  SECTION("the old door") {
    const DoorView shown = door_with(after).screen<DoorView>();
    const SideCard* card = card_of(shown, homework);
    REQUIRE(card);
    CHECK(card->kind == CardKind::moved);
    CHECK(card->kicker == "NEXT · 11:00 · MOVED TO LIBRARY");
    CHECK(card->news == Lines{"Changed 12 min ago"});
  }
  SECTION("the old door, when it should be on") {
    Door door = door_with(after);
    door.at("11:10");
    const DoorView shown = door.screen<DoorView>();
    CHECK(shown.kind == CardKind::moved);
    CHECK(shown.title == homework);
    CHECK(shown.byline == "This session is in Library today.");
    CHECK(shown.news == Lines{"Changed 41 min ago"});
  }
  SECTION("the old door, when the clock was set since") {
    Door door = door_with(after);
    door.at("10:05");
    const DoorView shown = door.screen<DoorView>();
    CHECK(card_of(shown, homework)->news.empty());
  }
  SECTION("the new door") {
    const DoorView shown = door_with(after, "Library").screen<DoorView>();
    CHECK(shown.title == homework);
    CHECK(shown.kind == CardKind::normal);
    CHECK(shown.news == Lines{"Moved here from 204 · 12 min ago"});
  }
  SECTION("another door") {
    CHECK_FALSE(card_of(door_with(after, "Gym").screen<DoorView>(), homework));
  }
  SECTION("all rooms") {
    Door door = door_with(after);
    door.does(intent::ShowBoard{});
    const BoardView board = door.screen<BoardView>();
    const auto cell = [&](std::size_t row) {
      return *std::ranges::find_if(board.rows.at(row).cells, [](const BoardCell& each) {
        return each.session.value == "homework";
      });
    };
    CHECK(cell(0).kind == CellKind::moved_away);
    CHECK(cell(0).change == "→ Library");
    CHECK(cell(3).kind == CellKind::moved_here);
    CHECK(cell(3).change == "moved from 204");
  }
}

TEST_CASE("A new time and a new title say what was before", "[news]") {
  const Event after = changed([](Event& day) {
    find(day, "homework").start = moment("11:10");
    find(day, "homework").title = "Homework after work";
  });
  const DoorView shown = door_with(after).screen<DoorView>();
  const SideCard* card = card_of(shown, "Homework after work");
  REQUIRE(card);
  CHECK(card->news == Lines{"New time, was 11:00 · 12 min ago",
                            "New title, was “Homework that fits around a job” · 12 min ago"});
}

TEST_CASE("The old door of a session that moved also knows its old title", "[news]") {
  const Event after = changed([](Event& day) {
    find(day, "homework").room = RoomId{"library"};
    find(day, "homework").title = "Homework after work";
  });
  const DoorView shown = door_with(after).screen<DoorView>();
  const SideCard* card = card_of(shown, "Homework after work");
  REQUIRE(card);
  CHECK(card->news ==
        Lines{"Changed 12 min ago", "New title, was “Homework that fits around a job”"});
}

TEST_CASE("A session that only ends at another time says from when to when it was", "[news]") {
  const Event after = changed([](Event& day) { find(day, "homework").end = moment("12:00"); });
  const SideCard card = *card_of(door_with(after).screen<DoorView>(), homework);
  CHECK(card.news == Lines{"New time, was 11:00 – 11:45 · 12 min ago"});
}

TEST_CASE("The session that is on says what changed about it", "[news]") {
  const Event after = changed([](Event& day) { find(day, "greet").room = RoomId{"gym"}; });
  Event swapped = after;
  find(swapped, "test-day").room = RoomId{"204"};
  const DoorView shown = door_with(*make_event(swapped)).screen<DoorView>();
  CHECK(shown.running);
  CHECK(shown.title == "When a test day goes wrong");
  CHECK(shown.news == Lines{"Moved here from Gym · 12 min ago"});
}

TEST_CASE("A cancelled session stays, struck through, with its age", "[news]") {
  const Event after =
      changed([](Event& day) { find(day, "homework").status = SessionStatus::cancelled; });
  const SideCard card = *card_of(door_with(after).screen<DoorView>(), homework);
  CHECK(card.kind == CardKind::cancelled);
  CHECK(card.kicker == "NEXT · 11:00 · CANCELLED");
  CHECK(card.news == Lines{"Changed 12 min ago"});
}

TEST_CASE("A session that vanished from the schedule is missed aloud", "[news]") {
  const Event after = changed([](Event& day) {
    std::erase_if(day.sessions, [](const Session& s) { return s.id.value == "homework"; });
  });
  Door door = door_with(after);
  const SideCard card = *card_of(door.screen<DoorView>(), homework);
  CHECK(card.kind == CardKind::cancelled);
  CHECK(card.kicker == "NEXT · 11:00 · NO LONGER PLANNED");
  door.at("11:10");
  CHECK(door.screen<DoorView>().title == homework);
  CHECK(door.screen<DoorView>().kind == CardKind::cancelled);
  door.at("11:50");
  CHECK_FALSE(card_of(door.screen<DoorView>(), homework));
}

TEST_CASE("News is for the next two hours", "[news]") {
  const Event after = changed([](Event& day) { find(day, "names").title = "Our names"; });
  Door door = door_with(after);
  CHECK(card_of(door.screen<DoorView>(), "Our names")->news.empty());
  door.at("12:10");
  CHECK(door.screen<DoorView>().title == "Our names");
  CHECK(door.screen<DoorView>().news == Lines{"New title, was “Say our names right” · 1 h ago"});
}

TEST_CASE("News without a trusted time is said without an age", "[news]") {
  const Event after = changed([](Event& day) { find(day, "homework").start = moment("11:10"); });
  Door door;
  door.schedule(plain_day());
  door.take(event::ScheduleCame{shared_event(after), std::nullopt,
                                later({}, plain_day(), after, std::nullopt)});
  CHECK(card_of(door.screen<DoorView>(), homework)->news == Lines{"New time, was 11:00"});
}

TEST_CASE("The same news in Spanish", "[news]") {
  const Event after = changed([](Event& day) { find(day, "homework").start = moment("11:10"); });
  Door door = door_with(after);
  door.does(intent::SetLanguage{"es"});
  CHECK(card_of(door.screen<DoorView>(), homework)->news ==
        Lines{"Nueva hora; antes, 11:00 · hace 12 min"});
}

TEST_CASE("A new schedule waits while a finger may be on the glass", "[news][swap]") {
  Door door;
  door.does(intent::Touched{});
  Event after = plain_day();
  find(after, "greet").title = "Another title";
  door.schedule(after);
  CHECK(door.screen<DoorView>().title != "Another title");
  CHECK(until_next_change(door.state) == touch_settles);
  door.wait(touch_settles);
  CHECK(door.screen<DoorView>().title == "Another title");
}

TEST_CASE("A new schedule waits for whoever is in the middle of something", "[news][swap]") {
  Door door;
  Event after = plain_day();
  find(after, "greet").title = "Another title";
  const auto title = [&] { return door.state.event->find_session(SessionId{"greet"})->title; };
  SECTION("of an overlay") {
    door.does(intent::OpenSlides{});
    door.wait(touch_settles);
    door.schedule(after);
    CHECK(title() != "Another title");
    door.does(intent::CloseOverlay{});
  }
  SECTION("of the search") {
    door.does(intent::ShowBoard{});
    door.does(intent::OpenSearch{});
    door.wait(touch_settles);
    door.schedule(after);
    CHECK(title() != "Another title");
    door.does(intent::ShowDoor{});
  }
  SECTION("of a note") {
    door.at("10:46");
    door.take(event::NotesOffered{true});
    door.tap_stored("yes-this-week");
    door.does(intent::AddNote{});
    door.wait(touch_settles);
    door.schedule(after);
    CHECK(title() != "Another title");
    door.does(intent::CancelNote{});
    door.wait(strip_after_touch);
  }
  door.wait(touch_settles);
  CHECK(title() == "Another title");
  CHECK_FALSE(door.state.waiting_schedule);
}

TEST_CASE("A new schedule waits for whoever reads the exit question", "[news][swap]") {
  Door door;
  Event after = plain_day();
  find(after, "greet").title = "Another title";
  const auto title = [&] { return door.screen<ExitView>().session_title; };
  SECTION("who opened it before the end") {
    door.does(intent::OpenExit{});
  }
  SECTION("who opened it before the end and sees the end come") {
    door.at("10:44:50");
    door.does(intent::OpenExit{});
    door.wait(seconds{15});
  }
  SECTION("who came back to it from the door") {
    door.at("10:46");
    door.does(intent::ShowDoor{});
    door.does(intent::OpenExit{});
  }
  SECTION("that came by itself, whoever has touched it") {
    door.at("10:46");
    door.does(intent::Touched{});
  }
  SECTION("whoever came back to it from a tap that was a mistake") {
    door.at("10:46");
    door.tap_stored("yes-this-week");
    door.does(intent::Undo{});
  }
  const auto read_for = door.state.mono - door.state.last_touch;
  const std::string before = title();
  door.wait(touch_settles);
  door.schedule(after);
  CHECK(title() == before);
  CHECK(until_next_change(door.state) <= limits::flow_idle - touch_settles - read_for);
  door.wait(limits::flow_idle - touch_settles - read_for - milliseconds{1});
  CHECK(title() == before);
  door.wait(milliseconds{1});
  CHECK_FALSE(door.state.waiting_schedule);
  CHECK(door.state.event->find_session(SessionId{"greet"})->title == "Another title");
}

TEST_CASE("An exit question that came by itself is brought up to date", "[news][swap]") {
  Door door;
  Event after = plain_day();
  find(after, "greet").title = "Another title";
  SECTION("when its session ended") {
    door.at("10:46");
  }
  SECTION("when the one before had answered it") {
    door.at("10:46");
    door.tap_stored("not-for-me");
    door.wait(strip_untouched);
    REQUIRE(door.state.mono - door.state.last_touch >= touch_settles);
  }
  REQUIRE(door.shows<ExitView>());
  door.schedule(after);
  CHECK(door.screen<ExitView>().session_title == "Another title");
}

TEST_CASE("Of two schedules that wait, the last one takes over", "[news][swap]") {
  Door door;
  door.does(intent::Touched{});
  Event first = plain_day();
  find(first, "greet").title = "First";
  Event second = plain_day();
  find(second, "greet").title = "Second";
  door.schedule(first);
  door.schedule(second);
  door.wait(touch_settles);
  CHECK(door.screen<DoorView>().title == "Second");
}

TEST_CASE("The door says how old its schedule is once it is old", "[news][stale]") {
  Door door;
  door.take(event::ScheduleConfirmed{moment("10:20").utc});
  CHECK(door.view().chrome.stale.empty());
  door.at("10:50");
  CHECK(door.view().chrome.stale == "Schedule as of 10:20");
  door.take(event::ScheduleConfirmed{moment("10:50").utc});
  CHECK(door.view().chrome.stale.empty());
  door.at("2026-11-21T09:00");
  CHECK(door.view().chrome.stale == "Schedule as of Friday 20 November 10:50");
  // A clock that was set back cannot say how old anything is.
  door.at("2026-11-19T09:00");
  CHECK(door.view().chrome.stale.empty());
}
