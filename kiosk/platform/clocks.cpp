#include "kiosk/platform/clocks.h"

#include <time.h>

namespace lintel::kiosk {
namespace {

milliseconds read(clockid_t id) {
  timespec value{};
  clock_gettime(id, &value);
  return milliseconds{static_cast<long long>(value.tv_sec) * 1000 + value.tv_nsec / 1'000'000};
}

}  // namespace

SystemClock::SystemClock() : made_{read(CLOCK_BOOTTIME)} {}

UtcTime SystemClock::now() const {
  return UtcTime{read(CLOCK_REALTIME) + milliseconds{wall_shift_ms_.load()}};
}

MonoTime SystemClock::mono() const {
  return {read(CLOCK_BOOTTIME)};
}

void SystemClock::stand_at(LocalTime local, minutes offset) {
  const milliseconds wanted = local.time_since_epoch() - offset + (mono() - made_);
  wall_shift_ms_ = (wanted - read(CLOCK_REALTIME)).count();
}

}  // namespace lintel::kiosk
