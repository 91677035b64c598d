#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/support/sample_views.h"
#include "tests/ui/glass.h"

namespace lintel::kiosk::ui_tests {
namespace {

void drag(Glass& glass, const View& view, ui::Point from, ui::Point by, int steps) {
  glass.finger.down(from.x, from.y);
  glass.frames(view, 2);
  for (int i = 1; i <= steps; ++i) {
    const float share = static_cast<float>(i) / static_cast<float>(steps);
    glass.finger.move(from.x + by.x * share, from.y + by.y * share);
    glass.frames(view, 1);
  }
  glass.frames(view, 3);
  glass.finger.up();
  glass.frames(view, 3);
}

}  // namespace

TEST_CASE("A large day opens at this room and the present hour", "[ui][board]") {
  Glass glass;
  const View view = samples::board_of(40, 12);
  glass.frames(view);
  CHECK(glass.has("column.7"));  // 14:00 · now
  CHECK(glass.node("column.7").label == "14:00 · now");
  CHECK(glass.has("row.21"));
  CHECK(glass.has("row.21.note"));
  CHECK_FALSE(glass.has("row.1"));
}

TEST_CASE("A day that fits does not move", "[ui][board]") {
  Glass glass;
  const View view = samples::board(samples::Kind::english);
  glass.frames(view);
  const auto before = glass.picture();
  drag(glass, view, {700, 400}, {-300, -200}, 10);
  glass.frames(view, 60);
  CHECK(glass.picture() == before);
}

TEST_CASE("The board follows the finger and goes on by itself, then rests", "[ui][board]") {
  Glass glass;
  const View view = samples::board_of(40, 12);
  glass.frames(view);
  const float before = glass.node("row.21").y;
  glass.finger.down(700, 600);
  glass.frames(view, 2);
  glass.finger.move(700, 580);
  glass.frames(view, 2);
  const float grabbed = glass.node("row.21").y;
  glass.finger.move(700, 480);
  glass.frames(view, 2);
  CHECK(grabbed - glass.node("row.21").y == 100);
  CHECK(glass.node("row.21").y < before);
  glass.finger.up();
  glass.frames(view, 4);
  CHECK(glass.ui().animating());
  glass.frames(view, 300);
  CHECK_FALSE(glass.ui().animating());
  CHECK(glass.asked.empty());
}

TEST_CASE("A board with reduced motion stops where the finger lets go", "[ui][board]") {
  Glass glass;
  glass.reduce_motion = true;
  const View view = samples::board_of(40, 12);
  glass.frames(view);
  drag(glass, view, {700, 600}, {0, -200}, 4);
  CHECK_FALSE(glass.ui().animating());
}

TEST_CASE("Pulling past the end shows the last room and no more", "[ui][board]") {
  Glass glass;
  const View view = samples::board_of(40, 12);
  glass.frames(view);
  for (int i = 0; i < 40; ++i) {
    drag(glass, view, {700, 680}, {-500, -450}, 5);
  }
  glass.frames(view, 300);
  CHECK(glass.has("row.40"));
  CHECK(glass.has("column.12"));
  const auto& last = glass.node("row.40.cell.12.1.title");
  CHECK(last.x + last.width <= 1240);
  CHECK(last.y + last.height <= 720);
}

TEST_CASE("Dragging a list of sessions chooses none; a tap on a row does", "[ui][overlay]") {
  Glass glass;
  const View view = samples::change(samples::Kind::long_words);
  glass.frames(view, 20);
  const float before = glass.node("session.late-work").y;
  drag(glass, view, glass.centre("session.late-work"), {0, -120}, 8);
  CHECK(glass.asked.empty());
  glass.frames(view, 300);
  const bool moved = !glass.has("session.late-work") || glass.node("session.late-work").y < before;
  CHECK(moved);
  glass.tap(view, "session.more-1");
  REQUIRE(glass.asked.size() == 1);
  CHECK(std::get<intent::ChooseSession>(glass.asked[0]).session.value == "more-1");
}

TEST_CASE("A touch that stops a running list chooses nothing", "[ui][overlay]") {
  Glass glass;
  View view = samples::change(samples::Kind::long_words);
  auto& sessions = std::get<ChangeOverlay>(view.overlay).sessions;
  for (int i = 0; i < 60; ++i) {
    sessions.push_back({SessionId{"far-" + std::to_string(i)}, "GYM", "One of very many", false});
  }
  glass.frames(view, 20);
  const auto at = glass.centre("session.homework");
  glass.finger.down(at.x, at.y);
  glass.frames(view, 2);
  for (int i = 1; i <= 4; ++i) {
    glass.finger.move(at.x, at.y - 40.0F * static_cast<float>(i));
    glass.frames(view, 1);
  }
  glass.finger.up();
  glass.frames(view, 2);
  REQUIRE(glass.ui().animating());
  glass.tap(view, at);
  CHECK(glass.asked.empty());
}

TEST_CASE("The board forgets where it stood when it is left", "[ui][board]") {
  Glass glass;
  const View view = samples::board_of(40, 12);
  glass.frames(view);
  const float first = glass.node("row.21").y;
  drag(glass, view, {700, 600}, {0, -100}, 8);
  glass.frames(view, 300);
  glass.frames(samples::door(samples::Kind::english), 3);
  glass.frames(view, 30);
  CHECK(glass.node("row.21").y == first);
}

TEST_CASE("A tap on a cell opens its session, a drag over it does not", "[ui][board]") {
  Glass glass;
  const View view = samples::board_of(40, 12);
  glass.frames(view);
  const std::string id = "row.21.cell.7.1";
  drag(glass, view, glass.centre(id), {-60, -60}, 8);
  glass.frames(view, 300);
  CHECK(glass.asked.empty());
  glass.tap(view, id);
  REQUIRE(glass.asked.size() == 1);
  CHECK(std::get<intent::OpenSession>(glass.asked[0]).session.value == "221-7-1");
}

TEST_CASE("A free place is nothing to touch", "[ui][board]") {
  Glass glass;
  const View view = samples::board(samples::Kind::english);
  glass.frames(view);
  glass.tap(view, glass.centre("row.4.cell.1.1.title"));
  CHECK(glass.asked.empty());
}

TEST_CASE("The search and the days are one tap from the board", "[ui][board]") {
  Glass glass;
  const View view = samples::board_of_days(samples::Kind::english, 3);
  glass.frames(view);
  CHECK(glass.node("day.2026-11-21").checked);
  glass.tap(view, "search");
  glass.tap(view, "day.2026-11-22");
  REQUIRE(glass.asked.size() == 2);
  CHECK(std::holds_alternative<intent::OpenSearch>(glass.asked[0]));
  CHECK(std::get<intent::ShowDay>(glass.asked[1]).day == "2026-11-22");
}

TEST_CASE("Another day's board begins where that day begins", "[ui][board]") {
  Glass glass;
  View view = samples::board_of(40, 12);
  std::get<BoardView>(view.screen).day = "2026-11-20";
  glass.frames(view);
  const float first = glass.node("row.21").y;
  drag(glass, view, {700, 600}, {0, -100}, 8);
  glass.frames(view, 300);
  std::get<BoardView>(view.screen).day = "2026-11-21";
  glass.frames(view);
  CHECK(glass.node("row.21").y == first);
}

TEST_CASE("A day of 24 rooms and 12 hours without blocks costs what is on the glass, not the day",
          "[ui][board]") {
  const auto drawn = [](const View& view) {
    Glass glass;
    glass.frames(view, 6);
    return std::pair{glass.picture().size(), glass.nodes().size()};
  };
  const auto [small_picture, small_nodes] = drawn(samples::board_along_clock(6, 3));
  const auto [large_picture, large_nodes] = drawn(samples::board_along_clock(24, 12));
  const auto [huge_picture, huge_nodes] = drawn(samples::board_along_clock(200, 24));
  // The same glass full of cells, wherever it looks.
  CHECK(large_picture < small_picture * 3 / 2);
  CHECK(huge_picture < small_picture * 3 / 2);
  CHECK(large_nodes < small_nodes * 3 / 2);
  CHECK(huge_nodes < small_nodes * 3 / 2);
}

TEST_CASE("The board of 40 rooms and 12 blocks costs no more than one that fills the glass",
          "[ui][board]") {
  const auto drawn = [](const View& view) {
    Glass glass;
    glass.frames(view, 6);
    return glass.picture().size();
  };
  CHECK(drawn(samples::board_of(40, 12)) < 2 * drawn(samples::board_of(5, 5)));
}

TEST_CASE("A full board paints its glass about once", "[ui][board]") {
  for (const Size& size : {landscape, portrait}) {
    Glass glass{size};
    glass.frames(samples::board_along_clock(24, 10));
    CHECK(glass.painted() > 0.5);
    CHECK(glass.painted() < 0.9);
  }
}

TEST_CASE("What is being dragged costs no more than what stands", "[ui][board]") {
  Glass glass;
  const View view = samples::board_of(40, 12);
  glass.frames(view);
  const std::size_t standing = glass.picture().size();
  glass.finger.down(700, 600);
  glass.frames(view, 2);
  std::size_t most = 0;
  for (int i = 1; i <= 60; ++i) {
    glass.finger.move(700 - 6.0F * static_cast<float>(i), 600 - 8.0F * static_cast<float>(i));
    glass.frames(view, 1);
    most = std::max(most, glass.picture().size());
  }
  CHECK(most < standing * 2);
}

}  // namespace lintel::kiosk::ui_tests
