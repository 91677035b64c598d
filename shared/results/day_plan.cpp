#include "shared/results/day_plan.h"

#include <algorithm>

namespace lintel {
namespace {

Planned planned(const DayFacts& day, const EventId& event, const PlannedWindow& window) {
  Planned one{{window.room}, window.starts, window.closes, window.closes, UtcTime{}, UtcTime{}};
  const auto over = day.over.find(window.day);
  if (day.plan != nullptr && event == day.plan->event && over != day.over.end()) {
    one.closes = std::min(one.closes, over->second);
    one.heard = over->second + release_slack;
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
