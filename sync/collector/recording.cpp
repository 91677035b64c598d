#include "sync/collector/recording.h"

#include <set>
#include <utility>
#include <variant>

namespace lintel::collector {
Result<CollectorStore::Statuses> record_answers(CollectorStore& store, SharedBooks& books,
                                                const std::vector<const Intake*>& intakes) {
  using Statuses = CollectorStore::Statuses;
  const auto each_stored = [&](const Statuses& statuses, const auto& use) {
    for (std::size_t batch = 0; batch < intakes.size(); ++batch) {
      for (std::size_t row = 0; row < statuses[batch].size(); ++row) {
        if (statuses[batch][row] == wire::ItemStatus::stored) {
          use(intakes[batch]->rows[row]);
        }
      }
    }
  };
  TRY(Statuses statuses, store.store(intakes));
  books.change([&](Books& all) {
    std::set<std::pair<Uuid, Topic>> came;
    each_stored(statuses, [&](const Row& row) {
      const Topic topic = row.topic();
      const bool is_new = !all.holdings.contains(topic);
      const bool has_note = std::holds_alternative<SealedNote>(row.record) || row.plain_note;
      all.add(row);
      if ((is_new || has_note) && all.holdings.contains(topic)) {
        all.steps_due.insert(topic);
      }
      came.emplace(row.device, topic);
    });
    for (const auto& [device, topic] : came) {
      all.refresh(topic, device);
      // A ledger goes before its answers: before the last of them is here no step can be made, and
      // with it the topic may be closed.
      const auto holding = all.holdings.find(topic);
      if (holding != all.holdings.end() && holding->second.came[device].complete) {
        all.steps_due.insert(topic);
        all.closing_due = true;
      }
    }
  });
  return statuses;
}

// What was closed stays closed over a restart: a tablet that has not looked after its windows yet
// takes nothing back.
Result<LedgerIs> record_ledger(CollectorStore& store, SharedBooks& books, Ledger ledger,
                               UtcTime now) {
  const LedgerOrder order = books.read([&](const Books& all) {
    const auto known = all.tablets.find(ledger.device);
    if (known == all.tablets.end()) {
      return LedgerOrder::follows;
    }
    if (!ledger.closed && known->second.ledger) {
      ledger.closed = known->second.ledger->closed;
    }
    return order_of(ledger, known->second);
  });
  if (order == LedgerOrder::older) {
    return LedgerIs::old;
  }
  TRY_DO(store.put_ledger(ledger, now));
  books.change([&](Books& all) {
    all.steps_due.merge(all.set_ledger(ledger, now));
    all.closing_due = true;
  });
  return order == LedgerOrder::of_another ? LedgerIs::of_another : LedgerIs::taken;
}

}  // namespace lintel::collector
