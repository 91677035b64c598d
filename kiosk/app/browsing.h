// Looking around in the whole day: another day's board, the search, a session's page. Each ignores
// a tap that does not belong to the screen it comes from.
#pragma once

#include <string>
#include <vector>

#include "kiosk/app/reduce.h"

namespace lintel::kiosk {

// The days with sessions, in order.
std::vector<LocalDay> board_days(const State& state);
// The local day the board shows: the chosen one, else today, else the nearest day with sessions;
// empty without any.
std::optional<LocalDay> board_day(const State& state);

void show_day(State& state, const std::string& day);  // "2026-11-20"
void open_session(State& state, const SessionId& session);
// The session whose page is open; null when it is not in the schedule.
const Session* opened_session(const State& state);

void open_search(State& state);
void close_search(State& state);
void show_search_keyboard(State& state);
// Keys of the search, as in kiosk/app/note.h for the note.
void type_query(State& state, const std::string& utf8);
void erase_query(State& state);
void switch_query_layer(State& state, const std::string& layer);
void hide_search_keyboard(State& state);

// What the search finds: every word of the query somewhere in the title, the presenters, their
// group or the room, accents and case aside; words of scripts without spaces by the characters in
// them. Sessions still to come first, then by time; at most search_results_max.
std::vector<const Session*> found_sessions(const State& state);

}  // namespace lintel::kiosk
