// What a change makes of the topics that it touches: worked on before the commit, taken over after.
// Of recording*.cpp only.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <utility>

#include "sync/collector/books.h"
#include "sync/collector/collector_store.h"

namespace lintel::collector {

// Reads the books it was made from; they must not change while it lives.
class Draft {
 public:
  explicit Draft(const Books& books);

  void set_aside(const Uuid& device);
  void take_back(const Uuid& device);
  // As it will be.
  Holding& of(const Topic& topic);
  void add(const Row& row);  // that is being stored
  // Steps and closes; gives back what changed.
  Shown finish(std::optional<TopicClose> how = {});

 private:
  bool is_only_counted(const Row& row);  // as Books::add() will decide
  // What will be here of a tablet.
  LedgerEntry& here_of(const Uuid& device, const Topic& topic, const Tablet& tablet);

  const Books& books_;
  std::map<std::pair<Uuid, Topic>, LedgerEntry> here_;
  std::map<Uuid, StrangeTopics> strange_;
  std::set<Uuid> set_aside_;
  int k_;
  int notes_min_;
  Holdings topics_;
};

// After the commit: readers see it once shown.json has it, too (catch_up()).
void take_over(Books& books, const Shown& shown);

// Closes by rule what may be closed (closing.h).
Status close_what_may(CollectorStore& store, SharedBooks& books, UtcTime now);

}  // namespace lintel::collector
