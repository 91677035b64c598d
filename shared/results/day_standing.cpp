// All tablets of a day beside its rooms; declared in tablet_states.h.
#include <algorithm>
#include <set>

#include "shared/results/day_plan.h"

namespace lintel {

DayStanding day_standing(const DayFacts& day, const std::vector<TabletStatus>& states) {
  const DayPlan plan = plan_of(day);
  DayStanding found;
  found.expected = static_cast<int>(states.size());
  found.next_close = next_close(day, plan, nullptr);
  bool waits = false;
  bool fails = false;
  bool anything_due = anything_closed(day, plan);
  std::set<RoomId> covered;
  for (const TabletStatus& status : states) {
    covered.insert(status.room);
    found.in += status.state == TabletState::in ? 1 : 0;
    waits = waits || status.state == TabletState::waiting;
    fails =
        fails || status.state == TabletState::overdue || status.state == TabletState::written_off;
    anything_due = anything_due || status.reason != TabletReason::nothing_due;
  }
  std::set<RoomId> with_sessions;
  for (const auto& [topic, planned] : plan) {
    const bool begun = planned.starts <= day.now;
    const bool closed = planned.closes <= day.now;
    with_sessions.insert(planned.rooms.begin(), planned.rooms.end());
    found.more_to_come = found.more_to_come || (!begun && !closed);
    waits = waits || (begun && !closed);
  }
  if (day.event != nullptr) {
    for (const Room& room : day.event->rooms) {
      if (with_sessions.contains(room.id) && !covered.contains(room.id)) {
        found.rooms_without.push_back(room.id);
      }
    }
  }
  found.standing = fails                                            ? Standing::incomplete
                   : !anything_due                                  ? Standing::nothing_due
                   : !found.rooms_without.empty() || states.empty() ? Standing::incomplete
                   : waits                                          ? Standing::waiting
                                                                    : Standing::complete;
  return found;
}

}  // namespace lintel
