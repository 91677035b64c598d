#include "sync/collector/recording.h"

#include <utility>

#include "sync/collector/recording_draft.h"

namespace lintel::collector {
namespace {

Shown touched(const Books& books, const std::set<Topic>& topics, const Uuid& device,
              const Ledger& ledger) {
  Books after;  // of the one tablet and its topics only
  Draft draft(books);
  for (const Topic& topic : topics) {
    Holding& holding = draft.of(topic);
    after.holdings[topic] = holding;
  }
  const auto known = books.tablets.find(device);
  if (known != books.tablets.end()) {
    after.tablets[device].received = known->second.received;
  }
  after.set_ledger(ledger, UtcTime{});
  for (const Topic& topic : topics) {
    draft.of(topic).came = std::move(after.holdings[topic].came);
  }
  return draft.finish();
}

// Of which the ledger says something new, and those that wait for what it says.
std::set<Topic> news_of(const Ledger& ledger, const Tablet* tablet, const Books& books) {
  std::set<Topic> news;
  for (const auto& [topic, said] : ledger.topics) {
    const auto* const before = tablet != nullptr && tablet->ledger ? &*tablet->ledger : nullptr;
    const auto known = before == nullptr ? ledger.topics.end() : before->topics.find(topic);
    const bool is_counted = books.holdings.contains(topic) || books.is_known(topic);
    const bool is_news =
        before == nullptr || known == before->topics.end() || known->second != said;
    if (is_counted && is_news) {
      news.insert(topic);
    }
  }
  return news;
}

}  // namespace

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
  Shown shown;
  const auto decide = [&](const Statuses& statuses) {
    shown = books.read([&](const Books& all) {
      Draft draft(all);
      each_stored(statuses, [&](const Row& row) { draft.add(row); });
      return draft.finish();
    });
    return shown;
  };
  TRY(Statuses statuses, store.store(intakes, decide));
  books.change([&](Books& all) {
    std::set<std::pair<Uuid, Topic>> came;
    each_stored(statuses, [&](const Row& row) {
      all.add(row);
      came.emplace(row.device, row.topic());
    });
    for (const auto& [device, topic] : came) {
      all.refresh(topic, device);
      const auto holding = all.holdings.find(topic);
      // A ledger goes before its answers: with the last of them the topic may be closed.
      all.closing_due = all.closing_due ||
                        (holding != all.holdings.end() && holding->second.came[device].complete);
    }
    take_over(all, shown);
  });
  return statuses;
}

Result<LedgerIs> record_ledger(CollectorStore& store, SharedBooks& books, const Ledger& ledger,
                               UtcTime now) {
  struct Outcome {
    LedgerOrder order = LedgerOrder::follows;
    Shown shown;
  };
  const Outcome found = books.read([&](const Books& all) -> Outcome {
    const auto tablet = all.tablets.find(ledger.device);
    const Tablet* known = tablet == all.tablets.end() ? nullptr : &tablet->second;
    const LedgerOrder order = known == nullptr ? LedgerOrder::follows : order_of(ledger, *known);
    if (order == LedgerOrder::older) {
      return {order, {}};
    }
    return {order, touched(all, news_of(ledger, known, all), ledger.device, ledger)};
  });
  if (found.order == LedgerOrder::older) {
    return LedgerIs::old;
  }
  TRY_DO(store.put_ledger(ledger, now, found.shown));
  books.change([&](Books& all) {
    all.set_ledger(ledger, now);
    all.closing_due = true;
    take_over(all, found.shown);
  });
  return found.order == LedgerOrder::of_another ? LedgerIs::of_another : LedgerIs::taken;
}

}  // namespace lintel::collector
