// Tells the admin pages that look on that something changed. A version that only grows, and calls
// to whoever subscribed; a page that is slow sees only the newest version. Thread-safe. Callbacks
// run on the thread that reports the change and must only hand over (post), never work or block.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>

namespace lintel::collector {

class Changes {
 public:
  class Subscription {
   public:
    Subscription(Changes& changes, std::uint64_t key) : changes_(&changes), key_(key) {}
    Subscription(const Subscription&) = delete;
    Subscription& operator=(const Subscription&) = delete;
    ~Subscription();

   private:
    Changes* changes_;
    std::uint64_t key_;
  };

  std::uint64_t version() const { return version_.load(); }
  void report();
  Subscription subscribe(std::function<void()> wake);

 private:
  std::atomic<std::uint64_t> version_{1};
  std::mutex mutex_;
  std::uint64_t next_key_ = 0;
  std::map<std::uint64_t, std::function<void()>> wakes_;
};

}  // namespace lintel::collector
