// The windows that tablets are waited for in: those of the day, joined with those of the schedule
// that one tablet goes by. Pure.
#pragma once

#include <map>
#include <set>

#include "shared/results/tablet_states.h"

namespace lintel {

// One window of the day, or of the schedule that a tablet goes by.
struct Planned {
  std::set<RoomId> rooms;  // one, or before and after it was moved
  UtcTime starts{};
  UtcTime closes{};
  // Where an adult ended the day: its end otherwise, and when tablets have heard of it.
  UtcTime closes_unheard{};
  UtcTime heard{};
  UtcTime day_closes{};  // the last window of its day: until then late answers stay
};
using DayPlan = std::map<Topic, Planned>;

// When an adult said that the day is over; nothing when a clock that was years off said when.
std::optional<UtcTime> ended_by_hand(const DayFacts& day, LocalDay on);

DayPlan plan_of(const DayFacts& day);
// Windows that are in both last until the later end.
void add(const DayFacts& day, const ExitPlan& added, DayPlan& plan);

}  // namespace lintel
