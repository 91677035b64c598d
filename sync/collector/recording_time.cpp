// What time brings: closes by rule, what readers may see, the file rewritten after the day.
#include <algorithm>

#include "shared/core/limits.h"
#include "sync/collector/closing.h"
#include "sync/collector/recording.h"
#include "sync/collector/recording_steps.h"

namespace lintel::collector {
namespace {

// The steps that what came allows.
Status step_what_is_due(CollectorStore& store, SharedBooks& books) {
  std::vector<Topic> due;
  const Shown shown = books.read([&](const Books& all) {
    due.assign(all.steps_due.begin(), all.steps_due.end());
    return steps_of(all, due);
  });
  if (!shown.topics.empty() || !shown.notes_listed.empty()) {
    TRY_DO(store.put_shown(shown));
  }
  books.change([&](Books& all) {
    take_over(all, shown);
    for (const Topic& topic : due) {
      all.steps_due.erase(topic);
    }
  });
  return ok();
}

// Those whose answers had to come again after a restore and may all be here by now.
void go_on_after_restore(SharedBooks& books) {
  books.change([](Books& all) {
    for (const auto& [topic, holding] : all.holdings) {
      if (holding.kept.memory == Memory::regaining) {
        all.steps_due.insert(topic);
      }
    }
  });
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
  TRY(const auto rewritten, store.rewritten_after());
  if (rewritten == over) {
    return ok();
  }
  // Of another event, or the clock was ahead: the days since then are still to come.
  if (!over || (rewritten && *over < *rewritten)) {
    return store.put_rewritten_after(over.value_or(LocalDay{}));
  }
  TRY_DO(store.put_rewritten_after(*over));
  return store.rewrite();
}

}  // namespace

Status close_what_may(CollectorStore& store, SharedBooks& books, UtcTime now) {
  books.change([](Books& all) { all.closing_due = false; });
  const std::vector<Topic> topics =
      books.read([&](const Books& all) { return topics_to_close(all, now); });
  return topics.empty() ? ok() : record_close(store, books, topics, TopicClose::by_rule);
}

Status record_time(CollectorStore& store, SharedBooks& books, UtcTime now) {
  TRY_DO(close_what_may(store, books, now));
  go_on_after_restore(books);
  TRY_DO(step_what_is_due(store, books));
  return rewrite_after_day(store, books, now);
}

Result<bool> catch_up(CollectorStore& store, SharedBooks& books, UtcTime now) {
  if (books.read([](const Books& all) { return !all.steps_due.empty(); })) {
    TRY_DO(step_what_is_due(store, books));
  }
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
    return false;
  }
  TRY_DO(store.write_shown_file(due->topics, due->pools));
  books.change([](Books& all) {
    for (auto& [topic, holding] : all.holdings) {
      holding.disclosure = holding.kept;
    }
    all.pools = all.pools_kept;
    all.shown_due = false;
  });
  return true;
}

}  // namespace lintel::collector
