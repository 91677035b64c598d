// The answer flow: the one tap, what may follow it in the strip, undo, and leaving. Functions
// change step.state and append effects; each ignores a tap that does not belong to the screen it
// comes from. A tile tap is always a new person's complete answer (DESIGN 2.1).
#pragma once

#include <string>

#include "kiosk/app/reduce.h"

namespace lintel::kiosk {

void tap_use(Step& step, const intent::TapUse& tap, const Uuid& fresh_id);
void toggle_idea(Step& step, const intent::ToggleIdea& toggle);
void toggle_help(Step& step, const intent::ToggleHelp& toggle);
void show_choices(State& state, const intent::ShowChoices& shown);
void undo(Step& step, const intent::Undo& undone);

// True while a touch that began then is meant for the strip of the answer before, if it is meant
// for a strip at all.
bool is_hand_over(const State& state, intent::Began began);

// The person has gone: the answer is sealed, at once or when its last write is answered, and the
// strip with it. The screen stays as it is.
void leave_answer(Step& step);
// The answer before can no longer be touched: it is sealed.
void finish_hand_over(Step& step);
// Both, what is written of a note is kept, and back to the base screen.
void end_flow(Step& step);
// Back to the default language and letter size.
void forget_preferences(State& state);
// Says something in the strip for a while.
void say_farewell(State& state, Farewell farewell);

// When the strip goes if nobody touches it again.
MonoTime strip_ends(const State& state);

}  // namespace lintel::kiosk
