// The answer flow: the one tap, what follows it, undo, and leaving. Functions change step.state and
// append effects; each ignores a tap that does not belong to the screen it comes from.
#pragma once

#include <string>

#include "kiosk/app/reduce.h"

namespace lintel::kiosk {

enum class EndedBy { person, idle };  // idle also takes back language and large text

void tap_use(Step& step, const std::string& use, const Uuid& fresh_id);
void toggle_idea(Step& step, int number);
void toggle_help(Step& step, const std::string& help);
void go_next(Step& step);
void finish(Step& step);
void undo(Step& step);

// The person has gone: the answer is sealed, at once or when its last write is answered. The screen
// stays as it is.
void leave_answer(Step& step);
// As above, with a note's draft kept as it stands, and back to the base screen.
void end_flow(Step& step, EndedBy by);
// Back to the default language and letter size.
void forget_preferences(State& state);

}  // namespace lintel::kiosk
