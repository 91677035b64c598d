// Where people answer: the tiles never move, nothing covers them, and everything has its room.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <iterator>

#include "tests/support/sample_views.h"
#include "tests/ui/glass.h"

namespace lintel::kiosk::ui_tests {

using samples::Kind;

namespace {

// Every state of the exit screen, so to speak from the first tap of a person to the next one's.
std::vector<View> exit_states(Kind kind) {
  return {
      samples::exit(kind),        samples::exit_saving(kind),     samples::exit_tapped(kind),
      samples::exit_help(kind),   samples::exit_taken_back(kind), samples::exit_change_failed(kind),
      samples::storage_full(kind)};
}

bool same_place(const ui::SemanticNode& a, const ui::SemanticNode& b) {
  return a.x == b.x && a.y == b.y && a.width == b.width && a.height == b.height;
}

bool is_target(const ui::SemanticNode& node) {
  using Role = ui::SemanticNode::Role;
  return node.role == Role::button || node.role == Role::tile || node.role == Role::checkbox;
}

constexpr Size sizes[] = {landscape, portrait, {1024, 600}, {600, 1024}, {1920, 1080}};

}  // namespace

TEST_CASE("No tile ever moves, changes or stays lit", "[ui][exit]") {
  for (const Kind kind : {Kind::english, Kind::spanish, Kind::long_words}) {
    for (const Size size : sizes) {
      for (const bool large : {false, true}) {
        Glass glass{size};
        std::vector<ui::SemanticNode> first;
        for (View view : exit_states(kind)) {
          view.chrome.large_text = large;
          glass.frames(view, 2);
          std::vector<ui::SemanticNode> tiles;
          std::ranges::copy_if(glass.nodes(), std::back_inserter(tiles),
                               [](const auto& node) { return node.id.starts_with("use."); });
          first = first.empty() ? tiles : first;
          REQUIRE(tiles.size() == 8);  // and their labels
          for (std::size_t i = 0; i < tiles.size(); ++i) {
            INFO(tiles[i].id << " at " << size.width << "x" << size.height);
            CHECK(same_place(tiles[i], first[i]));
            CHECK(tiles[i].label == first[i].label);
            CHECK_FALSE(tiles[i].checked);
          }
        }
      }
    }
  }
}

namespace {

bool is_answer(const ui::SemanticNode& node) {
  return node.id.starts_with("use.") && is_target(node);
}

View pairing_at(View view) {
  view.overlay = samples::pairing_sheet(Kind::english).overlay;
  return view;
}

// Everything that can be open where people answer, with what stands there otherwise.
struct OpenSheet {
  View open;
  View shut;
};

std::vector<OpenSheet> open_sheets(Kind kind) {
  View six = samples::change(kind);
  auto& sessions = std::get<ChangeOverlay>(six.overlay).sessions;
  while (sessions.size() < 6) {
    sessions.push_back(sessions.back());
    sessions.back().session.value += "-again";
  }
  sessions.resize(6);
  std::vector<View> views{six,
                          samples::languages(kind),
                          samples::staff_exit(kind),
                          pairing_at(samples::exit(kind)),
                          pairing_at(samples::door_turnover(kind)),
                          pairing_at(samples::door_turnover_saved(kind))};
  for (const Overlay& overlay :
       {samples::slides(kind).overlay, samples::languages(kind).overlay,
        Overlay{StaffOverlay{"The day at this door",
                             "Not before the last "
                             "session is over.",
                             "The day is over", StaffAction::ask_end_day, "Close"}}}) {
    views.push_back(samples::door_turnover(kind));
    views.back().overlay = overlay;
  }
  std::vector<OpenSheet> sheets;
  for (View& view : views) {
    View shut = view;
    shut.overlay = std::monostate{};
    sheets.push_back({std::move(view), std::move(shut)});
  }
  return sheets;
}

std::vector<ui::SemanticNode> answers_of(const Glass& glass) {
  std::vector<ui::SemanticNode> found;
  std::ranges::copy_if(glass.nodes(), std::back_inserter(found), is_answer);
  return found;
}

bool overlap(const ui::SemanticNode& a, const ui::SemanticNode& b) {
  constexpr float rounding = 2;
  return a.x + a.width > b.x + rounding && b.x + b.width > a.x + rounding &&
         a.y + a.height > b.y + rounding && b.y + b.height > a.y + rounding;
}

}  // namespace

TEST_CASE("No sheet covers the tiles or makes them dead", "[ui][exit][overlay]") {
  for (const Size size : sizes) {
    for (const OpenSheet& sheet : open_sheets(Kind::english)) {
      Glass glass{size};
      glass.frames(sheet.shut, 2);
      const auto before = answers_of(glass);
      REQUIRE(before.size() == 4);
      glass.frames(sheet.open, 2);
      INFO(glass.ui().screen_name() << " at " << size.width << "x" << size.height);
      const auto after = answers_of(glass);
      REQUIRE(after.size() == before.size());
      for (std::size_t i = 0; i < before.size(); ++i) {
        CHECK(same_place(after[i], before[i]));
        glass.asked.clear();
        glass.tap(sheet.open, after[i].id);
        REQUIRE(glass.asked.size() == 1);
        CHECK(std::get<intent::TapUse>(glass.asked.front()).use == after[i].id.substr(4));
      }
    }
  }
}

TEST_CASE("What a sheet beside the tiles offers has its room", "[ui][exit][overlay]") {
  for (const Size size : sizes) {
    for (const bool large : {false, true}) {
      for (OpenSheet sheet : open_sheets(Kind::long_words)) {
        sheet.open.chrome.large_text = large;
        Glass glass{size};
        glass.frames(sheet.open, 2);
        INFO(glass.ui().screen_name() << " at " << size.width << "x" << size.height);
        CHECK(glass.has("close"));
        CHECK_FALSE((glass.has("pairing.code") && glass.node("pairing.code").shortened));
        std::vector<ui::SemanticNode> targets;
        std::ranges::copy_if(glass.nodes(), std::back_inserter(targets), is_target);
        const float least = 64 * std::min(size.width, size.height) / 800 - 1.5F;
        for (std::size_t i = 0; i < targets.size(); ++i) {
          INFO(targets[i].id);
          CHECK(targets[i].height >= least);
          CHECK(targets[i].width >= least);
          CHECK(targets[i].y >= size.height / 4 - 1);
          for (std::size_t k = i + 1; k < targets.size(); ++k) {
            INFO("and " << targets[k].id);
            CHECK_FALSE(overlap(targets[i], targets[k]));
          }
        }
      }
    }
  }
}

TEST_CASE("A finger on a tile survives the coming and going of a sheet", "[ui][exit][overlay]") {
  for (const OpenSheet& sheet : open_sheets(Kind::english)) {
    for (const bool comes : {true, false}) {
      const View& before = comes ? sheet.shut : sheet.open;
      const View& after = comes ? sheet.open : sheet.shut;
      Glass glass;
      glass.frames(before, 20);
      const ui::Point at = glass.centre("use.not-sure");
      glass.finger.down(at.x, at.y);
      glass.frames(before, 3);
      glass.frames(after, 3);
      glass.finger.up();
      glass.frames(after, 3);
      INFO(glass.ui().screen_name());
      REQUIRE(glass.asked.size() == 1);
      CHECK(std::holds_alternative<intent::TapUse>(glass.asked.front()));
    }
  }
}

TEST_CASE("A tap in the strip never reaches a tile, nor one on a tile the strip", "[ui][exit]") {
  for (const Size size : {landscape, portrait}) {
    for (const View& view : exit_states(Kind::english)) {
      Glass glass{size};
      glass.frames(view, 2);
      const auto nodes = glass.nodes();
      for (const auto& node : nodes) {
        if (!is_target(node)) {
          continue;
        }
        // Just inside its four corners.
        for (const float x : {node.x + 1, node.x + node.width - 2}) {
          for (const float y : {node.y + 1, node.y + node.height - 2}) {
            glass.asked.clear();
            glass.tap(view, ui::Point{x, y});
            INFO(node.id << " at " << x << "," << y);
            REQUIRE(glass.asked.size() == 1);
            CHECK(std::holds_alternative<intent::TapUse>(glass.asked.front()) ==
                  node.id.starts_with("use."));
          }
        }
      }
    }
  }
}

TEST_CASE("Before anybody taps, the strip holds nothing to tap", "[ui][exit]") {
  for (const Size size : {landscape, portrait}) {
    Glass glass{size};
    glass.frame(samples::exit(Kind::english));
    const float tiles_end = glass.node("use.not-for-me").y + glass.node("use.not-for-me").height;
    const float bar = glass.node("change").y;
    for (const auto& node : glass.nodes()) {
      INFO(node.id);
      CHECK_FALSE((is_target(node) && node.y > tiles_end && node.y < bar));
    }
  }
}

TEST_CASE("On the exit screen and above a note nothing can be tapped in the top quarter",
          "[ui][exit][note]") {
  std::vector<View> views = exit_states(Kind::english);
  views.push_back(samples::note(Kind::english));
  for (const Size size : sizes) {
    for (const View& view : views) {
      Glass glass{size};
      glass.frame(view);
      for (const auto& node : glass.nodes()) {
        INFO(node.id << " at " << size.width << "x" << size.height);
        CHECK((!is_target(node) || node.y >= size.height / 4));
      }
    }
  }
}

TEST_CASE("Three to five tiles and up to eight long ideas have their room", "[ui][exit]") {
  for (const Size size : sizes) {
    for (std::size_t tiles = 3; tiles <= 5; ++tiles) {
      for (std::size_t ideas = 1; ideas <= 8; ++ideas) {
        Glass glass{size};
        glass.frame(samples::exit_of(Kind::long_words, tiles, ideas));
        const float scale = std::min(size.width, size.height) / 800;
        for (const auto& node : glass.nodes()) {
          INFO(node.id << " of " << tiles << " tiles, " << ideas << " ideas at " << size.width
                       << "x" << size.height);
          if (node.id.starts_with("use.") && is_target(node)) {
            CHECK(node.height >= 118 * scale - 1.5F);
          } else if (node.id.starts_with("choice.") && is_target(node)) {
            CHECK(node.height >= 64 * scale - 1.5F);
          }
        }
      }
    }
  }
}

}  // namespace lintel::kiosk::ui_tests
