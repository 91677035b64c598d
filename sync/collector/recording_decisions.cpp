// What adults decide: closes, tablets set aside or written off, days that are over, what is shown
// all the same; and what is served.
#include <algorithm>
#include <utility>

#include "sync/collector/recording.h"
#include "sync/collector/recording_steps.h"

namespace lintel::collector {
namespace {

// What was only counted may be about sessions that are known by now.
Status count_anew(CollectorStore& store, SharedBooks& books) {
  const bool is_due = books.read([](const Books& all) {
    return std::any_of(all.tablets.begin(), all.tablets.end(),
                       [](const auto& tablet) { return tablet.second.beyond > 0; });
  });
  if (!is_due) {
    return ok();
  }
  TRY(Books anew, store.read_books());
  books.change([&](Books& all) {
    anew.suggestions = std::move(all.suggestions);
    anew.closing_due = true;
    all = std::move(anew);
  });
  return ok();
}

}  // namespace

Status record_close(CollectorStore& store, SharedBooks& books, const std::vector<Topic>& topics,
                    TopicClose how) {
  const Shown shown = books.read([&](const Books& all) { return steps_of(all, topics, how); });
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
  TRY_DO(store.put_set_aside(device, counted == Counted::set_aside));
  books.change([&](Books& all) {
    if (counted == Counted::yes) {
      all.set_aside.erase(device);
    } else {
      all.set_aside.insert(device);
    }
    for (const auto& [topic, holding] : all.holdings) {
      if (holding.came.contains(device)) {
        all.steps_due.insert(topic);
      }
    }
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

Status record_shown_anyway(CollectorStore& store, SharedBooks& books, const Topic& topic,
                           UtcTime now) {
  struct Wish {
    Status outcome = ok();
    Shown shown;
  };
  const Wish found = books.read([&](const Books& all) -> Wish {
    const auto holding = all.holdings.find(topic);
    if (holding == all.holdings.end()) {
      return {Error{ErrorCode::not_found, "Nothing came of it."}, {}};
    }
    if (!all.is_over(topic.event, now)) {
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

Status record_pool(CollectorStore& store, SharedBooks& books, const EventId& event, UtcTime now) {
  Result<Shown> shown = books.read([&](const Books& all) -> Result<Shown> {
    if (all.pools_kept.contains(event)) {
      return Error{ErrorCode::refused, "It was done already: what is shown of it stays as it is."};
    }
    if (!all.is_over(event, now)) {
      return Error{ErrorCode::refused,
                   "The event is not over: a session is still to come or open."};
    }
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
    auto suggestions = all.suggestions ? *all.suggestions : SuggestionCounts{};
    suggestions.join(shared->event);
    all.suggestions = std::make_shared<const SuggestionCounts>(std::move(suggestions));
    if (all.schedule && all.schedule->plan.tag != shared->plan.tag) {
      all.plans.replaced(all.schedule->plan, shared->served_since);
    }
    all.plans.served(shared->plan);
    all.schedule = std::move(shared);
    all.served_with = std::move(with);
    all.days_over = std::move(days);
  });
  return count_anew(store, books);
}

}  // namespace lintel::collector
