// One maker per screen; make_view() (view.cpp) puts them together.
#pragma once

#include "kiosk/app/state.h"
#include "kiosk/app/view.h"
#include "kiosk/app/words.h"

namespace lintel::kiosk {

Chrome make_chrome(const State& state, const Words& words);
DoorView make_door(const State& state, const Words& words);
ExitView make_exit(const State& state, const Words& words);
// The parts of the question that stand on more than one screen: above a note, and on the door.
std::string question_kicker(const State& state, const Words& words, const Session& session);
std::vector<NoticeCard> make_notices(const State& state, const Words& words);
SavedCard make_saved(const State& state, const Words& words);
std::optional<StripChoices> make_choices(const State& state, const Words& words);
NoteView make_note(const State& state, const Words& words);
BoardView make_board(const State& state, const Words& words);
SearchView make_search(const State& state, const Words& words);
SessionOverlay make_session(const State& state, const Words& words);
PairingView make_pairing(const State& state, const Words& words);
StaffOverlay make_staff(const State& state, const Words& words);
Overlay make_overlay(const State& state, const Words& words);

// What is offered to choose from; empty when there is no choice.
std::vector<LanguageChoice> language_choices(const State& state);

// One for each answer of the form's first question.
std::vector<AnswerTile> answer_tiles(const State& state, const Words& words);
// Of any session of the day: how much room the strip keeps, so that no tile ever moves.
int most_ideas(const Event& event);

ClockStyle clock_style(const State& state);

// The sentence about a tap that could not be stored.
std::string failure_sentence(const State& state, const Words& words);

// Whole minutes or seconds still to go, the running one counted.
int minutes_left(milliseconds span);
int seconds_left(milliseconds span);

}  // namespace lintel::kiosk
