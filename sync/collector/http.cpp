#include "sync/collector/http.h"

#include <utility>
// Asio 1.74 uses std::exchange without including <utility>; keep it first.
#include <array>
#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <optional>
#include <thread>
#include <vector>

#include "shared/core/limits.h"
#include "shared/core/text.h"
#include "sync/collector/occupancy.h"

namespace lintel::collector {
namespace {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using tcp = net::ip::tcp;
using boost::system::error_code;

constexpr int io_threads = 2;
constexpr std::size_t read_buffer_bytes = 64 * 1024;  // a whole batch in one or two reads
constexpr std::size_t idle_buffer_bytes = 8 * 1024;
constexpr std::size_t discarded_bytes_max = 1024 * 1024;
constexpr std::chrono::seconds linger{2};
constexpr std::chrono::milliseconds accept_pause{100};  // when the process is out of descriptors

using RequestParser = http::request_parser<http::string_body>;

std::string text_of(beast::string_view view) {
  return {view.data(), view.size()};
}

HttpRequest request_of(const RequestParser& parser) {
  const auto& message = parser.get();
  HttpRequest request;
  switch (message.method()) {
    case http::verb::get:
    case http::verb::head:
      request.verb = Verb::get;
      break;
    case http::verb::post:
      request.verb = Verb::post;
      break;
    case http::verb::put:
      request.verb = Verb::put;
      break;
    default:
      request.verb = Verb::other;
  }
  request.target = text_of(message.target());
  // Two Hosts are as good as none: whichever is picked, somebody before us picked the other.
  request.host = message.count(http::field::host) == 1 ? text_of(message[http::field::host]) : "";
  request.authorization = text_of(message[http::field::authorization]);
  request.content_type = text_of(message[http::field::content_type]);
  request.content_encoding = text_of(message[http::field::content_encoding]);
  request.if_none_match = text_of(message[http::field::if_none_match]);
  return request;
}

// Something a coroutine waits for that another thread brings. Lives on the coroutine's strand.
struct Waiting {
  explicit Waiting(const net::any_io_executor& executor) : timer(executor) {}
  net::steady_timer timer;
  ReplyMaker maker;
};

}  // namespace

class HttpServer::Impl {
 public:
  Impl(Router& router, const HttpLimits& limits)
      : router_(router),
        limits_(limits),
        occupancy_({limits.connections_max, limits.body_bytes_in_flight_max}) {}

  Status listen(const ListenAddress& address);
  void run();
  void stop();
  const std::string& url() const { return url_; }

 private:
  struct Answering {
    explicit Answering(std::atomic<int>& count) : count_(count) { ++count_; }
    Answering(const Answering&) = delete;
    ~Answering() { --count_; }
    std::atomic<int>& count_;
  };

  enum class Next { request, close };

  net::awaitable<void> accept_all();
  net::awaitable<void> serve(beast::tcp_stream stream, Occupancy::Seat seat);
  net::awaitable<Next> exchange(beast::tcp_stream& stream, beast::flat_buffer& buffer);
  struct BodyLimit {
    std::size_t bytes_max;
    Occupancy::BodyShare* share;
  };
  // false: `refusal` says why, and the connection is of no use any more.
  net::awaitable<bool> read_body(beast::tcp_stream& stream, beast::flat_buffer& buffer,
                                 RequestParser& parser, BodyLimit limit, HttpReply& refusal);
  net::awaitable<HttpReply> ask(beast::tcp_stream& stream, HttpRequest request);
  net::awaitable<Next> write(beast::tcp_stream& stream, HttpReply reply,
                             const RequestParser& parser, Next next);
  net::awaitable<void> live(beast::tcp_stream& stream);
  net::awaitable<void> discard(beast::tcp_stream& stream);
  HttpReply header_problem(const error_code& failure) const;

  Router& router_;
  const HttpLimits limits_;
  std::string url_;
  Occupancy occupancy_;  // before io_: connections that io_ destroys give back to it
  net::io_context io_{io_threads};
  std::optional<tcp::acceptor> acceptor_;
  std::vector<std::thread> threads_;
  std::atomic<int> answering_{0};
  std::atomic<bool> stopping_{false};
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
  url_ = "http://" + (bracketed ? "[" + address.host + "]" : address.host) + ":" +
         std::to_string(port);
  return ok();
}

void HttpServer::Impl::run() {
  net::co_spawn(acceptor_->get_executor(), accept_all(), net::detached);
  for (int index = 0; index < io_threads; ++index) {
    threads_.emplace_back([this] { io_.run(); });
  }
}

void HttpServer::Impl::stop() {
  if (stopping_.exchange(true)) {
    return;
  }
  net::post(acceptor_->get_executor(), [this] {
    error_code ignored;
    acceptor_->close(ignored);
  });
  const auto cut = std::chrono::steady_clock::now() + limits_.finish;
  while (answering_.load() > 0 && std::chrono::steady_clock::now() < cut) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  io_.stop();
  for (std::thread& thread : threads_) {
    thread.join();
  }
}

net::awaitable<void> HttpServer::Impl::accept_all() {
  net::steady_timer pause(acceptor_->get_executor());
  while (!stopping_) {
    error_code failure;
    const net::any_io_executor strand = net::make_strand(io_);
    tcp::socket socket =
        co_await acceptor_->async_accept(strand, net::redirect_error(net::use_awaitable, failure));
    if (failure == net::error::operation_aborted || stopping_) {
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
    const net::ip::address address = peer.address();
    std::optional<Occupancy::Seat> seat = occupancy_.admit(
        address.to_string(), address.is_loopback() ? limits_.connections_from_loopback_max
                                                   : limits_.connections_per_address_max);
    if (!seat) {
      continue;
    }
    socket.set_option(tcp::no_delay(true), failure);
    net::co_spawn(strand, serve(beast::tcp_stream(std::move(socket)), std::move(*seat)),
                  net::detached);
  }
}

net::awaitable<void> HttpServer::Impl::serve(beast::tcp_stream stream,
                                             [[maybe_unused]] Occupancy::Seat seat) {
  beast::flat_buffer buffer(read_buffer_bytes + limits_.header_bytes_max);
  error_code failure;
  auto patience = limits_.header;
  for (;;) {
    if (buffer.size() == 0) {
      buffer.shrink_to_fit();
      buffer.reserve(idle_buffer_bytes);
      stream.expires_after(patience);
      const std::size_t bytes = co_await stream.async_read_some(
          buffer.prepare(idle_buffer_bytes), net::redirect_error(net::use_awaitable, failure));
      if (failure) {
        break;
      }
      buffer.commit(bytes);
    }
    if (co_await exchange(stream, buffer) == Next::close || stopping_) {
      break;
    }
    patience = limits_.idle;
  }
  stream.socket().shutdown(tcp::socket::shutdown_both, failure);
}

HttpReply HttpServer::Impl::header_problem(const error_code& failure) const {
  if (failure == http::error::header_limit || failure == http::error::buffer_overflow) {
    return router_.problem(431, "too-large", "The header is longer than this collector takes.");
  }
  if (failure == http::error::body_limit) {
    return router_.problem(413, "too-large", "The body is longer than this collector takes.");
  }
  return router_.problem(400, "bad-request", "This is not HTTP as RFC 9112 writes it.");
}

net::awaitable<HttpServer::Impl::Next> HttpServer::Impl::exchange(beast::tcp_stream& stream,
                                                                  beast::flat_buffer& buffer) {
  RequestParser parser;
  parser.header_limit(static_cast<std::uint32_t>(limits_.header_bytes_max));
  parser.body_limit(limits::schedule_bytes_max);  // the route's own limit follows
  error_code failure;
  stream.expires_after(limits_.header);
  co_await http::async_read_header(stream, buffer, parser,
                                   net::redirect_error(net::use_awaitable, failure));
  if (failure == http::error::end_of_stream || failure == beast::error::timeout) {
    co_return Next::close;  // Beast has closed a stream that timed out: no reply can be sent
  }
  if (failure) {
    co_return co_await write(stream, header_problem(failure), parser, Next::close);
  }
  if (parser.get().count(http::field::transfer_encoding) > 0 && !parser.chunked()) {
    // Beast leaves other codings to us; guessing where such a body ends is request smuggling.
    co_return co_await write(stream, router_.problem(501, "bad-request", "Send a Content-Length."),
                             parser, Next::close);
  }
  HttpRequest request = request_of(parser);
  Admission admission = router_.admit(request);
  if (admission.refusal) {
    const Next next = parser.is_done() && parser.keep_alive() ? Next::request : Next::close;
    co_return co_await write(stream, std::move(*admission.refusal), parser, next);
  }
  if (admission.live) {
    co_await live(stream);
    co_return Next::close;
  }
  const Answering answering(answering_);
  Occupancy::BodyShare share(occupancy_);
  HttpReply refusal;
  const bool whole =
      co_await read_body(stream, buffer, parser, {admission.body_bytes_max, &share}, refusal);
  if (!whole) {
    co_return co_await write(stream, std::move(refusal), parser, Next::close);
  }
  request.body = std::move(parser.get().body());
  HttpReply reply = co_await ask(stream, std::move(request));
  const Next next = parser.keep_alive() ? Next::request : Next::close;
  co_return co_await write(stream, std::move(reply), parser, next);
}

net::awaitable<bool> HttpServer::Impl::read_body(beast::tcp_stream& stream,
                                                 beast::flat_buffer& buffer, RequestParser& parser,
                                                 BodyLimit limit, HttpReply& refusal) {
  if (parser.content_length().value_or(0) > limit.bytes_max) {
    refusal = header_problem(http::error::body_limit);
    co_return false;
  }
  parser.body_limit(limit.bytes_max);
  parser.eager(true);
  error_code failure;
  stream.expires_after(limits_.body);
  if (!parser.is_done() &&
      ascii_lower(text_of(parser.get()[http::field::expect])) == "100-continue") {
    const auto bytes = net::buffer(std::string_view("HTTP/1.1 100 Continue\r\n\r\n"));
    co_await net::async_write(stream, bytes, net::redirect_error(net::use_awaitable, failure));
  }
  if (!parser.is_done() && !failure) {
    buffer.reserve(read_buffer_bytes);
  }
  while (!parser.is_done() && !failure) {
    co_await http::async_read_some(stream, buffer, parser,
                                   net::redirect_error(net::use_awaitable, failure));
    if (!limit.share->grow_to(parser.get().body().size())) {
      refusal = router_.busy({ErrorCode::busy, "The collector is receiving all it can hold."});
      co_return false;
    }
  }
  if (failure) {
    refusal = header_problem(failure);
    co_return false;
  }
  co_return true;
}

net::awaitable<HttpReply> HttpServer::Impl::ask(beast::tcp_stream& stream, HttpRequest request) {
  const net::any_io_executor executor = stream.get_executor();
  const auto waiting = std::make_shared<Waiting>(executor);
  waiting->timer.expires_at(std::chrono::steady_clock::time_point::max());
  router_.answer(std::move(request), [waiting, executor](ReplyMaker maker) {
    net::post(executor, [waiting, maker = std::move(maker)]() mutable {
      waiting->maker = std::move(maker);
      waiting->timer.cancel();
    });
  });
  // Both this coroutine and what was posted run on the connection's strand, so the answer cannot
  // slip in between the look and the wait.
  while (!waiting->maker) {
    error_code cancelled;
    co_await waiting->timer.async_wait(net::redirect_error(net::use_awaitable, cancelled));
  }
  co_return waiting->maker();
}

net::awaitable<HttpServer::Impl::Next> HttpServer::Impl::write(beast::tcp_stream& stream,
                                                               HttpReply reply,
                                                               const RequestParser& parser,
                                                               Next next) {
  router_.add_common_headers(reply);
  http::response<http::string_body> response;
  response.version(11);
  response.result(static_cast<unsigned>(reply.status));
  for (const auto& [name, value] : reply.headers) {
    response.set(name, value);
  }
  const bool bodiless = reply.status == 204 || reply.status == 304;
  const bool head = parser.is_header_done() && parser.get().method() == http::verb::head;
  response.keep_alive(next == Next::request && !stopping_);
  if (!bodiless) {
    response.content_length(reply.body.size());
  }
  if (!head && !bodiless) {
    response.body() = std::move(reply.body);
  }
  error_code failure;
  stream.expires_after(limits_.write);
  co_await http::async_write(stream, response, net::redirect_error(net::use_awaitable, failure));
  if (!failure && !parser.is_done()) {
    co_await discard(stream);
  }
  co_return failure ? Next::close : next;
}

// A reply to a body that was not read is lost when closing resets the connection (RFC 9112 section
// 9.6), so what the client still sends is read and thrown away for a moment.
net::awaitable<void> HttpServer::Impl::discard(beast::tcp_stream& stream) {
  error_code failure;
  stream.socket().shutdown(tcp::socket::shutdown_send, failure);
  std::array<char, 4096> waste{};
  stream.expires_after(linger);
  std::size_t total = 0;
  while (!failure && total < discarded_bytes_max) {
    total += co_await stream.async_read_some(net::buffer(waste),
                                             net::redirect_error(net::use_awaitable, failure));
  }
}

// Server-sent events (WHATWG HTML section 9.2): one when the page opens, one when something
// changed, a comment now and then to notice a page that has gone. Nothing happens in between.
net::awaitable<void> HttpServer::Impl::live(beast::tcp_stream& stream) {
  const net::any_io_executor executor = stream.get_executor();
  const auto waiting = std::make_shared<Waiting>(executor);
  const Changes::Subscription subscription = router_.changes().subscribe(
      [waiting, executor] { net::post(executor, [waiting] { waiting->timer.cancel(); }); });
  std::string text = router_.live_head();
  std::uint64_t told = 0;
  error_code failure;
  net::steady_timer gap(executor);
  while (!failure && !stopping_) {
    const std::uint64_t version = router_.changes().version();
    text += version == told ? ": still here\n\n"
                            : "event: change\ndata: " + std::to_string(version) + "\n\n";
    const bool news = std::exchange(told, version) != version;
    stream.expires_after(limits_.write);
    const auto bytes = net::buffer(text.data(), text.size());
    co_await net::async_write(stream, bytes, net::redirect_error(net::use_awaitable, failure));
    text.clear();
    error_code woken;
    if (news) {
      gap.expires_after(limits_.live_gap);
      co_await gap.async_wait(net::redirect_error(net::use_awaitable, woken));
    }
    if (!failure && router_.changes().version() == told) {
      waiting->timer.expires_after(limits_.live_beat);
      co_await waiting->timer.async_wait(net::redirect_error(net::use_awaitable, woken));
    }
  }
}

HttpServer::HttpServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

HttpServer::~HttpServer() {
  stop();
}

Result<std::unique_ptr<HttpServer>> HttpServer::start(const ListenAddress& address, Router& router,
                                                      HttpLimits limits) {
  auto impl = std::make_unique<Impl>(router, limits);
  TRY_DO(impl->listen(address));
  impl->run();
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(impl)));
}

const std::string& HttpServer::url() const {
  return impl_->url();
}

void HttpServer::stop() {
  impl_->stop();
}

}  // namespace lintel::collector
