// The kiosk's one way of changing: pure functions of State. The shell (main.cpp) hands effects to
// the storage thread, draws make_view() and sleeps until next_deadline(). UI thread only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/app/state.h"
#include "kiosk/app/words.h"

namespace lintel::kiosk {

struct Step {
  State state;
  std::vector<Effect> effects;  // in order
};

State initial_state(std::string room_name);
Step reduce(State state, const Happening& happening);

// What to show. Calling it changes nothing and asks nothing outside its arguments.
View make_view(const State& state, const Words& words);

// The language to show: the chosen one, else the event's first, else "en".
std::string shown_language(const State& state);

// When time alone will next change the view or the state (a countdown's second, the minute on the
// clock, a window opening); the shell sleeps until then. Relative to state.mono.
milliseconds until_next_change(const State& state);

}  // namespace lintel::kiosk
