// Asio's timers on the collector's own clock (boot_clock.h).
#pragma once

#include <utility>
// Asio 1.74 uses std::exchange without including <utility>; keep it first.
#include <algorithm>
#include <boost/asio/basic_waitable_timer.hpp>
#include <chrono>

#include "sync/collector/boot_clock.h"

namespace lintel::collector {

// What Asio waits with counts on a clock that stops in a sleep: so it looks again at least this
// often.
struct BootClockWait {
  static constexpr std::chrono::seconds longest{30};
  static BootClock::duration to_wait_duration(const BootClock::duration& left) {
    return std::min<BootClock::duration>(left, longest);
  }
  static BootClock::duration to_wait_duration(const BootClock::time_point& until) {
    const auto now = BootClock::now();
    // Of time_point::max() less than now is more than a duration holds.
    return until - longest > now ? BootClock::duration{longest} : until - now;
  }
};

using BootTimer = boost::asio::basic_waitable_timer<BootClock, BootClockWait>;

}  // namespace lintel::collector
