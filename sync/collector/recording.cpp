#include "sync/collector/recording.h"

#include <algorithm>
#include <utility>

#include "shared/core/limits.h"
#include "shared/event/form.h"
#include "sync/collector/closing.h"

namespace lintel::collector {
namespace {

// The topics that a change touches, as they will be: worked on before the commit, taken over after.
class Draft {
 public:
  explicit Draft(const Books& books)
      : books_(books),
        set_aside_(books.set_aside),
        k_(group_size(books.min_answers())),
        notes_min_(group_size(books.min_notes())) {}

  void set_aside(const Uuid& device, Counted counted) {
    if (counted == Counted::yes) {
      set_aside_.erase(device);
    } else {
      set_aside_.insert(device);
    }
  }

  Holding& of(const Topic& topic) {
    const auto known = topics_.find(topic);
    if (known != topics_.end()) {
      return known->second;
    }
    const auto found = books_.holdings.find(topic);
    return topics_[topic] = found == books_.holdings.end() ? Holding{} : found->second;
  }

  void add(const Row& row) {
    Holding& holding = of(row.topic());
    const Response* response = std::get_if<Response>(&row.record);
    holding.notes_came += response == nullptr || row.plain_note ? 1 : 0;
    if (response != nullptr && find_form(response->form) != nullptr) {
      holding.came[row.device].tally.add(*response);
    }
    if (response != nullptr) {
      const auto known = books_.tablets.find(row.device);
      const Tablet nothing;
      const Tablet& tablet = known == books_.tablets.end() ? nothing : known->second;
      LedgerEntry& here = here_of(row.device, row.topic(), tablet);
      ++here.taken;
      add_to_digest(here.digest, row.id);
      compare_with_ledger(holding.came[row.device], tablet, row.topic(), here);
    }
  }

  // Steps and closes; gives back what changed.
  Shown finish(std::optional<TopicClose> how = {}) {
    Shown shown;
    for (auto& [topic, holding] : topics_) {
      const auto found = books_.holdings.find(topic);
      const bool is_new = found == books_.holdings.end();
      if (is_new && books_.forgot(topic)) {
        holding.kept.memory = Memory::lost;
      }
      if (how) {
        close(holding.kept, holding.came, set_aside_, *how, k_);
      } else {
        advance(holding.kept, holding.came, set_aside_, k_);
      }
      const Disclosure before = is_new ? Disclosure{} : found->second.kept;
      if (holding.kept != before) {
        shown.topics[topic] = holding.kept;
      }
      const bool may_list = holding.kept.close != TopicClose::open &&
                            holding.notes_came - holding.notes_listed >= notes_min_;
      if (may_list) {
        shown.notes_listed.insert(topic);
      }
    }
    return shown;
  }

 private:
  // What will be here of a tablet.
  LedgerEntry& here_of(const Uuid& device, const Topic& topic, const Tablet& tablet) {
    const auto [at, is_new] = here_.try_emplace({device, topic});
    const auto received = tablet.received.find(topic);
    if (is_new && received != tablet.received.end()) {
      at->second = received->second.answers;
    }
    return at->second;
  }

  const Books& books_;
  std::map<std::pair<Uuid, Topic>, LedgerEntry> here_;
  std::set<Uuid> set_aside_;
  int k_;
  int notes_min_;
  Holdings topics_;
};

// After the commit: readers see it once shown.json has it, too (show()).
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
std::set<Topic> news_of(const Ledger& ledger, const Tablet* tablet) {
  std::set<Topic> news;
  for (const auto& [topic, said] : ledger.topics) {
    const auto* const before = tablet != nullptr && tablet->ledger ? &*tablet->ledger : nullptr;
    const auto known = before == nullptr ? ledger.topics.end() : before->topics.find(topic);
    if (before == nullptr || known == before->topics.end() || known->second != said) {
      news.insert(topic);
    }
  }
  return news;
}

Status close_what_may(CollectorStore& store, SharedBooks& books, UtcTime now) {
  books.change([](Books& all) { all.closing_due = false; });
  const std::vector<Topic> topics =
      books.read([&](const Books& all) { return topics_to_close(all, now); });
  return topics.empty() ? ok() : record_close(store, books, topics, TopicClose::by_rule);
}

// Those whose answers had to come again after a restore and may all be here by now.
Status go_on_after_restore(CollectorStore& store, SharedBooks& books) {
  const Shown shown = books.read([](const Books& all) {
    Draft draft(all);
    for (const auto& [topic, holding] : all.holdings) {
      if (holding.kept.memory == Memory::regaining) {
        draft.of(topic);
      }
    }
    return draft.finish();
  });
  if (shown.topics.empty() && shown.notes_listed.empty()) {
    return ok();
  }
  TRY_DO(store.put_shown(shown));
  books.change([&](Books& all) { take_over(all, shown); });
  return ok();
}

// The last day whose windows are all over.
std::optional<LocalDay> last_day_over(const Books& books, UtcTime now) {
  std::optional<LocalDay> over;
  if (!books.schedule) {
    return over;
  }
  std::map<LocalDay, UtcTime> ends;
  for (const Session& session : books.schedule->event.sessions) {
    UtcTime& end = ends[day_of(session.start.local())];
    end = std::max<UtcTime>(end, session.end.utc + limits::exit_closes_after_end);
  }
  for (const auto& [day, end] : ends) {
    const auto& said = books.served_with.days_over;
    if (end <= now || std::find(said.begin(), said.end(), day) != said.end()) {
      over = day;
    }
  }
  return over;
}

Status rewrite_after_day(CollectorStore& store, SharedBooks& books, UtcTime now) {
  const auto over = books.read([&](const Books& all) { return last_day_over(all, now); });
  if (!over) {
    return ok();
  }
  TRY(const auto rewritten, store.rewritten_after());
  if (rewritten && *rewritten >= *over) {
    return ok();
  }
  TRY_DO(store.put_rewritten_after(*over));
  return store.rewrite();
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
    }
    take_over(all, shown);
  });
  return statuses;
}

Result<LedgerIs> record_ledger(CollectorStore& store, SharedBooks& books, const Ledger& ledger,
                               UtcTime now) {
  struct Outcome {
    bool is_old = false;
    Shown shown;
  };
  const Outcome found = books.read([&](const Books& all) -> Outcome {
    const auto tablet = all.tablets.find(ledger.device);
    const Tablet* known = tablet == all.tablets.end() ? nullptr : &tablet->second;
    if (known != nullptr && goes_back(ledger, *known)) {
      return {true, {}};
    }
    return {false, touched(all, news_of(ledger, known), ledger.device, ledger)};
  });
  if (found.is_old) {
    return LedgerIs::old;
  }
  TRY_DO(store.put_ledger(ledger, now, found.shown));
  books.change([&](Books& all) {
    all.set_ledger(ledger, now);
    all.closing_due = true;
    take_over(all, found.shown);
  });
  return LedgerIs::taken;
}

Status record_close(CollectorStore& store, SharedBooks& books, const std::vector<Topic>& topics,
                    TopicClose how) {
  const Shown shown = books.read([&](const Books& all) {
    Draft draft(all);
    for (const Topic& topic : topics) {
      draft.of(topic);
    }
    return draft.finish(how);
  });
  TRY_DO(store.put_shown(shown));
  books.change([&](Books& all) { take_over(all, shown); });
  return ok();
}

Status record_counted(CollectorStore& store, SharedBooks& books, const Uuid& device,
                      Counted counted) {
  const bool is_known = books.read([&](const Books& all) {
    return all.tablets.contains(device) || all.paired.contains(device);
  });
  if (!is_known) {
    return Error{ErrorCode::not_found, "This collector knows no tablet " + device.text() + "."};
  }
  const Shown shown = books.read([&](const Books& all) {
    Draft draft(all);
    draft.set_aside(device, counted);
    for (const auto& [topic, holding] : all.holdings) {
      if (holding.came.contains(device)) {
        draft.of(topic);
      }
    }
    return draft.finish();
  });
  TRY_DO(store.put_set_aside(device, counted == Counted::set_aside, shown));
  books.change([&](Books& all) {
    if (counted == Counted::yes) {
      all.set_aside.erase(device);
    } else {
      all.set_aside.insert(device);
    }
    take_over(all, shown);
  });
  return ok();
}

Status record_written_off(CollectorStore& store, SharedBooks& books, const Uuid& device,
                          std::optional<UtcTime> since, UtcTime now) {
  if (since) {
    since = std::chrono::floor<minutes>(*since);
  }
  TRY_DO(store.put_written_off(device, since));
  books.change([&](Books& all) {
    if (since) {
      all.written_off[device] = *since;
    } else {
      all.written_off.erase(device);
    }
  });
  return close_what_may(store, books, now);
}

Status record_day_over(CollectorStore& store, SharedBooks& books, LocalDay day, UtcTime now) {
  const auto schedule = books.read([](const Books& all) { return all.schedule; });
  if (schedule == nullptr) {
    return Error{ErrorCode::not_found, "No event is loaded yet."};
  }
  TRY(const DaysOver days, store.days_over(schedule->event.id));
  if (days.contains(day)) {
    return ok();
  }
  TRY_DO(store.put_day_over(schedule->event.id, day, now));
  Schedule again = *schedule;
  again.served_since = now;
  return serve(store, books, std::move(again));
}

Status record_shown_anyway(CollectorStore& store, SharedBooks& books, const Topic& topic) {
  struct Wish {
    Status outcome = ok();
    Shown shown;
  };
  const Wish found = books.read([&](const Books& all) -> Wish {
    const auto holding = all.holdings.find(topic);
    if (holding == all.holdings.end()) {
      return {Error{ErrorCode::not_found, "Nothing came of it."}, {}};
    }
    if (!all.is_over(topic.event)) {
      return {Error{ErrorCode::refused,
                    "The event is not over: a session that holds answers is still open."},
              {}};
    }
    Disclosure disclosure = holding->second.kept;
    Status outcome =
        show_anyway(disclosure, holding->second.came, all.set_aside, group_size(all.min_answers()));
    Shown shown;
    shown.topics[topic] = std::move(disclosure);
    return {std::move(outcome), std::move(shown)};
  });
  TRY_DO(found.outcome);
  TRY_DO(store.put_shown(found.shown));
  books.change([&](Books& all) { take_over(all, found.shown); });
  return ok();
}

Status record_pool(CollectorStore& store, SharedBooks& books, const EventId& event) {
  Result<Shown> shown = books.read([&](const Books& all) -> Result<Shown> {
    Holdings after = all.holdings;
    TRY(Pool pool, pool_rest(event, after, all.set_aside, group_size(all.min_answers())));
    Shown pooled;
    for (const auto& [topic, holding] : after) {
      if (holding.kept != all.holdings.at(topic).kept) {
        pooled.topics[topic] = holding.kept;
      }
    }
    pooled.pool = {event, std::move(pool)};
    return pooled;
  });
  if (!shown) {
    return std::move(shown).error();
  }
  TRY_DO(store.put_shown(*shown));
  books.change([&](Books& all) {
    take_over(all, *shown);
    all.pools_kept.insert(*shown->pool);
  });
  return ok();
}

Status record_time(CollectorStore& store, SharedBooks& books, UtcTime now) {
  TRY_DO(close_what_may(store, books, now));
  TRY_DO(go_on_after_restore(store, books));
  return rewrite_after_day(store, books, now);
}

Status catch_up(CollectorStore& store, SharedBooks& books, UtcTime now) {
  if (books.read([](const Books& all) { return all.closing_due; })) {
    TRY_DO(close_what_may(store, books, now));
  }
  struct Due {
    Disclosures topics;
    std::map<EventId, Pool> pools;
  };
  const std::optional<Due> due = books.read([](const Books& all) -> std::optional<Due> {
    if (!all.shown_due) {
      return std::nullopt;
    }
    Due files;
    for (const auto& [topic, holding] : all.holdings) {
      if (holding.kept != Disclosure{}) {
        files.topics[topic] = holding.kept;
      }
    }
    files.pools = all.pools_kept;
    return files;
  });
  if (!due) {
    return ok();
  }
  TRY_DO(store.write_shown_file(due->topics, due->pools));
  books.change([](Books& all) {
    for (auto& [topic, holding] : all.holdings) {
      holding.disclosure = holding.kept;
    }
    all.pools = all.pools_kept;
    all.shown_due = false;
  });
  return ok();
}

Status serve(CollectorStore& store, SharedBooks& books, Schedule schedule) {
  ServedWith with;
  with.notes_key = store.notes_key().text();
  TRY(DaysOver days, store.days_over(schedule.event.id));
  for (const auto& [day, said] : days) {
    with.days_over.push_back(day);
  }
  TRY(Schedule served, make_schedule(std::move(schedule.loaded), with));
  served.version = schedule.version;
  served.loaded_at = schedule.loaded_at;
  served.served_since = schedule.served_since;
  auto shared = std::make_shared<const Schedule>(std::move(served));
  books.change([&](Books& all) {
    all.schedule = std::move(shared);
    all.served_with = std::move(with);
    all.days_over = std::move(days);
  });
  return ok();
}

}  // namespace lintel::collector
