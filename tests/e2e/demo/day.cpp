#include "tests/e2e/demo/day.h"

#include "shared/wire/schedule.h"

namespace lintel::demo {
namespace {

constexpr minutes before_end{4};
constexpr minutes at_last_exit{1};
constexpr minutes after_last{30};

// "2026-11-20T10:41", what --now takes.
std::string civil_time(Moment moment, minutes shift) {
  moment.utc += shift;
  return to_rfc3339(moment).substr(0, 16);
}

}  // namespace

Result<Door> choose_door(const std::string& schedule_document) {
  TRY(const Event event, wire::decode_schedule(schedule_document));
  for (const Room& room : event.rooms) {
    const Session* first = nullptr;
    const Session* last = nullptr;
    for (const Session& session : event.sessions) {
      const bool takes_place = session.status == SessionStatus::scheduled;
      if (takes_place && session.room == room.id && !first) {
        first = &session;
      }
      if (takes_place && first && day_of(session.start.local()) == day_of(first->start.local()) &&
          (!last || last->end < session.end)) {
        last = &session;
      }
    }
    if (first) {
      return Door{room.name, first->title, civil_time(first->end, -before_end),
                  civil_time(last->end, at_last_exit), civil_time(last->end, after_last)};
    }
  }
  return Error{ErrorCode::not_found,
               "No room of this event has a session that takes place; add one and try again."};
}

}  // namespace lintel::demo
