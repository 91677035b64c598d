// The time by which things are done for good (closes, the end of a day): the wall clock's, but one
// that jumps ahead is believed only once it has stood for an hour. A close that a wrong clock
// brought about cannot be taken back; one that comes an hour later does no harm. A clock that goes
// back is believed at once. Whether it was ahead already at the start nobody can tell. One owner
// thread.
#pragma once

#include <optional>

#include "shared/ports/clock.h"

namespace lintel::collector {

class SettledTime {
 public:
  static constexpr std::chrono::hours jump_noticed{1};
  static constexpr std::chrono::hours believed_after{1};

  // To be asked every few minutes at least.
  UtcTime now(const Clock& clock);

 private:
  struct Reading {
    UtcTime wall{};
    MonoTime mono{};
  };
  std::optional<Reading> last_;    // that was believed
  std::optional<MonoTime> since_;  // ahead of it
};

}  // namespace lintel::collector
