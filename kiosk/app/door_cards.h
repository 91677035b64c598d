// The parts of the door's view model, each made in a file of its own and put together by
// make_door() (view_door.cpp).
#pragma once

#include "kiosk/app/door_day.h"
#include "kiosk/app/state.h"
#include "kiosk/app/view.h"
#include "kiosk/app/words.h"

namespace lintel::kiosk {

// "Presented by Amara, Luis and Mei · Grade 10".
std::string byline_of(const Words& words, const Session& session);
// "1:00", "1:00 · MOVED TO LIBRARY", "11:00 · CANCELLED".
std::string kicker_at_door(const State& state, const Words& words, const Session& session);
// What changed about it, from two hours before it begins.
std::vector<std::string> news_at_door(const State& state, const Words& words,
                                      const Session& session);
void show_challenge(DoorView& door, const Words& words, const Session& session);

// The cards beside what runs now, or beside a session that should and does not.
void show_side(DoorView& door, const State& state, const Words& words, const DoorDay& day);

// Nothing runs: the next session with its countdown, or the end of the day, and beside it the
// theme, what was cancelled or moved, and what else comes.
void show_upcoming(DoorView& door, const State& state, const Words& words, const DoorDay& day);

// The question about the session before, while shows_compact_exit().
CompactExit make_compact_exit(const State& state, const Words& words);

}  // namespace lintel::kiosk
