// What tablets may still go by: the plans of the versions that were served, and the windows that
// were open when theirs was replaced. A value, bounded.
#pragma once

#include <deque>
#include <string_view>
#include <vector>

#include "shared/event/exit_plan.h"

namespace lintel::collector {

class EarlierPlans {
 public:
  // A tablet that saw none of so many versions says nothing that can be relied on.
  static constexpr std::size_t plans_max = 40;

  void served(const ExitPlan& plan);
  // Answers given in a window that was open then are held until it ends, also at tablets that go by
  // the next version, in which it may not be any more.
  void replaced(const ExitPlan& plan, UtcTime when);

  const ExitPlan* find(std::string_view tag) const;  // null: not known
  const std::vector<ExitPlan>& open_when_replaced() const { return open_; }

 private:
  std::deque<ExitPlan> plans_;  // the newest last
  std::vector<ExitPlan> open_;
};

}  // namespace lintel::collector
