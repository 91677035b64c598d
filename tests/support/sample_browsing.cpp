#include "tests/support/sample_words.h"

namespace lintel::kiosk::samples {
namespace {

std::vector<FoundSession> some_found(Kind kind) {
  return {
      {SessionId{"names"}, "204 · 2:00 – 2:45",
       pick(kind, "Say our names right", "Decid bien nuestros nombres",
            "私たちの名前を正しく呼んでください"),
       pick(kind, "Nour, Tama", "Nour, Tama", "中村さくら, 김하늘 · 10年生"), false},
      {SessionId{"greet"}, "204 · 10:00 – 10:45", title(kind),
       pick(kind, "Amara, Luis, Mei · Grade 10", "Amara, Luis, Mei · 4.º ESO", long_names), false},
      {SessionId{"seats"},
       pick(kind, "Gym · 11:00 – 11:45 · Cancelled", "Gimnasio · 11:00 – 11:45 · Cancelada"),
       pick(kind, "Seats that work for everyone", "Asientos que sirven para todos"), "", true}};
}

}  // namespace

View door_changed(Kind kind) {
  View out = door(kind);
  auto& view = std::get<DoorView>(out.screen);
  const std::string ago = pick(kind, " · 12 min ago", " · hace 12 min");
  view.news = {pick(kind, "Moved here from Gym", "Antes en el gimnasio",
                    "Moved here from Performing Arts Rehearsal Hall B") +
               ago};
  view.side.resize(1);
  view.side[0].news = {
      pick(kind, "New time, was 10:50", "Nueva hora; antes, 10:50") + ago,
      pick(kind, "New title, was “Homework and jobs”", "Nuevo título; antes, «Deberes y trabajo»",
           std::string{"New title, was “"} + long_title + "”") +
          ago};
  view.side.push_back({CardKind::moved,
                       pick(kind, "1:00 · MOVED TO LIBRARY", "13:00 · PASA A LA BIBLIOTECA"),
                       pick(kind, "Group work without the free riders",
                            "Trabajo en grupo sin que nadie se aproveche", long_title),
                       "",
                       {pick(kind, "Changed 12 min ago", "Cambió hace 12 min")}});
  view.side.push_back({CardKind::cancelled,
                       pick(kind, "2:00 · CANCELLED", "14:00 · CANCELADA"),
                       pick(kind, "Say our names right", "Decid bien nuestros nombres",
                            "私たちの名前を正しく呼んでください"),
                       "",
                       {pick(kind, "Changed just now", "Cambió ahora mismo")}});
  out.chrome.stale = pick(kind, "Schedule as of 8:05", "Última actualización: 8:05",
                          "Schedule as of Wednesday 18 November 8:05");
  return out;
}

View search(Kind kind) {
  SearchView view;
  view.text = pick(kind, "na ", "nombres", "名前");
  view.hint = pick(kind, "A title or a name", "Un título o un nombre");
  view.close = pick(kind, "Close", "Cerrar");
  view.found = some_found(kind);
  const View with_keys = note(kind);
  view.keyboard = std::get<NoteView>(with_keys.screen).keyboard;
  view.heading = pick(kind, "3 sessions", "3 sesiones");
  View out = with(kind, view, Place::all_rooms);
  out.chrome.search.clear();
  return out;
}

View search_results(Kind kind) {
  View out = search(kind);
  auto& view = std::get<SearchView>(out.screen);
  view.keyboard.clear();
  view.heading = pick(kind, "27 sessions", "27 sesiones");
  for (int i = 0; i < 8; ++i) {
    for (FoundSession found : some_found(kind)) {
      found.session.value += "-" + std::to_string(i);
      view.found.push_back(found);
    }
  }
  return out;
}

View session_page(Kind kind) {
  View out = board(kind);
  SessionOverlay page;
  page.session = {"greet"};
  page.kicker = pick(kind, "Room 204 · Friday 20 November · 10:00 – 10:45",
                     "Aula 204 · viernes 20 de noviembre · 10:00 – 10:45");
  page.title = title(kind);
  page.byline = pick(kind, "Amara, Luis and Mei · Grade 10", "Amara, Luis y Mei · 4.º ESO",
                     std::string{long_names} + " · 10年生");
  page.news = {
      pick(kind, "New time, was 9:50 · 12 min ago", "Nueva hora; antes, 9:50 · hace 12 min")};
  page.challenge_label = pick(kind, "The challenge.", "El reto.");
  page.challenge = pick(kind, "“Some of us go a whole day without a teacher saying our name.”",
                        "«Algunos pasamos el día entero sin que nadie diga nuestro nombre.»");
  page.suggestions_label = pick(kind, "What they suggest", "Lo que proponen");
  page.suggestions = suggestions(kind);
  page.slides_label = pick(kind, "Slides", "Diapositivas");
  const View with_slides = slides(kind);
  page.slides_url = std::get<SlidesOverlay>(with_slides.overlay).url;
  page.close = pick(kind, "Close", "Cerrar");
  out.overlay = page;
  return out;
}

}  // namespace lintel::kiosk::samples
