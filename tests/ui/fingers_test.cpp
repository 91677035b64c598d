// Several fingers on the glass at once, and when a touch counts.
#include <imgui.h>

#include <catch2/catch_test_macros.hpp>
#include <cctype>
#include <cmath>

#include "kiosk/ui/tokens.h"
#include "tests/support/sample_views.h"
#include "tests/ui/glass.h"

namespace lintel::kiosk::ui_tests {
namespace {

using samples::Kind;
using Uses = std::vector<std::string>;

constexpr ui::FingerId first{1};
constexpr ui::FingerId second{2};
constexpr ui::FingerId third{3};

Uses taps(const Glass& glass) {
  Uses uses;
  for (const Intent& intent : glass.asked) {
    if (const auto* tap = std::get_if<intent::TapUse>(&intent)) {
      uses.push_back(tap->use);
    }
  }
  return uses;
}

void down(Glass& glass, const std::string& id, ui::FingerId finger) {
  const auto at = glass.centre(id);
  glass.finger.down(at.x, at.y, finger);
}

// Targets side by side, 100 units wide, and what they answered.
struct Tiles {
  struct Fired {
    std::string id;
    MonoTime began;
    ui::Touches touches;
    bool operator==(const Fired&) const = default;
  };
  ui::Touch touch;
  ui::TouchInput input;
  ui::Firing firing = ui::Firing::once;
  std::vector<Fired> fired;
  std::vector<std::string> pressed;  // in the last frame

  // Returns how many targets fired in it.
  int frame(int at_ms) {
    int count = 0;
    pressed.clear();
    touch.begin(input, at(at_ms));
    for (const char* id : {"a", "b", "c"}) {
      const float x = 100.0F * static_cast<float>(*id - 'a');
      const auto answer = touch.offer(id, {x, 0, 100, 100}, firing);
      if (answer.pressed) {
        pressed.emplace_back(id);
      }
      if (answer.fired) {
        ++count;
        fired.push_back({id, answer.began, answer.touches});
      }
    }
    return count;
  }
  Uses ids() const {
    Uses all;
    for (const auto& one : fired) {
      all.push_back(one.id);
    }
    return all;
  }
  static MonoTime at(int ms) { return {milliseconds{ms}}; }
};

}  // namespace

TEST_CASE("Two people tap two tiles at once: both count, in the order they let go",
          "[ui][fingers]") {
  Glass glass;
  const View view = samples::exit(Kind::english);
  glass.frame(view);
  down(glass, "use.not-sure", first);
  down(glass, "use.yes-with-help", second);
  glass.finger.up(second);
  glass.finger.up(first);
  glass.frames(view);
  CHECK(taps(glass) == Uses{"yes-with-help", "not-sure"});
}

TEST_CASE("Two people tap the same tile at once: both count", "[ui][fingers]") {
  Glass glass;
  const View view = samples::exit(Kind::english);
  glass.frame(view);
  down(glass, "use.not-sure", first);
  down(glass, "use.not-sure", second);
  glass.finger.up(first);
  glass.finger.up(second);
  glass.frames(view);
  CHECK(taps(glass) == Uses{"not-sure", "not-sure"});
}

TEST_CASE("Ten fingers that come and go between two frames are answered one a frame, none lost",
          "[ui][fingers]") {
  Tiles tiles;
  for (std::uint64_t finger = 1; finger <= 10; ++finger) {
    tiles.input.down(50 + 100.0F * static_cast<float>(finger % 3), 50, ui::FingerId{finger});
  }
  for (std::uint64_t finger = 1; finger <= 10; ++finger) {
    tiles.input.up(ui::FingerId{finger});
  }
  CHECK(tiles.frame(0) == 0);  // seen pressed first
  CHECK(tiles.pressed == Uses{"a", "b", "c"});
  for (int frame = 1; frame <= 10; ++frame) {
    CHECK(tiles.touch.wants_frame());
    CHECK(tiles.frame(frame * 16) == 1);
  }
  CHECK_FALSE(tiles.touch.wants_frame());
  CHECK(tiles.frame(500) == 0);
  CHECK(tiles.ids() == Uses{"b", "c", "a", "b", "c", "a", "b", "c", "a", "b"});
}

TEST_CASE("While two tiles are pressed both look pressed", "[ui][fingers]") {
  Tiles tiles;
  tiles.input.down(50, 50, first);
  tiles.input.down(150, 50, second);
  tiles.frame(0);
  CHECK(tiles.pressed == Uses{"a", "b"});
  tiles.input.up(first);
  tiles.frame(16);
  CHECK(tiles.pressed == Uses{"b"});
}

TEST_CASE("One finger slips, the other's tap counts", "[ui][fingers]") {
  Glass glass;
  const View view = samples::exit(Kind::english);
  glass.frame(view);
  down(glass, "use.not-sure", first);
  down(glass, "use.yes-with-help", second);
  const auto at = glass.centre("use.not-sure");
  glass.finger.move(at.x + 12, at.y, first);
  glass.frames(view);
  glass.finger.up(first);
  glass.finger.up(second);
  glass.frames(view);
  CHECK(taps(glass) == Uses{"yes-with-help"});
}

TEST_CASE("One finger is lost, the other's tap counts", "[ui][fingers]") {
  Glass glass;
  const View view = samples::exit(Kind::english);
  glass.frame(view);
  down(glass, "use.not-sure", first);
  down(glass, "use.yes-with-help", second);
  glass.frames(view);
  glass.finger.leave(first);
  glass.finger.up(second);
  glass.frames(view);
  CHECK(taps(glass) == Uses{"yes-with-help"});
}

TEST_CASE("While one person scrolls the board another opens a session, and the list does not leap",
          "[ui][fingers]") {
  Glass glass;
  const View view = samples::board_of(40, 12);
  glass.frames(view, 20);
  const auto& scroll = glass.ui().board_scroll;
  const float stood = scroll.down.offset();
  glass.finger.down(700, 600, first);
  glass.frame(view);
  glass.finger.move(700, 580, first);
  glass.frame(view);
  glass.finger.move(700, 540, first);
  glass.frame(view);
  const float dragged = scroll.down.offset();
  CHECK(dragged == stood + 40);
  glass.finger.down(300, 400, second);
  glass.frame(view);
  glass.finger.up(second);
  glass.frame(view);
  CHECK(scroll.down.offset() == dragged);
  CHECK(glass.asked.size() == 1);
  CHECK(std::holds_alternative<intent::OpenSession>(glass.asked.at(0)));
  glass.finger.move(700, 520, first);
  glass.frame(view);
  CHECK(scroll.down.offset() == dragged + 20);
}

TEST_CASE("A second finger that drags takes the list over without a leap", "[ui][fingers]") {
  Glass glass;
  const View view = samples::board_of(40, 12);
  glass.frames(view, 20);
  const auto& scroll = glass.ui().board_scroll;
  glass.finger.down(700, 600, first);
  glass.finger.down(300, 500, second);
  glass.finger.move(700, 560, first);
  glass.finger.move(300, 480, second);
  glass.frames(view, 2);
  const float before = scroll.down.offset();
  glass.finger.leave(first);
  glass.frames(view, 3);
  CHECK(scroll.down.offset() == before);
  glass.finger.move(300, 470, second);
  glass.frame(view);
  CHECK(scroll.down.offset() == before + 10);
}

TEST_CASE("The list follows the finger that moved it first, whichever came down first",
          "[ui][fingers]") {
  Glass glass;
  const View view = samples::board_of(40, 12);
  glass.frames(view, 20);
  const auto& scroll = glass.ui().board_scroll;
  glass.finger.down(700, 600, first);
  glass.finger.down(300, 500, second);
  glass.finger.move(300, 480, second);
  glass.frames(view, 2);
  const float before = scroll.down.offset();
  glass.finger.move(700, 580, first);
  glass.finger.move(300, 450, second);
  glass.frames(view, 2);
  CHECK(std::abs(scroll.down.offset() - before - 30) < 0.01F);
}

TEST_CASE("A press tells when its touch began and whether it shared its time with another",
          "[ui][fingers]") {
  using ui::Touches;
  Tiles tiles;
  tiles.input.down(50, 50, first, Tiles::at(100));
  tiles.input.down(150, 50, second, Tiles::at(180));
  tiles.input.up(first, Tiles::at(200));
  tiles.input.up(second, Tiles::at(230));
  tiles.input.down(50, 50, third, Tiles::at(240));
  tiles.input.up(third, Tiles::at(260));
  for (int frame = 0; frame < 5; ++frame) {
    tiles.frame(300 + 16 * frame);
  }
  CHECK(tiles.fired == std::vector<Tiles::Fired>{{"a", Tiles::at(100), Touches::overlapping},
                                                 {"b", Tiles::at(180), Touches::overlapping},
                                                 {"a", Tiles::at(240), Touches::apart}});
}

TEST_CASE("What lies on the glass for more than 3 s is no vote, and nobody's neighbour",
          "[ui][fingers]") {
  Tiles tiles;
  tiles.input.down(50, 50, first, Tiles::at(0));
  tiles.frame(16);
  tiles.input.down(150, 50, second, Tiles::at(3001));
  tiles.frame(3010);
  tiles.input.up(second, Tiles::at(3020));
  tiles.input.up(first, Tiles::at(3030));
  tiles.frame(3040);
  tiles.frame(3056);
  CHECK(tiles.fired == std::vector<Tiles::Fired>{{"b", Tiles::at(3001), ui::Touches::apart}});
  tiles.input.down(50, 50, first, Tiles::at(4000));
  tiles.frame(4010);
  tiles.input.up(first, Tiles::at(7000));
  tiles.frame(7010);
  CHECK(tiles.ids() == Uses{"b", "a"});  // 3 s to the millisecond still counts
}

TEST_CASE("After a change of layout touches count from 0.8 s on", "[ui][fingers]") {
  Tiles tiles;
  const auto tap = [&tiles](int down_ms) {
    tiles.input.down(50, 50, first, Tiles::at(down_ms));
    tiles.frame(down_ms);
    tiles.input.up(first, Tiles::at(down_ms + 50));
    tiles.frame(down_ms + 50);
  };
  tiles.frame(1000);
  tiles.input.down(150, 50, second, Tiles::at(990));  // aimed at what was there before
  tiles.frame(1010);
  tiles.touch.layout_changed(Tiles::at(1010));
  tap(1020);
  tap(1809);
  CHECK(tiles.touch.unanswered());  // somebody is there all the same
  tiles.input.up(second, Tiles::at(1900));
  tiles.frame(1900);
  CHECK(tiles.fired.empty());
  tap(1910);
  CHECK(tiles.ids() == Uses{"a"});
}

TEST_CASE("A layout changes when the screen says other words than in the frame before",
          "[ui][fingers]") {
  Glass glass;
  const View view = samples::exit(Kind::english);
  glass.frame(view);
  ui::TouchInput input;
  const ui::Rect place{0, 0, 100, 100};
  int fired = 0;
  int ms = 100'000;
  const auto frame = [&](const std::string& layout) {
    ms += 16;
    ImGui::NewFrame();
    glass.ui().begin({1280, 800, Tiles::at(ms), false, &input}, {"exit", false, {}, layout});
    ui::Target target;
    target.id = "tile";
    target.rect = place;
    fired += glass.ui().target(target).fired ? 1 : 0;
    glass.ui().end();
    ImGui::EndFrame();
  };
  const auto tap = [&](const std::string& layout) {
    input.down(50, 50);
    input.up();
    frame(layout);
    frame(layout);
  };
  frame("one row");
  ms += 800;
  tap("one row");
  CHECK(fired == 1);
  tap("two rows");
  CHECK(fired == 1);
  ms += 800;
  tap("two rows");
  CHECK(fired == 2);
}

TEST_CASE("A touch made before another screen came does not act on it, however late it is played",
          "[ui][fingers]") {
  Tiles tiles;
  tiles.frame(0);
  tiles.input.down(50, 50, first, Tiles::at(10));
  tiles.touch.screen_changed(Tiles::at(20));
  tiles.frame(20);
  tiles.input.up(first, Tiles::at(30));
  tiles.frame(36);
  CHECK(tiles.fired.empty());
}

TEST_CASE("A long press acts once while the finger is down, and a tap does not", "[ui][fingers]") {
  Tiles tiles;
  tiles.firing = ui::Firing::held;
  tiles.input.down(50, 50, first, Tiles::at(0));
  CHECK(tiles.frame(0) == 0);
  CHECK(tiles.touch.wants_frame());
  CHECK(tiles.frame(1499) == 0);
  CHECK(tiles.frame(1500) == 1);
  CHECK(tiles.frame(1600) == 0);
  CHECK_FALSE(tiles.touch.wants_frame());
  tiles.input.up(first, Tiles::at(1700));
  CHECK(tiles.frame(1700) == 0);
  tiles.input.down(50, 50, first, Tiles::at(2000));
  tiles.frame(2000);
  tiles.input.up(first, Tiles::at(2200));
  CHECK(tiles.frame(2200) == 0);
}

TEST_CASE("A key that repeats waits for its turn while somebody else lets go", "[ui][fingers]") {
  Tiles tiles;
  tiles.firing = ui::Firing::repeating;
  tiles.input.down(50, 50, first, Tiles::at(0));
  tiles.frame(0);
  tiles.input.down(150, 50, second, Tiles::at(450));
  tiles.frame(460);
  tiles.input.up(second, Tiles::at(500));
  CHECK(tiles.frame(510) == 1);
  CHECK(tiles.frame(526) == 1);
  CHECK(tiles.ids() == Uses{"b", "a"});
}

TEST_CASE("Two thumbs type a capital and a small letter though the keys change between them",
          "[ui][fingers]") {
  Glass glass;
  const View small = samples::note(Kind::english);
  View capitals = small;
  for (KeyRow& row : std::get<NoteView>(capitals.screen).keyboard) {
    for (Key& key : row.keys) {
      if (key.kind == Key::Kind::text && key.text.size() == 1) {
        key.text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(key.text[0])));
      }
    }
  }
  glass.frame(capitals);
  down(glass, "key.H", first);
  down(glass, "key.I", second);
  glass.frame(capitals);
  glass.finger.up(first);
  glass.frame(capitals);
  glass.frame(small);
  glass.finger.up(second);
  glass.frames(small);
  REQUIRE(glass.asked.size() == 2);
  CHECK(std::get<intent::TypeText>(glass.asked[0]).utf8 == "H");
  CHECK(std::get<intent::TypeText>(glass.asked[1]).utf8 == "i");
}

TEST_CASE("A glass that nobody empties stays bounded and forgets no release", "[ui][fingers]") {
  ui::TouchInput input;
  input.down(50, 50, first);
  for (std::size_t i = 0; i < 2 * ui::TouchInput::events_max; ++i) {
    input.move(static_cast<float>(i), 50, first);
  }
  input.down(50, 50, second);  // refused
  input.up(second);
  input.up(first);
  std::size_t events = 0;
  auto last = input.front();
  for (; !input.empty(); input.pop()) {
    last = input.front();
    ++events;
  }
  CHECK(events == ui::TouchInput::events_max + 1);
  CHECK(last.kind == ui::TouchEvent::Kind::up);
  CHECK(last.finger == first);
}

}  // namespace lintel::kiosk::ui_tests
