// Wheel and keyboard, for those who have no touch screen or cannot use one.
#include <catch2/catch_test_macros.hpp>

#include "kiosk/ui/focus.h"
#include "tests/support/sample_views.h"
#include "tests/ui/glass.h"

namespace lintel::kiosk::ui_tests {
namespace {

using samples::Kind;
using Event = ui::DeskEvent;

void press(Glass& glass, const View& view, Event event) {
  glass.desk.push(std::move(event));
  glass.frames(view, 2);
}

void press(Glass& glass, const View& view, Event::Kind kind) {
  press(glass, view, Event{kind});
}

void turn(Glass& glass, const View& view, float up, std::optional<ui::Point> at) {
  Event event{Event::Kind::scroll};
  event.up = up;
  event.at = at;
  press(glass, view, std::move(event));
}

constexpr ui::Point over_rooms{700, 400};

// Where the keyboard is at; empty: nowhere.
std::string focused(const Glass& glass) {
  for (const auto& node : glass.nodes()) {
    if (node.focused) {
      return node.id;
    }
  }
  return {};
}

// Tab until the keyboard is at it.
void go_to(Glass& glass, const View& view, const std::string& id) {
  const std::size_t most = glass.nodes().size();
  for (std::size_t i = 0; i < most && focused(glass) != id; ++i) {
    press(glass, view, Event::Kind::next);
  }
  REQUIRE(focused(glass) == id);
}

}  // namespace

TEST_CASE("A wheel scrolls what lies under the mouse, and nothing else", "[ui][desk]") {
  Glass glass;
  const View view = samples::board_of(25, 4);
  glass.frames(view);
  const auto& scroll = glass.ui().board_scroll.down;
  turn(glass, view, 1000, over_rooms);  // to the first rooms
  REQUIRE(scroll.offset() == 0);
  turn(glass, view, -1, over_rooms);
  const float notch = scroll.offset();
  CHECK(notch > 0);
  turn(glass, view, -1, ui::Point{40, 20});  // the header
  CHECK(scroll.offset() == notch);
  turn(glass, view, -2, over_rooms);
  CHECK(scroll.offset() == 3 * notch);
  turn(glass, view, 1, over_rooms);
  CHECK(scroll.offset() == 2 * notch);
  CHECK(glass.asked.empty());
  CHECK(glass.touched > 0);  // somebody is there
}

TEST_CASE("Keys scroll, too, and stop at the ends", "[ui][desk]") {
  Glass glass;
  const View view = samples::board_of(25, 4);
  glass.frames(view);
  const auto& scroll = glass.ui().board_scroll.down;
  turn(glass, view, 1000, {});
  CHECK(scroll.offset() == 0);
  turn(glass, view, 1, {});
  CHECK(scroll.offset() == 0);
  turn(glass, view, -1, {});
  CHECK(scroll.offset() > 0);
  turn(glass, view, -1000, {});
  const float end = scroll.offset();
  turn(glass, view, -1, {});
  CHECK(scroll.offset() == end);
}

TEST_CASE("What is typed goes into the search, and Return ends it", "[ui][desk]") {
  Glass glass;
  const View view = samples::search(Kind::english);
  glass.frames(view);
  press(glass, view, Event{Event::Kind::text, "n"});
  press(glass, view, Event{Event::Kind::text, " "});
  press(glass, view, Event{Event::Kind::text, "ł"});
  press(glass, view, Event::Kind::erase);
  press(glass, view, Event::Kind::press);
  press(glass, view, Event::Kind::back);
  REQUIRE(glass.asked.size() == 6);
  CHECK(std::get<intent::TypeText>(glass.asked[0]).utf8 == "n");
  CHECK(std::get<intent::TypeText>(glass.asked[1]).utf8 == " ");
  CHECK(std::get<intent::TypeText>(glass.asked[2]).utf8 == "ł");
  CHECK(std::holds_alternative<intent::Backspace>(glass.asked[3]));
  CHECK(std::holds_alternative<intent::KeepNote>(glass.asked[4]));
  CHECK(std::holds_alternative<intent::GoBack>(glass.asked[5]));
}

TEST_CASE("Keys that come between two frames are answered one a frame, in order", "[ui][desk]") {
  Glass glass;
  const View view = samples::search(Kind::english);
  glass.frames(view);
  for (const char* letter : {"n", "a", "m", "e", "s"}) {
    glass.desk.push(Event{Event::Kind::text, letter});
  }
  for (int frame = 0; frame < 5; ++frame) {
    glass.frame(view);
    CHECK(glass.ui().animating() == (frame < 4));  // the shell goes on while some wait
  }
  std::string typed;
  for (const Intent& intent : glass.asked) {
    typed += std::get<intent::TypeText>(intent).utf8;
  }
  CHECK(typed == "names");
}

TEST_CASE("Tab moves through what can be touched, round and round, and back", "[ui][desk]") {
  Glass glass;
  const View view = samples::exit(Kind::english);
  glass.frames(view);
  CHECK(focused(glass).empty());
  const auto unfocused = glass.picture();
  press(glass, view, Event::Kind::next);
  const std::string first = focused(glass);
  REQUIRE_FALSE(first.empty());
  CHECK(glass.picture() != unfocused);  // and it shows
  press(glass, view, Event::Kind::next);
  CHECK(focused(glass) != first);
  press(glass, view, Event::Kind::previous);
  CHECK(focused(glass) == first);
  std::size_t round = 0;
  do {
    press(glass, view, Event::Kind::next);
    ++round;
    CHECK(focused(glass) != "staff");  // only a long press opens it
  } while (focused(glass) != first && round < 100);
  CHECK(round > 4);
  CHECK(round < 100);
}

TEST_CASE("Return and the space bar press, once, and leave no mark on an answer tile",
          "[ui][desk]") {
  for (const Event& key : {Event{Event::Kind::press}, Event{Event::Kind::text, " "}}) {
    Glass glass;
    const View view = samples::exit(Kind::english);
    glass.frames(view);
    const auto unfocused = glass.picture();
    go_to(glass, view, "use.not-sure");
    press(glass, view, key);
    glass.frames(view, 20);
    REQUIRE(glass.asked.size() == 1);
    CHECK(std::get<intent::TapUse>(glass.asked[0]).use == "not-sure");
    CHECK(focused(glass).empty());
    CHECK(glass.picture() == unfocused);
    press(glass, view, key);
    CHECK(glass.asked.size() == 1);
  }
}

TEST_CASE("A finger takes the keyboard's mark away, and so does another screen", "[ui][desk]") {
  Glass glass;
  const View exit = samples::exit(Kind::english);
  glass.frames(exit);
  press(glass, exit, Event::Kind::next);
  REQUIRE_FALSE(focused(glass).empty());
  glass.tap(exit, ui::Point{640, 60});
  CHECK(focused(glass).empty());
  press(glass, exit, Event::Kind::next);
  REQUIRE_FALSE(focused(glass).empty());
  glass.frames(samples::door(Kind::english));
  CHECK(focused(glass).empty());
}

TEST_CASE("Tab goes past the keys of the keyboard on the screen", "[ui][desk]") {
  Glass glass;
  const View view = samples::search(Kind::english);
  glass.frames(view);
  for (int i = 0; i < 60; ++i) {
    press(glass, view, Event::Kind::next);
    CHECK_FALSE(focused(glass).starts_with("key."));
    CHECK_FALSE(focused(glass).starts_with("layer."));
  }
}

TEST_CASE("Behind what is open no key presses anything", "[ui][desk]") {
  Glass glass;
  const View view = samples::slides(Kind::english);
  glass.frames(view);
  for (int i = 0; i < 20; ++i) {
    press(glass, view, Event::Kind::next);
    CHECK(focused(glass) == "close");
  }
}

TEST_CASE("What nobody could see is not touched and not pressed", "[ui][desk][touch]") {
  Glass glass;
  const View view = samples::exit(Kind::english);
  glass.frames(view);
  go_to(glass, view, "use.not-sure");
  const auto tile = glass.centre("use.yes-this-week");
  const auto tap_at = [&](milliseconds after) {
    glass.finger.down(tile.x, tile.y, ui::FingerId{7}, glass.now() + after);
    glass.finger.up(ui::FingerId{7}, glass.now() + after + milliseconds{60});
  };
  // The tap that wakes the display, one a moment later, and a key.
  glass.lit = glass.now();
  tap_at(milliseconds{-5});
  glass.frames(view);
  tap_at(milliseconds{-5});
  glass.frames(view);
  press(glass, view, Event::Kind::press);
  CHECK(glass.asked.empty());
  CHECK(glass.touched > 0);
  glass.frames(view, 60);  // 0.96 s
  glass.tap(view, "use.yes-this-week");
  REQUIRE(glass.asked.size() == 1);
}

}  // namespace lintel::kiosk::ui_tests
