// SIGTERM, SIGINT and the end of the terminal (SIGHUP, unless whoever started us ignores it) as a
// question the loop can ask, with a wake-up: a thread of its own waits for them, because hardly
// anything is allowed inside a signal handler.
#pragma once

#include <atomic>
#include <functional>
#include <thread>

namespace lintel::kiosk {

class StopSignal {
 public:
  // Make it before any other thread: the mask it sets is inherited. wake is called from its thread.
  explicit StopSignal(std::function<void()> wake);
  ~StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;
  bool asked() const { return asked_; }

 private:
  std::atomic<bool> asked_ = false;
  std::atomic<bool> done_ = false;
  std::thread waiter_;
};

}  // namespace lintel::kiosk
