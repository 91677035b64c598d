// What happens by itself when nobody touches anything: the end of the strip, "Still here?", the
// pauses of a note, the way back to the default. Each deadline is handled at its own time, however
// late the tick that notices it, so that a door that slept behaves like one that watched.
#pragma once

#include <optional>

#include "kiosk/app/reduce.h"

namespace lintel::kiosk {

enum class DeadlineKind {
  hand_over_over,  // touches in the strip are no longer meant for the answer before
  strip_over,      // nobody touched the strip for a while
  farewell_over,   // what the strip said of an answer that has gone
  tile_news_over,  // and a tile, while somebody writes
  note_pause,      // what is written so far goes to storage
  note_over,       // its writer has gone
  ask_still_here,
  gone,              // nobody answered "Still here?"
  back_to_default,   // what somebody chose and left
  preferences_over,  // language and letter size
};
struct Deadline {
  MonoTime at;
  DeadlineKind kind;
};

std::optional<Deadline> next_deadline(const State& state);

// Handles every deadline up to step.state.mono, in order.
void meet_deadlines(Step& step);

// After every change: the base screen follows the time, overlays and choices that lost their
// reason go.
void settle(State& state);

}  // namespace lintel::kiosk
