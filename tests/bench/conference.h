// A conference to be scrolled through: many more rooms and sessions than a school has. Pure but for
// the look whether the real one is there.
#pragma once

#include <string>

#include "shared/core/result.h"
#include "shared/event/event.h"

namespace lintel::bench {

// 500 sessions in 25 rooms, no grid: every room begins five minutes after the one before.
Result<Event> large_day();

// A day's file as the importers take it, and where and when to stand in it.
struct Conference {
  std::string file;
  std::string room;
  std::string now;
};
// 38C3 (1,007 sessions in 72 rooms) where the folder of real schedules is (LINTEL_SCHEDULES, else
// shared/data/schedules beside the project), else large_day() written to `folder` as CSV.
Result<Conference> conference(const std::string& folder);

}  // namespace lintel::bench
