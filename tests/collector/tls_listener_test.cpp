// What a TLS listener does with those who do not speak TLS, or take their time.
#include <catch2/catch_test_macros.hpp>

#include "shared/wire/protocol.h"
#include "sync/net/curl_transport.h"
#include "tests/collector/day.h"
#include "tests/collector/socket_client.h"

using namespace lintel;
using namespace lintel::collector;

namespace {

UtcTime today() {
  return std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
}

// A collector that shows a certificate of its own.
struct Secured {
  TempFolder folder;
  Certificate certificate = make_certificate({"127.0.0.1"}, today()).value();
  std::unique_ptr<Service> service;
  std::string url;

  explicit Secured(const HttpLimits& limits = {}) {
    ServiceOptions options;
    options.data_folder = folder.path();
    options.certificate = certificate;
    auto opened = Service::open(std::move(options));
    REQUIRE(opened);
    service = std::move(opened).value();
    const auto listening = service->listen({"127.0.0.1", 0, Listening::loopback}, limits);
    REQUIRE(listening);
    url = *listening;
  }
  unsigned short port() const {
    return static_cast<unsigned short>(std::stoi(url.substr(url.rfind(':') + 1)));
  }
  Exchange exchange(const Request& request) const {
    const auto transport = CurlTransport::open(url);
    REQUIRE(transport);
    return (*transport)->exchange(request).value();
  }
  Exchange hello(const TlsPeer& peer) const {
    Request request;
    request.path = std::string(wire::hello_path) + "?nonce=abc";
    request.peer = peer;
    return exchange(request);
  }
};

}  // namespace

TEST_CASE("A listener with a certificate answers over TLS, to whoever knows its key",
          "[collector][tls]") {
  const Secured collector;
  CHECK(collector.url.starts_with("https://"));
  const Exchange known = collector.hello({TlsPeer::Known::by_key, collector.certificate.pin});
  REQUIRE(known.replied);
  CHECK(known.reply.status == 204);
  CHECK(known.reply.headers.at("lintel-nonce") == "abc");
  const Certificate other = make_certificate({"127.0.0.1"}, today()).value();
  CHECK(collector.hello({TlsPeer::Known::by_key, other.pin}).failure ==
        TransportFailure::intercepted);
  CHECK(collector.hello({}).failure == TransportFailure::intercepted);
  const Exchange first = collector.hello({TlsPeer::Known::not_yet, {}});
  REQUIRE(first.replied);
  CHECK(first.tls_pin == collector.certificate.pin);
}

TEST_CASE("Who does not speak TLS is hung up on, and the next one is served", "[collector][tls]") {
  const Secured collector;
  SocketClient plain(collector.port());
  CHECK(plain.ask(get("/v1/hello")).status == 0);
  SocketClient rude(collector.port());
  rude.send(std::string("\x16\x03\x01\xff\xff", 5) + std::string(70'000, 'x'));
  CHECK(rude.read_reply().status == 0);
  CHECK(collector.hello({TlsPeer::Known::by_key, collector.certificate.pin}).replied);
}

TEST_CASE("A handshake that does not come to an end is cut off", "[collector][tls]") {
  HttpLimits limits;
  limits.header = std::chrono::milliseconds{200};
  const Secured collector(limits);
  SocketClient silent(collector.port());
  CHECK(silent.is_closed());
  SocketClient slow(collector.port());
  slow.send("\x16");
  CHECK(slow.is_closed());
}

TEST_CASE("Handshakes beyond those at once wait for their turn", "[collector][tls][turns]") {
  HttpLimits limits;
  limits.header = std::chrono::milliseconds{200};
  SECTION("which comes when another has ended") {
    limits.handshakes_max = 1;
    const Secured collector(limits);
    SocketClient slow(collector.port());
    slow.send("\x16");
    CHECK(collector.hello({TlsPeer::Known::by_key, collector.certificate.pin}).replied);
  }
  SECTION("and are given up when it does not come") {
    limits.handshakes_max = 0;
    limits.line = std::chrono::milliseconds{60};
    const Secured collector(limits);
    CHECK_FALSE(collector.hello({TlsPeer::Known::by_key, collector.certificate.pin}).replied);
  }
}

TEST_CASE("A large record waits unread for its turn, a hello does not", "[collector][tls][turns]") {
  HttpLimits limits;
  limits.large_reads_max = 0;
  limits.line = std::chrono::milliseconds{60};
  const Secured collector(limits);
  const TlsPeer peer{TlsPeer::Known::by_key, collector.certificate.pin};
  CHECK(collector.hello(peer).reply.status == 204);
  Request large;
  large.method = Method::post;
  large.path = std::string(wire::responses_path);
  large.body = std::string(limits.bytes_unqueued + 1, ' ');
  large.peer = peer;
  const Exchange refused = collector.exchange(large);
  REQUIRE(refused.replied);
  CHECK(refused.reply.status == 503);
}

TEST_CASE("Without TLS a collector listens on this machine only", "[collector][tls]") {
  const TempFolder folder;
  ServiceOptions options;
  options.data_folder = folder.path();
  options.listening = Listening::network;
  const auto refused = Service::open(std::move(options));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::refused);
}
