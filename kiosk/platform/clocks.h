// The real clocks. Thread-safe.
#pragma once

#include <atomic>
#include <optional>

#include "shared/ports/clock.h"

namespace lintel::kiosk {

// The machine's clocks; with `stand_at` the wall clock is moved so that a desk can play any hour
// of the day. Monotonic time is CLOCK_BOOTTIME: it counts on while the machine sleeps.
class SystemClock final : public Clock {
 public:
  SystemClock();
  UtcTime now() const override;
  MonoTime mono() const override;
  // From here on the time of day is `local` where the offset from UTC is `offset`, and runs on.
  // Counted from the clock's making, so that calling it again with a better offset does not
  // restart the day.
  void stand_at(LocalTime local, minutes offset);

 private:
  MonoTime made_;
  std::atomic<long long> wall_shift_ms_{0};
};

}  // namespace lintel::kiosk
