#include <algorithm>

#include "tests/support/sample_words.h"

namespace lintel::kiosk::samples {
namespace {

std::vector<NoticeCard> notices(Kind kind) {
  return {
      {CardKind::normal, false, pick(kind, "ON NOW HERE", "AHORA AQUÍ"),
       pick(kind, "Break until 11:00", "Descanso hasta: 11:00"), "",
       pick(kind, "14 minutes to change rooms", "14 minutos para cambiar de aula")},
      {CardKind::normal, true, pick(kind, "NEXT HERE · 11:00", "DESPUÉS AQUÍ · 11:00"),
       pick(kind, "Homework that fits around a job", "Deberes compatibles con un trabajo de tarde",
            long_title),
       pick(kind, "Devon and Priya", "Devon y Priya", long_names),
       pick(kind, "45 minutes, in this room", "45 minutos, en esta aula")},
      {CardKind::moved, false, pick(kind, "1:00 · MOVED", "13:00 · TRASLADADA"),
       pick(kind, "Group work without the free riders",
            "Trabajo en grupo sin que nadie se escaquee"),
       pick(kind, "Go to Library", "Ve a: Biblioteca", "Go to Performing Arts Rehearsal Hall B"),
       pick(kind, "Changed 20 min ago", "Cambiado hace 20 min")}};
}

StripChoices strip(Kind kind) {
  StripChoices choices;
  choices.ideas = pick(kind, "Which will you try?", "¿Cuáles vas a probar?");
  choices.help = pick(kind, "What would help?", "¿Qué te ayudaría?");
  choices.hint = pick(kind, "Pick any, or simply go.", "Elige las que quieras, o ninguna.");
  int number = 0;
  for (const std::string& idea : suggestions(kind)) {
    choices.choices.push_back({std::to_string(++number), idea, number == 1});
  }
  return choices;
}

SavedCard saved(Kind kind) {
  SavedCard card;
  card.save = SaveStanding::saved;
  card.title = pick(kind, "Saved. Thank you!", "Guardado. ¡Gracias!");
  card.undo = pick(kind, "Wrong tile? Undo", "¿Era otra? Deshacer");
  card.add_note = pick(kind, "Add a note", "Añadir una nota");
  card.next = pick(kind, "Next person: tap your own answer above.",
                   "Siguiente persona: toca tu respuesta arriba.");
  card.next_short = pick(kind, "Next person: tap above.", "Siguiente: toca arriba.");
  return card;
}

}  // namespace

std::vector<AnswerTile> answer_tiles(Kind kind) {
  return {
      {"yes-this-week", pick(kind, "Yes, this week", "Sí, esta misma semana"), TileIcon::check},
      {"yes-with-help", pick(kind, "Yes, with some help", "Sí, con un poco de ayuda"),
       TileIcon::hand},
      {"not-sure", pick(kind, "Not sure yet", "Todavía no estoy seguro"), TileIcon::dots},
      {"not-for-me", pick(kind, "Not for my classes", "No es para mis clases"), TileIcon::minus}};
}

std::string question_kicker(Kind kind) {
  return pick(kind, "JUST ENDED · TELL AMARA, LUIS AND MEI",
              "ACABA DE TERMINAR · DÍSELO A AMARA, LUIS Y MEI",
              "JUST ENDED · TELL WILHELMINA-KATHARINA, 王小明 AND ANASTASIYA");
}

std::vector<std::string> suggestions(Kind kind) {
  return {
      pick(kind, "Stand at the door and greet every student by name",
           "Ponte en la puerta y saluda a cada estudiante por su nombre",
           "Put a glossary of the ten hardest words on page one, in all of our home languages: "
           "中文"),
      pick(kind, "Two-minute check-in question on the board",
           "Una pregunta de dos minutos en la pizarra para empezar",
           "Donaudampfschifffahrtsgesellschaft: break long words up together on the board"),
      pick(kind, "Let us pick the first song of the day",
           "Déjanos elegir la primera canción del día", "每周让两个学生用自己的语言讲解一个新词"),
      pick(kind, "Learn how to say our names in week one",
           "Aprende a decir nuestros nombres la primera semana",
           "Learn how to say all of our names in the first week, and ask again in the second")};
}

View exit(Kind kind) {
  ExitView view;
  view.kicker = question_kicker(kind);
  view.session_title = title(kind);
  view.question = question(kind);
  view.tiles = answer_tiles(kind);
  view.ideas_most = 4;
  view.hint_title = pick(kind, "One tap is enough.", "Basta un toque.");
  view.hint = pick(kind, "Anonymous: no names, no times, no order.",
                   "Es anónimo: sin nombres, sin horas, sin orden.");
  view.hint_foot =
      pick(kind, "“Saved” and Undo will appear here.", "Aquí verás «Guardado» y Deshacer.");
  view.notices = notices(kind);
  View out = with(kind, view);
  out.chrome.clock = "10:46";
  out.chrome.change = pick(kind, "Not this session? Change", "¿No era esta sesión? Cámbiala");
  out.chrome.change_short = pick(kind, "Not this session?", "¿No es esta?");
  return out;
}

View exit_tapped(Kind kind) {
  View out = exit(kind);
  auto& view = std::get<ExitView>(out.screen);
  view.saved = saved(kind);
  view.choices = strip(kind);
  return out;
}

View exit_saving(Kind kind) {
  View out = exit_tapped(kind);
  auto& view = std::get<ExitView>(out.screen);
  view.saved.save = SaveStanding::saving;
  view.saved.title = pick(kind, "Saving…", "Guardando…");
  view.saved.add_note.clear();
  view.choices->choices.front().checked = false;
  return out;
}

View exit_help(Kind kind) {
  View out = exit_tapped(kind);
  auto& choices = *std::get<ExitView>(out.screen).choices;
  choices.kind = ChoiceKind::help;
  choices.choices = {
      {"time", pick(kind, "Time to prepare it", "Tiempo para prepararlo"), true},
      {"materials", pick(kind, "Materials", "Materiales"), false},
      {"see-it", pick(kind, "Seeing it done", "Ver cómo lo hace otra persona"), false},
      {"permission", pick(kind, "A go-ahead from my leaders", "El visto bueno de la dirección"),
       false},
      {"how", pick(kind, "Knowing how to start", "Saber por dónde empezar"), false},
      {"something-else", pick(kind, "Something else", "Otra cosa"), false}};
  return out;
}

View exit_taken_back(Kind kind) {
  View out = exit(kind);
  std::get<ExitView>(out.screen).saved.title =
      pick(kind, "Taken back. Tap your answer.", "Anulado. Toca tu respuesta.");
  return out;
}

View exit_change_failed(Kind kind) {
  View out = exit_tapped(kind);
  auto& card = std::get<ExitView>(out.screen).saved;
  card.save = SaveStanding::failed;
  card.title =
      pick(kind, "Your change was not saved: this tablet is full. What you said before is safe.",
           "Tu cambio no se guardó: la tableta está llena. Lo que dijiste antes está a salvo.");
  card.next.clear();
  card.next_short.clear();
  return out;
}

View storage_full(Kind kind) {
  View out = exit(kind);
  auto& card = std::get<ExitView>(out.screen).saved;
  card.save = SaveStanding::failed;
  card.title = pick(kind, "Not saved: this tablet is full. Please tell staff.",
                    "No guardado: la tableta está llena. Avisa a la persona responsable.");
  out.chrome.status_tone = Tone::trouble;
  out.chrome.status = pick(kind, "This tablet is full · answers are safe here",
                           "Esta tableta está llena · las respuestas están a salvo aquí");
  out.chrome.status_short = out.chrome.status;
  return out;
}

View exit_of(Kind kind, std::size_t tiles, std::size_t ideas) {
  View out = exit_tapped(kind);
  auto& view = std::get<ExitView>(out.screen);
  view.tiles.resize(std::min(tiles, view.tiles.size()));
  if (tiles > view.tiles.size()) {
    view.tiles.push_back(
        {"later", pick(kind, "Later this year", "Más adelante, este curso"), TileIcon::dots});
  }
  const std::vector<Choice> four = view.choices->choices;
  view.choices->choices.clear();
  for (std::size_t i = 0; i < ideas; ++i) {
    Choice choice = four[i % four.size()];
    choice.id = std::to_string(i + 1);
    view.choices->choices.push_back(choice);
  }
  view.ideas_most = static_cast<int>(ideas);
  return out;
}

}  // namespace lintel::kiosk::samples
