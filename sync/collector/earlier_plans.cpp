#include "sync/collector/earlier_plans.h"

#include <algorithm>

#include "shared/results/tablet_states.h"

namespace lintel::collector {

void EarlierPlans::served(const ExitPlan& plan) {
  std::erase_if(plans_, [&](const ExitPlan& known) { return known.tag == plan.tag; });
  plans_.push_back(plan);
  if (plans_.size() > plans_max) {
    plans_.pop_front();
  }
}

// Tablets hear of a new version within minutes: until then a window may begin.
void EarlierPlans::replaced(const ExitPlan& plan, UtcTime when) {
  ExitPlan open = plan;
  std::erase_if(open.windows, [&](const auto& window) {
    return window.second.starts > when + release_slack || window.second.closes <= when;
  });
  if (open.windows.empty()) {
    return;
  }
  open_.push_back(std::move(open));
  if (open_.size() > plans_max) {
    open_.erase(open_.begin());
  }
}

const ExitPlan* EarlierPlans::find(std::string_view tag) const {
  const auto known = std::ranges::find(plans_, tag, &ExitPlan::tag);
  return known == plans_.end() ? nullptr : &*known;
}

}  // namespace lintel::collector
