// One thread for work that would hold up everybody else: a password's Argon2id. Jobs run one after
// another, so that its memory is taken once. The thread begins with the first job.
//
// Thread-safe but for stop(). Bounded: post() says busy when too much waits, or after stop().
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "shared/core/result.h"

namespace lintel::collector {

class SideThread {
 public:
  using Job = std::function<void()>;

  SideThread() = default;
  ~SideThread() { stop(); }
  SideThread(const SideThread&) = delete;
  SideThread& operator=(const SideThread&) = delete;

  Status post(Job job);
  // Works off what is queued; from the owner.
  void stop();

 private:
  // People type passwords; more than this at once is somebody's program.
  static constexpr std::size_t queue_max = 16;

  void run();

  std::mutex mutex_;
  std::condition_variable woken_;
  std::deque<Job> queue_;  // guarded by mutex_, as are the next two
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace lintel::collector
