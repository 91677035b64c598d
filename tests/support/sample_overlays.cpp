#include "tests/support/sample_words.h"

namespace lintel::kiosk::samples {

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
  View out = search(kind);
  out.overlay =
      StillHereOverlay{pick(kind, "Still here?", "¿Sigues ahí?"),
                       pick(kind, "Going back to the door in 20 s. What you wrote is kept.",
                            "Volvemos a la puerta en 20 s. Se guarda lo que has escrito."),
                       pick(kind, "Yes, still here", "Sí, sigo aquí")};
  return out;
}

View staff_exit(Kind kind) {
  View out = exit(kind);
  out.overlay =
      StaffOverlay{pick(kind, "For staff", "Para el personal"),
                   pick(kind,
                        "Has everybody left? Then end the day at this door: nobody is asked here "
                        "any more today, and every answer can be sent.",
                        "¿Ya se fueron todos? Entonces termina el día en esta puerta: hoy no se "
                        "preguntará a nadie más aquí y todas las respuestas podrán enviarse."),
                   pick(kind, "The day is over", "El día ha terminado"), StaffAction::ask_end_day,
                   pick(kind, "Close", "Cerrar")};
  return out;
}

View staff_over(Kind kind) {
  View out = day_over(kind);
  out.overlay =
      StaffOverlay{pick(kind, "The day is over at this door", "El día ha terminado en esta puerta"),
                   pick(kind,
                        "12 answers and notes have not been sent yet. They are safe here and go by "
                        "themselves when there is a network. Without one, plug in a USB stick and "
                        "save them there.",
                        "12 respuestas y notas aún no se han enviado. Aquí están seguras y saldrán "
                        "solas cuando haya red. Si no la hay, conecta una memoria USB y guárdalas "
                        "allí."),
                   pick(kind, "Save to a USB stick", "Guardar en una memoria USB"),
                   StaffAction::save_to_stick, pick(kind, "Close", "Cerrar")};
  return out;
}

std::vector<Sample> all(Kind kind) {
  return {{"door", door(kind)},
          {"door-moved", door_moved(kind)},
          {"door-cancelled", door_cancelled(kind)},
          {"no-schedule", no_schedule(kind)},
          {"door-turnover", door_turnover(kind)},
          {"door-turnover-saved", door_turnover_saved(kind)},
          {"door-turnover-failed", door_turnover_failed(kind)},
          {"door-next", door_next(kind)},
          {"door-next-day", door_next_day(kind)},
          {"day-over", day_over(kind)},
          {"no-room", no_room(kind)},
          {"languages", languages(kind)},
          {"many-languages", many_languages(kind)},
          {"exit", exit(kind)},
          {"exit-saving", exit_saving(kind)},
          {"exit-tapped", exit_tapped(kind)},
          {"exit-help", exit_help(kind)},
          {"exit-taken-back", exit_taken_back(kind)},
          {"exit-change-failed", exit_change_failed(kind)},
          {"storage-full", storage_full(kind)},
          {"note", note(kind)},
          {"note-accents", note_accents(kind)},
          {"note-covered", note_covered(kind)},
          {"board", board(kind)},
          {"door-changed", door_changed(kind)},
          {"search", search(kind)},
          {"search-results", search_results(kind)},
          {"session", session_page(kind)},
          {"change", change(kind)},
          {"slides", slides(kind)},
          {"still-here", still_here(kind)},
          {"staff-exit", staff_exit(kind)},
          {"staff-over", staff_over(kind)},
          {"pairing", pairing(kind)},
          {"pairing-wanted", pairing_wanted(kind)},
          {"pairing-refused", pairing_refused(kind)},
          {"pairing-sheet", pairing_sheet(kind)}};
}

}  // namespace lintel::kiosk::samples
