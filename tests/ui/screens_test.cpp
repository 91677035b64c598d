// Every target of every screen asks for what it says, in both orientations.
#include <catch2/catch_test_macros.hpp>

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
  CHECK(asks_for<intent::ShowDoor>(view, "this-room"));
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

TEST_CASE("In a rush the former answer can be undone and the tiles show nothing of it",
          "[ui][exit]") {
  const View rush = samples::exit_rush(Kind::english);
  CHECK(asks_for<intent::Undo>(rush, "undo"));
  Glass glass;
  glass.frame(rush);
  CHECK(glass.node("banner").label == "Saved. Thank you!");
  for (const auto& node : glass.nodes()) {
    if (node.id.starts_with("use.")) {
      CHECK_FALSE(node.checked);
    }
  }
}

TEST_CASE("No tile moves when the banner of a rush comes and goes", "[ui][exit]") {
  for (const Size size : {landscape, portrait}) {
    Glass glass{size};
    glass.frame(samples::exit(Kind::english));
    const auto before = glass.node("use.not-sure");
    glass.frame(samples::exit_rush(Kind::english));
    const auto& after = glass.node("use.not-sure");
    CHECK(after.x == before.x);
    CHECK(after.y == before.y);
    CHECK(after.height == before.height);
  }
}

TEST_CASE("Ideas and kinds of help are ticked by their own ids", "[ui][choice]") {
  const View ideas = samples::ideas(Kind::english);
  CHECK(asked<intent::ToggleIdea>(ideas, "choice.2").number == 2);
  CHECK(asked<intent::ToggleIdea>(ideas, "choice.4", landscape).number == 4);
  CHECK(asks_for<intent::Finish>(ideas, "done"));
  CHECK(asks_for<intent::Undo>(ideas, "undo"));
  CHECK(asks_for<intent::AddNote>(ideas, "add-note"));
  View help = samples::help(Kind::english);
  CHECK(asked<intent::ToggleHelp>(help, "choice.time").help == "time");
  std::get<ChoiceView>(help.screen).has_next = true;
  CHECK(asks_for<intent::Next>(help, "done"));
}

TEST_CASE("A ticked idea is said to be ticked", "[ui][choice]") {
  Glass glass;
  glass.frame(samples::ideas(Kind::english));
  CHECK(glass.node("choice.1").checked);
  CHECK_FALSE(glass.node("choice.2").checked);
  CHECK(glass.node("choice.1").role == ui::SemanticNode::Role::checkbox);
}

TEST_CASE("Nothing says \"saved\" while the answer is on its way to the disk", "[ui][choice]") {
  Glass glass;
  glass.frame(samples::help(Kind::english));
  CHECK(glass.node("saved").label == "SAVING…");
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
  CHECK(glass.node("note").y + glass.node("note").height <= glass.node("hint").y);
  CHECK(glass.node("note").label == note.text);
}

TEST_CASE("Thanks can be taken back, as long as it is offered", "[ui][thanks]") {
  View view = samples::thanks(Kind::english);
  CHECK(asks_for<intent::Undo>(view, "undo"));
  std::get<ThanksView>(view.screen).undo.clear();
  Glass glass;
  glass.frame(view);
  CHECK_FALSE(glass.has("undo"));
  CHECK_FALSE(glass.has("this-room"));  // thanks stands alone
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
  CHECK(name(samples::ideas(Kind::english)) == "ideas");
  CHECK(name(samples::help(Kind::english)) == "help");
  CHECK(name(samples::note(Kind::english)) == "note");
  CHECK(name(samples::thanks(Kind::english)) == "thanks");
  CHECK(name(samples::board(Kind::english)) == "board");
  CHECK(name(samples::change(Kind::english)) == "exit+change");
  CHECK(name(samples::slides(Kind::english)) == "door+slides");
  CHECK(name(samples::search(Kind::english)) == "search");
  CHECK(name(samples::session_page(Kind::english)) == "board+session");
  CHECK(name(samples::still_here(Kind::english)) == "note+still-here");
}

}  // namespace lintel::kiosk::ui_tests
