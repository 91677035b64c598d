#include "sync/collector/changes.h"

#include <utility>

namespace lintel::collector {

Changes::Subscription::~Subscription() {
  const std::lock_guard lock(changes_->mutex_);
  changes_->wakes_.erase(key_);
}

void Changes::report() {
  ++version_;
  const std::lock_guard lock(mutex_);
  for (const auto& [key, wake] : wakes_) {
    wake();
  }
}

Changes::Subscription Changes::subscribe(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  const std::uint64_t key = next_key_++;
  wakes_.emplace(key, std::move(wake));
  return Subscription(*this, key);
}

}  // namespace lintel::collector
