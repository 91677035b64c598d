// Nothing is cut off, nothing stands on anything else, everything can be hit: on every screen, in
// every language and size we promise.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "tests/support/sample_views.h"
#include "tests/ui/glass.h"

namespace lintel::kiosk::ui_tests {
namespace {

using Node = ui::SemanticNode;
using Role = Node::Role;
using samples::Kind;
using samples::Sample;

constexpr Size sizes[] = {{1280, 800},  {800, 1280},  {1024, 600}, {600, 1024},
                          {1920, 1080}, {1080, 1920}, {2560, 1600}};

bool is_target(const Node& node) {
  return node.role == Role::button || node.role == Role::tile || node.role == Role::checkbox;
}

float overlap(const Node& a, const Node& b) {
  const float w = std::min(a.x + a.width, b.x + b.width) - std::max(a.x, b.x);
  const float h = std::min(a.y + a.height, b.y + b.height) - std::max(a.y, b.y);
  return std::min(w, h);
}

bool holds(const Node& outer, const Node& inner) {
  constexpr float rounding = 1;
  return inner.x >= outer.x - rounding && inner.y >= outer.y - rounding &&
         inner.x + inner.width <= outer.x + outer.width + rounding &&
         inner.y + inner.height <= outer.y + outer.height + rounding;
}

// What is wrong with the layout, in words; empty when nothing is.
std::vector<std::string> faults(const Glass& glass, Size size) {
  std::vector<std::string> out;
  Node window;
  window.width = size.width;
  window.height = size.height;
  const auto& nodes = glass.nodes();
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const Node& a = nodes[i];
    if (!holds(window, a) && a.id != "large-text") {
      out.push_back(a.id + " leaves the window");
    }
    if (!a.inside.empty()) {
      const auto owner = std::ranges::find(nodes, a.inside, &Node::id);
      if (owner == nodes.end() || !holds(*owner, a)) {
        out.push_back(a.id + " leaves " + a.inside);
      }
    }
    for (std::size_t k = i + 1; k < nodes.size(); ++k) {
      const Node& b = nodes[k];
      const bool siblings = is_target(a) == is_target(b) && a.inside == b.inside;
      constexpr float touching = 1.5F;
      if (siblings && overlap(a, b) > touching) {
        out.push_back(a.id + " overlaps " + b.id);
      }
    }
  }
  return out;
}

void check_layout(const Sample& sample, Size size, bool large_text) {
  Glass glass{size};
  View view = sample.view;
  view.chrome.large_text = large_text;
  glass.frames(view, 2);
  INFO(sample.name << " at " << size.width << "x" << size.height
                   << (large_text ? ", large text" : ""));
  for (const std::string& fault : faults(glass, size)) {
    FAIL_CHECK(fault);
  }
}

float scale_of(Size size) {
  const bool tall = size.height > size.width;
  return std::min(size.width / (tall ? 800 : 1280), size.height / (tall ? 1280 : 800));
}

}  // namespace

TEST_CASE("Texts and targets keep apart and inside at every size", "[ui][layout]") {
  for (const Kind kind : {Kind::english, Kind::spanish, Kind::long_words}) {
    for (const Sample& sample : samples::all(kind)) {
      for (const Size size : sizes) {
        check_layout(sample, size, false);
      }
    }
  }
}

TEST_CASE("Large text keeps apart and inside as well", "[ui][layout]") {
  for (const Kind kind : {Kind::english, Kind::spanish, Kind::long_words}) {
    for (const Sample& sample : samples::all(kind)) {
      check_layout(sample, landscape, true);
      check_layout(sample, portrait, true);
    }
  }
}

TEST_CASE("One to eight choices keep apart and inside", "[ui][layout]") {
  for (std::size_t count = 1; count <= 8; ++count) {
    for (const Size size : sizes) {
      for (const std::size_t tiles : {3U, 4U, 5U}) {
        check_layout(
            {"exit of " + std::to_string(tiles), samples::exit_of(Kind::long_words, tiles, count)},
            size, false);
      }
    }
  }
}

TEST_CASE("Boards of any shape keep apart and inside", "[ui][layout]") {
  for (const auto& [rooms, columns] : {std::pair{1, 1}, {1, 12}, {40, 1}, {40, 12}, {5, 5}}) {
    for (const Size size : sizes) {
      check_layout({"board", samples::board_of(rooms, columns)}, size, false);
    }
  }
}

TEST_CASE("Every target is large enough for a finger, answers for one at arm's length",
          "[ui][layout]") {
  constexpr float least = 64;
  constexpr float least_tile = 118;
  constexpr float rounding = 1.5F;
  for (const Kind kind : {Kind::english, Kind::spanish, Kind::long_words}) {
    for (const Sample& sample : samples::all(kind)) {
      for (const Size size : sizes) {
        Glass glass{size};
        glass.frames(sample.view, 2);
        for (const Node& node : glass.nodes()) {
          if (!is_target(node)) {
            continue;
          }
          INFO(sample.name << " " << node.id << " at " << size.width << "x" << size.height);
          const float wanted = (node.id.starts_with("use.") ? least_tile : least) * scale_of(size);
          // The last row of a list that scrolls may be cut by its window.
          const bool in_list = node.id.starts_with("session.");
          CHECK(node.width >= wanted - rounding);
          CHECK((in_list || node.height >= wanted - rounding));
        }
      }
    }
  }
}

TEST_CASE("No English or Spanish words of ours are shortened", "[ui][layout]") {
  for (const Kind kind : {Kind::english, Kind::spanish}) {
    for (const Sample& sample : samples::all(kind)) {
      for (const Size size : sizes) {
        Glass glass{size};
        glass.frames(sample.view, 2);
        for (const Node& node : glass.nodes()) {
          INFO(sample.name << " " << node.id << " at " << size.width << "x" << size.height);
          CHECK_FALSE(node.shortened);
        }
      }
    }
  }
}

TEST_CASE("A title of ninety characters is shown in full at the door", "[ui][layout]") {
  for (const Size size : sizes) {
    Glass glass{size};
    glass.frames(samples::door(Kind::long_words), 2);
    CHECK(glass.node("title").label.size() >= 90);
    CHECK_FALSE(glass.node("title").shortened);
    CHECK_FALSE(glass.node("challenge").shortened);
  }
}

}  // namespace lintel::kiosk::ui_tests
