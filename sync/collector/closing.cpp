#include "sync/collector/closing.h"

#include "sync/collector/tablet_facts.h"

namespace lintel::collector {

std::vector<Topic> topics_to_close(const Books& books, UtcTime now) {
  const DayFacts day = day_facts(books, now);
  const std::vector<TabletFacts> tablets = tablet_facts(books);
  const std::vector<TabletStatus> states = tablet_states(day, tablets);
  std::vector<Topic> found;
  for (const auto& [topic, holding] : books.holdings) {
    if (holding.kept.close == TopicClose::open &&
        blocks_close(topic, day, tablets, states).may_close()) {
      found.push_back(topic);
    }
  }
  return found;
}

}  // namespace lintel::collector
