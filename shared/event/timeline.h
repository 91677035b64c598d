// What a door knows about time: now, next, and whom to ask about. Pure functions of the schedule,
// a time and what a facilitator said. A session is a fact, not a clock reading (DESIGN 2.6), so a
// facilitator's "ended now" or "running late" outranks the printed end.
#pragma once

#include <optional>
#include <vector>

#include "shared/event/event.h"

namespace lintel {

// A session's end as it really was, from "ended now" or "running late".
struct ActualEnd {
  SessionId session;
  UtcTime end;
  bool operator==(const ActualEnd&) const = default;
};
using ActualEnds = std::vector<ActualEnd>;

// Where a session stands: it runs, its question is due, or its window is over.
enum class Phase { during, exit, late };

// The last thing said about the session, never before its start; else the printed end.
UtcTime end_of(const Session& session, const ActualEnds& actual);

// Pointers into the Event given; valid as long as it is.
// Cancelled sessions and those moved to another room are never current or next here; they stay
// listed in `later` until their printed end, so that whoever comes late still learns of it.
struct RoomTimeline {
  const Session* current = nullptr;   // running now in this room; an overrun keeps it current, and
                                      // of two that overlap the one that began last is
  const Session* next = nullptr;      // the first one still to come on this local day, or held up
                                      // by an overrun
  std::vector<const Session*> later;  // everything else to come on this local day for this door,
                                      // in the event's order: may begin before `next` does
};
RoomTimeline room_timeline(const Event& event, const RoomId& room, UtcTime now,
                           const ActualEnds& actual);

// Opens 5 min before the end; closes 20 min after it, or 10 min into the next session of the same
// room, whichever comes first; never before the end itself. A cancelled session is no next one.
struct ExitWindow {
  UtcTime opens;
  UtcTime closes;
};
ExitWindow exit_window(const Event& event, const Session& session, const ActualEnds& actual);

// Which session a person who leaves now should be asked about.
//   asked       the one whose exit window is open (the latest to end, when two are); else the
//               current one; else the last that ended on this day in this room; null when none.
//   phase       that session's phase at `now`.
//   window_open the exit question is due.
//   neighbours  what "Not this session? Change" offers: asked, then the previous and the next one
//               of the room (seen from asked, same local day) and its current one, then what runs
//               now, or is being asked about, in other rooms; unique, at most 6, cancelled ones
//               left out.
struct Attribution {
  const Session* asked = nullptr;
  Phase phase = Phase::during;
  bool window_open = false;
  std::vector<const Session*> neighbours;
};
Attribution attribute(const Event& event, const RoomId& room, UtcTime now,
                      const ActualEnds& actual);
Phase phase_of(const Event& event, const Session& session, UtcTime now, const ActualEnds& actual);

// The next time at which anything above changes, so that a sleeping door knows when to wake.
std::optional<UtcTime> next_change(const Event& event, const RoomId& room, UtcTime now,
                                   const ActualEnds& actual);

}  // namespace lintel
