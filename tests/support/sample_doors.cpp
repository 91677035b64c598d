#include "tests/support/sample_words.h"

namespace lintel::kiosk::samples {

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
  out.chrome.status_tone = Tone::normal;
  out.chrome.status = pick(kind, "Ready", "Todo listo");
  out.chrome.status_short = out.chrome.status;
  out.chrome.subtitle.clear();
  return out;
}

namespace {

SessionList later_list(Kind kind) {
  return {pick(kind, "LATER IN THIS ROOM", "MÁS TARDE EN ESTA SALA"),
          {{CardKind::normal, "11:00",
            pick(kind, "Homework that fits around a job",
                 "Deberes compatibles con un trabajo de tarde", long_title)},
           {CardKind::moved, "1:00", pick(kind, "Moved to Library", "Trasladada a Biblioteca")},
           {CardKind::normal, "2:00",
            pick(kind, "Say our names right", "Decid bien nuestros nombres",
                 "私たちの名前を正しく呼んでください")}}};
}

std::vector<AnswerTile> tiles(Kind kind) {
  return {
      {"yes-this-week", pick(kind, "Yes, this week", "Sí, esta misma semana"), TileIcon::check},
      {"yes-with-help", pick(kind, "Yes, with some help", "Sí, con un poco de ayuda"),
       TileIcon::hand},
      {"not-sure", pick(kind, "Not sure yet", "Todavía no estoy seguro"), TileIcon::dots},
      {"not-for-me", pick(kind, "Not for my classes", "No es para mis clases"), TileIcon::minus}};
}

}  // namespace

View door_turnover(Kind kind) {
  View out = door(kind);
  auto& view = std::get<DoorView>(out.screen);
  view.kicker = pick(kind, "NOW · 10:50 – 11:35", "AHORA · 10:50 – 11:35");
  view.tag = pick(kind, "Just started: come in", "Acaba de empezar: ¡pasa!");
  view.title = pick(kind, "Homework that fits around a job",
                    "Deberes compatibles con un trabajo de tarde", long_title);
  view.byline = pick(kind, "Presented by Devon and Priya · Grade 12",
                     "Presentan Devon y Priya · 2.º de Bachillerato",
                     std::string{"Presented by "} + long_names + " · Grade 12");
  view.challenge = pick(kind,
                        "“I close the store at ten and start my homework at eleven. Then first "
                        "period is at eight.”",
                        "«Cierro la tienda a las diez y empiezo los deberes a las once. Y la "
                        "primera clase es a las ocho.»");
  view.leave_button.clear();
  view.slides_button.clear();
  view.time_left = pick(kind, "43 minutes left", "Quedan 43 minutos");
  view.progress = 0.044F;
  view.side[0] = {CardKind::cancelled,
                  pick(kind, "NEXT · 11:45 · CANCELLED", "DESPUÉS · 11:45 · CANCELADA"),
                  pick(kind, "Seats that work for everyone", "Asientos que sirven para todos"),
                  pick(kind, "Nothing here until 1:00", "Aquí no hay nada hasta: 13:00")};
  view.side[2].byline.clear();
  CompactExit exit;
  exit.kicker = pick(kind, "JUST ENDED · 10:45", "ACABA DE TERMINAR · 10:45");
  exit.title = pick(kind, "Leaving the session before this one?", "¿Sales de la sesión anterior?");
  exit.about = pick(kind, "Greet us at the door, with Amara, Luis and Mei",
                    "Salúdanos en la puerta, con Amara, Luis y Mei",
                    std::string{long_title} + ", with " + long_names);
  exit.question =
      pick(kind, "Will you use something you heard?", "¿Vas a usar algo de lo que has escuchado?");
  exit.until = pick(kind, "One tap, until 11:00", "Un toque, hasta: 11:00");
  exit.tiles = tiles(kind);
  view.exit = exit;
  out.chrome.clock = "10:52";
  out.chrome.slides = pick(kind, "Slides", "Diapositivas");
  return out;
}

View door_turnover_saved(Kind kind) {
  View out = door_turnover(kind);
  auto& exit = *std::get<DoorView>(out.screen).exit;
  exit.saved.save = SaveStanding::saved;
  exit.saved.title = banner_saved(kind);
  exit.saved.undo = pick(kind, "Wrong tile? Undo", "¿Otra? Deshacer");
  exit.more = pick(kind, "Which will you try?", "¿Cuál vas a probar?");
  return out;
}

View door_turnover_failed(Kind kind) {
  View out = door_turnover(kind);
  auto& exit = *std::get<DoorView>(out.screen).exit;
  exit.saved.save = SaveStanding::failed;
  exit.saved.title = pick(kind, "Not saved: this tablet is full. Please tell staff.",
                          "No se guardó: la tableta está llena. Avisa a alguien del equipo.");
  return out;
}

View door_next(Kind kind) {
  View out = door(kind);
  auto& view = std::get<DoorView>(out.screen);
  view.running = false;
  view.kicker =
      pick(kind, "FIRST HERE TODAY · 10:00 – 10:45", "LA PRIMERA DE HOY AQUÍ · 10:00 – 10:45");
  view.leave_button.clear();
  view.time_left.clear();
  view.side.clear();
  view.countdown =
      Countdown{pick(kind, "Starts in", "Empieza en"), pick(kind, "12 minutes", "12 minutos"),
                pick(kind, "The door is open: come in and sit down.",
                     "La puerta está abierta: pasa y siéntate.")};
  view.theme_label = pick(kind, "TODAY’S THEME", "EL LEMA DE HOY");
  view.theme = pick(kind, "“This is what we prefer”", "«Esto es lo que preferimos»");
  view.list = later_list(kind);
  out.chrome.subtitle = pick(kind, "Student-Led PD Day · Friday 20 November",
                             "Jornada del alumnado · viernes 20 de noviembre");
  out.chrome.clock = "9:48";
  out.chrome.status_tone = Tone::normal;
  out.chrome.status = pick(kind, "Ready", "Todo listo");
  out.chrome.status_short = out.chrome.status;
  return out;
}

// The one before it was cancelled, and it begins on another day.
View door_next_day(Kind kind) {
  View out = door_next(kind);
  auto& view = std::get<DoorView>(out.screen);
  view.kicker = pick(kind, "THEN HERE · SATURDAY 21 NOVEMBER · 10:00 – 10:45",
                     "LUEGO AQUÍ · SÁBADO 21 DE NOVIEMBRE · 10:00 – 10:45");
  view.countdown =
      Countdown{pick(kind, "Starts", "Empieza"), pick(kind, "tomorrow 10:00", "mañana, 10:00"), ""};
  view.side = {{CardKind::cancelled,
                pick(kind, "NEXT · 9:00 · CANCELLED", "DESPUÉS · 9:00 · CANCELADA"),
                pick(kind, "Seats that work for everyone", "Asientos que sirven para todos"), ""}};
  return out;
}

View day_over(Kind kind) {
  View out = door_next(kind);
  auto& view = std::get<DoorView>(out.screen);
  const DoorView before = view;
  view = DoorView{};
  view.title = pick(kind, "No more sessions today", "Hoy no hay más sesiones");
  view.byline = pick(kind, "Thank you for listening to our students.",
                     "Gracias por escuchar a nuestro alumnado.");
  view.countdown = Countdown{pick(kind, "Next here", "Próxima aquí"),
                             pick(kind, "tomorrow 9:00", "mañana, 9:00"), title(kind)};
  view.theme_label = before.theme_label;
  view.theme = before.theme;
  view.list = before.list;
  view.list.kicker = pick(kind, "IN OTHER ROOMS", "EN OTRAS SALAS");
  out.chrome.clock = "15:10";
  out.chrome.status_tone = Tone::good;
  out.chrome.status = pick(kind, "Connected · answers are sent in groups",
                           "Conectada · las respuestas se envían en grupos");
  out.chrome.status_short = pick(kind, "Connected", "Conectada");
  return out;
}

View no_room(Kind kind) {
  View out = no_schedule(kind);
  auto& view = std::get<DoorView>(out.screen);
  view.title = pick(kind, "This tablet has no room yet", "Esta tableta aún no tiene sala");
  view.byline = pick(kind,
                     "On the admin page, under Tablets, choose one of these rooms: 204, 206, Gym, "
                     "Library.",
                     "En la página de administración, en «Tablets», elige una de estas salas: 204, "
                     "206, Gimnasio, Biblioteca.");
  out.chrome.title = pick(kind, "New tablet", "Tableta nueva");
  return out;
}

std::vector<LanguageChoice> nine_languages() {
  return {{"en", "English", true},     {"es", "Español", false}, {"zh", "中文", false},
          {"vi", "Tiếng Việt", false}, {"ht", "Kreyòl", false},  {"pt", "Português", false},
          {"uk", "Українська", false}, {"ko", "한국어", false},  {"so", "Soomaali", false}};
}

View languages(Kind kind) {
  View out = exit(kind);
  out.chrome.languages = nine_languages();
  out.overlay = LanguagesOverlay{pick(kind, "Language", "Idioma"), nine_languages(),
                                 pick(kind, "Close", "Cerrar")};
  return out;
}

View many_languages(Kind kind) {
  View out = door_turnover(kind);
  out.chrome.languages = nine_languages();
  return out;
}

}  // namespace lintel::kiosk::samples
