// What the books hold of each tablet, as shared/results/tablet_states judges it. Pure.
#pragma once

#include <vector>

#include "shared/results/tablet_states.h"
#include "sync/collector/books.h"

namespace lintel::collector {

// In the order of device ids. A tablet that may no longer send and never gave anything is left out.
// Points into the books.
std::vector<TabletFacts> tablet_facts(const Books& books);
DayFacts day_facts(const Books& books, UtcTime now);

}  // namespace lintel::collector
