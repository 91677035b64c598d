// Going from screen to screen without giving an answer: the bar, the exit question, overlays and
// preferences. Each ignores a tap that does not belong to the screen it comes from.
#pragma once

#include "kiosk/app/reduce.h"

namespace lintel::kiosk {

// The leave button is there while a session runs or its exit question is due.
bool may_leave(const State& state);

void show_door(Step& step);
void show_board(Step& step);
void open_exit(State& state);
// Escape: closes what is open, leaves the search for the board and the board for the door. A note
// is left only before anything is written: one key must not cost anybody their words.
void go_back(Step& step);
// Opens a sheet; on the exit screen in the strip's place, where fingers may still be.
void open_in_strip(State& state, OverlayKind overlay);
void open_change(State& state);
void choose_session(State& state, const SessionId& session);
void open_slides(State& state);
// The code again, for whoever has to compare it; only while pairing is needed.
bool may_open_pairing(const State& state);
void open_pairing(State& state);
void ask_to_pair_again(Step& step);
void open_languages(State& state);
void set_language(State& state, const std::string& code);

// What the door offers: the event's languages that this tablet has words for.
std::vector<std::string> offered_languages(const State& state);

}  // namespace lintel::kiosk
