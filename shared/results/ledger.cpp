#include "shared/results/ledger.h"

#include <algorithm>
#include <set>
#include <utility>

namespace lintel {
namespace {

template <class Value>
Value value_of(const std::map<Topic, Value>& values, const Topic& topic) {
  const auto found = values.find(topic);
  return found == values.end() ? Value{} : found->second;
}

TopicStanding standing_of(const Topic& topic, const Ledger& ledger,
                          const std::map<Topic, Received>& received) {
  const TopicLedger there = value_of(ledger.topics, topic);
  const Received here = value_of(received, topic);
  const auto missing = [](const LedgerEntry& said, const LedgerEntry& held) {
    return std::max(0, said.taken - held.taken);
  };
  TopicStanding standing;
  standing.topic = topic;
  standing.taken = there.answers.taken;
  standing.received = here.answers.taken;
  standing.quarantined = there.quarantined;
  standing.early = there.early;
  standing.closed = there.closed;
  standing.waiting = std::max(0, missing(there.answers, here.answers) +
                                     missing(there.notes, here.notes) - there.quarantined);
  // Counts that agree by chance (one lost, one too many) still differ in the digest.
  standing.meets = there.answers == here.answers && there.notes == here.notes;
  return standing;
}

}  // namespace

TabletStanding reconcile(const Ledger& ledger, const std::map<Topic, Received>& received) {
  TabletStanding standing;
  standing.device = ledger.device;
  standing.room = ledger.room;
  standing.pending = ledger.pending;
  standing.quarantined = ledger.quarantined;
  std::set<Topic> topics;
  for (const auto& [topic, entry] : ledger.topics) {
    topics.insert(topic);
    standing.taken += entry.answers.taken;
  }
  for (const auto& [topic, entry] : received) {
    topics.insert(topic);
    standing.received += entry.answers.taken;
  }
  for (const Topic& topic : topics) {
    TopicStanding of_topic = standing_of(topic, ledger, received);
    standing.waiting += of_topic.waiting;
    if (!of_topic.meets) {
      standing.differing.push_back(topic);
    }
    standing.topics.push_back(std::move(of_topic));
  }
  standing.meets = standing.differing.empty();
  return standing;
}

}  // namespace lintel
