// Every target of every screen asks for what it says, in both orientations.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <iterator>

#include "tests/support/sample_views.h"
#include "tests/ui/glass.h"

namespace lintel::kiosk::ui_tests {
namespace {

using samples::Kind;

// Taps the target and returns the one intent that came of it.
Intent ask(const View& view, const std::string& id, Size size) {
  Glass glass{size};
  glass.frames(view, 2);
  glass.tap(view, id);
  INFO("tapped " << id);
  REQUIRE(glass.asked.size() == 1);
  return glass.asked.front();
}

template <class Wanted>
bool asks_for(const View& view, const std::string& id) {
  for (const Size size : {landscape, portrait}) {
    if (!std::holds_alternative<Wanted>(ask(view, id, size))) {
      return false;
    }
  }
  return true;
}

template <class Wanted>
Wanted asked(const View& view, const std::string& id, Size size = portrait) {
  const Intent intent = ask(view, id, size);
  REQUIRE(std::holds_alternative<Wanted>(intent));
  return std::get<Wanted>(intent);
}

}  // namespace

TEST_CASE("The door leads to the exit question, the slides and the other rooms", "[ui][door]") {
  const View view = samples::door(Kind::english);
  CHECK(asks_for<intent::OpenExit>(view, "leave"));
  CHECK(asks_for<intent::OpenSlides>(view, "slides"));
  CHECK(asks_for<intent::ShowBoard>(view, "all-rooms"));
  CHECK(asked<intent::SetLanguage>(view, "language.es").code == "es");
  CHECK(asked<intent::SetLanguage>(view, "language.zh", landscape).code == "zh");
  CHECK(asks_for<intent::ToggleLargeText>(view, "large-text"));
}

TEST_CASE("A door without a session has nothing to press but the chrome", "[ui][door]") {
  for (const Size size : {landscape, portrait}) {
    Glass glass{size};
    glass.frame(samples::no_schedule(Kind::english));
    CHECK(glass.node("title").label == "Waiting for the schedule");
    CHECK_FALSE(glass.has("leave"));
    CHECK_FALSE(glass.has("slides"));
    CHECK(glass.has("status"));
  }
}

TEST_CASE(
    "A tablet that waits to be let in shows its code and words and can be closed or ask again",
    "[ui][pairing]") {
  for (const Size size : {landscape, portrait}) {
    Glass glass{size};
    glass.frame(samples::pairing(Kind::english));
    CHECK(glass.node("pairing.code").label == "WMQX-GMWZ");
    CHECK(glass.node("pairing.word.4").label == "workshop");
    CHECK_FALSE(glass.has("close"));
    CHECK_FALSE(glass.has("pair-again"));
  }
  CHECK(asks_for<intent::CloseOverlay>(samples::pairing_sheet(Kind::english), "close"));
  CHECK(asks_for<intent::AskToPairAgain>(samples::pairing_refused(Kind::english), "pair-again"));
  View revoked = samples::pairing_sheet(Kind::english);
  revoked.overlay = std::monostate{};
  CHECK(asks_for<intent::OpenPairing>(revoked, "pairing"));
}

TEST_CASE("Each answer tile asks for its own answer", "[ui][exit]") {
  const View view = samples::exit(Kind::english);
  for (const char* use : {"yes-this-week", "yes-with-help", "not-sure", "not-for-me"}) {
    const std::string id = std::string{"use."} + use;
    CHECK(asked<intent::TapUse>(view, id, landscape).use == use);
    CHECK(asked<intent::TapUse>(view, id, portrait).use == use);
  }
  CHECK(asks_for<intent::OpenChange>(view, "change"));
}

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

TEST_CASE("Chips of a session share one size, and two to four ideas are read in full",
          "[ui][exit]") {
  for (const Size size : {landscape, portrait}) {
    for (std::size_t ideas = 2; ideas <= 4; ++ideas) {
      Glass glass{size};
      glass.frame(samples::exit_of(Kind::long_words, 4, ideas));
      for (const auto& node : glass.nodes()) {
        INFO(node.id << " of " << ideas);
        CHECK((!node.id.starts_with("choice.") || !node.shortened));
      }
    }
  }
}

TEST_CASE("The strip asks for ideas, reasons, its tabs, Undo and a note", "[ui][exit]") {
  const View view = samples::exit_tapped(Kind::english);
  for (const Size size : {landscape, portrait}) {
    CHECK(asked<intent::ToggleIdea>(view, "choice.2", size).number == 2);
    CHECK(asked<intent::ShowChoices>(view, "strip.help", size).kind == ChoiceKind::help);
  }
  CHECK(asks_for<intent::Undo>(view, "undo"));
  CHECK(asks_for<intent::AddNote>(view, "add-note"));
  const View help = samples::exit_help(Kind::english);
  CHECK(asked<intent::ToggleHelp>(help, "choice.time").help == "time");
  CHECK(asked<intent::ShowChoices>(help, "strip.ideas").kind == ChoiceKind::ideas);
}

TEST_CASE("What the strip asks for carries when the finger landed", "[ui][exit]") {
  Glass glass;
  const View view = samples::exit_tapped(Kind::english);
  glass.frame(view);
  for (const char* id : {"choice.2", "strip.help", "undo", "add-note"}) {
    glass.asked.clear();
    glass.tap(view, id);
    REQUIRE(glass.asked.size() == 1);
    const intent::Began began = std::visit(
        [](const auto& asked) {
          if constexpr (requires { asked.began; }) {
            return asked.began;
          } else {
            return intent::Began{};
          }
        },
        glass.asked.front());
    INFO(id);
    CHECK(began);
  }
}

TEST_CASE("A ticked idea is said to be ticked", "[ui][exit]") {
  Glass glass;
  glass.frame(samples::exit_tapped(Kind::english));
  CHECK(glass.node("choice.1").checked);
  CHECK_FALSE(glass.node("choice.2").checked);
  CHECK(glass.node("choice.1").role == ui::SemanticNode::Role::checkbox);
}

TEST_CASE("Nothing says \"saved\" while the answer is on its way to the disk", "[ui][exit]") {
  Glass glass;
  glass.frame(samples::exit_saving(Kind::english));
  CHECK(glass.node("saved").label == "Saving…");
}

TEST_CASE("Above a note the tiles stay in their columns and take taps", "[ui][note]") {
  for (const Size size : {landscape, portrait}) {
    Glass glass{size};
    glass.frame(samples::exit(Kind::english));
    const auto before = glass.node("use.not-sure");
    const View view = samples::note(Kind::english);
    glass.frames(view, 20);
    CHECK(glass.node("use.not-sure").x == before.x);
    CHECK(glass.node("use.not-sure").width == before.width);
    CHECK(glass.node("use.not-sure").height >= 118);
    CHECK(asked<intent::TapUse>(view, "use.not-sure", size).use == "not-sure");
  }
  Glass glass;
  glass.frame(samples::note_accents(Kind::english));
  CHECK(glass.node("use.not-sure.label").label == "Saved");
  CHECK(asks_for<intent::UncoverNote>(samples::note_covered(Kind::english), "note.cover"));
}

TEST_CASE("A finger on a tile stays on it while somebody begins to write", "[ui][note]") {
  Glass glass;
  const View before = samples::exit_tapped(Kind::english);
  const View after = samples::note(Kind::english);
  glass.frames(before, 3);
  const auto& tile = glass.node("use.not-sure");
  glass.finger.down(tile.x + tile.width / 2, tile.y + 60);
  glass.frames(before, 3);
  glass.frames(after, 3);
  glass.finger.up();
  glass.frames(after, 3);
  REQUIRE(glass.asked.size() == 1);
  CHECK(std::holds_alternative<intent::TapUse>(glass.asked.front()));
}

TEST_CASE("The keys of the note type what they show", "[ui][note]") {
  const View view = samples::note(Kind::english);
  CHECK(asked<intent::TypeText>(view, "key.q").utf8 == "q");
  CHECK(asked<intent::TypeText>(view, "key.space", landscape).utf8 == " ");
  CHECK(asked<intent::SwitchLayer>(view, "key.shift").layer == "capitals");
  CHECK(asked<intent::SwitchLayer>(view, "layer.accents", landscape).layer == "accents");
  CHECK(asks_for<intent::Backspace>(view, "key.backspace"));
  CHECK(asks_for<intent::KeepNote>(view, "key.keep"));
  CHECK(asks_for<intent::CancelNote>(view, "cancel"));
  CHECK(asked<intent::PickPrompt>(view, "prompt.used-to").prompt == "used-to");
  CHECK(asked<intent::TypeText>(samples::note_accents(Kind::english), "key.ñ").utf8 == "ñ");
}

TEST_CASE("The note shows the end of a text that is longer than its field", "[ui][note]") {
  Glass glass;
  View view = samples::note(Kind::english);
  auto& note = std::get<NoteView>(view.screen);
  glass.frame(view);
  const float room = glass.node("note").y;
  for (int i = 0; i < 200; ++i) {
    note.text += " and one more word";
  }
  glass.frame(view);
  CHECK(glass.node("note").y == room);
  CHECK(glass.node("note").y + glass.node("note").height <= glass.node("hint").y + 1);
  CHECK(glass.node("note").label == note.text);
}

TEST_CASE("Overlays answer with what they are for", "[ui][overlay]") {
  CHECK(asked<intent::ChooseSession>(samples::change(Kind::english), "session.late-work")
            .session.value == "late-work");
  CHECK(asks_for<intent::CloseOverlay>(samples::change(Kind::english), "close"));
  CHECK(asks_for<intent::CloseOverlay>(samples::slides(Kind::english), "close"));
  CHECK(asks_for<intent::StillHere>(samples::still_here(Kind::english), "still-here"));
}

TEST_CASE("Screens and overlays are named", "[ui]") {
  Glass glass;
  const auto name = [&](const View& view) {
    glass.frame(view);
    return std::string{glass.ui().screen_name()};
  };
  CHECK(name(samples::door(Kind::english)) == "door");
  CHECK(name(samples::exit(Kind::english)) == "exit");
  CHECK(name(samples::note(Kind::english)) == "note");
  CHECK(name(samples::board(Kind::english)) == "board");
  CHECK(name(samples::change(Kind::english)) == "exit+change");
  CHECK(name(samples::slides(Kind::english)) == "door+slides");
  CHECK(name(samples::search(Kind::english)) == "search");
  CHECK(name(samples::session_page(Kind::english)) == "board+session");
  CHECK(name(samples::still_here(Kind::english)) == "search+still-here");
}

}  // namespace lintel::kiosk::ui_tests
