// A tablet's clock may be wrong: what the door does as long as nobody has checked it, and what it
// puts right once somebody has.
#pragma once

#include "kiosk/app/reduce.h"
#include "kiosk/app/words.h"

namespace lintel::kiosk {

// The clock was checked, and what the door goes by moved with it.
void on_clock(Step& step, const event::ClockChanged& changed);
// Answers to sessions that have not begun are counted as early; by a checked clock only.
void count_early(Step& step);
// After a start nothing is closed for good before the collector had the time to say what time it
// is.
bool may_close(const State& state);
// It was wrong before, or what is stored here is of a later time.
bool is_clock_doubtful(const State& state);
// "10:42", with the date when no session of the plan is on that day.
std::string door_clock_text(const State& state, const Words& words);

}  // namespace lintel::kiosk
