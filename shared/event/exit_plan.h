// Until when the exit question of each session is asked, by one version of a schedule. Tablets go
// by the version they saw last, which may not be the one the collector serves: so a ledger names
// its plan, and the collector keeps those of earlier versions. Pure values.
#pragma once

#include <map>
#include <string>

#include "shared/core/ids.h"
#include "shared/event/event.h"

namespace lintel {

struct PlannedWindow {
  RoomId room;
  UtcTime starts{};  // of the session: people leave early
  UtcTime closes{};  // as printed; what a facilitator said is not in it
  LocalDay day{};    // the session's, which an adult may end early
  bool operator==(const PlannedWindow&) const = default;
};

struct ExitPlan {
  EventId event;
  std::map<SessionId, PlannedWindow> windows;  // of the sessions that take answers
  // Equal for two versions exactly when these windows close at the same times: 64 hexadecimal
  // digits. A title or a room that changes makes no other plan.
  std::string tag;
};
ExitPlan exit_plan(const Event& event);

}  // namespace lintel
