// TLS says nothing by length: what an eavesdropper sees of an exchange, whatever is in it.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <memory>

#include "sync/net/curl_transport.h"
#include "sync/trust/tls_server.h"
#include "tests/contract/socket_server.h"
#include "tests/secrecy/wire_tap.h"

namespace lintel::secrecy {
namespace {

constexpr std::size_t block_bytes = 4096;
constexpr std::size_t tag_bytes = 16;
constexpr std::size_t full_record_bytes = 16384 + 1;  // with the type, which TLS 1.3 hides inside

using Context = std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)>;
using Session = std::unique_ptr<SSL, decltype(&SSL_free)>;

bool is_padded(std::size_t length) {
  return length > tag_bytes &&
         ((length - tag_bytes) % block_bytes == 0 || length - tag_bytes == full_record_bytes);
}

Certificate certificate_of_today() {
  const auto now = std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
  return make_certificate({"127.0.0.1"}, now).value();
}

// A client that hangs up in the middle of a handshake must not end the test.
void ignore_broken_pipes() {
  sigset_t pipe{};
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
}

// Our server: takes whole requests and answers each with `reply_bytes` of body.
struct PaddedServer {
  Certificate certificate = certificate_of_today();
  TlsServer tls = TlsServer::open(certificate).value();
  std::size_t reply_bytes;
  test::SocketServer sockets;

  explicit PaddedServer(std::size_t reply)
      : reply_bytes(reply), sockets([this](test::Connection& connection) { serve(connection); }) {}

  void serve(const test::Connection& connection) const {
    ignore_broken_pipes();
    auto client = std::move(tls.connection(connection.descriptor())).value();
    if (client.accept().step != TlsStep::done) {
      return;
    }
    std::string text;
    std::string part(65536, '\0');
    for (;;) {
      const TlsOutcome outcome = client.read(part.data(), part.size());
      if (outcome.step != TlsStep::done) {
        return;
      }
      text.append(part, 0, outcome.bytes);
      if (text.find("\r\n\r\nEND") != std::string::npos || text.ends_with("END")) {
        text.clear();
        const std::string reply = test::http_reply(200, {}, std::string(reply_bytes, 'r'));
        std::string_view left = reply;
        while (!left.empty()) {
          left.remove_prefix(client.write(left).bytes);
        }
      }
    }
  }
};

// The lengths of the records with contents, each way, of one request of `body_bytes`.
std::vector<WireRecord> lengths(std::size_t body_bytes, std::size_t reply_bytes) {
  const PaddedServer server(reply_bytes);
  const WireTap tap(server.sockets.port());
  auto transport = CurlTransport::open(tap.url());
  REQUIRE(transport);
  Request request{Method::post, "/v1/responses", {}, std::string(body_bytes, 'a') + "END", 0};
  request.peer = {TlsPeer::Known::by_key, server.certificate.pin};
  request.reply_bytes_max = 1 << 20;
  const auto exchange = (*transport)->exchange(request);
  REQUIRE(exchange);
  REQUIRE(exchange->replied);
  CHECK(exchange->reply.body.size() == reply_bytes);
  std::vector<WireRecord> found;
  for (const WireRecord& record : tap.records()) {
    if (record.type == application_data) {
      found.push_back(record);
    }
  }
  return found;
}

int connect_to(int port) {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(::connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  return descriptor;
}

// Shakes hands with our server as a browser of TLS 1.2 that knows only `ciphers`.
bool server_takes(const char* ciphers) {
  ignore_broken_pipes();
  const PaddedServer server(0);
  const Context context(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free);
  SSL_CTX_set_max_proto_version(context.get(), TLS1_2_VERSION);
  REQUIRE(SSL_CTX_set_cipher_list(context.get(), ciphers) == 1);
  const int descriptor = connect_to(server.sockets.port());
  const Session session(SSL_new(context.get()), &SSL_free);
  SSL_set_fd(session.get(), descriptor);
  const bool taken = SSL_connect(session.get()) == 1;
  ::close(descriptor);
  return taken;
}

}  // namespace

TEST_CASE("Every record between tablet and collector is as long as a multiple of 4 KiB",
          "[secrecy][tls]") {
  for (const std::size_t body : {0U, 1U, 3000U, 4096U, 8192U, 16384U, 40000U}) {
    for (const std::size_t reply : {0U, 17U, 5000U, 16384U, 70000U}) {
      CAPTURE(body, reply);
      const auto records = lengths(body, reply);
      CHECK(records.size() >= 4);
      for (const WireRecord& record : records) {
        CAPTURE(record.length);
        CHECK(is_padded(record.length));
      }
    }
  }
}

TEST_CASE("Requests of other lengths within a block look alike", "[secrecy][tls]") {
  const auto seen = [](std::size_t body) {
    std::vector<std::pair<int, std::size_t>> shape;
    for (const WireRecord& record : lengths(body, 100)) {
      shape.emplace_back(static_cast<int>(record.way), record.length);
    }
    std::sort(shape.begin(), shape.end());
    return shape;
  };
  CHECK(seen(1000) == seen(1005));
  CHECK(seen(1000) == seen(3000));
}

TEST_CASE("A tablet does not speak TLS 1.2, whose records cannot be padded", "[secrecy][tls]") {
  ignore_broken_pipes();
  const Certificate certificate = certificate_of_today();
  const Context context(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free);
  SSL_CTX_set_max_proto_version(context.get(), TLS1_2_VERSION);
  std::atomic<bool> shook_hands{false};
  test::SocketServer server([&](test::Connection& connection) {
    ignore_broken_pipes();
    const Session session(SSL_new(context.get()), &SSL_free);
    SSL_set_fd(session.get(), connection.descriptor());
    shook_hands = SSL_accept(session.get()) == 1;
  });
  auto transport = CurlTransport::open("https://127.0.0.1:" + std::to_string(server.port()));
  Request request{Method::get, "/v1/hello", {}, {}, 0};
  request.peer = {TlsPeer::Known::not_yet, {}};
  const auto exchange = transport.value()->exchange(request);
  REQUIRE(exchange);
  CHECK_FALSE(exchange->replied);
  CHECK_FALSE(shook_hands);
}

TEST_CASE("A browser of TLS 1.2 is served with authenticated ciphers only", "[secrecy][tls]") {
  CHECK(server_takes("ECDHE+AESGCM"));
  CHECK(server_takes("ECDHE+CHACHA20"));
  CHECK_FALSE(server_takes("ECDHE+AES:!AESGCM:!AESCCM"));
  CHECK_FALSE(server_takes("ECDHE+AESCCM"));
}

}  // namespace lintel::secrecy
