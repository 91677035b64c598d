#include "shared/results/day_plan.h"

#include <algorithm>

namespace lintel {
namespace {

Planned planned(const DayFacts& day, const EventId& event, const PlannedWindow& window) {
  Planned one{{window.room}, window.starts, window.closes, window.closes, UtcTime{}, UtcTime{}};
  const auto over = ended_by_hand(day, window.day);
  if (day.plan != nullptr && event == day.plan->event && over) {
    one.closes = std::min(one.closes, *over);
    one.heard = *over + release_slack;
  }
  return one;
}

// Until the last of both.
void join(Planned& one, const Planned& other) {
  one.rooms.insert(other.rooms.begin(), other.rooms.end());
  one.starts = std::min(one.starts, other.starts);
  one.closes = std::max(one.closes, other.closes);
  one.closes_unheard = std::max(one.closes_unheard, other.closes_unheard);
  one.heard = std::max(one.heard, other.heard);
  one.day_closes = std::max(one.day_closes, other.day_closes);
}

}  // namespace

// Zones are less than a day from UTC.
std::optional<UtcTime> ended_by_hand(const DayFacts& day, LocalDay on) {
  const auto over = day.over.find(on);
  const UtcTime begins{on.time_since_epoch()};
  const bool is_of_that_day = over != day.over.end() &&
                              over->second >= begins - std::chrono::days{1} &&
                              over->second <= begins + std::chrono::days{2};
  return is_of_that_day ? std::optional{over->second} : std::nullopt;
}

void add(const DayFacts& day, const ExitPlan& added, DayPlan& plan) {
  std::map<LocalDay, UtcTime> last;
  for (const auto& [session, window] : added.windows) {
    UtcTime& closes = last[window.day];
    closes = std::max(closes, planned(day, added.event, window).closes);
  }
  for (const auto& [session, window] : added.windows) {
    Planned one = planned(day, added.event, window);
    one.day_closes = last.at(window.day);
    const auto [place, is_new] = plan.try_emplace({added.event, Purpose::exit, session}, one);
    if (!is_new) {
      join(place->second, one);
    }
  }
}

DayPlan plan_of(const DayFacts& day) {
  DayPlan plan;
  if (day.plan != nullptr) {
    add(day, *day.plan, plan);
  }
  return plan;
}

}  // namespace lintel
