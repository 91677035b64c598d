// One run of the whole system from one seed: first faults, then healing, then the judgement.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tests/sim/faults.h"

namespace lintel::sim {

struct RunFigures {
  long taps = 0;
  long saved = 0;
  long exchanges = 0;
  long tablets = 0;
  double virtual_hours = 0;
  FaultCounts faults{};
};

// What is wrong with what came of it; nullopt: nothing. `folder` is for the little that is on a
// real disk and is left empty.
struct RunOutcome {
  std::optional<std::string> wrong;
  RunFigures figures;
};
RunOutcome run_seed(std::uint64_t seed, const std::string& folder);

}  // namespace lintel::sim
