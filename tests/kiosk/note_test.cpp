#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "kiosk/app/keyboard.h"
#include "kiosk/app/note.h"
#include "kiosk/app/rules.h"
#include "tests/kiosk/door.h"

using namespace lintel;
using namespace lintel::test;

namespace {

// Types with the keys of the keyboard as it is shown: what a finger can reach.
void type(Door& door, const std::vector<std::string>& characters) {
  for (const auto& character : characters) {
    door.does(intent::TypeText{character});
  }
}

Note last_note(const Door& door) {
  return door.asked_for<effect::KeepNote>().back().note;
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
  CHECK(shown.prompts[0] == Choice{"working", "What’s working", false});
  CHECK(shown.prompts[1] == Choice{"not-working", "What isn’t", false});
  CHECK(shown.prompts[2] == Choice{"used-to-work", "What used to work", false});
  CHECK(shown.cancel == "Cancel");
  CHECK(shown.hint == "Please leave out names. An adult reads notes before anybody else.");
  CHECK(shown.room_left.empty());
}

TEST_CASE("Without a key to seal it to no note is offered", "[note]") {
  Door door;
  door.at("10:46");
  door.tap_stored("yes-this-week");
  CHECK(door.saved().add_note.empty());
  door.does(intent::AddNote{});
  CHECK(door.shows<ExitView>());
  door.take(event::NotesOffered{true});
  CHECK(door.saved().add_note == "Add a note");
  door.take(event::NotesOffered{false});
  CHECK(door.saved().add_note.empty());
}

TEST_CASE("A note is a record of its own, kept when Done is pressed", "[note]") {
  Door door = at_note();
  const Response answer = door.last_written();
  type(door, {"H", "i", " "});
  door.does(intent::PickPrompt{"used-to-work"});
  CHECK(door.screen<NoteView>().prompts[2].checked);
  door.does(intent::KeepNote{});
  const effect::KeepNote kept = door.asked_for<effect::KeepNote>().back();
  CHECK(kept.state == NoteState::kept);
  CHECK(kept.note.id != answer.id);
  CHECK(kept.note.topic == answer.topic());
  CHECK(kept.note.prompt == "used-to-work");
  CHECK(kept.note.text == "Hi");
  CHECK(check_note(kept.note, exit_form()));
  CHECK(door.asked_for<effect::PutOpen>().size() == 1);
  CHECK(door.shows<NoteView>());
  CHECK(door.screen<NoteView>().save == SaveStanding::saving);
  door.stores();
  REQUIRE(door.shows<ExitView>());
  CHECK(door.strip_is_open());
  CHECK(door.saved().add_note.empty());
  door.wait(seconds{4});
  CHECK(door.seals() == 1);
}

TEST_CASE("A writer who picks no subject writes about the first one", "[note]") {
  Door door = at_note();
  type(door, {"A"});
  door.does(intent::KeepNote{});
  CHECK(last_note(door).prompt == "working");
}

TEST_CASE("Undo takes the note along that the same person wrote", "[note][undo]") {
  Door door = at_note();
  type(door, {"H"});
  door.does(intent::KeepNote{});
  door.stores();
  door.wait(layout_settling);
  door.does(intent::Undo{});
  CHECK(door.asked_for<effect::DiscardNote>() ==
        std::vector{effect::DiscardNote{last_note(door).id}});
  CHECK(door.asked_for<effect::Discard>().size() == 1);
}

TEST_CASE("At each pause what is written goes to storage", "[note]") {
  Door door = at_note();
  type(door, {"H", "i"});
  door.wait(milliseconds{1999});
  CHECK(door.asked_for<effect::KeepNote>().empty());
  door.wait(milliseconds{1});
  REQUIRE(door.asked_for<effect::KeepNote>().size() == 1);
  CHECK(door.asked_for<effect::KeepNote>().back().state == NoteState::draft);
  CHECK(last_note(door).text == "Hi");
  door.wait(seconds{5});
  CHECK(door.asked_for<effect::KeepNote>().size() == 1);
  door.does(intent::Backspace{});
  door.does(intent::Backspace{});
  door.wait(seconds{2});
  CHECK(door.asked_for<effect::DiscardNote>().size() == 1);
}

TEST_CASE("Cancel leaves no trace of the note", "[note]") {
  Door door = at_note();
  type(door, {"N", "o"});
  SECTION("that was never stored") {
    door.does(intent::CancelNote{});
    CHECK(door.asked_for<effect::KeepNote>().empty());
    CHECK(door.asked_for<effect::DiscardNote>().empty());
  }
  SECTION("that was a draft") {
    door.wait(seconds{2});
    door.does(intent::CancelNote{});
    CHECK(door.asked_for<effect::DiscardNote>().size() == 1);
  }
  SECTION("for which Done was pressed already") {
    door.does(intent::KeepNote{});
    door.does(intent::CancelNote{});
    CHECK(door.asked_for<effect::DiscardNote>().size() == 1);
    door.stores();
  }
  REQUIRE(door.shows<ExitView>());
  CHECK(door.saved().add_note == "Add a note");
}

TEST_CASE("An empty note is none", "[note]") {
  Door door = at_note();
  door.does(intent::KeepNote{});
  CHECK(door.shows<ExitView>());
  CHECK(door.asked_for<effect::KeepNote>().empty());
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
  CHECK(door.screen<NoteView>().save == SaveStanding::saving);
}

TEST_CASE("Whoever goes on writing after Done stays", "[note]") {
  Door door = at_note();
  type(door, {"A"});
  door.does(intent::KeepNote{});
  type(door, {"h"});
  door.stores();
  CHECK(door.screen<NoteView>().text == "Ah");
}

TEST_CASE("Ten seconds without a key cover the text, a tap shows it again", "[note]") {
  Door door = at_note();
  type(door, {"A", "h"});
  door.wait(milliseconds{9999});
  CHECK(door.screen<NoteView>().text == "Ah");
  CHECK(door.screen<NoteView>().cover.empty());
  door.wait(milliseconds{1});
  CHECK(door.screen<NoteView>().text.empty());
  CHECK(door.screen<NoteView>().cover == "Tap here to go on writing");
  door.does(intent::UncoverNote{});
  CHECK(door.screen<NoteView>().text == "Ah");
}

TEST_CASE("Twenty-five seconds without a key keep the note and free the screen", "[note]") {
  Door door = at_note();
  type(door, {"A", "h"});
  door.wait(milliseconds{24'999});
  CHECK(door.shows<NoteView>());
  CHECK(door.overlays<std::monostate>());
  door.wait(milliseconds{1});
  CHECK(door.shows<ExitView>());
  CHECK(door.asked_for<effect::KeepNote>().back().state == NoteState::kept);
  CHECK(last_note(door).text == "Ah");
}

TEST_CASE("While one writes, others answer above, complete and sealed at once", "[note][rush]") {
  Door door = at_note();
  const Uuid writer = door.last_written().id;
  type(door, {"A"});
  door.tap("not-sure");
  REQUIRE(door.shows<NoteView>());
  CHECK(door.asked_for<effect::Seal>().back().id == writer);
  CHECK(door.screen<NoteView>().saved_use == "not-sure");
  CHECK(door.screen<NoteView>().saved_label == "Saving…");
  const Uuid other = door.last_written().id;
  door.stores();
  CHECK(door.screen<NoteView>().saved_label == "Saved");
  CHECK(door.asked_for<effect::Seal>().back().id == other);
  CHECK(door.screen<NoteView>().text == "A");
  door.wait(milliseconds{1999});
  CHECK(door.screen<NoteView>().saved_use == "not-sure");
  door.wait(milliseconds{1});
  CHECK(door.screen<NoteView>().saved_use.empty());
  door.does(intent::KeepNote{});
  while (door.writes_out() > 0) {
    door.stores();
  }
  REQUIRE(door.shows<ExitView>());
  CHECK(door.saved().title == "Note saved. Thank you!");
  CHECK(door.saved().undo.empty());
  // Whoever answered above and reaches for Undo now must not take the writer's answer back.
  door.wait(layout_settling);
  door.does(intent::Undo{});
  CHECK(door.asked_for<effect::Discard>().empty());
}

TEST_CASE("Whoever taps a tile in the moment the keyboard comes is counted", "[note][rush]") {
  Door door;
  door.at("10:46");
  door.take(event::NotesOffered{true});
  door.tap_stored("yes-this-week");
  door.does(intent::AddNote{});
  door.wait(milliseconds{300});
  door.does(intent::TypeText{"x"});  // meant for what was there before
  door.tap("not-sure");
  CHECK(door.screen<NoteView>().text.empty());
  CHECK(door.screen<NoteView>().settling);
  CHECK(door.asked_for<effect::PutOpen>().size() == 2);
  door.wait(milliseconds{500});
  CHECK_FALSE(door.screen<NoteView>().settling);
}

TEST_CASE("A tap that could not be stored says so on its tile", "[note][storage]") {
  Door door = at_note();
  door.tap("not-sure");
  door.fails();
  CHECK(door.screen<NoteView>().saved == SaveStanding::failed);
  CHECK(door.screen<NoteView>().saved_label == "Not saved");
}

TEST_CASE("A minute after the tap the answer is sealed, the note goes on", "[note][seal]") {
  Door door = at_note();
  for (int key = 0; key < 7; ++key) {
    type(door, {"a"});
    door.wait(seconds{9});
  }
  CHECK(door.shows<NoteView>());
  CHECK(door.seals() == 1);
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
  CHECK(check_note(last_note(door), exit_form()));
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
