// Windows that are over: what a session's answers wait for (DESIGN 2.3, 2.4). A close is final on
// this tablet, once in a run and for ever on its disk; what comes afterwards is late and stays
// until the end of the day.
#pragma once

#include "kiosk/app/reduce.h"

namespace lintel::kiosk {

// Tells storage about every window that is over and every day that is, each once.
void close_what_is_over(Step& step);

// "The day is over", said by staff at this tablet.
void end_day_here(Step& step);

// When a window may end next because nobody touches its question any more; nothing: not by that.
std::optional<MonoTime> closing_settles(const State& state);

}  // namespace lintel::kiosk
