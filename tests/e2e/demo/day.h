// Which door the demo plays, and when: taken from the event itself, so that somebody's own day
// works as the sample does.
#pragma once

#include <string>

#include "shared/core/result.h"

namespace lintel::demo {

struct Door {
  std::string room;        // as on the door
  std::string title;       // of the room's first session
  std::string now;         // four minutes before the end of that session: "2026-11-20T10:41"
  std::string last_exit;   // a minute after the room's last session of that day
  std::string end_of_day;  // half an hour after the day's last session: every window has closed
};

// The first room that has a session which was not cancelled; Error when no room has one.
Result<Door> choose_door(const std::string& schedule_document);

}  // namespace lintel::demo
