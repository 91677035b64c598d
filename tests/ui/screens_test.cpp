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
