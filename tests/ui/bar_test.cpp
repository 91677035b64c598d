// What every screen has: a header that is only read, and a bar at the foot.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/support/sample_views.h"
#include "tests/ui/glass.h"

namespace lintel::kiosk::ui_tests {
namespace {

using Node = ui::SemanticNode;
using Role = Node::Role;
using samples::Kind;

constexpr Size sizes[] = {{1280, 800},  {800, 1280},  {1024, 600}, {600, 1024},
                          {1920, 1080}, {1080, 1920}, {2560, 1600}};

bool is_target(const Node& node) {
  return node.role == Role::button || node.role == Role::tile || node.role == Role::checkbox;
}

float scale_of(Size size) {
  const bool tall = size.height > size.width;
  return std::min(size.width / (tall ? 800 : 1280), size.height / (tall ? 1280 : 800));
}

Intent asked_by(const View& view, const std::string& id, Size size) {
  Glass glass{size};
  glass.frames(view, 2);
  glass.tap(view, id);
  INFO("tapped " << id);
  REQUIRE(glass.asked.size() == 1);
  return glass.asked.front();
}

template <class Wanted>
bool asks_for(const View& view, const std::string& id) {
  return std::ranges::all_of(std::vector{landscape, portrait}, [&](Size size) {
    return std::holds_alternative<Wanted>(asked_by(view, id, size));
  });
}

View spoken(const char* clock) {
  View view = samples::door(Kind::english);
  view.chrome.clock = clock;
  return view;
}

}  // namespace

TEST_CASE("Nothing that can be touched lies in the top quarter of any screen", "[ui][bar]") {
  for (const Kind kind : {Kind::english, Kind::spanish, Kind::long_words}) {
    for (const samples::Sample& sample : samples::all(kind)) {
      for (const Size size : sizes) {
        for (const bool large : {false, true}) {
          View view = sample.view;
          view.chrome.large_text = large;
          Glass glass{size};
          glass.frames(view, 2);
          for (const Node& node : glass.nodes()) {
            constexpr float rounding = 1;
            if (is_target(node) && node.y < size.height / 4 - rounding) {
              INFO(sample.name << " at " << size.width << "x" << size.height);
              FAIL_CHECK(node.id << " begins at " << node.y);
            }
          }
        }
      }
    }
  }
}

TEST_CASE("Each pill of the bar asks for what it says", "[ui][bar]") {
  View view = samples::exit(Kind::english);
  view.chrome.change = "Not this session? Change";
  view.chrome.change_short = "Not this session?";
  CHECK(asks_for<intent::OpenChange>(view, "change"));
  CHECK(asks_for<intent::ShowBoard>(view, "all-rooms"));
  CHECK(asks_for<intent::ToggleLargeText>(view, "large-text"));
  CHECK(asks_for<intent::SetLanguage>(view, "language.es"));
  const View board = samples::board(Kind::english);
  CHECK(asks_for<intent::OpenSearch>(board, "search"));
  CHECK(asks_for<intent::ShowDoor>(board, "this-room"));
  CHECK(asks_for<intent::OpenSlides>(samples::door_turnover(Kind::english), "slides"));
  CHECK(asks_for<intent::OpenSlides>(samples::door_next(Kind::english), "slides"));
}

TEST_CASE("Pills are felt 64 high wherever they are", "[ui][bar]") {
  for (const Size size : sizes) {
    Glass glass{size};
    glass.frames(samples::door_turnover(Kind::spanish), 2);
    for (const char* id : {"slides", "all-rooms", "language.es", "large-text"}) {
      INFO(id << " at " << size.width << "x" << size.height);
      constexpr float rounding = 1.5F;
      CHECK(glass.node(id).height >= 64 * scale_of(size) - rounding);
      CHECK(glass.node(id).width >= 64 * scale_of(size) - rounding);
    }
  }
}

TEST_CASE("Languages that do not fit stand behind the chosen one", "[ui][bar]") {
  const View many = samples::many_languages(Kind::english);
  for (const Size size : sizes) {
    Glass glass{size};
    glass.frames(many, 2);
    CHECK(glass.node("languages").label == "English");
    CHECK_FALSE(glass.has("language.es"));
    CHECK(glass.has("slides"));
    CHECK(glass.has("all-rooms"));
  }
  CHECK(asks_for<intent::OpenLanguages>(many, "languages"));
  const View sheet = samples::languages(Kind::english);
  CHECK(std::get<intent::SetLanguage>(asked_by(sheet, "language.so", portrait)).code == "so");
  CHECK(std::get<intent::SetLanguage>(asked_by(sheet, "language.ko", landscape)).code == "ko");
  CHECK(asks_for<intent::CloseOverlay>(sheet, "close"));
}

TEST_CASE("Nothing jumps from 9:59 to 10:00, and the clock ends at the margin", "[ui][bar]") {
  for (const Size size : {landscape, portrait}) {
    Glass glass{size};
    glass.frames(spoken("9:59"), 2);
    const auto before = glass.nodes();
    glass.frames(spoken("10:00"), 2);
    REQUIRE(glass.nodes().size() == before.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
      const Node& now = glass.nodes()[i];
      constexpr float rounding = 1;
      CHECK(std::abs(now.x + now.width - before[i].x - before[i].width) <= rounding);
      if (now.id != "clock") {
        CHECK(now.x == before[i].x);
      }
    }
    const Node& clock = glass.node("clock");
    CHECK(clock.x + clock.width <= size.width - 39);
    CHECK(clock.x + clock.width >= size.width - 42);
  }
}

TEST_CASE("At turnover each tile asks for its answer, and none moves when one was given",
          "[ui][turnover]") {
  for (const Size size : sizes) {
    Glass glass{size};
    glass.frames(samples::door_turnover(Kind::english), 2);
    const auto before = glass.nodes();
    for (const View& after : {samples::door_turnover_saved(Kind::english),
                              samples::door_turnover_failed(Kind::english)}) {
      glass.frames(after, 2);
      for (const Node& was : before) {
        if (was.id.starts_with("use.")) {
          const Node& now = glass.node(was.id);
          CHECK((now.x == was.x && now.y == was.y && now.width == was.width));
          CHECK_FALSE(now.checked);
        }
      }
    }
    // Nothing to press where there was nothing before, but in the place of the words.
    glass.frames(samples::door_turnover_saved(Kind::english), 2);
    const Node& undo = glass.node("undo");
    CHECK(undo.height >= 64 * scale_of(size) - 1.5F);
    CHECK(glass.node("use.not-sure").height >= 118 * scale_of(size) - 1.5F);
  }
  const View view = samples::door_turnover(Kind::english);
  for (const char* use : {"yes-this-week", "yes-with-help", "not-sure", "not-for-me"}) {
    const std::string id = std::string{"use."} + use;
    CHECK(std::get<intent::TapUse>(asked_by(view, id, landscape)).use == use);
    CHECK(std::get<intent::TapUse>(asked_by(view, id, portrait)).use == use);
  }
  const View saved = samples::door_turnover_saved(Kind::english);
  CHECK(asks_for<intent::Undo>(saved, "undo"));
  CHECK(asks_for<intent::OpenExit>(saved, "more"));
}

}  // namespace lintel::kiosk::ui_tests
