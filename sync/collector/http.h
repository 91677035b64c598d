// The HTTP/1.1 server: sockets, TLS, limits and time-outs; what is said over them is the Router's.
// Two I/O threads and a coroutine per connection: http.cpp listens, http_session.cpp speaks HTTP
// (only it and http_message.h see Boost.Beast), http_wire.cpp moves the bytes, with TLS or without.
//
// Hostile and slow clients cost little: headers are at most 8 KiB, bodies at most what the route
// takes, all bodies together have a budget, every step has a deadline, connections are counted in
// all and per address. Who comes when the server is at work waits in line (http_turnstile.h). A
// request with both Transfer-Encoding and Content-Length is refused (RFC 9112 section 6.3), as is
// anything that could be framed in two ways.
//
// start() and stop() belong to one thread; the rest happens inside. stop() lets answers under way
// finish for a moment, then cuts. The Router must outlive the server.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "shared/core/result.h"
#include "sync/collector/router.h"
#include "sync/trust/certificate.h"

namespace lintel::collector {

struct HttpLimits {
  std::chrono::milliseconds header{10'000};  // the whole header, and a new connection's first byte
  std::chrono::milliseconds body{30'000};
  std::chrono::milliseconds body_over_budget{10'000};  // its rest, once it is its turn
  std::chrono::milliseconds write{30'000};
  std::chrono::milliseconds idle{75'000};       // between requests of a kept connection
  std::chrono::milliseconds live_beat{20'000};  // finds out that a page has gone
  std::chrono::milliseconds live_gap{250};      // a page is told at most this often
  std::chrono::milliseconds finish{2'000};      // for answers under way when stopping
  std::chrono::milliseconds line{30'000};       // until it is a connection's turn
  std::size_t header_bytes_max = 8 * 1024;
  std::size_t body_bytes_in_flight_max = 6 * 1024 * 1024;
  // TLS needs four times the memory while it shakes hands. More than one address may have: one
  // computer that dawdles does not keep the others out.
  std::size_t handshakes_max = 256;
  // Requests of more than `bytes_unqueued` being read: TLS gives out whole records of 16 KiB only,
  // so the others wait unread, where they cost us nothing.
  std::size_t large_reads_max = 64;
  // Requests whose body may be read to its end, and answered, when the budget for bodies is spent:
  // some of those begun must be finished for the others' sake.
  std::size_t bodies_over_budget_max = 16;
  // A request or a body of less than this never waits for its turn: hello is served in any crowd,
  // and clients that dribble take none.
  std::size_t bytes_unqueued = 4 * 1024;
  // Whole requests with a body at work, commit included. 32 batches of 100 answers keep the writer
  // busy and always fit into its queue; a hello waits behind that many at most.
  std::size_t bodies_at_work_max = 32;
  std::size_t connections_max = 2'000;
  // A school behind one address has as many as there is room for: only once this many are taken in
  // all is each address held to its part, so that one cannot keep the others out.
  std::size_t connections_uncrowded_max = 1'000;
  std::size_t connections_per_address_max = 64;
  std::size_t connections_from_loopback_max = 1'024;  // tests, a school's demo
  // Addresses of reverse proxies: they may have every connection, and are believed about whom they
  // speak for.
  std::vector<std::string> proxies{};
};

struct ListenAddress {
  std::string host;         // a literal address; IPv6 without brackets
  unsigned short port = 0;  // 0: any free one
  Listening reach = Listening::loopback;
};
// "127.0.0.1:8080", "[::1]:0", "localhost:0", "0.0.0.0:443". Names other than localhost are not
// looked up. The Error says how an address is written.
Result<ListenAddress> parse_listen_address(const std::string& text);
// A literal address as clients' are compared: IPv4 never inside of IPv6.
Result<std::string> parse_client_address(const std::string& text);
// The sentence for an errno of bind() or listen().
Error listen_error(const ListenAddress& address, int system_error);

class HttpServer {
 public:
  // busy: the port is taken; invalid or unavailable: not an address of this machine.
  // certificate: null for plain HTTP, which is for this machine only; read here, not kept.
  static Result<std::unique_ptr<HttpServer>> start(const ListenAddress& address, Router& router,
                                                   HttpLimits limits = {},
                                                   const Certificate* certificate = nullptr);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  const std::string& url() const;  // "https://127.0.0.1:40123"
  // For connections from now on; those that are open keep the one before. Any thread. invalid:
  // OpenSSL does not take it, and nothing has changed.
  Status use_certificate(const Certificate& certificate);
  void stop();

 private:
  class Impl;
  explicit HttpServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace lintel::collector
