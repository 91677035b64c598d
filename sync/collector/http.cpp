// The listener: accepts connections, seats them, runs the I/O threads.
#include "sync/collector/http.h"

#include <utility>
// Asio 1.74 uses std::exchange without including <utility>; keep it first.
#include <pthread.h>
#include <signal.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "sync/collector/http_boot_timer.h"
#include "sync/collector/http_message.h"
#include "sync/collector/http_session.h"
#include "sync/collector/http_supervised.h"

namespace lintel::collector {
namespace {

namespace net = boost::asio;
using tcp = net::ip::tcp;
using boost::system::error_code;

constexpr int io_threads = 2;
constexpr std::chrono::milliseconds accept_pause{100};  // when the process is out of descriptors

// OpenSSL writes to sockets without MSG_NOSIGNAL; a client that has gone is no reason to end.
void ignore_broken_pipes() {
  sigset_t pipe{};
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
}

}  // namespace

class HttpServer::Impl {
 public:
  Impl(Router& router, const HttpLimits& limits, std::optional<TlsServer> tls)
      : house_(router, limits), is_secured_(tls.has_value()) {
    if (tls) {
      tls_ = std::make_shared<const TlsServer>(std::move(*tls));
    }
  }

  Status listen(const ListenAddress& address);
  void run();
  void stop();
  const std::string& url() const { return url_; }
  Status use_certificate(const Certificate& certificate) {
    TRY(TlsServer opened, TlsServer::open(certificate));
    const std::lock_guard lock(tls_mutex_);
    tls_ = std::make_shared<const TlsServer>(std::move(opened));
    return ok();
  }

 private:
  net::awaitable<void> accept_all();
  net::awaitable<void> serve(tcp::socket socket, Occupancy::Seat seat, std::string peer);
  std::optional<Occupancy::Seat> seat_for(const std::string& address);
  void tell(const char* what, const std::string& reason) const;

  HttpHouse house_;  // before io_: connections that io_ destroys give back to it
  std::shared_ptr<const TlsServer> tls() {
    const std::lock_guard lock(tls_mutex_);
    return tls_;
  }

  const bool is_secured_;
  std::mutex tls_mutex_;
  std::shared_ptr<const TlsServer> tls_;  // guarded by tls_mutex_
  std::string url_;
  net::io_context io_{io_threads};
  std::optional<tcp::acceptor> acceptor_;
  std::optional<Supervised> accepting_;
  std::vector<std::thread> threads_;
};

Status HttpServer::Impl::listen(const ListenAddress& address) {
  error_code failure;
  const tcp::endpoint endpoint(net::ip::make_address(address.host), address.port);
  acceptor_.emplace(net::make_strand(io_));
  acceptor_->open(endpoint.protocol(), failure);
  if (!failure) {
    acceptor_->set_option(net::socket_base::reuse_address(true), failure);
  }
  if (!failure) {
    acceptor_->bind(endpoint, failure);
  }
  if (!failure) {
    acceptor_->listen(net::socket_base::max_listen_connections, failure);
  }
  if (failure) {
    return listen_error(address, failure.value());
  }
  const unsigned short port = acceptor_->local_endpoint().port();
  const bool bracketed = endpoint.address().is_v6();
  url_ = (is_secured_ ? "https://" : "http://") +
         (bracketed ? "[" + address.host + "]" : address.host) + ":" + std::to_string(port);
  return ok();
}

void HttpServer::Impl::run() {
  accepting_.emplace(
      acceptor_->get_executor(), [this] { return accept_all(); },
      [this](const std::string& reason) { tell("Taking connections", reason); }, accept_pause);
  accepting_->start();
  for (int index = 0; index < io_threads; ++index) {
    threads_.emplace_back([this] {
      ignore_broken_pipes();
      io_.run();
    });
  }
}

void HttpServer::Impl::stop() {
  if (house_.stopping.exchange(true)) {
    return;
  }
  net::post(acceptor_->get_executor(), [this] {
    error_code ignored;
    acceptor_->close(ignored);
  });
  const auto cut = BootClock::now() + house_.limits.finish;
  while (house_.answering.load() > 0 && BootClock::now() < cut) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  io_.stop();
  for (std::thread& thread : threads_) {
    thread.join();
  }
  for (Turnstile* turnstile : {&house_.handshakes, &house_.large_reads, &house_.bodies_over_budget,
                               &house_.bodies_at_work}) {
    turnstile->close();
  }
}

void HttpServer::Impl::tell(const char* what, const std::string& reason) const {
  LogEntry fault(LogLevel::error, "fault");
  fault.with("where", what).with("reason", reason);
  house_.router.log(fault);
}

std::optional<Occupancy::Seat> HttpServer::Impl::seat_for(const std::string& address) {
  using PartHolds = Occupancy::PartHolds;
  const HttpLimits& limits = house_.limits;
  if (std::find(limits.proxies.begin(), limits.proxies.end(), address) != limits.proxies.end()) {
    return house_.occupancy.admit(address, limits.connections_max, PartHolds::always);
  }
  return net::ip::make_address(address).is_loopback()
             ? house_.occupancy.admit(address, limits.connections_from_loopback_max,
                                      PartHolds::always)
             : house_.occupancy.admit(address, limits.connections_per_address_max,
                                      PartHolds::when_crowded);
}

net::awaitable<void> HttpServer::Impl::accept_all() {
  BootTimer pause(acceptor_->get_executor());
  while (!house_.stopping) {
    error_code failure;
    const net::any_io_executor strand = net::make_strand(io_);
    tcp::socket socket =
        co_await acceptor_->async_accept(strand, net::redirect_error(net::use_awaitable, failure));
    if (failure == net::error::operation_aborted || house_.stopping) {
      co_return;
    }
    if (failure) {
      pause.expires_after(accept_pause);
      co_await pause.async_wait(net::redirect_error(net::use_awaitable, failure));
      continue;
    }
    const tcp::endpoint peer = socket.remote_endpoint(failure);
    if (failure) {
      continue;
    }
    std::string address = plain_address(peer.address());
    std::optional<Occupancy::Seat> seat = seat_for(address);
    if (!seat) {
      continue;
    }
    socket.set_option(tcp::no_delay(true), failure);
    net::co_spawn(strand, serve(std::move(socket), std::move(*seat), std::move(address)),
                  [this](const std::exception_ptr& thrown) {
                    if (thrown != nullptr) {
                      tell("A connection", reason_of(thrown));
                    }
                  });
  }
}

net::awaitable<void> HttpServer::Impl::serve(tcp::socket socket,
                                             [[maybe_unused]] Occupancy::Seat seat,
                                             std::string peer) {
  std::optional<TlsConnection> secured;
  if (is_secured_) {
    auto connection = tls()->connection(socket.native_handle());
    if (!connection) {
      co_return;  // no memory: the client tries again
    }
    secured.emplace(std::move(connection).value());
  }
  Wire wire(std::move(socket), std::move(secured));
  co_await serve_connection(house_, wire, std::move(peer));
}

HttpServer::HttpServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

HttpServer::~HttpServer() {
  stop();
}

Result<std::unique_ptr<HttpServer>> HttpServer::start(const ListenAddress& address, Router& router,
                                                      HttpLimits limits,
                                                      const Certificate* certificate) {
  std::optional<TlsServer> tls;
  if (certificate != nullptr) {
    TRY(TlsServer opened, TlsServer::open(*certificate));
    tls.emplace(std::move(opened));
  }
  auto impl = std::make_unique<Impl>(router, limits, std::move(tls));
  TRY_DO(impl->listen(address));
  impl->run();
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(impl)));
}

const std::string& HttpServer::url() const {
  return impl_->url();
}

Status HttpServer::use_certificate(const Certificate& certificate) {
  return impl_->use_certificate(certificate);
}

void HttpServer::stop() {
  impl_->stop();
}

}  // namespace lintel::collector
