// The clock of the collector's time-outs is the one that counts on while the machine sleeps.
#include "sync/collector/boot_clock.h"

#include <time.h>

#include <catch2/catch_test_macros.hpp>

#include "sync/collector/http_boot_timer.h"

using namespace lintel::collector;
using namespace std::chrono_literals;

namespace {

BootClock::time_point read_boot_time() {
  timespec value{};
  clock_gettime(CLOCK_BOOTTIME, &value);
  return BootClock::time_point{std::chrono::seconds{value.tv_sec} +
                               std::chrono::nanoseconds{value.tv_nsec}};
}

}  // namespace

TEST_CASE("Time-outs are measured by CLOCK_BOOTTIME", "[collector][clock]") {
  const auto before = read_boot_time();
  const auto now = BootClock::now();
  CHECK(before <= now);
  CHECK(now <= read_boot_time());
}

TEST_CASE("A timer looks at its clock again after a sleep, however far off its end is",
          "[collector][clock]") {
  const auto now = BootClock::now();
  CHECK(BootClockWait::to_wait_duration(now + 24h) == BootClockWait::longest);
  CHECK(BootClockWait::to_wait_duration(BootClock::time_point::max()) == BootClockWait::longest);
  CHECK(BootClockWait::to_wait_duration(now - 1s) < 0s);
  CHECK(BootClockWait::to_wait_duration(now + 10s) <= 10s);
  CHECK(BootClockWait::to_wait_duration(24h) == BootClockWait::longest);
  CHECK(BootClockWait::to_wait_duration(5s) == 5s);
}
