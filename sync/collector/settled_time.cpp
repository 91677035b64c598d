#include "sync/collector/settled_time.h"

namespace lintel::collector {

UtcTime SettledTime::now(const Clock& clock) {
  const Reading reading{clock.now(), clock.mono()};
  const UtcTime expected = last_ ? last_->wall + (reading.mono - last_->mono) : reading.wall;
  if (reading.wall - expected <= jump_noticed) {
    last_ = reading;
    since_.reset();
    return reading.wall;
  }
  since_ = since_.value_or(reading.mono);
  if (reading.mono - *since_ >= believed_after) {
    last_ = reading;
    since_.reset();
    return reading.wall;
  }
  return expected;
}

}  // namespace lintel::collector
