// The clock that the collector measures time-outs by: CLOCK_BOOTTIME. It never goes back and counts
// on while the machine sleeps: a connection whose other side went away meanwhile is cut soon after
// waking, not a whole time-out later.
#pragma once

#include <time.h>

#include <chrono>

namespace lintel::collector {

struct BootClock {
  using duration = std::chrono::nanoseconds;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<BootClock>;
  static constexpr bool is_steady = true;

  static time_point now() noexcept {
    timespec value{};
    clock_gettime(CLOCK_BOOTTIME, &value);
    return time_point{std::chrono::seconds{value.tv_sec} + std::chrono::nanoseconds{value.tv_nsec}};
  }
};

}  // namespace lintel::collector
