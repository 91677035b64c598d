#include "tests/support/sample_views.h"

#include <utility>

namespace lintel::kiosk::samples {
namespace {

// One text in the three kinds.
std::string pick(Kind kind, std::string english, std::string spanish, std::string long_words) {
  switch (kind) {
    case Kind::english:
      return english;
    case Kind::spanish:
      return spanish;
    case Kind::long_words:
      return long_words;
  }
  return english;
}

std::string pick(Kind kind, std::string english, std::string spanish) {
  std::string same = english;
  return pick(kind, std::move(english), std::move(spanish), std::move(same));
}

constexpr auto long_title =
    "Rechtsschutzversicherungsgesellschaften and other words: why our glossary starts every unit";
constexpr auto long_names = "Wilhelmina-Katharina, 王小明, Anastasiya and Muhammad-Ibrahim";

std::string title(Kind kind) {
  return pick(kind, "Greet us at the door: the first two minutes decide the hour",
              "Salúdanos en la puerta: los dos primeros minutos deciden la hora entera de clase",
              long_title);
}

View with(Kind kind, ScreenView screen, Tab tab = Tab::this_room) {
  return {chrome(kind, tab), std::move(screen), std::monostate{}};
}

std::string banner_saved(Kind kind) {
  return pick(kind, "Saved. Thank you!", "Guardado. ¡Muchas gracias!");
}

std::string next_line(Kind kind) {
  return pick(kind, "Next here at 11:00 · Homework that fits around a job",
              "A continuación aquí, a las 11:00 · Deberes compatibles con un trabajo de tarde",
              std::string{"Next here at 11:00 · "} + long_title);
}

}  // namespace

Chrome chrome(Kind kind, Tab tab) {
  Chrome out;
  const bool all = tab == Tab::all_rooms;
  out.title = all ? pick(kind, "All rooms", "Todas las salas")
                  : pick(kind, "Room 204", "Sala 204", "Performing Arts Rehearsal Hall B");
  out.subtitle = all ? pick(kind, "Student-Led PD Day · Friday 20 November",
                            "Jornada del alumnado · viernes, 20 de noviembre")
                     : pick(kind, "Student-Led PD Day · “This is what we prefer”",
                            "Jornada de formación del alumnado · “Esto es lo que preferimos”");
  out.clock = "10:41";
  out.tab = tab;
  out.this_room = pick(kind, "This room", "Esta sala");
  out.all_rooms = pick(kind, "All rooms", "Todas las salas");
  out.status_tone = Tone::waiting;
  out.status = pick(kind, "Saved on this tablet · 12 waiting to send",
                    "Guardado en esta tableta · 12 respuestas pendientes de envío");
  out.status_short =
      pick(kind, "Saved on this tablet · 12 waiting", "Guardado en esta tableta · 12 pendientes");
  out.languages = {{"en", "English", kind != Kind::spanish},
                   {"es", "Español", kind == Kind::spanish},
                   {"zh", "中文", false}};
  return out;
}

View door(Kind kind) {
  DoorView view;
  view.running = true;
  view.kicker = pick(kind, "NOW · 10:00 – 10:45", "AHORA · 10:00 – 10:45");
  view.title = title(kind);
  view.byline = pick(kind, "Presented by Amara, Luis and Mei · Grade 10",
                     "Presentan Amara, Luis y Mei · 4.º de ESO · con la orientadora del centro",
                     std::string{"Presented by "} + long_names + " · Grade 10");
  view.challenge_label = pick(kind, "The challenge.", "El reto.");
  view.challenge =
      pick(kind, "“Some of us go a whole day without a teacher saying our name.”",
           "“Algunos de nosotros pasamos un día entero sin que ningún profesor diga nuestro nombre "
           "en voz alta.”",
           "“When a text has one word we do not know in every line, we stop reading after ten "
           "minutes and nobody notices, because we have learned to nod at the right moment and to "
           "copy the answers from the board. 我们想要一起读。”");
  view.leave_button =
      pick(kind, "Leaving? Tell them in one tap", "¿Ya te vas? Díselo con un solo toque");
  view.slides_button = pick(kind, "Slides", "Diapositivas");
  view.time_left = pick(kind, "4 minutes left", "Quedan 4 minutos");
  view.progress = 0.91F;
  view.side = {
      {CardKind::normal, pick(kind, "NEXT · 11:00", "A CONTINUACIÓN · 11:00"),
       pick(kind, "Homework that fits around a job", "Deberes compatibles con un trabajo de tarde",
            long_title),
       pick(kind, "Devon and Priya", "Devon y Priya", long_names)},
      {CardKind::moved, pick(kind, "1:00 · MOVED TO LIBRARY", "13:00 · TRASLADADA A LA BIBLIOTECA"),
       pick(kind, "Group work without the free riders",
            "Trabajo en grupo sin que nadie se aproveche",
            "小组合作：人人都有任务，人人都被听见的课堂"),
       ""},
      {CardKind::normal, pick(kind, "2:00", "14:00"),
       pick(kind, "Say our names right", "Decid bien nuestros nombres",
            "私たちの名前を正しく呼んでください"),
       pick(kind, "", "Nour y Tama", "中村さくら, 김하늘")}};
  return with(kind, view);
}

View door_moved(Kind kind) {
  View out = door(kind);
  auto& view = std::get<DoorView>(out.screen);
  view.kind = CardKind::moved;
  view.kicker = pick(kind, "10:00 · MOVED TO LIBRARY", "10:00 · TRASLADADA A LA BIBLIOTECA");
  view.leave_button.clear();
  view.slides_button.clear();
  view.time_left.clear();
  view.running = false;
  return out;
}

View door_cancelled(Kind kind) {
  View out = door_moved(kind);
  auto& view = std::get<DoorView>(out.screen);
  view.kind = CardKind::cancelled;
  view.kicker = pick(kind, "10:00 · CANCELLED", "10:00 · CANCELADA");
  view.side.push_back({CardKind::cancelled, pick(kind, "3:00 · CANCELLED", "15:00 · CANCELADA"),
                       pick(kind, "Seats that work for everyone", "Asientos para todo el mundo"),
                       ""});
  return out;
}

View no_schedule(Kind kind) {
  DoorView view;
  view.title = pick(kind, "Waiting for the schedule", "Esperando el horario");
  view.byline = pick(kind,
                     "This is Room 204. The schedule comes by itself once this tablet reaches the "
                     "collector; right now there is no network.",
                     "Esta es la sala 204. El horario llega por sí solo en cuanto esta tableta "
                     "encuentre el servidor; ahora mismo no hay red.");
  View out = with(kind, view);
  out.chrome.status_tone = Tone::trouble;
  out.chrome.status = pick(kind, "Working offline · nothing is lost",
                           "Trabajando sin conexión · no se pierde nada");
  out.chrome.status_short = out.chrome.status;
  out.chrome.subtitle.clear();
  return out;
}

View quiet_room(Kind kind) {
  View out = door(kind);
  DoorView view;
  view.title = pick(kind, "Nothing on right now", "Ahora mismo no hay nada");
  view.byline = pick(kind, "Next here at 11:00", "A continuación, a las 11:00");
  view.side = std::get<DoorView>(out.screen).side;
  out.screen = view;
  out.chrome.status_tone = Tone::good;
  out.chrome.status = pick(kind, "All sent", "Todo enviado");
  out.chrome.status_short = out.chrome.status;
  return out;
}

View exit(Kind kind) {
  ExitView view;
  view.kicker = pick(kind, "JUST ENDED · TELL AMARA, LUIS AND MEI",
                     "ACABA DE TERMINAR · DÍSELO A AMARA, LUIS Y MEI",
                     "JUST ENDED · TELL WILHELMINA-KATHARINA, 王小明 AND ANASTASIYA");
  view.session_title = title(kind);
  view.question = pick(kind, "Will you use something you heard?",
                       "¿Vas a usar algo de lo que has escuchado hoy?");
  view.change = pick(kind, "Not this session? Change", "¿No era esta sesión? Cámbiala");
  view.change_short = pick(kind, "Change", "Cambiar");
  view.tiles = {
      {"yes-this-week", pick(kind, "Yes, this week", "Sí, esta misma semana"), TileIcon::check},
      {"yes-with-help", pick(kind, "Yes, with some help", "Sí, con un poco de ayuda"),
       TileIcon::hand},
      {"not-sure", pick(kind, "Not sure yet", "Todavía no estoy seguro"), TileIcon::dots},
      {"not-for-me", pick(kind, "Not for my classes", "No es para mis clases"), TileIcon::minus}};
  view.hint = pick(kind, "One tap is enough. Anonymous.", "Basta un toque. Es anónimo.");
  view.next = next_line(kind);
  View out = with(kind, view);
  out.chrome.clock = "10:46";
  return out;
}

View exit_rush(Kind kind) {
  View out = exit(kind);
  auto& view = std::get<ExitView>(out.screen);
  view.save = SaveStanding::saved;
  view.banner = banner_saved(kind);
  view.banner_undo = pick(kind, "Undo", "Deshacer");
  return out;
}

View storage_full(Kind kind) {
  View out = exit(kind);
  auto& view = std::get<ExitView>(out.screen);
  view.save = SaveStanding::failed;
  view.banner = pick(kind,
                     "This tablet is full and cannot take answers. Please tell a facilitator; "
                     "nothing that was saved is lost.",
                     "Esta tableta está llena y no admite más respuestas. Avisa a la persona "
                     "responsable; lo guardado no se pierde.");
  out.chrome.status_tone = Tone::trouble;
  out.chrome.status = pick(kind, "This tablet is full · 12 saved here",
                           "Esta tableta está llena · 12 guardadas aquí");
  out.chrome.status_short = out.chrome.status;
  return out;
}

View ideas(Kind kind) {
  ChoiceView view;
  view.kind = ChoiceKind::ideas;
  view.save = SaveStanding::saved;
  view.saved = pick(kind, "SAVED", "GUARDADO");
  view.question = pick(kind, "Which of their ideas will you try?",
                       "¿Cuáles de sus ideas vas a probar en clase?");
  view.undo = pick(kind, "Undo", "Deshacer");
  view.choices = {
      {"1",
       pick(kind, "Stand at the door and greet every student by name",
            "Ponte en la puerta y saluda a cada estudiante por su nombre",
            "Put a glossary of the ten hardest words on the first page, in all of our home "
            "languages: 中文, español, Deutsch"),
       true},
      {"2",
       pick(kind, "Two-minute check-in question on the board",
            "Una pregunta de dos minutos en la pizarra para empezar",
            "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"),
       false},
      {"3",
       pick(kind, "Let us pick the first song of the day",
            "Déjanos elegir la primera canción del día", "每周让两个学生用自己的语言讲解一个新词"),
       false},
      {"4",
       pick(kind, "Learn how to say our names in week one",
            "Aprende a decir nuestros nombres la primera semana"),
       false}};
  view.add_note = pick(kind, "Add a note", "Añadir una nota");
  view.countdown = pick(kind, "Next person in 8 s", "Siguiente persona en 8 s");
  view.done = pick(kind, "Done", "Listo");
  View out = with(kind, view);
  out.chrome.clock = "10:46";
  return out;
}

View help(Kind kind) {
  View out = ideas(kind);
  auto& view = std::get<ChoiceView>(out.screen);
  view.kind = ChoiceKind::help;
  view.save = SaveStanding::saving;
  view.saved = pick(kind, "SAVING…", "GUARDANDO…");
  view.question = pick(kind, "What would help?", "¿Qué te ayudaría?");
  view.choices = {
      {"time", pick(kind, "Time to prepare", "Tiempo para prepararlo"), false},
      {"materials", pick(kind, "Materials", "Materiales"), true},
      {"seeing-it", pick(kind, "Seeing it done", "Ver cómo lo hace otra persona"), true},
      {"permission", pick(kind, "A go-ahead from the school", "El visto bueno del centro"), false},
      {"not-sure-how", pick(kind, "I’m not sure how", "No sé muy bien cómo hacerlo"), false}};
  return out;
}

View choices(Kind kind, int count) {
  View out = ideas(kind);
  auto& view = std::get<ChoiceView>(out.screen);
  const auto four = view.choices;
  view.choices.clear();
  for (int i = 0; i < count; ++i) {
    Choice choice = four[static_cast<std::size_t>(i) % four.size()];
    choice.id = std::to_string(i + 1);
    view.choices.push_back(choice);
  }
  return out;
}

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
  view.hint =
      pick(kind, "Please leave out names. The presenters see notes after a leader has read them.",
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
  return out;
}

View thanks(Kind kind) {
  ThanksView view;
  view.title = pick(kind, "Thank you", "¡Muchas gracias!");
  view.lines = {
      pick(kind, "Amara, Luis and Mei will hear this.", "Amara, Luis y Mei lo van a saber.",
           std::string{long_names} + " will hear this."),
      pick(kind, "You are the 23rd teacher to answer.",
           "Eres la persona n.º 23 que responde desde el profesorado.")};
  view.undo = pick(kind, "Undo", "Deshacer");
  View out = with(kind, view, Tab::none);
  return out;
}

namespace {

BoardCell cell(std::string title, std::string byline, CellKind kind = CellKind::normal) {
  return {kind, "", std::move(title), std::move(byline), ""};
}

}  // namespace

View board(Kind kind) {
  BoardView view;
  view.columns = {
      {"10:00", pick(kind, " · now", " · ahora")}, {"11:00", ""}, {"1:00", ""}, {"2:00", ""}};
  view.now_column = 0;
  const std::string free = pick(kind, "Free", "Libre");
  const std::string group = pick(kind, "Group work without the free riders",
                                 "Trabajo en grupo sin que nadie se aproveche");
  BoardCell away{CellKind::moved_away, "", group, "", pick(kind, "→ Library", "→ Biblioteca")};
  BoardCell here{CellKind::moved_here, "", group, "",
                 pick(kind, "moved from 204", "viene de la 204")};
  BoardCell cancelled{CellKind::cancelled, pick(kind, "Cancelled", "Cancelada"),
                      pick(kind, "Seats that work for everyone", "Asientos que sirven para todos"),
                      "", ""};
  view.rows = {
      {"204",
       pick(kind, "you are here", "estás aquí"),
       {{cell(pick(kind, "Greet us at the door", "Salúdanos en la puerta", long_title),
              pick(kind, "Amara, Luis, Mei", "Amara, Luis, Mei", "Wilhelmina-Katharina, 王小明"),
              CellKind::now)},
        {cell(pick(kind, "Homework that fits around a job",
                   "Deberes compatibles con un trabajo de tarde"),
              "Devon, Priya")},
        {away},
        {cell(pick(kind, "Say our names right", "Decid bien nuestros nombres",
                   "私たちの名前を正しく呼んでください"),
              "Nour, Tama")}}},
      {"206",
       "",
       {{cell(pick(kind, "What late work is really about", "Lo que hay detrás de entregar tarde"),
              "Jo, Hana")},
        {cell(pick(kind, "Quiet students have answers too", "Quien calla también tiene respuestas"),
              "Sofia, Ken, Ade")},
        {cell(pick(kind, "Phones: a deal we would keep", "Móviles: un trato que cumpliríamos"),
              "Max, Lena")},
        {cell(pick(kind, "Feedback we can use tomorrow", "Comentarios que sirven para mañana"),
              "Iris, Omar")}}},
      {pick(kind, "Gym", "Gimnasio"),
       "",
       {{cell(pick(kind, "When a test day goes wrong", "Cuando un día de examen sale mal"),
              "Bea, Raj")},
        {cancelled},
        {cell(pick(kind, "Belonging is built on Mondays", "El grupo se construye los lunes"),
              "Kai, Elif")},
        {cell(pick(kind, "Our languages at school", "Nuestras lenguas en el instituto"),
              "Ana, Minh, Yusuf")}}},
      {pick(kind, "Library", "Biblioteca", "Performing Arts Rehearsal Hall B"),
       "",
       {{cell(free, "", CellKind::free)},
        {cell(pick(kind, "Reading we would choose", "Las lecturas que elegiríamos"), "Zoe, Ben")},
        {here},
        {cell(pick(kind, "A perfect school day", "Un día perfecto en clase"),
              pick(kind, "Whole team", "Todo el equipo"))}}}};
  return with(kind, view, Tab::all_rooms);
}

View board_of(int rooms, int columns) {
  View out = board(Kind::english);
  BoardView view;
  const auto& few = std::get<BoardView>(out.screen);
  view.now_column = columns / 2;
  for (int c = 0; c < columns; ++c) {
    view.columns.push_back({std::to_string(8 + c) + ":00", c == view.now_column ? " · now" : ""});
  }
  for (int r = 0; r < rooms; ++r) {
    BoardRow row;
    row.room = std::to_string(201 + r);
    row.note = r == rooms / 2 ? "you are here" : "";
    for (int c = 0; c < columns; ++c) {
      const auto& source = few.rows[static_cast<std::size_t>((r + c) % 4)].cells;
      auto cells = source[static_cast<std::size_t>(c % 4)];
      if ((r * 5 + c) % 11 == 3) {
        cells.push_back(cell("Drop-in corner", "Whole team"));
      }
      for (BoardCell& each : cells) {
        if (each.kind == CellKind::now) {
          each.kind = CellKind::normal;
        }
        if (each.kind == CellKind::normal && c == view.now_column) {
          each.kind = CellKind::now;
        }
      }
      row.cells.push_back(cells);
    }
    view.rows.push_back(row);
  }
  out.screen = view;
  return out;
}

View change(Kind kind) {
  View out = exit(kind);
  ChangeOverlay overlay;
  overlay.title = pick(kind, "Which session are you leaving?", "¿De qué sesión sales?");
  overlay.sessions = {
      {SessionId{"greet"}, "204 · 10:00 – 10:45", title(kind), true},
      {SessionId{"late-work"}, "206 · 10:00 – 10:45",
       pick(kind, "What late work is really about", "Lo que hay detrás de entregar tarde"), false},
      {SessionId{"test-day"}, pick(kind, "GYM · 10:00 – 10:45", "GIMNASIO · 10:00 – 10:45"),
       pick(kind, "When a test day goes wrong", "Cuando un día de examen sale mal"), false},
      {SessionId{"homework"}, "204 · 11:00 – 11:45",
       pick(kind, "Homework that fits around a job", "Deberes compatibles con un trabajo de tarde"),
       false}};
  if (kind == Kind::long_words) {
    for (int i = 0; i < 8; ++i) {
      overlay.sessions.push_back(
          {SessionId{"more-" + std::to_string(i)}, "301 · 10:00 – 10:45", long_title, false});
    }
  }
  overlay.close = pick(kind, "Close", "Cerrar");
  out.overlay = overlay;
  return out;
}

View slides(Kind kind) {
  View out = door(kind);
  out.overlay = SlidesOverlay{
      pick(kind, "Take the slides with you", "Llévate las diapositivas"),
      pick(kind, "Point your phone’s camera at the code.",
           "Apunta al código con la cámara de tu teléfono."),
      pick(kind, "https://slides.example.org/pd/greet-us-at-the-door",
           "https://slides.example.org/pd/saludanos-en-la-puerta",
           "https://slides.example.org/2026/student-led-professional-development/block-1/room-204/"
           "rechtsschutzversicherungsgesellschaften-and-other-words?share=4f7a9c11e0b24d5b"),
      pick(kind, "Close", "Cerrar")};
  return out;
}

View still_here(Kind kind) {
  View out = note(kind);
  out.overlay =
      StillHereOverlay{pick(kind, "Still here?", "¿Sigues ahí?"),
                       pick(kind, "Going back to the door in 20 s. What you wrote is kept.",
                            "Volvemos a la puerta en 20 s. Se guarda lo que has escrito."),
                       pick(kind, "Yes, still here", "Sí, sigo aquí")};
  return out;
}

std::vector<Sample> all(Kind kind) {
  return {{"door", door(kind)},
          {"door-moved", door_moved(kind)},
          {"door-cancelled", door_cancelled(kind)},
          {"no-schedule", no_schedule(kind)},
          {"quiet-room", quiet_room(kind)},
          {"exit", exit(kind)},
          {"exit-rush", exit_rush(kind)},
          {"storage-full", storage_full(kind)},
          {"ideas", ideas(kind)},
          {"help", help(kind)},
          {"note", note(kind)},
          {"note-accents", note_accents(kind)},
          {"thanks", thanks(kind)},
          {"board", board(kind)},
          {"change", change(kind)},
          {"slides", slides(kind)},
          {"still-here", still_here(kind)}};
}

}  // namespace lintel::kiosk::samples
