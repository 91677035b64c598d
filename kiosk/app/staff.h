// The sheet for staff, behind a long press on the clock: the end of the day at this door, and then
// the stick that carries what was not sent. Each function ignores a tap that does not belong to
// what stands there.
#pragma once

#include "kiosk/app/reduce.h"

namespace lintel::kiosk {

void open_staff(State& state);

// The day can be ended here once the last session of this room has ended: before that it would
// keep people from answering.
bool may_end_day(const State& state);
void ask_end_day(State& state);

// Nobody is asked here any more today: an adult said so, or the last window at any room is over.
bool is_day_done(const State& state);

// Answers and notes that no collector has confirmed. Moves with a single answer, so it is said only
// when the day is done.
int unsent(const State& state);

// The stick is offered when the day is done and something was not sent.
bool may_save_to_stick(const State& state);
void save_to_stick(Step& step);
void on_bundle_written(State& state, const event::BundleWritten& written);
void on_bundle_failed(State& state, const event::BundleFailed& failed);

}  // namespace lintel::kiosk
