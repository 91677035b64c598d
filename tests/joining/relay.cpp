#include "tests/joining/relay.h"

#include <pthread.h>
#include <signal.h>

#include <array>

#include "shared/core/text.h"
#include "sync/net/curl_transport.h"
#include "sync/trust/tls_server.h"

namespace lintel::test {
namespace {

// A client that does not like the certificate hangs up in the middle of OpenSSL's write.
void ignore_broken_pipes() {
  sigset_t pipe{};
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
}

// A whole request as a Transport would say it; empty path: the client has gone.
Request read_request(TlsConnection& client) {
  std::string text;
  std::array<char, 4096> bytes{};
  Request request;
  std::size_t end = std::string::npos;
  std::size_t body_bytes = 0;
  while (end == std::string::npos || text.size() < end + 4 + body_bytes) {
    const TlsOutcome outcome = client.read(bytes.data(), bytes.size());
    if (outcome.step != TlsStep::done) {
      return {};
    }
    text.append(bytes.data(), outcome.bytes);
    end = text.find("\r\n\r\n");
    const std::size_t length = ascii_lower(text).find("content-length: ");
    body_bytes = length < end ? std::stoul(text.substr(length + 16)) : 0;
  }
  const std::vector<std::string> lines = split(text.substr(0, end), '\n');
  const std::vector<std::string> start = split(lines[0], ' ');
  request.method = start[0] == "POST"  ? Method::post
                   : start[0] == "PUT" ? Method::put
                                       : Method::get;
  request.path = start[1];
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::size_t colon = lines[i].find(':');
    const std::string name = lines[i].substr(0, colon);
    if (ascii_lower(name) != "content-length" && ascii_lower(name) != "host") {
      request.headers[name] = std::string(trim(lines[i].substr(colon + 1)));
    }
  }
  request.body = text.substr(end + 4);
  return request;
}

}  // namespace

struct Relay::Inner {
  Inner(TlsServer server, const std::string& url, const std::string& pin)
      : tls(std::move(server)),
        onward(std::move(CurlTransport::open(url)).value()),
        sockets([this, pin](Connection& connection) {
          ignore_broken_pipes();
          auto client = std::move(tls.connection(connection.descriptor())).value();
          if (client.accept().step != TlsStep::done) {
            return;
          }
          for (;;) {
            Request request = read_request(client);
            if (request.path.empty()) {
              return;
            }
            request.peer = {TlsPeer::Known::by_key, pin};
            const auto exchange = onward->exchange(request);
            if (!exchange || !exchange->replied) {
              return;
            }
            auto headers = exchange->reply.headers;
            headers.erase("content-length");
            client.write(http_reply(exchange->reply.status, headers, exchange->reply.body));
          }
        }) {}

  TlsServer tls;
  std::unique_ptr<CurlTransport> onward;
  SocketServer sockets;
};

Relay::Relay(const std::string& collector_url, const std::string& collector_pin)
    : certificate_(
          make_certificate({"127.0.0.1"}, parse_rfc3339("2026-11-20T00:00:00Z")->utc).value()),
      inner_(std::make_unique<Inner>(TlsServer::open(certificate_).value(), collector_url,
                                     collector_pin)) {}
Relay::~Relay() = default;

std::string Relay::url() const {
  return "https://127.0.0.1:" + std::to_string(inner_->sockets.port());
}

}  // namespace lintel::test
