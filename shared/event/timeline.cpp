#include "shared/event/timeline.h"

#include <algorithm>

namespace lintel {
namespace {

constexpr std::size_t neighbours_max = 6;

bool takes_place(const Session& session) {
  return session.status != SessionStatus::cancelled;
}

bool is_running(const Session& session, UtcTime now, const ActualEnds& actual) {
  return takes_place(session) && session.start.utc <= now && now < end_of(session, actual);
}

bool is_overrunning(const Session& session, UtcTime now) {
  return now >= session.end.utc;
}

LocalDay local_day(const Session& session) {
  return day_of(session.start.local());
}

LocalDay local_day(const Event& event, UtcTime now) {
  return day_of(to_local(now, event.offset_at(now)));
}

// An overrun somebody reported outranks the session that was to begin meanwhile.
const Session* current_in(const Event& event, const RoomId& room, UtcTime now,
                          const ActualEnds& actual) {
  const Session* current = nullptr;
  for (const Session& session : event.sessions) {
    if (session.start.utc > now) {
      break;
    }
    if (session.room != room || !is_running(session, now, actual)) {
      continue;
    }
    if (current == nullptr || !is_overrunning(*current, now)) {
      current = &session;
    }
  }
  return current;
}

// The one of this room that ended last on this day.
const Session* last_ended(const Event& event, const RoomId& room, UtcTime now,
                          const ActualEnds& actual) {
  const LocalDay today = local_day(event, now);
  const Session* last = nullptr;
  for (const Session& session : event.sessions) {
    if (session.room != room || !takes_place(session) || session.start.utc > now ||
        end_of(session, actual) > now || local_day(session) != today) {
      continue;
    }
    if (last == nullptr || end_of(session, actual) >= end_of(*last, actual)) {
      last = &session;
    }
  }
  return last;
}

struct Beside {
  const Session* previous = nullptr;
  const Session* next = nullptr;
};

// The neighbours in the room's own order of that day.
Beside beside(const Event& event, const Session& asked) {
  Beside found;
  bool passed = false;
  for (const Session& session : event.sessions) {
    if (&session == &asked) {
      passed = true;
      continue;
    }
    if (session.room != asked.room || !takes_place(session) ||
        local_day(session) != local_day(asked)) {
      continue;
    }
    if (!passed) {
      found.previous = &session;
    } else {
      found.next = &session;
      break;
    }
  }
  return found;
}

// The session of a room whose exit window is open; of two, the one that ends last.
const Session* open_in(const Event& event, const RoomId& room, UtcTime now,
                       const ActualEnds& actual) {
  const Session* open = nullptr;
  for (const Session& session : event.sessions) {
    if (session.start.utc > now) {
      break;
    }
    if (session.room != room || !takes_place(session) ||
        phase_of(event, session, now, actual) != Phase::exit) {
      continue;
    }
    if (open == nullptr || end_of(session, actual) >= end_of(*open, actual)) {
      open = &session;
    }
  }
  return open;
}

void offer(std::vector<const Session*>& neighbours, const Session* session) {
  if (session != nullptr && neighbours.size() < neighbours_max &&
      std::find(neighbours.begin(), neighbours.end(), session) == neighbours.end()) {
    neighbours.push_back(session);
  }
}

// When the next session in the same room begins, if any does.
std::optional<UtcTime> next_start(const Event& event, const Session& session) {
  const auto from = std::upper_bound(
      event.sessions.begin(), event.sessions.end(), session.start,
      [](const Moment& start, const Session& other) { return start < other.start; });
  const auto next = std::find_if(from, event.sessions.end(), [&](const Session& other) {
    return other.room == session.room && takes_place(other);
  });
  if (next == event.sessions.end()) {
    return std::nullopt;
  }
  return UtcTime{next->start.utc};
}

}  // namespace

UtcTime end_of(const Session& session, const ActualEnds& actual) {
  UtcTime end{session.end.utc};
  for (const ActualEnd& said : actual) {
    if (said.session == session.id) {
      end = std::max(said.end, UtcTime{session.start.utc});
    }
  }
  return end;
}

RoomTimeline room_timeline(const Event& event, const RoomId& room, UtcTime now,
                           const ActualEnds& actual) {
  RoomTimeline timeline;
  timeline.current = current_in(event, room, now, actual);
  const bool held_up = timeline.current != nullptr && is_overrunning(*timeline.current, now);
  const LocalDay today = local_day(event, now);
  for (const Session& session : event.sessions) {
    if (&session == timeline.current || local_day(session) != today) {
      continue;
    }
    const bool here = session.room == room && takes_place(session);
    const bool shown_as_gone =
        !here && (session.room == room || session.moved_from == room) && now < session.end.utc;
    const bool to_come =
        here && (session.start.utc > now || (held_up && session.start >= timeline.current->end &&
                                             now < end_of(session, actual)));
    if (to_come && timeline.next == nullptr) {
      timeline.next = &session;
    } else if (to_come || shown_as_gone) {
      timeline.later.push_back(&session);
    }
  }
  return timeline;
}

ExitWindow exit_window(const Event& event, const Session& session, const ActualEnds& actual) {
  const UtcTime start{session.start.utc};
  const UtcTime end = end_of(session, actual);
  UtcTime closes = end + limits::exit_closes_after_end;
  if (const auto next = next_start(event, session)) {
    closes = std::min(closes, *next + limits::exit_closes_into_next);
  }
  return {std::max(start, end - limits::exit_opens_before_end), std::max(closes, end)};
}

Phase phase_of(const Event& event, const Session& session, UtcTime now, const ActualEnds& actual) {
  const ExitWindow window = exit_window(event, session, actual);
  if (now < window.opens) {
    return Phase::during;
  }
  return now < window.closes ? Phase::exit : Phase::late;
}

Attribution attribute(const Event& event, const RoomId& room, UtcTime now,
                      const ActualEnds& actual) {
  Attribution result;
  const Session* const current = current_in(event, room, now, actual);
  result.asked = open_in(event, room, now, actual);
  result.window_open = result.asked != nullptr;
  if (result.asked == nullptr) {
    result.asked = current != nullptr ? current : last_ended(event, room, now, actual);
  }
  if (result.asked != nullptr) {
    result.phase = phase_of(event, *result.asked, now, actual);
    const Beside around = beside(event, *result.asked);
    offer(result.neighbours, result.asked);
    offer(result.neighbours, around.previous);
    offer(result.neighbours, around.next);
  } else {
    offer(result.neighbours, room_timeline(event, room, now, actual).next);
  }
  offer(result.neighbours, current);
  for (const Room& other : event.rooms) {
    if (other.id == room) {
      continue;
    }
    const Session* const open = open_in(event, other.id, now, actual);
    offer(result.neighbours, open != nullptr ? open : current_in(event, other.id, now, actual));
  }
  return result;
}

std::optional<UtcTime> next_change(const Event& event, const RoomId& room, UtcTime now,
                                   const ActualEnds& actual) {
  if (event.find_room(room) == nullptr) {
    return std::nullopt;
  }
  std::optional<UtcTime> soonest;
  const auto consider = [&](UtcTime time) {
    if (time > now && (!soonest || time < *soonest)) {
      soonest = time;
    }
  };
  for (const Session& session : event.sessions) {
    consider(session.start.utc);
    if (session.start.utc > now) {
      break;  // sorted: all that follows changes later
    }
    // A session whose last possible change has passed is not worth a look at its neighbours.
    if (std::max(end_of(session, actual), UtcTime{session.end.utc}) +
            limits::exit_closes_after_end <=
        now) {
      continue;
    }
    const ExitWindow window = exit_window(event, session, actual);
    consider(window.opens);
    consider(end_of(session, actual));
    consider(session.end.utc);
    consider(window.closes);
  }
  if (!event.sessions.empty()) {
    const minutes offset = event.offset_at(now);
    const LocalDay tomorrow = day_of(to_local(now, offset)) + std::chrono::days{1};
    consider(UtcTime{tomorrow.time_since_epoch() - offset});
  }
  return soonest;
}

}  // namespace lintel
