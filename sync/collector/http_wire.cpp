#include "sync/collector/http_wire.h"

#include <sys/ioctl.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <boost/asio/error.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>
#include <cstdint>

namespace lintel::collector {
namespace {

namespace net = boost::asio;
using tcp = net::ip::tcp;

constexpr std::size_t read_bytes = 64 * 1024;  // a whole batch in a few reads

constexpr std::size_t tls_record_header_bytes = 5;
constexpr std::size_t tls_record_tag_bytes = 16;  // of every cipher of TLS 1.3

// One for each I/O thread, as it is used between two waits only.
std::array<char, read_bytes>& scratch() {
  thread_local std::array<char, read_bytes> bytes;
  return bytes;
}

TlsOutcome outcome_of(ssize_t count, TlsStep wanted) {
  if (count > 0) {
    return {TlsStep::done, static_cast<std::size_t>(count)};
  }
  if (count == 0) {
    return {TlsStep::closed, 0};
  }
  const bool later = errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
  return {later ? wanted : TlsStep::broken, 0};
}

Wire::ErrorCode failure_of(TlsStep step) {
  switch (step) {
    case TlsStep::done:
      return {};
    case TlsStep::closed:
      return net::error::eof;
    case TlsStep::broken:
      return net::error::connection_reset;
    case TlsStep::wants_read:
    case TlsStep::wants_write:
      break;
  }
  return net::error::would_block;
}

}  // namespace

// Outlives the Wire while an alarm of it is still queued.
struct Wire::Shared {
  explicit Shared(tcp::socket given) : socket(std::move(given)), alarm(socket.get_executor()) {}
  tcp::socket socket;
  BootTimer alarm;
  std::uint64_t wait_number = 0;
  bool rang = false;
};

Wire::Wire(tcp::socket socket, std::optional<TlsConnection> tls)
    : shared_(std::make_shared<Shared>(std::move(socket))), tls_(std::move(tls)) {
  ErrorCode ignored;
  shared_->socket.native_non_blocking(true, ignored);
}

Wire::~Wire() {
  ErrorCode ignored;
  shared_->socket.close(ignored);
  shared_->alarm.cancel(ignored);
}

net::any_io_executor Wire::executor() {
  return shared_->socket.get_executor();
}

void Wire::expires_after(std::chrono::milliseconds span) {
  deadline_ = BootClock::now() + span;
}

// Until the socket is as `reason` wants it, or the deadline. The alarm of an earlier wait may ring
// late: its number tells.
Wire::Awaitable<Wire::ErrorCode> Wire::wait(TlsStep reason) {
  const std::shared_ptr<Shared> shared = shared_;
  const std::uint64_t number = ++shared->wait_number;
  shared->rang = false;
  shared->alarm.expires_at(deadline_);
  shared->alarm.async_wait([shared, number](const ErrorCode& cancelled) {
    if (!cancelled && number == shared->wait_number) {
      shared->rang = true;
      ErrorCode ignored;
      shared->socket.cancel(ignored);
    }
  });
  ErrorCode failure;
  co_await shared->socket.async_wait(
      reason == TlsStep::wants_write ? tcp::socket::wait_write : tcp::socket::wait_read,
      net::redirect_error(net::use_awaitable, failure));
  ++shared->wait_number;
  ErrorCode ignored;
  shared->alarm.cancel(ignored);
  if (shared->rang) {
    failure = net::error::timed_out;
  }
  co_return failure;
}

Wire::Awaitable<Wire::ErrorCode> Wire::shake_hands() {
  while (tls_) {
    const TlsOutcome outcome = tls_->accept();
    switch (outcome.step) {
      case TlsStep::done:
        co_return ErrorCode{};
      case TlsStep::closed:
      case TlsStep::broken:
        co_return net::error::connection_reset;
      case TlsStep::wants_read:
      case TlsStep::wants_write:
        if (const ErrorCode failure = co_await wait(outcome.step)) {
          co_return failure;
        }
    }
  }
  co_return ErrorCode{};
}

Wire::Awaitable<Wire::ErrorCode> Wire::await_bytes() {
  return wait(TlsStep::wants_read);
}

std::size_t Wire::bytes_coming() const {
  const int descriptor = shared_->socket.native_handle();
  std::array<unsigned char, tls_record_header_bytes> header{};
  if (!tls_) {
    int arrived = 0;
    return ::ioctl(descriptor, FIONREAD, &arrived) == 0 ? static_cast<std::size_t>(arrived) : 0;
  }
  const ssize_t count = ::recv(descriptor, header.data(), header.size(), MSG_PEEK);
  if (count < static_cast<ssize_t>(header.size())) {
    return 0;
  }
  const std::size_t length = static_cast<std::size_t>(header[3]) << 8 | header[4];
  return length - std::min(length, tls_record_tag_bytes);  // RFC 8446 section 5.2
}

TlsOutcome Wire::read_some(std::string& into) {
  std::array<char, read_bytes>& bytes = scratch();
  const TlsOutcome outcome =
      tls_ ? tls_->read(bytes.data(), bytes.size())
           : outcome_of(::recv(shared_->socket.native_handle(), bytes.data(), bytes.size(), 0),
                        TlsStep::wants_read);
  if (outcome.step == TlsStep::done) {
    into.append(bytes.data(), outcome.bytes);
  }
  return outcome;
}

Wire::ErrorCode Wire::read_now(std::string& into) {
  return failure_of(read_some(into).step);
}

Wire::Awaitable<Wire::ErrorCode> Wire::read_more(std::string& into) {
  for (;;) {
    const TlsStep step = read_some(into).step;
    ErrorCode failure = failure_of(step);
    if (failure == net::error::would_block) {
      failure = co_await wait(step);
      if (!failure) {
        continue;
      }
    }
    co_return failure;
  }
}

Wire::Awaitable<Wire::ErrorCode> Wire::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const TlsOutcome outcome = tls_ ? tls_->write(bytes)
                                    : outcome_of(::send(shared_->socket.native_handle(),
                                                        bytes.data(), bytes.size(), MSG_NOSIGNAL),
                                                 TlsStep::wants_write);
    switch (outcome.step) {
      case TlsStep::done:
        bytes.remove_prefix(outcome.bytes);
        break;
      case TlsStep::closed:
      case TlsStep::broken:
        co_return net::error::connection_reset;
      case TlsStep::wants_read:
      case TlsStep::wants_write:
        if (const ErrorCode failure = co_await wait(outcome.step)) {
          co_return failure;
        }
    }
  }
  co_return ErrorCode{};
}

void Wire::finish_writing() {
  if (tls_) {
    tls_->say_goodbye();
  }
  ErrorCode ignored;
  shared_->socket.shutdown(tcp::socket::shutdown_send, ignored);
}

void Wire::close() {
  if (tls_) {
    tls_->say_goodbye();
  }
  ErrorCode ignored;
  shared_->socket.shutdown(tcp::socket::shutdown_both, ignored);
  shared_->socket.close(ignored);
}

}  // namespace lintel::collector
