// How one tablet stands in one topic: what tablet_states.h is made of. Pure; pointers are only
// looked at.
#pragma once

#include <optional>

#include "shared/results/day_plan.h"
#include "shared/results/tablet_states.h"

namespace lintel {

// What the tablet's ledger says of the topic, and what came of it; null: nothing.
const TopicLedger* entry_of(const TabletFacts& tablet, const Topic& topic);
const Received* received_of(const TabletFacts& tablet, const Topic& topic);
// What the two differ in; none: they are the same.
TabletReason count_difference(const TopicLedger* entry, const Received* received);

// Until when it has closed what was over: what a topic without an entry means. Nothing: not known.
std::optional<UtcTime> closed_until(const TabletFacts& tablet, UtcTime now);
// An adult ended the day there: nothing more can come of it.
bool is_over_there(const TabletFacts& tablet, const EventId& event, LocalDay day);
// A window's end as a tablet says it, within window_overrun_max.
UtcTime believed_close(UtcTime said, UtcTime planned);

struct TopicState {
  TabletState state = TabletState::in;  // in, waiting or overdue
  TabletReason reason = TabletReason::none;
  std::optional<UtcTime> closes;  // the window's end, when it is known
};
// room: the tablet's. planned: null for what is of no session of the plan.
TopicState state_in(const DayFacts& day, const TabletFacts& tablet, const RoomId& room,
                    const Topic& topic, const Planned* planned);

}  // namespace lintel
