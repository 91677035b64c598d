#include "tests/support/sample_words.h"

namespace lintel::kiosk::samples {

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

}  // namespace lintel::kiosk::samples
