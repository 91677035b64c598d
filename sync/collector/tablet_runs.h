// Do two tablets speak with one identity? A tablet draws a random run at each start and says it in
// every ledger. A new run takes the place of the one before: a restart. When a run that was
// superseded comes again with a newer ledger than its last, both are alive: a copied data folder.
// The clocks of the two are not compared. Rooms are what each said. Pure; one owner thread. Runs
// are remembered in memory only: after a restart of the collector two copies find each other out
// again with their next three ledgers.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "shared/results/ledger.h"

namespace lintel::collector {

class TabletRuns {
 public:
  enum class Run {
    current,     // as before
    restarted,   // a new one
    superseded,  // of before a restart, on its way until now: an old ledger
    alive_twice
  };
  // Ledgers in the order in which they come. stored: the one known so far, if any.
  Run note(const Ledger& ledger, const Ledger* stored, UtcTime now);
  // The rooms that its runs named lately, each once.
  std::vector<std::string> rooms_of(const Uuid& device) const;
  // It was paired anew, or may no longer send.
  void forget(const Uuid& device) { tablets_.erase(device); }

 private:
  struct Known {
    Uuid run;
    std::string room;
    UtcTime as_of{};     // of its last ledger
    UtcTime replaced{};  // when another run took its place
  };
  struct Tablet {
    Known current;
    std::deque<Known> before;
  };
  std::map<Uuid, Tablet> tablets_;
};

}  // namespace lintel::collector
