#include "sync/collector/side_thread.h"

#include <utility>

namespace lintel::collector {

Status SideThread::post(Job job) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || queue_.size() >= queue_max) {
      return Error{ErrorCode::busy, "The collector is checking all the passwords it can."};
    }
    queue_.push_back(std::move(job));
    if (!thread_.joinable()) {
      thread_ = std::thread([this] { run(); });
    }
  }
  woken_.notify_one();
  return ok();
}

void SideThread::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  woken_.notify_one();
  if (thread_.joinable()) {
    thread_.join();
  }
}

void SideThread::run() {
  for (;;) {
    Job job;
    {
      std::unique_lock lock(mutex_);
      woken_.wait(lock, [this] { return !queue_.empty() || stopping_; });
      if (queue_.empty()) {
        return;
      }
      job = std::move(queue_.front());
      queue_.pop_front();
    }
    job();
  }
}

}  // namespace lintel::collector
