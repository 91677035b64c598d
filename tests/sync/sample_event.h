// A day of one room and one session, for the tests of a tablet.
#pragma once

#include <string>

#include "shared/event/form.h"

namespace lintel::test {

inline Event sample_event(const std::string& title) {
  Event event;
  event.id = EventId{"pd-day"};
  event.title = title;
  event.time_zone = "America/Chicago";
  event.languages = {"en"};
  event.form = exit_form();
  event.rooms = {{RoomId{"204"}, "204"}};
  Session session;
  session.id = SessionId{"s1"};
  session.room = RoomId{"204"};
  session.title = "Greet us at the door";
  session.start = *parse_rfc3339("2026-11-20T10:00:00-06:00");
  session.end = *parse_rfc3339("2026-11-20T10:45:00-06:00");
  event.sessions = {session};
  return *make_event(event);
}

}  // namespace lintel::test
