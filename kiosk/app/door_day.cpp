#include "kiosk/app/door_day.h"

#include <algorithm>

#include "kiosk/app/news.h"
#include "kiosk/app/place.h"

namespace lintel::kiosk {
namespace {

LocalDay today(const State& state) {
  return day_of(local_now(state));
}

// Everything about this door that its timeline cannot know: sessions that this tablet saw leave the
// room, or the schedule.
void add_departed(const State& state, std::vector<const Session*>& to_come) {
  const auto add = [&](const Session& session) {
    if (day_of(session.start.local()) == today(state) && state.now < session.end.utc &&
        std::ranges::find(to_come, &session) == to_come.end()) {
      to_come.push_back(&session);
    }
  };
  for (const Session& session : state.event->sessions) {
    if (has_left(state, session, state.room)) {
      add(session);
    }
  }
  for (const Session& session : state.dropped) {
    if (session.room == state.room) {
      add(session);
    }
  }
}

// Whoever stands here needs to know where it went.
const Session* gone_now(const State& state, const std::vector<const Session*>& to_come) {
  const auto is_now = [&](const Session* session) {
    return kind_at_door(state, *session) != CardKind::normal && session->start.utc <= state.now;
  };
  const auto found = std::ranges::find_if(to_come, is_now);
  return found == to_come.end() ? nullptr : *found;
}

}  // namespace

bool is_cancelled(const Session& session) {
  return session.status == SessionStatus::cancelled;
}

bool is_dropped(const State& state, const Session& session) {
  return std::ranges::any_of(state.dropped,
                             [&](const Session& dropped) { return &dropped == &session; });
}

CardKind kind_at_door(const State& state, const Session& session) {
  if (is_cancelled(session)) {
    return CardKind::cancelled;
  }
  return session.room == state.room ? CardKind::normal : CardKind::moved;
}

DoorDay door_day(const State& state) {
  const RoomTimeline timeline =
      room_timeline(*state.event, state.room, state.now, state.actual_ends);
  DoorDay day{timeline.current, timeline.next, nullptr, timeline.later};
  if (day.next) {
    day.to_come.push_back(day.next);
  }
  add_departed(state, day.to_come);
  std::ranges::stable_sort(day.to_come, {}, [](const Session* session) { return session->start; });
  if (!day.current) {
    day.gone = gone_now(state, day.to_come);
    std::erase(day.to_come, day.gone);
  }
  return day;
}

bool had_sessions_today(const State& state) {
  return std::ranges::any_of(state.event->sessions, [&](const Session& session) {
    return session.room == state.room && !is_cancelled(session) &&
           day_of(session.start.local()) == today(state) && session.start.utc <= state.now;
  });
}

const Session* on_another_day(const State& state) {
  const auto found = std::ranges::find_if(state.event->sessions, [&](const Session& session) {
    return session.room == state.room && !is_cancelled(session) &&
           day_of(session.start.local()) > today(state);
  });
  return found == state.event->sessions.end() ? nullptr : &*found;
}

const Session* main_session(const State& state) {
  if (!door_room(state)) {
    return nullptr;
  }
  const RoomTimeline timeline =
      room_timeline(*state.event, state.room, state.now, state.actual_ends);
  if (timeline.current || timeline.next) {
    return timeline.current ? timeline.current : timeline.next;
  }
  return had_sessions_today(state) ? nullptr : on_another_day(state);
}

}  // namespace lintel::kiosk
