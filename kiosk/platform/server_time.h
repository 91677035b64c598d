// Times of an X server's events on our own clock. The server counts milliseconds of a clock of its
// own in 32 bits (they start again after 49.7 days); how far the two clocks lie apart is learnt
// from the events themselves: none was seen before it happened, and the one that was seen soonest
// shows the distance. Pure; one thread.
#pragma once

#include <algorithm>
#include <cstdint>

#include "shared/core/time.h"

namespace lintel::kiosk {

class ServerTime {
 public:
  // When the event with the server's time `stamp` happened, given that it was received at
  // `received`. Never later than that, and never more than a second before.
  MonoTime of(std::uint32_t stamp, MonoTime received) {
    if (known_) {
      const auto passed = static_cast<std::int32_t>(stamp - stamp_);
      at_ = std::min(at_ + milliseconds{passed}, received);
    }
    // The clocks run apart, or the machine slept.
    if (!known_ || received - at_ > late_max) {
      at_ = received;
    }
    known_ = true;
    stamp_ = stamp;
    return at_;
  }

 private:
  static constexpr milliseconds late_max{1000};  // no event waits longer for a kiosk that runs
  bool known_ = false;
  std::uint32_t stamp_ = 0;
  MonoTime at_{};
};

}  // namespace lintel::kiosk
