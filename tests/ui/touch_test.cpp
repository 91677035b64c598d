#include <imgui.h>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/sample_views.h"
#include "tests/ui/glass.h"

namespace lintel::kiosk::ui_tests {
namespace {

using samples::Kind;

std::vector<std::string> taps(const Glass& glass) {
  std::vector<std::string> uses;
  for (const Intent& intent : glass.asked) {
    if (const auto* tap = std::get_if<intent::TapUse>(&intent)) {
      uses.push_back(tap->use);
    }
  }
  return uses;
}

// Down, a move, up, each with a frame after it.
void slow_tap(Glass& glass, const View& view, ui::Point from, ui::Point to) {
  glass.finger.down(from.x, from.y);
  glass.frames(view);
  glass.finger.move(to.x, to.y);
  glass.frames(view);
  glass.finger.up();
  glass.frames(view);
}

}  // namespace

TEST_CASE("A tap that begins and ends between two frames fires once", "[ui][touch]") {
  Glass glass;
  const View view = samples::exit(Kind::english);
  glass.frame(view);
  glass.tap(view, "use.yes-this-week");
  CHECK(taps(glass) == std::vector<std::string>{"yes-this-week"});
}

TEST_CASE("Two quick taps on different tiles fire one each, in order", "[ui][touch]") {
  Glass glass;
  const View view = samples::exit(Kind::english);
  glass.frame(view);
  for (const char* id : {"use.not-sure", "use.yes-with-help"}) {
    const auto at = glass.centre(id);
    glass.finger.down(at.x, at.y);
    glass.finger.up();
  }
  glass.frames(view, 10);
  CHECK(taps(glass) == std::vector<std::string>{"not-sure", "yes-with-help"});
}

TEST_CASE(
    "A burst of taps between two frames is played whole, also over places that answer nothing",
    "[ui][touch]") {
  Glass glass;
  const View view = samples::note(Kind::english);
  glass.frame(view);
  const auto gap = glass.centre("note");
  std::string typed;
  for (const char letter : std::string{"lintel at the door"}) {
    const auto at = letter == ' ' ? gap : glass.centre("key." + std::string{letter});
    glass.finger.down(at.x, at.y);
    glass.finger.up();
    typed += letter == ' ' ? "" : std::string{letter};
  }
  // As the shell does: three frames after input, then as long as one is wanted.
  int frames = 3;
  glass.frames(view, frames);
  for (; glass.ui().finger().wants_frame(); ++frames) {
    glass.frame(view);
  }
  CHECK(frames <= 2 * 18);  // two for each of 18 taps: pressed, answered
  std::string keys;
  for (const Intent& intent : glass.asked) {
    if (const auto* key = std::get_if<intent::TypeText>(&intent)) {
      keys += key->utf8;
    }
  }
  CHECK(keys == typed);
}

TEST_CASE("Whoever taps where a tile stood while the keyboard comes taps that tile",
          "[ui][touch]") {
  for (const Size size : {landscape, portrait}) {
    Glass glass{size};
    const View question = samples::exit(Kind::english);
    glass.frames(question);
    std::vector<std::pair<std::string, ui::Point>> low;  // in the lowest part of each
    for (const AnswerTile& tile : std::get<ExitView>(question.screen).tiles) {
      const ui::SemanticNode& node = glass.node("use." + tile.use);
      low.emplace_back(tile.use, ui::Point{node.x + node.width / 2, node.y + node.height - 8});
    }
    View writing = samples::note(Kind::english);
    auto& note = std::get<NoteView>(writing.screen);
    note.ideas_most = std::get<ExitView>(question.screen).ideas_most;
    note.settling = true;
    glass.frames(writing);
    std::vector<std::string> meant;
    for (const auto& [use, at] : low) {
      glass.tap(writing, at);
      meant.push_back(use);
    }
    CHECK(taps(glass) == meant);
    note.settling = false;
    glass.frames(writing);
    glass.asked.clear();
    glass.tap(writing, low.front().second);
    CHECK(taps(glass) != std::vector{low.front().first});
  }
}

TEST_CASE("Nothing fires before the finger is lifted", "[ui][touch]") {
  Glass glass;
  const View view = samples::exit(Kind::english);
  glass.frame(view);
  const auto at = glass.centre("use.not-sure");
  glass.finger.down(at.x, at.y);
  glass.frames(view, 20);
  CHECK(glass.asked.empty());
  glass.finger.up();
  glass.frames(view);
  CHECK(taps(glass) == std::vector<std::string>{"not-sure"});
}

TEST_CASE("A pressed tile looks pressed while the finger is down and not after", "[ui][touch]") {
  Glass glass;
  const View view = samples::exit(Kind::english);
  glass.frames(view);
  const auto at_rest = glass.picture();
  const auto at = glass.centre("use.not-sure");
  glass.finger.down(at.x, at.y);
  glass.frames(view, 3);
  CHECK(glass.ui().animating());
  CHECK(glass.picture() != at_rest);
  glass.finger.up();
  glass.frames(view, 20);
  CHECK_FALSE(glass.ui().animating());
  CHECK(glass.picture() == at_rest);
}

TEST_CASE("A finger that jitters less than 12 units still taps", "[ui][touch]") {
  Glass glass;
  const View view = samples::exit(Kind::english);
  glass.frame(view);
  const auto at = glass.centre("use.not-sure");
  slow_tap(glass, view, at, {at.x + 8, at.y - 8});
  CHECK(taps(glass) == std::vector<std::string>{"not-sure"});
}

TEST_CASE("A finger that slips 12 units cancels its tap, also when it comes back", "[ui][touch]") {
  Glass glass;
  const View view = samples::exit(Kind::english);
  glass.frame(view);
  const auto at = glass.centre("use.not-sure");
  slow_tap(glass, view, at, {at.x + 12, at.y});
  CHECK(glass.asked.empty());
  glass.finger.down(at.x, at.y);
  glass.frames(view);
  glass.finger.move(at.x, at.y + 30);
  glass.frames(view);
  glass.finger.move(at.x, at.y);
  glass.frames(view);
  glass.finger.up();
  glass.frames(view);
  CHECK(glass.asked.empty());
  glass.tap(view, "use.not-sure");
  CHECK(taps(glass) == std::vector<std::string>{"not-sure"});
}

TEST_CASE("How far a finger may slip grows with the screen", "[ui][touch]") {
  Glass glass{{1920, 1200}};
  const View view = samples::exit(Kind::english);
  glass.frame(view);
  const auto at = glass.centre("use.not-sure");
  slow_tap(glass, view, at, {at.x + 17, at.y});
  CHECK(taps(glass).size() == 1);
  slow_tap(glass, view, at, {at.x + 18, at.y});
  CHECK(taps(glass).size() == 1);
}

TEST_CASE("A finger that is lost instead of lifted fires nothing", "[ui][touch]") {
  Glass glass;
  const View view = samples::exit(Kind::english);
  glass.frame(view);
  const auto at = glass.centre("use.not-sure");
  glass.finger.down(at.x, at.y);
  glass.frames(view);
  glass.finger.leave();
  glass.frames(view);
  CHECK(glass.asked.empty());
}

TEST_CASE("After a tap no finger is on the glass: nothing stays hovered", "[ui][touch]") {
  Glass glass;
  const View view = samples::exit(Kind::english);
  glass.frame(view);
  glass.tap(view, "use.not-sure");
  CHECK(glass.ui().finger().fingers().empty());
  CHECK_FALSE(ImGui::IsMousePosValid());  // ImGui never hears of fingers
}

TEST_CASE("A finger that moves without having come down is nobody", "[ui][touch]") {
  Glass glass;
  const View view = samples::exit(Kind::english);
  glass.frame(view);
  glass.finger.move(400, 400);
  glass.finger.up();
  glass.frames(view);
  CHECK(glass.ui().finger().fingers().empty());
  CHECK(glass.asked.empty());
  CHECK(glass.touched == 0);
}

TEST_CASE("Of two targets on one place the first that claims the finger is the only one to fire",
          "[ui][touch]") {
  ui::Touch touch;
  const ui::Rect place{0, 0, 100, 100};
  ui::TouchInput input;
  input.down(50, 50);
  input.up();
  touch.begin(input, MonoTime{});
  CHECK(touch.offer("first", place).pressed);
  CHECK_FALSE(touch.offer("second", place).pressed);
  touch.begin(input, MonoTime{milliseconds{16}});
  CHECK(touch.offer("first", place).fired);
  CHECK_FALSE(touch.offer("first", place).fired);
  CHECK_FALSE(touch.offer("second", place).fired);
}

TEST_CASE("A tap in the gap between two tiles fires neither and says that somebody is there",
          "[ui][touch]") {
  Glass glass;
  const View view = samples::exit(Kind::english);
  glass.frame(view);
  const auto& left = glass.node("use.yes-this-week");
  glass.tap(view, ui::Point{left.x + left.width + 8, left.y + 100});
  CHECK(glass.asked.empty());
  CHECK(glass.touched > 0);
}

TEST_CASE("Wherever a finger comes down on the keyboard, at most one key answers", "[ui][touch]") {
  Glass glass;
  const View view = samples::note(Kind::english);
  glass.frame(view);
  const auto& first = glass.node("key.q");
  const auto& last = glass.node("key.p");
  const float y = first.y + first.height - 1;
  std::size_t taps_made = 0;
  for (float x = first.x + 1; x < last.x + last.width; x += 7) {
    glass.asked.clear();
    glass.tap(view, ui::Point{x, y});
    CHECK(glass.asked.size() == 1);  // no dead gap either
    ++taps_made;
  }
  CHECK(taps_made > 100);
}

TEST_CASE("Backspace held goes on taking letters, and stops with the finger", "[ui][touch]") {
  Glass glass;
  const View view = samples::note(Kind::english);
  glass.frames(view, 20);
  const auto at = glass.centre("key.backspace");
  glass.finger.down(at.x, at.y);
  glass.frames(view, 20);  // 320 ms: a tap may take that long
  CHECK(glass.asked.empty());
  CHECK(glass.ui().animating());
  glass.frames(view, 40);
  const auto taken = glass.asked.size();
  CHECK(taken >= 4);
  CHECK(taken <= 7);
  glass.finger.up();
  glass.frames(view, 20);
  CHECK(glass.asked.size() == taken);
  CHECK_FALSE(glass.ui().animating());
  glass.tap(view, "key.backspace");
  CHECK(glass.asked.size() == taken + 1);
  // A letter does not repeat.
  const auto letter = glass.centre("key.q");
  glass.asked.clear();
  glass.finger.down(letter.x, letter.y);
  glass.frames(view, 60);
  CHECK(glass.asked.empty());
}

TEST_CASE("A finger that went down on one screen does nothing on the next", "[ui][touch]") {
  Glass glass;
  const View board = samples::board(Kind::english);
  const View exit = samples::exit(Kind::english);
  glass.frame(exit);
  const auto at = glass.centre("use.not-sure");
  glass.finger.down(at.x, at.y);
  glass.frames(exit);
  glass.frames(board);
  glass.frames(exit);  // the tile is at the same place with the same name
  glass.finger.up();
  glass.frames(exit);
  CHECK(glass.asked.empty());
}

TEST_CASE("What lies under an overlay cannot be touched and is not read out", "[ui][touch]") {
  Glass glass;
  View below = samples::slides(Kind::english);
  below.overlay = std::monostate{};
  glass.frame(below);
  const auto& seen = glass.node("leave");
  const ui::Point leave{seen.x + 4, seen.y + seen.height / 2};  // beside the sheet
  const View view = samples::slides(Kind::english);
  glass.frames(view, 20);
  CHECK_FALSE(glass.has("leave"));
  glass.tap(view, leave);
  CHECK(glass.asked.empty());
  CHECK(glass.touched > 0);
}

TEST_CASE("An idle screen does not ask for frames", "[ui][motion]") {
  Glass glass;
  for (const auto& sample : samples::all(Kind::english)) {
    INFO(sample.name);
    glass.frames(sample.view, 40);
    CHECK_FALSE(glass.ui().animating());
  }
}

TEST_CASE("A minute that goes by is one new picture, not a motion", "[ui][motion]") {
  Glass glass;
  View view = samples::door(Kind::english);
  glass.frames(view, 20);
  const auto before = glass.picture();
  std::get<DoorView>(view.screen).progress += 0.02F;
  glass.frame(view);
  CHECK_FALSE(glass.ui().animating());
  CHECK(glass.picture() != before);
}

TEST_CASE("A new screen arrives in motion, and at once when motion is reduced", "[ui][motion]") {
  Glass glass;
  glass.frames(samples::door(Kind::english), 3);
  CHECK_FALSE(glass.ui().animating());  // the very first screen is simply there
  glass.frame(samples::exit(Kind::english));
  CHECK(glass.ui().animating());
  Glass still;
  still.reduce_motion = true;
  still.frames(samples::door(Kind::english), 3);
  still.frame(samples::exit(Kind::english));
  CHECK_FALSE(still.ui().animating());
}

}  // namespace lintel::kiosk::ui_tests
