// A coroutine that must not end: whatever it throws, memory that ran out above all, is told and it
// is begun again after a moment. A collector that listens and takes nobody in is worse than one
// that ends. Lives on one strand; outlives its io_context's run.
#pragma once

#include <utility>
// Asio 1.74 uses std::exchange without including <utility>; keep it first.
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <exception>
#include <functional>
#include <string>

#include "sync/collector/http_boot_timer.h"

namespace lintel::collector {

class Supervised {
 public:
  using Work = std::function<boost::asio::awaitable<void>()>;
  using Tell = std::function<void(const std::string& reason)>;
  Supervised(boost::asio::any_io_executor executor, Work work, Tell tell,
             std::chrono::milliseconds pause);

  // Until the work returns.
  void start();

 private:
  boost::asio::any_io_executor executor_;
  Work work_;
  Tell tell_;
  std::chrono::milliseconds pause_;
  BootTimer rest_;
};

// What was thrown, in its own words.
std::string reason_of(const std::exception_ptr& thrown);

}  // namespace lintel::collector
