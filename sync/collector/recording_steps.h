// What may be shown of topics after something came of them (disclosure.h): worked out from the
// books, stored in a commit, then taken over. Of recording*.cpp only.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "sync/collector/books.h"
#include "sync/collector/collector_store.h"

namespace lintel::collector {

// What changes when each of the topics makes its next step, or closes. Nothing is empty.
Shown steps_of(const Books& books, const std::vector<Topic>& topics,
               std::optional<TopicClose> how = {});

// After the commit: readers see it once shown.json has it, too (catch_up()).
void take_over(Books& books, const Shown& shown);

// Closes by rule what may be closed (closing.h).
Status close_what_may(CollectorStore& store, SharedBooks& books, UtcTime now);

}  // namespace lintel::collector
