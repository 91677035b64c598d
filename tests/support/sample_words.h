// Shared by the files that make sample views: one text in three kinds, and the words of the day.
#pragma once

#include <string>
#include <utility>

#include "tests/support/sample_views.h"

namespace lintel::kiosk::samples {

// One text in the three kinds.
inline std::string pick(Kind kind, std::string english, std::string spanish,
                        std::string long_words) {
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

inline std::string pick(Kind kind, std::string english, std::string spanish) {
  std::string same = english;
  return pick(kind, std::move(english), std::move(spanish), std::move(same));
}

inline constexpr auto long_title =
    "Rechtsschutzversicherungsgesellschaften and other words: why our glossary starts every unit";
inline constexpr auto long_names = "Wilhelmina-Katharina, 王小明, Anastasiya and Muhammad-Ibrahim";

inline std::string title(Kind kind) {
  return pick(kind, "Greet us at the door: the first two minutes decide the hour",
              "Salúdanos en la puerta: los dos primeros minutos deciden la hora entera de clase",
              long_title);
}

inline View with(Kind kind, ScreenView screen, Place place = Place::room) {
  return {chrome(kind, place), std::move(screen), std::monostate{}};
}

inline std::string banner_saved(Kind kind) {
  return pick(kind, "Saved. Thank you!", "Guardado. ¡Muchas gracias!");
}

// Of the exit question, wherever it stands.
std::vector<AnswerTile> answer_tiles(Kind kind);
std::string question_kicker(Kind kind);
inline std::string question(Kind kind) {
  return pick(kind, "Will you use something you heard?",
              "¿Vas a usar algo de lo que has escuchado hoy?");
}

}  // namespace lintel::kiosk::samples
