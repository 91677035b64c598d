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

}  // namespace lintel::kiosk::samples
