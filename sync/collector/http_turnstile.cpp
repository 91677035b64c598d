#include "sync/collector/http_turnstile.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "sync/collector/http_boot_timer.h"

namespace lintel::collector {

namespace net = boost::asio;

struct Turnstile::Waiter {
  explicit Waiter(const net::any_io_executor& executor) : timer(executor) {}
  BootTimer timer;         // on the connection's strand
  bool is_let_in = false;  // guarded by the turnstile's mutex
};

// In the line; a connection destroyed while it waits leaves it.
class Turnstile::Place {
 public:
  Place(Turnstile& owner, std::shared_ptr<Waiter> waiter)
      : owner_(owner), waiter_(std::move(waiter)) {}
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  ~Place() {
    if (waiter_ && owner_.quit(waiter_)) {
      owner_.leave();
    }
  }
  Waiter& waiter() { return *waiter_; }
  // Out of the line; true with a turn, which is the caller's now.
  bool take() { return owner_.quit(std::exchange(waiter_, nullptr)); }

 private:
  Turnstile& owner_;
  std::shared_ptr<Waiter> waiter_;
};

std::shared_ptr<Turnstile::Waiter> Turnstile::line_up(const net::any_io_executor& executor) {
  const std::lock_guard lock(mutex_);
  if (free_ > 0) {
    --free_;
    return nullptr;
  }
  return line_.emplace_back(std::make_shared<Waiter>(executor));
}

bool Turnstile::quit(const std::shared_ptr<Waiter>& waiter) {
  const std::lock_guard lock(mutex_);
  std::erase(line_, waiter);
  return waiter->is_let_in;
}

void Turnstile::leave() {
  std::shared_ptr<Waiter> next;
  {
    const std::lock_guard lock(mutex_);
    if (line_.empty() || closed_) {
      ++free_;
      return;
    }
    next = std::move(line_.front());
    line_.pop_front();
    next->is_let_in = true;
  }
  const net::any_io_executor executor = next->timer.get_executor();
  net::post(executor, [next = std::move(next)] { next->timer.cancel(); });
}

void Turnstile::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
}

net::awaitable<std::optional<Turnstile::Turn>> Turnstile::enter(
    net::any_io_executor executor, std::chrono::milliseconds patience) {
  std::shared_ptr<Waiter> waiter = line_up(executor);
  if (!waiter) {
    co_return std::optional<Turn>(std::in_place, *this);
  }
  Place place(*this, std::move(waiter));
  // leave() wakes through the strand this coroutine is on: not between these lines.
  place.waiter().timer.expires_after(patience);
  boost::system::error_code woken;
  co_await place.waiter().timer.async_wait(net::redirect_error(net::use_awaitable, woken));
  if (place.take()) {
    co_return std::optional<Turn>(std::in_place, *this);
  }
  co_return std::nullopt;
}

}  // namespace lintel::collector
