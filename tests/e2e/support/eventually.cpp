#include "tests/e2e/support/eventually.h"

#include <atomic>
#include <thread>

namespace lintel::e2e {
namespace {

std::atomic<bool> gave_up{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler sets it");

}  // namespace

bool eventually(const std::function<bool()>& holds, milliseconds at_most) {
  const auto deadline = std::chrono::steady_clock::now() + at_most;
  while (!gave_up) {
    if (holds()) {
      return true;
    }
    if (std::chrono::steady_clock::now() >= deadline) {
      return false;
    }
    std::this_thread::sleep_for(milliseconds{5});
  }
  return false;
}

void give_up() {
  gave_up = true;
}
bool given_up() {
  return gave_up;
}

}  // namespace lintel::e2e
