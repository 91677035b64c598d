// What became different between two versions of a schedule, session by session and field by field,
// as a door has to say it: where it went, when it was to be, what it was called. Pure values.
//
// A door keeps one list over all versions it has seen (later()): a session that moved twice is
// missed at both of its old doors, one whose time changed twice is remembered by the time people
// first read, and what was taken back is no news any more.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shared/event/event.h"

namespace lintel {

enum class ChangeKind {
  moved,     // to another room; `room` is the one it left
  new_time,  // start or end
  new_title,
  cancelled,
  dropped,  // no longer in the schedule at all, and nothing took its place
};

struct Change {
  ChangeKind kind = ChangeKind::moved;
  SessionId session;
  // As it was before.
  RoomId room;
  Moment start;
  Moment end;
  std::string title;
  // When this became known; empty: by a clock that could not be trusted.
  std::optional<UtcTime> since;
  bool operator==(const Change&) const = default;
};
using Changes = std::vector<Change>;

// From one version to the next. Empty when they are not versions of one event (ids differ). A
// dropped session whose room has another one at that time is replaced, not dropped.
Changes changes_between(const Event& before, const Event& after, std::optional<UtcTime> since);

// `known` up to `before`, brought up to `after`: at most limits::changes_max, the oldest given up
// first.
Changes later(Changes known, const Event& before, const Event& after, std::optional<UtcTime> since);

// The one of this kind about the session; null when there is none. For moved: the latest.
const Change* find_change(const Changes& changes, const SessionId& session, ChangeKind kind);
// It left this room at some time and is not back.
const Change* find_move(const Changes& changes, const SessionId& session, const RoomId& from);

}  // namespace lintel
