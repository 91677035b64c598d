#include "tests/support/sample_words.h"

namespace lintel::kiosk::samples {

namespace {

Key make_key(Key::Kind kind, std::string label, std::string text, float width) {
  Key key;
  key.kind = kind;
  key.label = std::move(label);
  key.text = std::move(text);
  key.width = width;
  return key;
}

KeyRow letters(const std::vector<std::string>& keys, float indent) {
  KeyRow row;
  row.indent = indent;
  for (const auto& key : keys) {
    row.keys.push_back(make_key(Key::Kind::text, key, key, 1));
  }
  return row;
}

std::vector<KeyRow> keyboard(Kind kind, bool accents) {
  using K = Key::Kind;
  std::vector<KeyRow> rows;
  KeyRow third;
  if (accents) {
    rows.push_back(letters({"á", "é", "í", "ó", "ú", "ü", "ñ", "ç", "à", "è"}, 0));
    rows.push_back(letters({"ù", "â", "ê", "î", "ô", "û", "ä", "ö", "ë", "ï"}, 0));
    third = letters({"ß", "ã", "õ", "å", "ø", "æ", "œ"}, 0.1F);
  } else {
    rows.push_back(letters({"q", "w", "e", "r", "t", "y", "u", "i", "o", "p"}, 0));
    rows.push_back(letters({"a", "s", "d", "f", "g", "h", "j", "k", "l"}, 0.5F));
    third = letters({"z", "x", "c", "v", "b", "n", "m"}, 0.1F);
  }
  Key shift = make_key(K::shift, "", accents ? "accent-capitals" : "capitals", 1.4F);
  shift.active = accents;
  third.keys.insert(third.keys.begin(), shift);
  third.keys.push_back(make_key(K::backspace, "", "", 1.4F));
  rows.push_back(third);
  KeyRow last;
  last.keys = {make_key(K::layer, accents ? "abc" : "123", accents ? "letters" : "digits", 1.4F),
               make_key(K::layer, accents ? "123" : "áñü", accents ? "digits" : "accents", 1.4F),
               make_key(K::space, "", " ", 3.2F),
               make_key(K::text, ",", ",", 1),
               make_key(K::text, ".", ".", 1),
               make_key(K::keep, pick(kind, "Done", "Listo"), "", 2)};
  rows.push_back(last);
  return rows;
}

}  // namespace

View note(Kind kind) {
  NoteView view;
  view.kicker = question_kicker(kind);
  view.session_title = title(kind);
  view.question = question(kind);
  view.tiles = answer_tiles(kind);
  view.prompts = {{"working", pick(kind, "What’s working", "Lo que funciona"), true},
                  {"not", pick(kind, "What isn’t", "Lo que no funciona"), false},
                  {"used-to", pick(kind, "What used to work", "Lo que antes funcionaba"), false}};
  view.cancel = pick(kind, "Cancel", "Cancelar");
  view.text = pick(
      kind, "Hearing it from you three made it real. I am starting on Monday with",
      "Escucharlo de vosotros tres lo hizo real. El lunes empiezo con el saludo en la puerta y "
      "con la pregunta de dos minutos. ¡Qué valientes habéis sido! ¿Podríais venir a mi tutoría?",
      "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftskapitän "
      "is a word nobody needs. 我会从星期一开始，在门口叫每个学生的名字。Then I would like to see "
      "it done once by somebody who has a class of thirty-four, a room for twenty-eight and a bell "
      "that rings two minutes early. After that I will try the glossary with my two first-year "
      "groups and tell you in December what became of it, in writing, with their own words. ");
  view.hint = pick(kind, "Please leave out names. An adult reads notes before anybody else.",
                   "Por favor, no escribas nombres. Quienes presentan verán las notas después de "
                   "que las lea una persona responsable.");
  view.room_left =
      kind == Kind::english ? "" : pick(kind, "", "Quedan 12 caracteres", "12 characters left");
  view.keyboard = keyboard(kind, false);
  View out = with(kind, view);
  out.chrome.clock = "10:46";
  return out;
}

View note_accents(Kind kind) {
  View out = note(kind);
  auto& view = std::get<NoteView>(out.screen);
  view.text = "";
  view.room_left.clear();
  view.prompts[0].checked = false;
  view.prompts[2].checked = true;
  view.keyboard = keyboard(kind, true);
  view.saved_use = "not-sure";
  view.saved = SaveStanding::saved;
  view.saved_label = pick(kind, "Saved", "Guardado");
  return out;
}

View note_covered(Kind kind) {
  View out = note(kind);
  auto& view = std::get<NoteView>(out.screen);
  view.text.clear();
  view.cover = pick(kind, "Tap here to go on writing", "Toca aquí para seguir escribiendo");
  return out;
}

}  // namespace lintel::kiosk::samples
