#include "kiosk/platform/stop_signal.h"

#include <pthread.h>
#include <signal.h>

namespace lintel::kiosk {
namespace {

// nohup and its like ignore the end of the terminal, and so does who is started by them.
bool is_ignored(int number) {
  struct sigaction inherited {};
  return sigaction(number, nullptr, &inherited) == 0 && inherited.sa_handler == SIG_IGN;
}

// SIGUSR2 wakes the waiter to look whether it is done.
sigset_t watched_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGUSR2);
  if (!is_ignored(SIGHUP)) {
    sigaddset(&set, SIGHUP);
  }
  return set;
}

}  // namespace

StopSignal::StopSignal(std::function<void()> wake) {
  const sigset_t set = watched_signals();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  waiter_ = std::thread{[this, set, wake = std::move(wake)] {
    int signal = 0;
    while (sigwait(&set, &signal) == 0 && !done_) {
      if (signal != SIGUSR2) {
        asked_ = true;
        wake();
      }
    }
  }};
}

StopSignal::~StopSignal() {
  done_ = true;
  pthread_kill(waiter_.native_handle(), SIGUSR2);
  waiter_.join();
}

}  // namespace lintel::kiosk
