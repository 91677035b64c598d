// When a topic may be closed by rule (DESIGN section 2.4): its window is over - the latest its
// tablets reported -, and every tablet of its room, and every other tablet that is not overdue, has
// a ledger made after it. Pure.
#pragma once

#include <vector>

#include "sync/collector/books.h"

namespace lintel::collector {

// Open topics of any event, in order.
std::vector<Topic> topics_to_close(const Books& books, UtcTime now);

}  // namespace lintel::collector
