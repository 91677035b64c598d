// What changed about a session and how old that news is, as a door says it. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/app/state.h"
#include "kiosk/app/words.h"

namespace lintel::kiosk {

// The name on the door; its id when the schedule no longer has the room.
std::string room_name(const State& state, const RoomId& id);

// The session was to be in this room and is somewhere else, by the schedule's own word or by what
// this tablet has seen change.
bool has_left(const State& state, const Session& session, const RoomId& room);

// It begins, or was to begin, within the next two hours, or is on: worth a line at the door.
bool is_soon(const State& state, const Session& session);

// "Moved here from 204", "New time, was 1:00", "New title, was “…”", each with its age when that
// is known. For the session's own door.
std::vector<std::string> news_of(const State& state, const Words& words, const Session& session);
// "Changed 12 min ago": for a door whose session moved away, was cancelled or dropped. Empty when
// nobody knows since when.
std::string gone_since(const State& state, const Words& words, const Session& session);

// "12 min ago", "3 h ago", "Friday 20 November".
std::string age_text(const State& state, const Words& words, UtcTime since);

// "8:05", with the day when it is not today; empty while the schedule is fresh enough that nobody
// need know.
std::string stale_since(const State& state, const Words& words);

}  // namespace lintel::kiosk
