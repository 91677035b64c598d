#include <sys/resource.h>

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <nlohmann/json.hpp>

#include "tests/collector/day.h"
#include "tests/collector/socket_client.h"
#include "tests/support/gzip.h"

using namespace lintel;
using namespace lintel::collector;
using nlohmann::json;

namespace {

std::string type_of(const WireReply& reply) {
  REQUIRE(reply.headers.at("content-type") == "application/problem+json");
  REQUIRE(reply.headers.at("lintel-protocol") == "1");
  return json::parse(reply.body)["type"];
}

HttpLimits hasty() {
  HttpLimits limits;
  limits.header = std::chrono::milliseconds{60};
  limits.body = std::chrono::milliseconds{60};
  return limits;
}

bool still_answers(unsigned short port) {
  SocketClient client(port);
  return client.ask(get("/v1/hello")).status == 204;
}

}  // namespace

TEST_CASE("Garbage gets a 400 and the connection ends", "[collector][hostile]") {
  const TempFolder folder;
  Running collector(folder);
  SocketClient client(collector.port());
  const WireReply reply = client.ask("\x16\x03\x01 this is not HTTP\r\n\r\n");
  REQUIRE(reply.status == 400);
  REQUIRE(client.is_closed());
  SocketClient bad_batch(collector.port());
  REQUIRE(type_of(bad_batch.ask(post_batch("{\"no\":\"batch\"}"))) ==
          "urn:lintel:problem:bad-batch");
  REQUIRE(still_answers(collector.port()));
}

TEST_CASE("A gzip bomb is refused as too large", "[collector][hostile]") {
  const TempFolder folder;
  Running collector(folder);
  SocketClient client(collector.port());
  const std::string bomb = gzip(std::string(64 * 1024 * 1024, '['));
  const WireReply reply = client.ask(post_batch(bomb, {"Content-Encoding: gzip"}));
  REQUIRE(reply.status == 413);
  REQUIRE(type_of(reply) == "urn:lintel:problem:too-large");
}

TEST_CASE("A body over the limit is refused, announced or not", "[collector][hostile]") {
  const TempFolder folder;
  Running collector(folder);
  SocketClient announced(collector.port());
  REQUIRE(announced.ask(post_batch(std::string(600 * 1024, ' '))).status == 413);
  SocketClient chunked(collector.port());
  chunked.send(
      "POST /v1/responses HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n"
      "Content-Type: application/cloudevents-batch+json\r\n\r\n");
  const std::string chunk = "10000\r\n" + std::string(0x10000, ' ') + "\r\n";
  for (int number = 0; number < 10; ++number) {
    chunked.send(chunk);
  }
  REQUIRE(chunked.read_reply().status == 413);
}

TEST_CASE("A header without end is cut off", "[collector][hostile]") {
  const TempFolder folder;
  Running collector(folder);
  SocketClient client(collector.port());
  client.send("GET /v1/hello HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + std::string(64 * 1024, 'x'));
  REQUIRE(client.read_reply().status == 431);
  REQUIRE(client.is_closed());
}

TEST_CASE("Slow clients are cut off", "[collector][hostile]") {
  const TempFolder folder;
  Running collector(folder, hasty());
  SocketClient silent(collector.port());
  SocketClient slow_header(collector.port());
  slow_header.send("POST /v1/resp");
  SocketClient slow_body(collector.port());
  const std::string whole = post_batch(batch(1, 1));
  slow_body.send(whole.substr(0, whole.size() - 10));
  REQUIRE(silent.is_closed());
  REQUIRE(slow_header.is_closed());
  REQUIRE(slow_body.is_closed());
}

TEST_CASE("A body that could end in two places is refused", "[collector][hostile]") {
  const TempFolder folder;
  Running collector(folder);
  const std::string head =
      "POST /v1/responses HTTP/1.1\r\nHost: 127.0.0.1\r\n"
      "Content-Type: application/cloudevents-batch+json\r\n";
  for (const char* framing :
       {"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
        "Content-Length: 5\r\nContent-Length: 6\r\n", "Transfer-Encoding: gzip\r\n"}) {
    CAPTURE(framing);
    SocketClient client(collector.port());
    const int status = client.ask(head + framing + "\r\n0\r\n\r\n").status;
    REQUIRE((status == 400 || status == 501));
    REQUIRE(client.is_closed());
  }
}

TEST_CASE("Wrong types, methods, places and hosts have their own refusals",
          "[collector][hostile]") {
  const TempFolder folder;
  Running collector(folder);
  const auto status_of = [&](const std::string& request) {
    SocketClient client(collector.port());
    return client.ask(request).status;
  };
  REQUIRE(status_of(send_body("POST", "/v1/responses", "text/plain", "[]")) == 415);
  REQUIRE(status_of(post_batch("[]", {"Content-Encoding: br"})) == 415);
  REQUIRE(status_of(get("/v1/responses")) == 405);
  REQUIRE(status_of("DELETE /v1/ledger HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n") == 405);
  REQUIRE(status_of(get("/v2/responses")) == 404);
  REQUIRE(status_of("GET /v1/hello HTTP/1.1\r\nHost: rebound.example\r\n\r\n") == 421);
  REQUIRE(status_of("GET /v1/hello HTTP/1.1\r\nHost: 127.0.0.1.example\r\n\r\n") == 421);
  REQUIRE(status_of("GET /v1/hello HTTP/1.1\r\nHost: localhost\r\nHost: evil\r\n\r\n") == 400);
  REQUIRE(status_of("GET /v1/hello HTTP/1.1\r\nHost: [::1]:8480\r\n\r\n") == 204);
}

TEST_CASE("More connections than allowed are closed, and room comes back", "[collector][hostile]") {
  const TempFolder folder;
  HttpLimits limits;
  limits.connections_from_loopback_max = 2;
  Running collector(folder, limits);
  {
    SocketClient one(collector.port());
    SocketClient two(collector.port());
    REQUIRE(one.ask(get("/v1/hello")).status == 204);
    REQUIRE(two.ask(get("/v1/hello")).status == 204);
    SocketClient three(collector.port());
    REQUIRE(three.is_closed());
    REQUIRE(one.ask(get("/v1/hello", {"Connection: close"})).status == 204);
    REQUIRE(one.is_closed());
    bool let_in = false;
    for (int attempt = 0; attempt < 1000 && !let_in; ++attempt) {
      SocketClient next(collector.port());
      let_in = next.ask(get("/v1/hello")).status == 204;
    }
    REQUIRE(let_in);
  }
}

// How soon is measured by the storm of the benchmark.
TEST_CASE("Hello is answered while 400 clients never finish and 64 are busy",
          "[collector][hostile]") {
  rlimit descriptors{};
  getrlimit(RLIMIT_NOFILE, &descriptors);
  descriptors.rlim_cur = std::min<rlim_t>(descriptors.rlim_max, 4096);
  setrlimit(RLIMIT_NOFILE, &descriptors);
  const TempFolder folder;
  Running collector(folder);
  const std::string whole = post_batch(batch(1, 3));
  std::vector<SocketClient> slow;
  for (int index = 0; index < 400; ++index) {
    slow.emplace_back(collector.port());
    slow.back().send(whole.substr(0, whole.size() - 100));
  }
  std::vector<SocketClient> busy;
  for (int index = 0; index < 64; ++index) {
    busy.emplace_back(collector.port());
    busy.back().send(post_batch(batch(10 * index, 10 * index + 9)));
  }
  SocketClient client(collector.port());
  for (int probe = 0; probe < 5; ++probe) {
    REQUIRE(client.ask(get("/v1/hello")).status == 204);
  }
  for (SocketClient& one : busy) {
    REQUIRE(one.read_reply().status == 201);
  }
}
