#include "shared/results/day_plan.h"

#include <algorithm>

namespace lintel {
namespace {

// Until the last of both.
void join(Planned& one, const Planned& other) {
  one.rooms.insert(other.rooms.begin(), other.rooms.end());
  one.starts = std::min(one.starts, other.starts);
  one.closes = std::max(one.closes, other.closes);
  one.day_closes = std::max(one.day_closes, other.day_closes);
}

DayPlan served(const DayFacts& day) {
  DayPlan plan;
  if (day.plan != nullptr) {
    add_windows(*day.plan, plan);
  }
  for (auto& [topic, planned] : plan) {
    planned.closes_served = planned.closes;
  }
  return plan;
}

}  // namespace

void add_windows(const ExitPlan& added, DayPlan& plan) {
  std::map<LocalDay, UtcTime> last;
  for (const auto& [session, window] : added.windows) {
    UtcTime& closes = last[window.day];
    closes = std::max(closes, window.closes);
  }
  for (const auto& [session, window] : added.windows) {
    const Planned one{{window.room}, window.starts, window.closes,
                      std::nullopt,  window.day,    last.at(window.day)};
    const auto [place, is_new] = plan.try_emplace({added.event, Purpose::exit, session}, one);
    if (!is_new) {
      join(place->second, one);
    }
  }
}

// Zones are less than a day from UTC.
std::optional<UtcTime> ended_by_hand(const DayFacts& day, LocalDay on) {
  const auto over = day.over.find(on);
  const UtcTime begins{on.time_since_epoch()};
  const bool is_of_that_day = over != day.over.end() &&
                              over->second >= begins - std::chrono::days{1} &&
                              over->second <= begins + std::chrono::days{2};
  return is_of_that_day ? std::optional{over->second} : std::nullopt;
}

DayPlan plan_of(const DayFacts& day) {
  DayPlan plan = served(day);
  for (auto& [topic, planned] : plan) {
    planned.closes =
        std::min(planned.closes, ended_by_hand(day, planned.day).value_or(planned.closes));
  }
  return plan;
}

bool anything_closed(const DayFacts& day, const DayPlan& plan) {
  return std::any_of(plan.begin(), plan.end(),
                     [&](const auto& one) { return one.second.closes <= day.now; });
}

std::optional<UtcTime> next_close(const DayFacts& day, const DayPlan& plan, const RoomId* room) {
  std::optional<UtcTime> next;
  for (const auto& [topic, planned] : plan) {
    if (planned.closes > day.now && (room == nullptr || planned.rooms.contains(*room))) {
      next = std::min(next.value_or(planned.closes), planned.closes);
    }
  }
  return next;
}

DayPlan windows_of(const DayFacts& day) {
  DayPlan plan = served(day);
  for (const ExitPlan& open : day.open_when_replaced) {
    add_windows(open, plan);
  }
  return plan;
}

}  // namespace lintel
