// A connection's bytes for coroutines: TCP, with TLS over it or without. Internal to the HTTP
// server. Every wait ends at the deadline last set. A connection that waits holds no buffer: bytes
// are looked for first and only then copied.
//
// Lives on one strand; belongs to one coroutine.
#pragma once

#include <utility>
// Asio 1.74 uses std::exchange without including <utility>; keep it first.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "sync/collector/http_boot_timer.h"
#include "sync/trust/tls_server.h"

namespace lintel::collector {

class Wire {
 public:
  using ErrorCode = boost::system::error_code;
  template <class T>
  using Awaitable = boost::asio::awaitable<T>;

  Wire(boost::asio::ip::tcp::socket socket, std::optional<TlsConnection> tls);
  ~Wire();
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  boost::asio::any_io_executor executor();
  // From now on, for everything until it is set anew.
  void expires_after(std::chrono::milliseconds span);

  // TLS's; without TLS at once. Errors of these four: timed_out at the deadline, else why.
  Awaitable<ErrorCode> shake_hands();
  // Until there is something to read, which is not read yet.
  Awaitable<ErrorCode> await_bytes();
  // How much memory reading on would take at least: the TLS record that has begun to arrive, or
  // what has arrived; as far as can be seen without reading.
  std::size_t bytes_coming() const;
  // Appends what has arrived, at least one byte; eof when the other side has finished, would_block
  // when nothing has.
  ErrorCode read_now(std::string& into);
  // The same, but waits for it.
  Awaitable<ErrorCode> read_more(std::string& into);
  Awaitable<ErrorCode> write(std::string_view bytes);
  void finish_writing();
  void close();

 private:
  struct Shared;
  Awaitable<ErrorCode> wait(TlsStep reason);
  TlsOutcome read_some(std::string& into);

  std::shared_ptr<Shared> shared_;
  std::optional<TlsConnection> tls_;
  BootClock::time_point deadline_ = BootClock::time_point::max();
};

}  // namespace lintel::collector
