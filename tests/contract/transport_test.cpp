// What every Transport promises (shared/ports/transport.h), asked of the memory twin and of
// libcurl against a real socket.
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "shared/core/limits.h"
#include "shared/ports/memory_transport.h"
#include "sync/net/curl_transport.h"
#include "tests/contract/socket_server.h"

namespace lintel {
namespace {

using test::Received;

struct Answer {
  int status = 200;
  std::map<std::string, std::string> headers;
  std::string body;
};
using Collector = std::function<Answer(const Received&)>;

class InMemory {
 public:
  explicit InMemory(Collector collector)
      : twin_([collector = std::move(collector)](const Request& request) {
          Received received{method_of(request), request.path, {}, request.body};
          for (const auto& [name, value] : request.headers) {
            received.headers[name] = value;
          }
          const Answer answer = collector(received);
          return MemoryTransport::reply(answer.status, answer.headers, answer.body);
        }) {}
  Transport& transport() { return twin_; }

 private:
  static std::string method_of(const Request& request) {
    return request.method == Method::get ? "GET" : request.method == Method::put ? "PUT" : "POST";
  }
  MemoryTransport twin_;
};

class OverSockets {
 public:
  explicit OverSockets(Collector collector)
      : server_([collector = std::move(collector)](test::Connection& connection) {
          while (const auto request = connection.read_request()) {
            const Answer answer = collector(*request);
            connection.write(test::http_reply(answer.status, answer.headers, answer.body));
          }
        }),
        curl_(CurlTransport::open(server_.url(), {}).value()) {}
  Transport& transport() { return *curl_; }

 private:
  test::SocketServer server_;
  std::unique_ptr<CurlTransport> curl_;
};

Request get(const std::string& path) {
  return Request{Method::get, path, {}, {}, 0};
}

}  // namespace

TEMPLATE_TEST_CASE("a request arrives as it was made", "[contract][transport]", InMemory,
                   OverSockets) {
  const Method method = GENERATE(Method::post, Method::put);
  std::vector<Received> seen;
  TestType net([&seen](const Received& received) {
    seen.push_back(received);
    return Answer{};
  });
  const std::string body = std::string("[{\"a\":\"\xc3\xa9\"}]") + '\0' + "x";
  const Request request{method, "/v1/responses?x=1", {{"lintel-protocol", "1"}}, body, 0};
  REQUIRE(net.transport().exchange(request));
  REQUIRE(seen.size() == 1);
  CHECK(seen[0].method == (method == Method::post ? "POST" : "PUT"));
  CHECK(seen[0].path == "/v1/responses?x=1");
  CHECK(seen[0].headers.at("lintel-protocol") == "1");
  CHECK(seen[0].body == body);
}

TEMPLATE_TEST_CASE("a reply comes back whole with header names in lower case",
                   "[contract][transport]", InMemory, OverSockets) {
  TestType net([](const Received&) {
    return Answer{201, {{"Lintel-Protocol", "1"}, {"X-Odd", "a: b"}}, "{\"results\":[]}"};
  });
  const auto exchange = net.transport().exchange(get("/v1/schedule"));
  REQUIRE(exchange);
  REQUIRE(exchange->replied);
  CHECK(exchange->reply.status == 201);
  CHECK(exchange->reply.headers.at("lintel-protocol") == "1");
  CHECK(exchange->reply.headers.at("x-odd") == "a: b");
  CHECK(exchange->reply.body == "{\"results\":[]}");
  CHECK_FALSE(exchange->reply.too_long);
}

TEMPLATE_TEST_CASE("a redirect is a reply, not a way to go", "[contract][transport]", InMemory,
                   OverSockets) {
  int asked = 0;
  TestType net([&asked](const Received& received) {
    ++asked;
    return received.path == "/portal" ? Answer{200, {}, "sign in"}
                                      : Answer{302, {{"Location", "/portal"}}, ""};
  });
  const auto exchange = net.transport().exchange({Method::post, "/v1/responses", {}, "[]", 0});
  REQUIRE(exchange);
  CHECK(exchange->reply.status == 302);
  CHECK(exchange->reply.body.empty());
  CHECK(asked == 1);
}

TEMPLATE_TEST_CASE("a body over the bound is dropped and reported", "[contract][transport]",
                   InMemory, OverSockets) {
  const std::size_t bound = GENERATE(std::size_t{0}, std::size_t{100});
  const std::size_t bytes_max = bound == 0 ? limits::reply_bytes_max : bound;
  std::size_t length = bytes_max;
  TestType net([&length](const Received&) { return Answer{200, {}, std::string(length, 'x')}; });
  Request request = get("/v1/schedule");
  request.reply_bytes_max = bound;
  const auto fits = net.transport().exchange(request);
  REQUIRE(fits);
  CHECK(fits->reply.body.size() == bytes_max);
  CHECK_FALSE(fits->reply.too_long);
  length = bytes_max + 1;
  const auto too_long = net.transport().exchange(request);
  REQUIRE(too_long);
  CHECK(too_long->replied);
  CHECK(too_long->reply.status == 200);
  CHECK(too_long->reply.too_long);
  CHECK(too_long->reply.body.empty());
}

TEMPLATE_TEST_CASE("a cancelled transport stays cancelled", "[contract][transport]", InMemory,
                   OverSockets) {
  int asked = 0;
  TestType net([&asked](const Received&) {
    ++asked;
    return Answer{};
  });
  net.transport().cancel();
  CHECK(net.transport().exchange(get("/a")).error().code == ErrorCode::cancelled);
  CHECK(net.transport().exchange(get("/a")).error().code == ErrorCode::cancelled);
  CHECK(asked == 0);
}

TEMPLATE_TEST_CASE("a request that could be read in two ways is not made", "[contract][transport]",
                   InMemory, OverSockets) {
  TestType net([](const Received&) { return Answer{}; });
  CHECK(net.transport().exchange(get("v1")).error().code == ErrorCode::invalid);
  CHECK(net.transport().exchange(get("/a b")).error().code == ErrorCode::invalid);
  Request split = get("/a");
  split.headers["x"] = "1\r\nLintel-Device: forged";
  CHECK(net.transport().exchange(split).error().code == ErrorCode::invalid);
}

}  // namespace lintel
