// A door's own day: what runs in its room, what comes, and what was to be here and is not. Pure
// questions about State; pointers live as long as state.event and state.dropped.
#pragma once

#include <vector>

#include "kiosk/app/state.h"

namespace lintel::kiosk {

struct DoorDay {
  const Session* current = nullptr;
  const Session* next = nullptr;          // the next one that takes place here today
  const Session* gone = nullptr;          // should be on now and is not; null while one runs
  std::vector<const Session*> to_come{};  // with `next` and the cancelled and moved, by start
};
DoorDay door_day(const State& state);  // of a room that the schedule knows

bool is_cancelled(const Session& session);
bool is_dropped(const State& state, const Session& session);
CardKind kind_at_door(const State& state, const Session& session);

// The room has had a session today, or has one now.
bool had_sessions_today(const State& state);
// The room's first session after today; null when there is none.
const Session* on_another_day(const State& state);

// Whom the main card is about: what runs now, else what comes next, today or, when nothing was on
// today, on another day. Null when the day is over and without schedule or room.
const Session* main_session(const State& state);

}  // namespace lintel::kiosk
