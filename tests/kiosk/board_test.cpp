#include <catch2/catch_test_macros.hpp>
#include <stdexcept>

#include "tests/kiosk/door.h"

using namespace lintel;
using namespace lintel::test;

namespace {

BoardView board_at(std::string_view time, std::string room = "204") {
  Door door{std::move(room)};
  door.at(time);
  door.does(intent::ShowBoard{});
  return door.screen<BoardView>();
}

const BoardCell& cell(const BoardView& board, std::size_t row, std::size_t column) {
  const auto from = static_cast<float>(column);
  for (const BoardCell& cell : board.rows.at(row).cells) {
    if (cell.from == from && cell.lane == 0) {
      return cell;
    }
  }
  throw std::runtime_error("no cell there");
}

// A cell of one column, as most are.
BoardCell made(CellKind kind, std::string kicker, std::string title, std::string byline,
               std::string change, std::string session, int column) {
  BoardCell cell{kind, std::move(kicker), std::move(title), std::move(byline), std::move(change)};
  cell.session.value = std::move(session);
  cell.from = static_cast<float>(column);
  cell.to = cell.from + 1;
  return cell;
}

}  // namespace

TEST_CASE("The board has a row for each room and a column for each start", "[board]") {
  const auto board = board_at("10:41");
  REQUIRE(board.columns.size() == 4);
  CHECK(board.columns[0] == BoardColumn{"10:00", " · now"});
  CHECK(board.columns[1] == BoardColumn{"11:00", ""});
  CHECK(board.columns[2] == BoardColumn{"1:00", ""});
  CHECK(board.columns[3] == BoardColumn{"2:00", ""});
  CHECK(board.now_column == 0);
  REQUIRE(board.rows.size() == 4);
  CHECK(board.rows[0].room == "204");
  CHECK(board.rows[0].note == "you are here");
  CHECK(board.rows[3].room == "Library");
  CHECK(board.rows[3].note.empty());
}

TEST_CASE("The board's header says the day", "[board]") {
  Door door;
  door.does(intent::ShowBoard{});
  const auto chrome = door.view().chrome;
  CHECK(chrome.title == "All rooms");
  CHECK(chrome.subtitle == "Student-Led PD Day · Friday 20 November");
  CHECK(chrome.this_room == "This room");
  CHECK(chrome.search == "Search");
  CHECK(chrome.all_rooms.empty());
}

TEST_CASE("Cells say now, moved, cancelled and free", "[board]") {
  const auto board = board_at("10:41");
  const std::string group = "Group work without the free riders";
  CHECK(cell(board, 0, 0) ==
        made(CellKind::now, "", "Greet us at the door", "Amara, Luis, Mei", "", "greet", 0));
  CHECK(cell(board, 1, 0).kind == CellKind::normal);
  CHECK(cell(board, 0, 2) ==
        made(CellKind::moved_away, "", group, "", "→ Library", "group-work", 2));
  CHECK(cell(board, 3, 2) ==
        made(CellKind::moved_here, "", group, "", "moved from 204", "group-work", 2));
  CHECK(cell(board, 2, 1) ==
        made(CellKind::cancelled, "Cancelled", "Seats that work for everyone", "", "", "seats", 1));
  CHECK(cell(board, 3, 0) == made(CellKind::free, "", "Free", "", "", "", 0));
  CHECK(cell(board, 3, 3).byline == "Whole team");
  CHECK(cell(board, 1, 2).title == "Phones: a deal we would keep");
}

TEST_CASE("Between blocks no column is now", "[board]") {
  const auto board = board_at("10:50");
  CHECK(board.now_column == -1);
  CHECK(board.columns[0].now.empty());
  CHECK(cell(board, 0, 0).kind == CellKind::normal);
}

TEST_CASE("Another day's board shows the nearest day with sessions", "[board]") {
  CHECK(board_at("2026-11-23T09:00").columns.size() == 4);
}

TEST_CASE("Two sessions of one room that start together share a cell", "[board]") {
  Event event = sample_event();
  Session twin = event.sessions.front();
  twin.id = {"greet-again"};
  event.sessions.push_back(twin);
  auto checked = make_event(std::move(event));
  REQUIRE(checked);
  Door door;
  door.schedule(*checked);
  door.does(intent::ShowBoard{});
  const BoardRow row = door.screen<BoardView>().rows[0];
  CHECK(row.lanes == 2);
  CHECK(row.cells[0].from == row.cells[1].from);
  CHECK(row.cells[0].lane != row.cells[1].lane);
  CHECK(row.cells[0].lanes == 2);
  CHECK(row.cells[2].lanes == 1);
}

TEST_CASE("Without a schedule the board says so", "[board]") {
  State state = initial_state("204");
  state.screen = Screen::board;
  const View view = make_view(state, english());
  CHECK(std::get<BoardView>(view.screen).empty == "Waiting for the schedule");
}

TEST_CASE("The board goes back to what the time asks for", "[board]") {
  Door door;
  door.at("10:44:50");
  door.does(intent::ShowBoard{});
  door.at("10:45");
  CHECK(door.shows<BoardView>());
  door.does(intent::ShowDoor{});
  CHECK(door.shows<ExitView>());
}

namespace {

// 20 sessions in two rooms, a new one every 25 minutes, of 20 to 50 minutes: no blocks at all.
Event day_without_blocks() {
  Event event = sample_event();
  const Session pattern = event.sessions.front();
  event.sessions.clear();
  for (int i = 0; i < 20; ++i) {
    Session session = pattern;
    session.id.value = "talk-" + std::to_string(i);
    session.room = event.rooms.at(i % 2 == 0 ? 0 : 1).id;
    session.start.utc = moment("09:05").utc + minutes{25 * i};
    session.end.utc = session.start.utc + minutes{20 + 10 * (i % 4)};
    session.moved_from.reset();
    event.sessions.push_back(session);
  }
  return *make_event(std::move(event));
}

Event two_days() {
  Event event = sample_event();
  Session second = event.sessions.front();
  second.id = {"second-day"};
  second.start = moment("2026-11-21T09:00");
  second.end = moment("2026-11-21T09:45");
  event.sessions.push_back(second);
  return *make_event(std::move(event));
}

}  // namespace

TEST_CASE("A session that goes on while others begin reaches over their columns", "[board]") {
  Event event = sample_event();
  for (Session& session : event.sessions) {
    if (session.id.value == "test-day") {
      session.end = moment("11:45");
    }
  }
  std::erase_if(event.sessions, [](const Session& session) { return session.id.value == "seats"; });
  Door door;
  door.schedule(*make_event(event));
  door.does(intent::ShowBoard{});
  const BoardView board = door.screen<BoardView>();
  const BoardCell& workshop = cell(board, 2, 0);
  CHECK(workshop.from == 0);
  CHECK(workshop.to == 2);
  CHECK(board.rows[2].lanes == 1);
  CHECK_FALSE(board.along_clock);
}

TEST_CASE("A day without blocks is drawn along the clock", "[board]") {
  Door door;
  door.schedule(day_without_blocks());
  door.wait(seconds{1});  // another layout has come: taps of its first moment do not count
  door.does(intent::ShowBoard{});
  const BoardView board = door.screen<BoardView>();
  REQUIRE(board.along_clock);
  CHECK(board.columns.front().label == "9:00");
  CHECK(board.now > 0);
  CHECK(board.now_column == static_cast<int>(board.now));
  for (const BoardRow& row : board.rows) {
    for (std::size_t i = 1; i < row.cells.size(); ++i) {
      CHECK(row.cells[i - 1].from <= row.cells[i].from);
    }
    for (const BoardCell& a : row.cells) {
      CHECK(a.kind != CellKind::free);
      for (const BoardCell& b : row.cells) {
        const bool overlap = &a != &b && a.lane == b.lane && a.from < b.to && b.from < a.to;
        CHECK_FALSE(overlap);
      }
    }
  }
}

TEST_CASE("Several days have a tab each and today's is chosen", "[board]") {
  Door door;
  door.schedule(two_days());
  door.does(intent::ShowBoard{});
  const BoardView today = door.screen<BoardView>();
  REQUIRE(today.days.size() == 2);
  CHECK(today.days[0] == DayTab{"2026-11-20", "Friday 20", true});
  CHECK(today.days[1] == DayTab{"2026-11-21", "Saturday 21", false});
  door.does(intent::ShowDay{"2026-11-21"});
  const BoardView next = door.screen<BoardView>();
  CHECK(next.columns.size() == 1);
  CHECK(next.now_column == -1);
  CHECK(door.view().chrome.subtitle == "Student-Led PD Day · Saturday 21 November");
  SECTION("a day that is no day changes nothing") {
    door.does(intent::ShowDay{"2026-13-99"});
    CHECK(door.screen<BoardView>() == next);
  }
  SECTION("the next visitor finds today") {
    door.does(intent::ShowDoor{});
    door.does(intent::ShowBoard{});
    CHECK(door.screen<BoardView>().day == "2026-11-20");
  }
}

TEST_CASE("A tap on a session opens its page and Close goes back", "[board][session]") {
  Door door;
  door.does(intent::ShowBoard{});
  door.does(intent::OpenSession{SessionId{"greet"}});
  REQUIRE(door.overlays<SessionOverlay>());
  const auto page = std::get<SessionOverlay>(door.view().overlay);
  CHECK(page.kicker == "Room 204 · Friday 20 November · 10:00 – 10:45");
  CHECK(page.byline == "Amara, Luis and Mei · Grade 10");
  CHECK(page.challenge == "“Some of us go a whole day without a teacher saying our name.”");
  CHECK(page.suggestions.size() == 3);
  CHECK(page.slides_url == "https://example.org/slides");
  door.does(intent::CloseOverlay{});
  CHECK(door.overlays<std::monostate>());
  CHECK(door.shows<BoardView>());
}

TEST_CASE("A page is opened from the board and the search only", "[board][session]") {
  Door door;
  door.does(intent::OpenSession{SessionId{"greet"}});
  CHECK(door.overlays<std::monostate>());
  door.does(intent::ShowBoard{});
  door.does(intent::OpenSession{SessionId{"no-such"}});
  CHECK(door.overlays<std::monostate>());
}

TEST_CASE("The guide and what answers say appear on no page", "[board][session]") {
  Event event = sample_event();
  for (Session& session : event.sessions) {
    session.guide = "Ms Guidename";
  }
  Door door;
  door.schedule(*make_event(event));
  door.does(intent::ShowBoard{});
  door.does(intent::OpenSession{SessionId{"greet"}});
  const auto page = std::get<SessionOverlay>(door.view().overlay);
  CHECK((page.byline + page.kicker + page.title).find("Guidename") == std::string::npos);
}

TEST_CASE("A page that nobody reads any more goes back to the door", "[board][session]") {
  Door door;
  door.does(intent::ShowBoard{});
  door.does(intent::OpenSession{SessionId{"greet"}});
  door.wait(limits::flow_idle);
  CHECK(door.overlays<StillHereOverlay>());
  door.wait(limits::still_here);
  CHECK(door.shows<DoorView>());
  CHECK(door.overlays<std::monostate>());
}
