// Lets a bounded number of connections through at a time; the others wait in line, first come first
// served. It is how the server says "not all at once" without refusing anybody: a school's tablets
// that come back together are slowed by TCP instead of being told to try again.
//
// Thread-safe. Outlives every connection; close() once nobody runs any more, before the
// connections are destroyed: from then on a turn given back wakes nobody.
#pragma once

#include <utility>
// Asio 1.74 uses std::exchange without including <utility>; keep it first.
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>

namespace lintel::collector {

class Turnstile {
 public:
  explicit Turnstile(std::size_t turns) : free_(turns) {}

  // Given back by the destructor.
  class Turn {
   public:
    explicit Turn(Turnstile& owner) : owner_(&owner) {}
    Turn(Turn&& other) noexcept : owner_(std::exchange(other.owner_, nullptr)) {}
    Turn& operator=(Turn&&) = delete;
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn() {
      if (owner_ != nullptr) {
        owner_->leave();
      }
    }

   private:
    Turnstile* owner_;
  };
  // Called on the strand that `executor` is. Empty: it was not its turn within `patience`.
  boost::asio::awaitable<std::optional<Turn>> enter(boost::asio::any_io_executor executor,
                                                    std::chrono::milliseconds patience);
  void close();

 private:
  struct Waiter;
  class Place;
  void leave();
  // Empty: there is a turn, and it is the caller's.
  std::shared_ptr<Waiter> line_up(const boost::asio::any_io_executor& executor);
  bool quit(const std::shared_ptr<Waiter>& waiter);

  std::mutex mutex_;
  std::size_t free_;  // guarded by mutex_, as are the next two
  std::deque<std::shared_ptr<Waiter>> line_;
  bool closed_ = false;
};

}  // namespace lintel::collector
