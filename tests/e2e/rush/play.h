// Plays a planned rush on the real kiosk. People tap where things stand, unread: every place is
// looked up once, before the rush; only who writes a note looks at the keys.
#pragma once

#include <string>
#include <vector>

#include "tests/e2e/rush/plan.h"
#include "tests/e2e/support/kiosk.h"

namespace lintel::rush {

struct Places {
  std::vector<std::string> uses;  // of the tiles, from the left
  std::vector<e2e::Point> tiles;  // where they are felt, with and without a keyboard below
  std::vector<e2e::Point> ideas;
  e2e::Point undo;
  e2e::Point add_note;
};

// Taps once to see what an answer brings up, and takes it back.
Result<Places> look_round(e2e::Kiosk& kiosk);

struct Played {
  std::vector<Touch> touches;  // when they really were
  milliseconds latest{};       // how far the machine fell behind the plan
};
Result<Played> play(e2e::Kiosk& kiosk, const Places& places, const Plan& plan);

// What the collector's file says in the end, in the plan's numbers, sorted.
std::vector<Said> stored_answers(const std::string& collector_folder, const Places& places);

}  // namespace lintel::rush
