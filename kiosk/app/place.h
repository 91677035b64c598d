// Where a person stands: which session and which screen belong to a door at its time. Pure
// questions about State; pointers live as long as state.event.
#pragma once

#include "kiosk/app/state.h"

namespace lintel::kiosk {

// The room of this door, or null when the schedule is missing or does not know it.
const Room* door_room(const State& state);

// Whom a person leaving now is asked about. Empty without a schedule or room.
Attribution attribution(const State& state);

// The session the exit question is about: the one chosen by "Change", else the attributed one.
const Session* asked_session(const State& state);

// The session of the answer being given; null when a new schedule no longer has it.
const Session* answered_session(const State& state);

// What runs in this room now; null when nothing does.
const Session* current_session(const State& state);

// The exit question by itself once a session has ended, its window is open and nothing runs yet;
// else the door.
Screen base_screen(const State& state);

// The door asks about the session before on a card at its foot: its window is open while the next
// one already runs.
bool shows_compact_exit(const State& state);

// At least limits::rush_answers answers within the last limits::rush_span.
bool in_rush(const State& state);

// A tablet that nobody has let in yet and that knows no day: its door is the code to pair it by.
bool shows_pairing(const State& state);

// The civil time this door shows.
LocalTime local_now(const State& state);

// Somebody is in the middle of something, or has touched the glass just now: what they look at must
// not be exchanged for something else. An exit question that came by itself and that nobody has
// touched is nobody's: the door has to be right for whoever looks at it next.
bool is_in_use(const State& state);

// Somebody reads the exit question: it was opened or touched, less than limits::flow_idle ago.
bool is_exit_read(const State& state);

bool is_flow(Screen screen);  // ideas, help, note, thanks: somebody's answer is on the screen

}  // namespace lintel::kiosk
