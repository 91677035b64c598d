// The pin is what libcurl understands by it: a real handshake, with the made certificate.
#include <arpa/inet.h>
#include <curl/curl.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <thread>

#include "sync/trust/certificate.h"
#include "sync/trust/openssl_handles.h"
#include "tests/trust/signature_examples.h"

using namespace lintel;
using trust::example_time;

namespace {

using Context = openssl::Handle<SSL_CTX, SSL_CTX_free>;
using Connection = openssl::Handle<SSL, SSL_free>;

// Serves one TLS connection on loopback, in a thread of its own.
class Server {
 public:
  explicit Server(const Certificate& certificate) : context_(SSL_CTX_new(TLS_server_method())) {
    const auto bio = [](const std::string& text) {
      return openssl::Bio{BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))};
    };
    const openssl::X509Certificate own{
        PEM_read_bio_X509(bio(certificate.chain_pem).get(), nullptr, nullptr, nullptr)};
    const openssl::Key key{
        PEM_read_bio_PrivateKey(bio(certificate.key_pem).get(), nullptr, nullptr, nullptr)};
    REQUIRE(SSL_CTX_use_certificate(context_.get(), own.get()) == 1);
    REQUIRE(SSL_CTX_use_PrivateKey(context_.get(), key.get()) == 1);
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(::listen(listener_, 1) == 0);
    REQUIRE(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port_ = ntohs(address.sin_port);
    // A client that does not like the certificate hangs up in the middle of OpenSSL's write.
    std::signal(SIGPIPE, SIG_IGN);
    thread_ = std::thread([this] { serve(); });
  }
  ~Server() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  std::string url() const { return "https://127.0.0.1:" + std::to_string(port_) + "/"; }

 private:
  void serve() const {
    const int accepted = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (accepted < 0) {
      return;
    }
    const Connection connection{SSL_new(context_.get())};
    SSL_set_fd(connection.get(), accepted);
    std::array<char, 4096> request{};
    if (SSL_accept(connection.get()) == 1 &&
        SSL_read(connection.get(), request.data(), static_cast<int>(request.size())) > 0) {
      constexpr std::string_view reply = "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";
      SSL_write(connection.get(), reply.data(), static_cast<int>(reply.size()));
      SSL_shutdown(connection.get());
    }
    ::close(accepted);
  }

  Context context_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

CURLcode get(const std::string& url, const std::string& pin) {
  const openssl::Handle<CURL, curl_easy_cleanup> curl{curl_easy_init()};
  curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_PROXY, "");
  curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT_MS, 10'000L);
  // The pin is the trust: tablets have no other reason to believe a certificate that signs itself.
  curl_easy_setopt(curl.get(), CURLOPT_SSL_VERIFYPEER, 0L);
  curl_easy_setopt(curl.get(), CURLOPT_SSL_VERIFYHOST, 0L);
  curl_easy_setopt(curl.get(), CURLOPT_PINNEDPUBLICKEY, pin.c_str());
  return curl_easy_perform(curl.get());
}

}  // namespace

TEST_CASE("libcurl accepts the collector by its pin and nobody else by it", "[certificate]") {
  const Certificate certificate = make_certificate({"127.0.0.1"}, example_time).value();
  const Certificate other = make_certificate({"127.0.0.1"}, example_time).value();
  const Server server{certificate};
  SECTION("the collector") {
    CHECK(get(server.url(), certificate.pin) == CURLE_OK);
  }
  SECTION("somebody else") {
    CHECK(get(server.url(), other.pin) == CURLE_SSL_PINNEDPUBKEYNOTMATCH);
  }
}
