#include "tests/support/sample_words.h"

namespace lintel::kiosk::samples {

Chrome chrome(Kind kind, Place place) {
  Chrome out;
  const bool all = place == Place::all_rooms;
  out.title = all ? pick(kind, "All rooms", "Todas las salas")
                  : pick(kind, "Room 204", "Sala 204", "Performing Arts Rehearsal Hall B");
  out.subtitle = all ? pick(kind, "Student-Led PD Day · Friday 20 November",
                            "Jornada del alumnado · viernes, 20 de noviembre")
                     : pick(kind, "Student-Led PD Day · “This is what we prefer”",
                            "Jornada de formación del alumnado · “Esto es lo que preferimos”");
  out.clock = "10:41";
  if (all) {
    out.this_room = pick(kind, "This room", "Esta sala");
    out.search = pick(kind, "Search", "Buscar");
  } else if (place == Place::room) {
    out.all_rooms = pick(kind, "All rooms", "Todas las salas");
  }
  out.status_tone = Tone::waiting;
  out.status = pick(kind, "Saved on this tablet · sent when Wi-Fi is back",
                    "Guardado en esta tableta · se envía al volver la wifi");
  out.status_short = pick(kind, "Saved on this tablet", "Guardado en esta tableta");
  out.languages = {{"en", "English", kind != Kind::spanish},
                   {"es", "Español", kind == Kind::spanish},
                   {"zh", "中文", false}};
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
  out.chrome.change = pick(kind, "Not this session? Change", "¿No era esta sesión? Cámbiala");
  out.chrome.change_short = pick(kind, "Not this session?", "¿No es esta?");
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
  out.chrome.status = pick(kind, "This tablet is full · answers are safe here",
                           "Esta tableta está llena · las respuestas están a salvo aquí");
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

}  // namespace lintel::kiosk::samples
