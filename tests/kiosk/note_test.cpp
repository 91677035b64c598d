#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "kiosk/app/keyboard.h"
#include "kiosk/app/note.h"
#include "tests/kiosk/door.h"

using namespace lintel;
using namespace lintel::test;

namespace {

Door at_note() {
  Door door;
  door.at("10:46");
  door.tap_stored("yes-this-week");
  door.does(intent::AddNote{});
  return door;
}

// Types with the keys of the keyboard as it is shown: what a finger can reach.
void type(Door& door, const std::vector<std::string>& characters) {
  for (const auto& character : characters) {
    door.does(intent::TypeText{character});
  }
}

std::string labels(const KeyRow& row) {
  std::string text;
  for (const Key& key : row.keys) {
    text += key.label;
  }
  return text;
}

}  // namespace

TEST_CASE("The note offers its three subjects and asks to leave out names", "[note]") {
  const auto shown = at_note().screen<NoteView>();
  REQUIRE(shown.prompts.size() == 3);
  CHECK(shown.prompts[0] == Choice{"working", "What’s working", true});
  CHECK(shown.prompts[1] == Choice{"not-working", "What isn’t", false});
  CHECK(shown.prompts[2] == Choice{"used-to-work", "What used to work", false});
  CHECK(shown.cancel == "Cancel");
  CHECK(shown.hint ==
        "Please leave out names. The presenters see notes after a leader has read them.");
  CHECK(shown.room_left.empty());
}

TEST_CASE("A kept note amends the answer and returns once it is stored", "[note]") {
  Door door = at_note();
  type(door, {"H", "i", " "});
  door.does(intent::PickPrompt{"used-to-work"});
  door.does(intent::KeepNote{});
  CHECK(door.last_written().note == Note{"used-to-work", "Hi"});
  CHECK(door.shows<NoteView>());
  CHECK(door.screen<NoteView>().save == SaveStanding::saving);
  door.stores();
  CHECK(door.screen<ChoiceView>().add_note == "Change the note");
  door.does(intent::AddNote{});
  CHECK(door.screen<NoteView>().text == "Hi");
  CHECK(door.screen<NoteView>().prompts[2].checked);
}

TEST_CASE("A note from the help question returns there", "[note]") {
  Door door;
  door.at("10:46");
  door.tap_stored("not-sure");
  door.does(intent::AddNote{});
  door.does(intent::CancelNote{});
  CHECK(door.screen<ChoiceView>().kind == ChoiceKind::help);
}

TEST_CASE("Cancel drops the draft and leaves the answer as it was", "[note]") {
  Door door = at_note();
  type(door, {"N", "o"});
  door.does(intent::CancelNote{});
  CHECK(door.shows<ChoiceView>());
  CHECK(door.screen<ChoiceView>().add_note == "Add a note");
  CHECK(door.asked_for<effect::PutOpen>().size() == 1);
}

TEST_CASE("Cancel after Done takes the note back from the disk too", "[note]") {
  Door door = at_note();
  type(door, {"N", "o"});
  door.does(intent::KeepNote{});
  door.does(intent::CancelNote{});
  door.stores();
  CHECK_FALSE(door.last_written().note);
  door.stores();
  CHECK(door.screen<ChoiceView>().add_note == "Add a note");
}

TEST_CASE("An emptied note is taken away", "[note]") {
  Door door = at_note();
  type(door, {"A"});
  door.does(intent::KeepNote{});
  door.stores();
  door.does(intent::AddNote{});
  door.does(intent::Backspace{});
  door.does(intent::KeepNote{});
  CHECK_FALSE(door.last_written().note);
}

TEST_CASE("A note that could not be stored stays on the screen", "[note][storage]") {
  Door door = at_note();
  type(door, {"A", "h"});
  door.does(intent::KeepNote{});
  door.fails(ErrorCode::full);
  const auto shown = door.screen<NoteView>();
  CHECK(shown.text == "Ah");
  CHECK(shown.save == SaveStanding::failed);
  CHECK(shown.hint == "The note was not saved: this tablet is full. Your answer is safe.");
  door.does(intent::KeepNote{});
  CHECK(door.last_written().note == Note{"working", "Ah"});
}

TEST_CASE("Whoever goes on writing after Done stays", "[note]") {
  Door door = at_note();
  type(door, {"A"});
  door.does(intent::KeepNote{});
  type(door, {"h"});
  door.stores();
  CHECK(door.screen<NoteView>().text == "Ah");
}

TEST_CASE("Backspace takes a whole character, however many bytes it has", "[note]") {
  Door door = at_note();
  type(door, {"ñ", "e\u0301"});
  door.does(intent::Backspace{});
  CHECK(door.screen<NoteView>().text == "ñ");
  door.does(intent::Backspace{});
  door.does(intent::Backspace{});
  CHECK(door.screen<NoteView>().text.empty());
}

TEST_CASE("A note has an end and says when it comes near", "[note]") {
  Door door = at_note();
  for (std::size_t i = 0; i < limits::note_bytes_max - 101; ++i) {
    door.does(intent::TypeText{"x"});
  }
  CHECK(door.screen<NoteView>().room_left.empty());
  door.does(intent::TypeText{"x"});
  CHECK(door.screen<NoteView>().room_left == "100 characters left");
  for (int i = 0; i < 99; ++i) {
    door.does(intent::TypeText{"x"});
  }
  CHECK(door.screen<NoteView>().room_left == "1 character left");
  door.does(intent::TypeText{"ñ"});
  CHECK(door.screen<NoteView>().room_left == "1 character left");
  door.does(intent::TypeText{"x"});
  door.does(intent::TypeText{"x"});
  CHECK(door.screen<NoteView>().room_left == "0 characters left");
  CHECK(door.screen<NoteView>().text.size() == limits::note_bytes_max);
  door.does(intent::KeepNote{});
  CHECK(check_response(door.last_written(), exit_form()));
}

TEST_CASE("What no key types is not taken", "[note]") {
  Door door = at_note();
  for (const std::string bad : {"", "\n", "\x01", "\xFF", "\xC3", "\x7F"}) {
    door.does(intent::TypeText{bad});
  }
  door.does(intent::TypeText{std::string(33, 'x')});
  CHECK(door.screen<NoteView>().text.empty());
}

TEST_CASE("A sentence begins with a capital by itself", "[note][keyboard]") {
  CHECK(begins_sentence(""));
  CHECK(begins_sentence("¿"));
  CHECK(begins_sentence("Yes. "));
  CHECK(begins_sentence("Yes! ¡"));
  CHECK(begins_sentence("Well… "));
  CHECK_FALSE(begins_sentence("Yes"));
  CHECK_FALSE(begins_sentence("Yes "));
  CHECK_FALSE(begins_sentence("3."));
  CHECK_FALSE(begins_sentence("He said “"));
  Door door = at_note();
  CHECK(labels(door.screen<NoteView>().keyboard[0]) == "QWERTYUIOP");
  type(door, {"O"});
  CHECK(labels(door.screen<NoteView>().keyboard[0]) == "qwertyuiop");
  type(door, {"k", ".", " "});
  CHECK(labels(door.screen<NoteView>().keyboard[0]) == "QWERTYUIOP");
  door.does(intent::Backspace{});
  CHECK(labels(door.screen<NoteView>().keyboard[0]) == "qwertyuiop");
}

TEST_CASE("Shift holds for one letter", "[note][keyboard]") {
  Door door = at_note();
  type(door, {"A"});
  const auto shift = door.screen<NoteView>().keyboard[2].keys.front();
  CHECK(shift.kind == Key::Kind::shift);
  CHECK_FALSE(shift.active);
  door.does(intent::SwitchLayer{shift.text});
  CHECK(door.screen<NoteView>().keyboard[2].keys.front().active);
  type(door, {"B"});
  CHECK_FALSE(door.screen<NoteView>().keyboard[2].keys.front().active);
}

TEST_CASE("Accents hold for one character, digits until a space", "[note][keyboard]") {
  Door door = at_note();
  door.does(intent::SwitchLayer{"accents"});
  CHECK(labels(door.screen<NoteView>().keyboard[0]) == "áéíóúüñçàè");
  type(door, {"é"});
  CHECK(labels(door.screen<NoteView>().keyboard[0]) == "qwertyuiop");
  door.does(intent::SwitchLayer{"digits"});
  type(door, {"1", "0"});
  CHECK(labels(door.screen<NoteView>().keyboard[0]) == "1234567890");
  type(door, {" "});
  CHECK(labels(door.screen<NoteView>().keyboard[0]) == "qwertyuiop");
  door.does(intent::SwitchLayer{"no-such-layer"});
  CHECK(labels(door.screen<NoteView>().keyboard[0]) == "qwertyuiop");
}

TEST_CASE("Every layer fits ten keys and leads to every other", "[keyboard]") {
  for (const std::string layer : {"letters", "capitals", "digits", "accents", "accent-capitals"}) {
    CAPTURE(layer);
    const auto rows = keyboard_rows(layer, "Done");
    REQUIRE(rows.size() == 4);
    for (const KeyRow& row : rows) {
      float width = row.indent;
      for (const Key& key : row.keys) {
        width += key.width;
        if (key.kind == Key::Kind::layer || key.kind == Key::Kind::shift) {
          CHECK(is_layer(key.text));
        }
      }
      CHECK(width <= 10.01F);
    }
    CHECK(rows[3].keys.back().kind == Key::Kind::keep);
    CHECK(rows[3].keys.back().label == "Done");
    CHECK(rows[2].keys.back().kind == Key::Kind::backspace);
  }
}

TEST_CASE("The keyboard has every letter of its languages", "[keyboard]") {
  std::string all;
  for (const std::string layer : {"letters", "digits", "accents"}) {
    for (const KeyRow& row : keyboard_rows(layer, "Done")) {
      all += labels(row);
    }
  }
  for (const std::string wanted :
       {"á", "é", "í", "ó", "ú", "ü", "ñ", "ç", "à", "è", "ù", "â", "ê", "î", "ô",
        "û", "ä", "ö", "ß", "¿", "¡", "…", "’", "?", "!", ",", ".", "0", "(", ")"}) {
    CAPTURE(wanted);
    CHECK(all.find(wanted) != std::string::npos);
  }
}
