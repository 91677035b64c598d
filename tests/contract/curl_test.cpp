// What only a real network can do to libcurl: cut, stall, lie and never end.
#include "sync/net/curl_transport.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <thread>

#include "shared/core/limits.h"
#include "tests/contract/socket_server.h"

namespace lintel {
namespace {

using test::Connection;
using test::SocketServer;
using namespace std::chrono_literals;

const Request post{Method::post, "/v1/responses", {}, "[]", 0};

CurlOptions quick() {
  CurlOptions options;
  options.version = "9.9";
  options.total_timeout = 300ms;
  return options;
}

Exchange talk(SocketServer::Script script, const CurlOptions& options = {}) {
  SocketServer server(std::move(script));
  auto curl = CurlTransport::open(server.url(), options).value();
  return curl->exchange(post).value();
}

}  // namespace

TEST_CASE("nobody listening is told apart from no answer", "[net]") {
  std::string url;
  {
    const SocketServer server(test::always(""));
    url = server.url();
  }
  auto curl = CurlTransport::open(url, {}).value();
  const Exchange exchange = curl->exchange(post).value();
  CHECK_FALSE(exchange.replied);
  CHECK(exchange.failure == TransportFailure::refused);
}

TEST_CASE("a name that does not exist is no network", "[net]") {
  auto curl = CurlTransport::open("https://collector.invalid", quick()).value();
  const Exchange exchange = curl->exchange(post).value();
  CHECK_FALSE(exchange.replied);
  CHECK((exchange.failure == TransportFailure::no_network ||
         exchange.failure == TransportFailure::timeout));
}

TEST_CASE("a connection cut in the middle of the body is no reply", "[net]") {
  const Exchange exchange = talk([](Connection& connection) {
    connection.read_request();
    connection.write("HTTP/1.1 201 X\r\nContent-Length: 100\r\n\r\n{\"results\":");
  });
  CHECK_FALSE(exchange.replied);
  CHECK(exchange.failure == TransportFailure::cut);
}

TEST_CASE("a connection cut before the reply is no reply", "[net]") {
  const Exchange exchange = talk([](Connection& connection) { connection.read_request(); });
  CHECK_FALSE(exchange.replied);
  CHECK(exchange.failure == TransportFailure::cut);
}

TEST_CASE("a server that goes silent is given up", "[net]") {
  const Exchange exchange = talk(
      [](Connection& connection) {
        connection.read_request();
        connection.write("HTTP/1.1 201 X\r\nContent-Length: 100\r\n\r\n{");
        connection.wait_for_end();
      },
      quick());
  CHECK_FALSE(exchange.replied);
  CHECK(exchange.failure == TransportFailure::timeout);
}

TEST_CASE("an endless body is cut off at the bound", "[net]") {
  std::atomic<std::size_t> written{0};
  const Exchange exchange = talk([&](Connection& connection) {
    connection.read_request();
    connection.write("HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n");
    const std::string chunk = "1000\r\n" + std::string(0x1000, 'x') + "\r\n";
    while (connection.write(chunk)) {
      written += chunk.size();
    }
  });
  CHECK(exchange.replied);
  CHECK(exchange.reply.too_long);
  CHECK(exchange.reply.body.empty());
}

TEST_CASE("an endless header is cut off at the bound", "[net]") {
  const std::string piece = GENERATE(std::string("X-More: and more\r\n"), std::string(1000, 'x'));
  const Exchange exchange = talk([&](Connection& connection) {
    connection.read_request();
    connection.write("HTTP/1.1 200 X\r\nX-Start: ");
    while (connection.write(piece)) {
    }
  });
  CHECK(exchange.replied);
  CHECK(exchange.reply.too_long);
}

TEST_CASE("a reply longer than it says is read as long as it says", "[net]") {
  const Exchange exchange = talk([](Connection& connection) {
    connection.read_request();
    connection.write("HTTP/1.1 201 X\r\nContent-Length: 2\r\n\r\n{}and more");
  });
  CHECK(exchange.replied);
  CHECK(exchange.reply.body == "{}");
}

TEST_CASE("what is not HTTP is no reply", "[net]") {
  const Exchange exchange = talk([](Connection& connection) {
    connection.read_request();
    connection.write("220 printer ready\r\n\r\n");
  });
  CHECK_FALSE(exchange.replied);
}

TEST_CASE("an interim reply does not lend its headers to the real one", "[net]") {
  const Exchange exchange = talk([](Connection& connection) {
    connection.read_request();
    connection.write("HTTP/1.1 103 X\r\nLintel-Protocol: 1\r\n\r\n" +
                     test::http_reply(200, {{"X-A", "1"}}, "{}"));
  });
  CHECK(exchange.replied);
  CHECK(exchange.reply.status == 200);
  CHECK_FALSE(exchange.reply.headers.contains("lintel-protocol"));
}

TEST_CASE("one connection serves many exchanges", "[net]") {
  SocketServer server(test::always(test::http_reply(200, {}, "{}")));
  auto curl = CurlTransport::open(server.url(), {}).value();
  for (int round = 0; round < 3; ++round) {
    CHECK(curl->exchange(post).value().replied);
  }
  CHECK(server.connections() == 1);
}

TEST_CASE("requests say who asks and wait for nothing", "[net]") {
  test::Received seen;
  SocketServer server([&](Connection& connection) {
    while (const auto request = connection.read_request()) {
      seen = *request;
      connection.write(test::http_reply(200, {}, ""));
    }
  });
  auto curl = CurlTransport::open(server.url() + "/prefix/", quick()).value();
  REQUIRE(curl->exchange(post).value().replied);
  CHECK(seen.path == "/prefix/v1/responses");
  CHECK(seen.headers.at("user-agent") == "lintel-kiosk/9.9");
  CHECK_FALSE(seen.headers.contains("expect"));
  CHECK_FALSE(seen.headers.contains("accept-encoding"));
}

TEST_CASE("a proxy of the environment is not used", "[net]") {
  ::setenv("http_proxy", "http://127.0.0.1:1", 1);
  const Exchange exchange = talk(test::always(test::http_reply(200, {}, "{}")));
  ::unsetenv("http_proxy");
  CHECK(exchange.replied);
}

TEST_CASE("cancelling from another thread ends a running exchange", "[net]") {
  std::atomic<bool> arrived{false};
  SocketServer server([&](Connection& connection) {
    connection.read_request();
    arrived = true;
    arrived.notify_one();
    connection.wait_for_end();
  });
  auto curl = CurlTransport::open(server.url(), {}).value();
  std::thread canceller([&] {
    arrived.wait(false);
    curl->cancel();
  });
  const auto exchange = curl->exchange(post);
  canceller.join();
  REQUIRE_FALSE(exchange);
  CHECK(exchange.error().code == ErrorCode::cancelled);
}

TEST_CASE("http goes to this machine only", "[net][url]") {
  CHECK(parse_collector_url("http://127.0.0.1:8080")->reach == Reach::loopback);
  CHECK(parse_collector_url("http://localhost/")->base == "http://localhost");
  CHECK(parse_collector_url("http://[::1]:80")->host == "::1");
  CHECK(parse_collector_url("HTTPS://Collector.Example.org/PD/")->base ==
        "https://collector.example.org/PD");
  CHECK(parse_collector_url("https://collector.example.org")->reach == Reach::network);
  const auto refused = parse_collector_url("http://collector.example.org");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.find("unprotected") != std::string::npos);
  CHECK_FALSE(CurlTransport::open("http://192.168.1.2", {}));
}

TEST_CASE("an address that could mislead is refused", "[net][url]") {
  const char* text =
      GENERATE("", "collector", "ftp://127.0.0.1", "http://127.0.0.1@evil.example",
               "http://127.0.0.1.evil.example", "http://127.1", "http://127.0.0.999",
               "http://127.0.0.1:0", "http://127.0.0.1:65536", "http://127.0.0.1:8a", "https://",
               "https://a b", "https://[::1", "https://a/?q", "https://a#f", "https://a/%2e",
               "http://[::2]", "https://h\xc3\xa4user.example", "http://127.0.0.1\r\n.evil.example",
               "http://localhost.evil.example");
  CAPTURE(text);
  CHECK_FALSE(parse_collector_url(text));
}

}  // namespace lintel
