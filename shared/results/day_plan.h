// The windows that tablets are waited for in: those of the day, those that were open when their
// version of the schedule was replaced, and those of the version that one tablet goes by. Pure.
#pragma once

#include <map>
#include <set>

#include "shared/results/tablet_states.h"

namespace lintel {

struct Planned {
  std::set<RoomId> rooms;  // one, or before and after it was moved
  UtcTime starts{};
  UtcTime closes{};                      // by the last of the versions
  std::optional<UtcTime> closes_served;  // by the version that is served; none: not in it
  LocalDay day{};
  UtcTime day_closes{};  // the last window of its day: until then late answers stay
};
using DayPlan = std::map<Topic, Planned>;

// When an adult said that the day is over; nothing when a clock that was years off said when.
std::optional<UtcTime> ended_by_hand(const DayFacts& day, LocalDay on);

// Of the version that is served, ended where an adult ended the day.
DayPlan plan_of(const DayFacts& day);
// Whether one of the plan's windows is over.
bool anything_closed(const DayFacts& day, const DayPlan& plan);
// Of those that are not over, of one room or of all (null).
std::optional<UtcTime> next_close(const DayFacts& day, const DayPlan& plan, const RoomId* room);

// Where answers may be held, at a tablet that goes by the served version. A day that an adult ended
// goes on where nobody heard of it.
DayPlan windows_of(const DayFacts& day);
// Windows that are in both last until the later end.
void add_windows(const ExitPlan& added, DayPlan& plan);

}  // namespace lintel
