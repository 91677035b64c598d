#include "kiosk/platform/stop_signal.h"

#include <pthread.h>
#include <signal.h>

namespace lintel::kiosk {
namespace {

// SIGUSR2 ends the waiter itself.
sigset_t watched_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGUSR2);
  return set;
}

}  // namespace

StopSignal::StopSignal(std::function<void()> wake) {
  const sigset_t set = watched_signals();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  waiter_ = std::thread{[this, set, wake = std::move(wake)] {
    int signal = 0;
    while (sigwait(&set, &signal) == 0 && signal != SIGUSR2) {
      asked_ = true;
      wake();
    }
  }};
}

StopSignal::~StopSignal() {
  pthread_kill(waiter_.native_handle(), SIGUSR2);
  waiter_.join();
}

}  // namespace lintel::kiosk
