// Days at a room with one or two doors, planned by chance and played on the real parts: what the
// observer wrote down, and every copy of everything at every moment, comes back as a recording.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/secrecy/recording.h"

namespace lintel::secrecy {

struct DayOptions {
  std::uint32_t seed = 1;
  int doors = 1;
  std::vector<int> people;  // of each of three sessions, both doors together
  int late = 0;             // about the first, after its window
  double notes = 0.15;      // share of people
  double undone = 0.06;
  bool offline = false;   // the second session: its answers go when the network is back
  bool restarts = false;  // tablets and collector, in the middle of things
  bool restored = false;  // the collector goes back to a backup
  bool stick = false;     // the day is carried home on one; no network after noon
};

// What there was to see, and what must have come of it.
struct DayPlayed {
  Recording recording;
  int given = 0;  // answers that were not taken back
  int received = 0;
};
DayPlayed play_day(const DayOptions& options);

}  // namespace lintel::secrecy
