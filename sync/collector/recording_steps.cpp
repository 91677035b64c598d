#include "sync/collector/recording_steps.h"

namespace lintel::collector {

Shown steps_of(const Books& books, const std::vector<Topic>& topics,
               std::optional<TopicClose> how) {
  const int k = group_size(books.min_answers());
  const int notes_min = group_size(books.min_notes());
  const Holding nothing;
  Shown shown;
  for (const Topic& topic : topics) {
    const auto found = books.holdings.find(topic);
    if (!how && found == books.holdings.end()) {
      continue;  // a ledger alone speaks of it
    }
    const Holding& holding = found == books.holdings.end() ? nothing : found->second;
    Disclosure next = holding.kept;
    if (next == Disclosure{} && books.forgot(topic)) {
      next.memory = Memory::lost;
    }
    if (how) {
      close(next, holding.came, books.set_aside, *how, k);
    } else {
      advance(next, holding.came, books.set_aside, k);
    }
    if (next.close != TopicClose::open && holding.notes_came - holding.notes_listed >= notes_min) {
      shown.notes_listed.insert(topic);
    }
    if (next != holding.kept) {
      shown.topics[topic] = std::move(next);
    }
  }
  return shown;
}

void take_over(Books& books, const Shown& shown) {
  for (const auto& [topic, disclosure] : shown.topics) {
    books.holdings[topic].kept = disclosure;
    books.shown_due = true;
  }
  for (const Topic& topic : shown.notes_listed) {
    Holding& holding = books.holdings[topic];
    holding.notes_listed = holding.notes_came;
  }
}

}  // namespace lintel::collector
