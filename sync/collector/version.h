// One load of a schedule. Versions are numbered from 1 in the order they came; one of them is
// served. Undo serves the one that it replaced; nothing is thrown away but what is older than
// versions_max loads. Values only.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "shared/core/ids.h"
#include "shared/core/time.h"

namespace lintel::collector {

struct Version {
  int number = 0;
  int replaced = 0;  // the version that was served before it; 0: none
  EventId event;
  std::string title;
  int sessions = 0;
  std::string source;             // the files it came from
  std::optional<UtcTime> loaded;  // none: from a database that did not keep versions yet
  bool served = false;
};

// A year of daily changes; 4 MB each at most, 20 KB usually.
inline constexpr int versions_max = 400;

}  // namespace lintel::collector
