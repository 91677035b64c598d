// What happens by itself when nobody touches anything: the 8 s on a question, "Still here?", the
// end of thanks, the way back to the default. Each deadline is handled at its own time, however
// late the tick that notices it, so that a door that slept behaves like one that watched.
#pragma once

#include <optional>

#include "kiosk/app/reduce.h"

namespace lintel::kiosk {

enum class DeadlineKind {
  thanks_over,
  next_person,  // nobody touched the question for a while
  banner_over,  // rush: it is too late to undo
  ask_still_here,
  gone,             // nobody answered "Still here?"
  back_to_default,  // language, letter size, and what somebody chose and left
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
