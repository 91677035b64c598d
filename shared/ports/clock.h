// Port: the clocks. Thread-safe in every implementation.
#pragma once

#include <atomic>

#include "shared/core/time.h"

namespace lintel {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual UtcTime now() const = 0;    // may jump
  virtual MonoTime mono() const = 0;  // never goes back; counts on while the machine sleeps
};

// The in-memory twin: stands still until moved.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(UtcTime start) : now_ms_(start.time_since_epoch().count()) {}
  UtcTime now() const override { return UtcTime{milliseconds{now_ms_.load()}}; }
  MonoTime mono() const override { return {milliseconds{mono_ms_.load()}}; }
  void advance(milliseconds by) {
    now_ms_ += by.count();
    mono_ms_ += by.count();
  }
  void jump_wall(milliseconds by) { now_ms_ += by.count(); }  // a clock set by someone

 private:
  std::atomic<long long> now_ms_;
  std::atomic<long long> mono_ms_{0};
};

}  // namespace lintel
