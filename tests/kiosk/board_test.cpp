#include <catch2/catch_test_macros.hpp>

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
  return board.rows.at(row).cells.at(column).at(0);
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
  CHECK(chrome.tab == Tab::all_rooms);
}

TEST_CASE("Cells say now, moved, cancelled and free", "[board]") {
  const auto board = board_at("10:41");
  CHECK(cell(board, 0, 0) ==
        BoardCell{CellKind::now, "", "Greet us at the door", "Amara, Luis, Mei", ""});
  CHECK(cell(board, 1, 0).kind == CellKind::normal);
  CHECK(cell(board, 0, 2) ==
        BoardCell{CellKind::moved_away, "", "Group work without the free riders", "", "→ Library"});
  CHECK(cell(board, 3, 2) == BoardCell{CellKind::moved_here, "",
                                       "Group work without the free riders", "", "moved from 204"});
  CHECK(cell(board, 2, 1) ==
        BoardCell{CellKind::cancelled, "Cancelled", "Seats that work for everyone", "", ""});
  CHECK(cell(board, 3, 0) == BoardCell{CellKind::free, "", "Free", "", ""});
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
  CHECK(door.screen<BoardView>().rows[0].cells[0].size() == 2);
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
