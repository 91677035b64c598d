// The table `topic`: what a tablet counts of each topic, and whether its window is over here.
// Functions over a Database, for use within the caller's transaction.
#pragma once

#include <optional>
#include <vector>

#include "shared/event/topic.h"
#include "shared/results/ledger.h"
#include "sync/store/database.h"

namespace lintel::store {

struct TopicRow {
  Topic topic;
  // What the ledger says, `quarantined` apart, which is counted: changes with a release and at the
  // close only.
  TopicLedger told;
  int held_bursts = 0;            // of the answers still held
  int held_early = 0;             // to be told with the next release
  std::optional<UtcTime> closes;  // as last told by the door
  bool operator==(const TopicRow&) const = default;
};

// A topic that is not there yet comes back as an empty row.
Result<TopicRow> read_topic(Database& database, const Topic& topic);
Result<std::vector<TopicRow>> read_topics(Database& database);  // in the order of Topic
Status write_topic(Database& database, const TopicRow& row);

// Of all columns but the sum, in the table's order.
TopicRow topic_row_of(const Statement& row);
// Of a row's three columns from `first` on. A purpose of a newer Lintel reads as exit.
Topic topic_of(const Statement& row, int first);
void bind_topic(Statement& statement, int first, const Topic& topic);

}  // namespace lintel::store
