// News from the storage and sync threads for the UI thread: pushed by any thread, drained once a
// frame. The UI thread holds the lock only to swap two vectors.
#pragma once

#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace lintel::kiosk {

template <class News>
class NewsQueue {
 public:
  // wake: called after each push, from the pushing thread.
  explicit NewsQueue(std::function<void()> wake) : wake_(std::move(wake)) {}

  void push(News news) {
    {
      const std::lock_guard lock{mutex_};
      waiting_.push_back(std::move(news));
    }
    wake_();
  }

  std::vector<News> drain() {
    std::vector<News> drained;
    const std::lock_guard lock{mutex_};
    drained.swap(waiting_);
    return drained;
  }

 private:
  std::function<void()> wake_;
  std::mutex mutex_;
  std::vector<News> waiting_;
};

}  // namespace lintel::kiosk
