#include "sync/collector/http_session.h"

#include <algorithm>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http/error.hpp>
#include <optional>

#include "shared/core/text.h"
#include "shared/trust/limits.h"
#include "sync/collector/http_message.h"

namespace lintel::collector {
namespace {

namespace net = boost::asio;
namespace http = boost::beast::http;
using FailureCode = Wire::ErrorCode;

constexpr std::size_t joined_bytes_max = 16 * 1024;  // a header and its body in one write
constexpr std::size_t discarded_bytes_max = 1024 * 1024;
constexpr std::chrono::seconds linger{2};

// Something a coroutine waits for that another thread brings. Lives on the coroutine's strand.
struct Waiting {
  explicit Waiting(const net::any_io_executor& executor) : timer(executor) {}
  BootTimer timer;
  ReplyMaker maker;
};

struct Answering {
  explicit Answering(std::atomic<int>& count) : count_(count) { ++count_; }
  Answering(const Answering&) = delete;
  Answering& operator=(const Answering&) = delete;
  ~Answering() { --count_; }
  std::atomic<int>& count_;
};

class Session {
 public:
  Session(HttpHouse& house, Wire& wire, std::string peer)
      : house_(house), wire_(wire), peer_(std::move(peer)) {}
  Wire::Awaitable<void> serve();

 private:
  enum class Next { request, close };

  Wire::Awaitable<bool> shake_hands();
  Wire::Awaitable<bool> await_request(std::chrono::milliseconds patience);
  Wire::Awaitable<Next> exchange();
  Wire::Awaitable<FailureCode> read_on();
  Wire::Awaitable<FailureCode> read_header(RequestParser& parser);
  // false: the connection is of no use any more; `refusal` says why, when it can be said.
  struct BodyLimit {
    std::size_t bytes_max;
    // Both held until the request is answered.
    Occupancy::BodyShare* share;
    std::optional<Turnstile::Turn>* turn;  // to go on although the budget is spent
  };
  Wire::Awaitable<bool> make_room(BodyLimit limit, std::size_t bytes);
  Wire::Awaitable<bool> read_body(RequestParser& parser, BodyLimit limit,
                                  std::optional<HttpReply>& refusal);
  Wire::Awaitable<HttpReply> ask(HttpRequest request);
  Wire::Awaitable<HttpReply> ask_in_turn(HttpRequest request);
  HttpReply busy() const;
  void tell_origin(HttpRequest& request, const RequestParser& parser) const;
  Wire::Awaitable<Next> write(HttpReply reply, const RequestParser& parser, Next next);
  Wire::Awaitable<void> live();
  Wire::Awaitable<void> discard();
  HttpReply header_problem(const FailureCode& failure) const;
  Next after(const RequestParser& parser) const {
    return parser.keep_alive() ? Next::request : Next::close;
  }

  HttpHouse& house_;
  Wire& wire_;
  const std::string peer_;
  std::string buffer_;  // read, not yet parsed; no memory of its own between requests
  std::optional<Turnstile::Turn> large_read_;
};

Wire::Awaitable<void> Session::serve() {
  if (!co_await shake_hands()) {
    co_return;
  }
  auto patience = house_.limits.header;
  for (;;) {
    if (buffer_.empty()) {
      buffer_.shrink_to_fit();  // assigning an empty one would keep the memory
      if (!co_await await_request(patience)) {
        break;
      }
    }
    if (co_await exchange() == Next::close || house_.stopping) {
      break;
    }
    patience = house_.limits.idle;
  }
  wire_.close();
}

// false: it is of no use any more.
Wire::Awaitable<bool> Session::await_request(std::chrono::milliseconds patience) {
  wire_.expires_after(patience);
  if (co_await wire_.await_bytes()) {
    co_return false;
  }
  if (wire_.bytes_coming() > house_.limits.bytes_unqueued) {
    auto given = co_await house_.large_reads.enter(wire_.executor(), house_.limits.line);
    if (!given) {
      const RequestParser unread;
      co_await write(busy(), unread, Next::close);
      co_return false;
    }
    large_read_.emplace(std::move(*given));
    wire_.expires_after(house_.limits.header);
  }
  co_return true;
}

// Only what has arrived is worth a turn: nobody waits for a network that is slow.
Wire::Awaitable<FailureCode> Session::read_on() {
  FailureCode failure = wire_.read_now(buffer_);
  if (failure == net::error::would_block) {
    large_read_.reset();
    buffer_.shrink_to_fit();
    failure = co_await wire_.read_more(buffer_);
  }
  co_return failure;
}

// A connection that says nothing takes no turn.
Wire::Awaitable<bool> Session::shake_hands() {
  wire_.expires_after(house_.limits.header);
  if (co_await wire_.await_bytes()) {
    co_return false;
  }
  const auto turn = co_await house_.handshakes.enter(wire_.executor(), house_.limits.line);
  wire_.expires_after(house_.limits.header);
  if (!turn) {
    co_return false;
  }
  const FailureCode failure = co_await wire_.shake_hands();
  co_return !failure;
}

HttpReply Session::header_problem(const FailureCode& failure) const {
  const Router& router = house_.router;
  if (failure == http::error::header_limit || failure == http::error::buffer_overflow) {
    return router.problem(431, "too-large", "The header is longer than this collector takes.");
  }
  if (failure == http::error::body_limit) {
    return router.problem(413, "too-large", "The body is longer than this collector takes.");
  }
  return router.problem(400, "bad-request", "This is not HTTP as RFC 9112 writes it.");
}

Wire::Awaitable<FailureCode> Session::read_header(RequestParser& parser) {
  FailureCode failure;
  while (!parser.is_header_done()) {
    if (buffer_.empty() || failure) {
      if (const FailureCode read = co_await read_on()) {
        co_return read;
      }
    }
    const std::size_t used = parser.put(net::buffer(buffer_), failure);
    buffer_.erase(0, used);
    if (failure && failure != http::error::need_more) {
      co_return failure;
    }
  }
  co_return FailureCode{};
}

Wire::Awaitable<Session::Next> Session::exchange() {
  RequestParser parser;
  parser.header_limit(static_cast<std::uint32_t>(house_.limits.header_bytes_max));
  parser.body_limit(limits::bundle_posted_bytes_max);  // the route's own limit follows
  wire_.expires_after(house_.limits.header);
  const FailureCode failure = co_await read_header(parser);
  const bool cut = failure == net::error::eof || failure == net::error::connection_reset;
  if (failure == net::error::timed_out || (cut && buffer_.empty())) {
    co_return Next::close;
  }
  if (failure) {
    co_return co_await write(header_problem(failure), parser, Next::close);
  }
  if (const HeaderBreach breach = breach_of(parser); breach.status != 0) {
    co_return co_await write(
        house_.router.problem(breach.status, "bad-request", std::string(breach.sentence)), parser,
        Next::close);
  }
  HttpRequest request = request_of(parser);
  tell_origin(request, parser);
  Admission admission = house_.router.admit(request);
  if (admission.refusal) {
    const Next next = parser.is_done() ? after(parser) : Next::close;
    co_return co_await write(std::move(*admission.refusal), parser, next);
  }
  if (admission.live && parser.get().method() != http::verb::head) {
    large_read_.reset();
    co_await live();
    co_return Next::close;
  }
  if (admission.live) {
    HttpReply head;
    head.headers.emplace_back("Content-Type", "text/event-stream");
    co_return co_await write(std::move(head), parser, Next::close);
  }
  const Answering answering(house_.answering);
  Occupancy::BodyShare share(house_.occupancy);
  std::optional<Turnstile::Turn> turn;
  std::optional<HttpReply> refusal;
  const bool whole = co_await read_body(parser, {admission.body_bytes_max, &share, &turn}, refusal);
  if (!whole && !refusal) {
    co_return Next::close;
  }
  if (!whole) {
    co_return co_await write(std::move(*refusal), parser, Next::close);
  }
  request.body = std::move(parser.get().body());
  HttpReply reply;  // no conditional operator: GCC 12 destroys what is awaited in one twice
  if (request.body.empty()) {
    reply = co_await ask(std::move(request));
  } else {
    reply = co_await ask_in_turn(std::move(request));
  }
  co_return co_await write(std::move(reply), parser, after(parser));
}

// For a body of so many bytes; false when neither the budget allows them nor a turn has come.
Wire::Awaitable<bool> Session::make_room(BodyLimit limit, std::size_t bytes) {
  const bool fits = bytes <= house_.limits.bytes_unqueued || limit.share->grow_to(bytes);
  if (fits || *limit.turn) {
    co_return true;
  }
  buffer_.shrink_to_fit();
  auto given = co_await house_.bodies_over_budget.enter(wire_.executor(), house_.limits.line);
  if (!given) {
    co_return false;
  }
  limit.turn->emplace(std::move(*given));
  wire_.expires_after(house_.limits.body_over_budget);
  co_return true;
}

Wire::Awaitable<bool> Session::read_body(RequestParser& parser, BodyLimit limit,
                                         std::optional<HttpReply>& refusal) {
  if (parser.content_length().value_or(0) > limit.bytes_max) {
    refusal = header_problem(http::error::body_limit);
    co_return false;
  }
  parser.body_limit(limit.bytes_max);
  parser.eager(true);
  wire_.expires_after(house_.limits.body);
  // Before the parser makes room for what is announced.
  const bool begins = co_await make_room(limit, parser.content_length().value_or(0));
  if (!begins) {
    refusal = busy();
    co_return false;
  }
  FailureCode failure;
  if (!parser.is_done() &&
      ascii_lower(text_of(parser.get()[http::field::expect])) == "100-continue") {
    failure = co_await wire_.write("HTTP/1.1 100 Continue\r\n\r\n");
  }
  while (!parser.is_done() && !failure) {
    if (buffer_.empty()) {
      failure = co_await read_on();
    }
    if (!failure) {
      const std::size_t used = parser.put(net::buffer(buffer_), failure);
      buffer_.erase(0, used);
    }
    if (failure == http::error::need_more) {
      failure = buffer_.empty() ? FailureCode{} : co_await read_on();
    }
    if (parser.is_done() || failure) {
      break;
    }
    const bool fits = co_await make_room(limit, parser.get().body().size());
    if (!fits) {
      refusal = busy();
      co_return false;
    }
  }
  if (failure && failure != net::error::timed_out) {
    refusal = header_problem(failure);
  }
  co_return !failure;
}

// Only a proxy that we were told of is believed about others.
void Session::tell_origin(HttpRequest& request, const RequestParser& parser) const {
  request.peer = peer_;
  const auto& proxies = house_.limits.proxies;
  if (std::find(proxies.begin(), proxies.end(), peer_) == proxies.end()) {
    return;
  }
  if (std::string client = forwarded_for(parser); !client.empty()) {
    request.peer = std::move(client);
    request.through = Through::proxy;
  }
}

HttpReply Session::busy() const {
  return house_.router.busy(
      {lintel::ErrorCode::busy, "The collector is receiving all it can hold."});
}

// What has a body is work; the rest, hello above all, does not wait behind more than a bounded
// amount of it.
Wire::Awaitable<HttpReply> Session::ask_in_turn(HttpRequest request) {
  const auto turn = co_await house_.bodies_at_work.enter(wire_.executor(), house_.limits.line);
  if (!turn) {
    co_return busy();
  }
  co_return co_await ask(std::move(request));
}

Wire::Awaitable<HttpReply> Session::ask(HttpRequest request) {
  const net::any_io_executor executor = wire_.executor();
  const auto waiting = std::make_shared<Waiting>(executor);
  waiting->timer.expires_at(BootClock::time_point::max());
  house_.router.answer(std::move(request), [waiting, executor](ReplyMaker maker) {
    net::post(executor, [waiting, maker = std::move(maker)]() mutable {
      waiting->maker = std::move(maker);
      waiting->timer.cancel();
    });
  });
  // Both this coroutine and what was posted run on the connection's strand, so the answer cannot
  // slip in between the look and the wait.
  while (!waiting->maker) {
    FailureCode cancelled;
    co_await waiting->timer.async_wait(net::redirect_error(net::use_awaitable, cancelled));
  }
  co_return waiting->maker();
}

Wire::Awaitable<Session::Next> Session::write(HttpReply reply, const RequestParser& parser,
                                              Next next) {
  large_read_.reset();
  house_.router.add_common_headers(reply);
  const bool head = parser.is_header_done() && parser.get().method() == http::verb::head;
  const bool keep = next == Next::request && !house_.stopping;
  std::string text = head_of(reply, keep);
  const std::string_view body = head || is_bodiless(reply) ? std::string_view{} : reply.bytes();
  const bool joins = body.size() <= joined_bytes_max;
  if (joins) {
    text += body;
  }
  wire_.expires_after(house_.limits.write);
  FailureCode failure = co_await wire_.write(text);
  if (!failure && !joins) {
    failure = co_await wire_.write(body);
  }
  if (!failure && !parser.is_done()) {
    co_await discard();
  }
  co_return failure ? Next::close : next;
}

// A reply to a body that was not read is lost when closing resets the connection (RFC 9112 section
// 9.6), so what the client still sends is read and thrown away for a moment.
Wire::Awaitable<void> Session::discard() {
  wire_.finish_writing();
  wire_.expires_after(linger);
  std::size_t total = 0;
  FailureCode failure;
  while (!failure && total < discarded_bytes_max) {
    std::string waste;
    failure = co_await wire_.read_more(waste);
    total += waste.size();
  }
}

// Server-sent events (WHATWG HTML section 9.2): one when the page opens, one when something
// changed, a comment now and then to notice a page that has gone. Nothing happens in between.
Wire::Awaitable<void> Session::live() {
  const net::any_io_executor executor = wire_.executor();
  const auto waiting = std::make_shared<Waiting>(executor);
  Changes& changes = house_.router.changes();
  const Changes::Subscription subscription = changes.subscribe(
      [waiting, executor] { net::post(executor, [waiting] { waiting->timer.cancel(); }); });
  std::string text = house_.router.live_head();
  std::uint64_t told = 0;
  BootTimer gap(executor);
  while (!house_.stopping) {
    const std::uint64_t version = changes.version();
    text += version == told ? ": still here\n\n"
                            : "event: change\ndata: " + std::to_string(version) + "\n\n";
    const bool news = std::exchange(told, version) != version;
    wire_.expires_after(house_.limits.write);
    if (co_await wire_.write(text)) {
      co_return;
    }
    text.clear();
    FailureCode woken;
    if (news) {
      gap.expires_after(house_.limits.live_gap);
      co_await gap.async_wait(net::redirect_error(net::use_awaitable, woken));
    }
    if (changes.version() == told) {
      waiting->timer.expires_after(house_.limits.live_beat);
      co_await waiting->timer.async_wait(net::redirect_error(net::use_awaitable, woken));
    }
  }
}

}  // namespace

Wire::Awaitable<void> serve_connection(HttpHouse& house, Wire& wire, std::string peer) {
  Session session(house, wire, std::move(peer));
  co_await session.serve();
}

}  // namespace lintel::collector
