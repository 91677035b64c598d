#include "sync/collector/http_supervised.h"

#include <boost/asio/co_spawn.hpp>

namespace lintel::collector {

Supervised::Supervised(boost::asio::any_io_executor executor, Work work, Tell tell,
                       std::chrono::milliseconds pause)
    : executor_(std::move(executor)),
      work_(std::move(work)),
      tell_(std::move(tell)),
      pause_(pause),
      rest_(executor_) {}

void Supervised::start() {
  boost::asio::co_spawn(executor_, work_(), [this](const std::exception_ptr& thrown) {
    if (thrown == nullptr) {
      return;
    }
    tell_(reason_of(thrown));
    rest_.expires_after(pause_);
    rest_.async_wait([this](const boost::system::error_code& cancelled) {
      if (!cancelled) {
        start();
      }
    });
  });
}

std::string reason_of(const std::exception_ptr& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const std::exception& failure) {
    return failure.what();
  } catch (...) {
    return "something that is no exception";
  }
}

}  // namespace lintel::collector
