// Where a person stands: which session and which screen belong to a door at its time. Pure
// questions about State; pointers live as long as state.event.
#pragma once

#include "kiosk/app/state.h"

namespace lintel::kiosk {

// The room of this door, or null when the schedule is missing or does not know it.
const Room* door_room(const State& state);

// Whom a person leaving now is asked about. Empty without a schedule or room.
Attribution attribution(const State& state);

// The session the exit question is about: the one chosen by "Change", else the one it was about
// when somebody touched it last, else the attributed one.
const Session* asked_session(const State& state);

// A question on the screen was touched less than layout_settles ago, or its strip is still there:
// it goes on being about the same session, whatever the clock says.
bool is_question_held(const State& state);
// The question is on the screen: by itself, above a note, or as a compact card.
bool shows_question(const State& state);

// The door asks about the session before on a card at its foot, whose tiles take taps: its window
// is open, or was when they were touched last, while the next one already runs.
bool shows_compact_exit(const State& state);

// Nobody has touched anything for so long that what stands on the screen may change by itself.
bool may_change_layout(const State& state);

// The layout has just changed: fingers still mean what stood there before.
bool is_settling(const State& state);

// Neither writing, nor looking something up: the door, or the exit question.
bool is_at_base(const State& state);

// The event has sessions today, at any room.
bool is_event_day(const State& state);

// An adult said so, here or at the collector: nobody is asked any more on this day.
bool is_day_over(const State& state, LocalDay day);

// The session of the answer being given; null when a new schedule no longer has it.
const Session* answered_session(const State& state);

// What runs in this room now; null when nothing does.
const Session* current_session(const State& state);

// The exit question by itself once a session has ended, its window is open and nothing runs yet;
// else the door.
Screen base_screen(const State& state);

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

}  // namespace lintel::kiosk
