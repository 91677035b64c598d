// What a door should say about a certificate: the clock is wrong, or somebody is in between.
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <signal.h>

#include <catch2/catch_test_macros.hpp>

#include <memory>

#include "sync/net/curl_transport.h"
#include "tests/contract/socket_server.h"
#include "tests/contract/support.h"

namespace lintel {
namespace {

template <auto release>
struct Release {
  template <class T>
  void operator()(T* thing) const {
    release(thing);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Release<X509_free>>;
using Context = std::unique_ptr<SSL_CTX, Release<SSL_CTX_free>>;
using Session = std::unique_ptr<SSL, Release<SSL_free>>;

constexpr long day_s = 24L * 3600;

// Self-signed, for one address, valid between two days counted from today.
Certificate make_certificate(EVP_PKEY* key, const std::string& address, long from_day,
                             long to_day) {
  Certificate certificate(X509_new());
  X509* const x509 = certificate.get();
  X509_set_version(x509, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(x509), 1);
  X509_gmtime_adj(X509_getm_notBefore(x509), from_day * day_s);
  X509_gmtime_adj(X509_getm_notAfter(x509), to_day * day_s);
  X509_set_pubkey(x509, key);
  X509_NAME* const name = X509_get_subject_name(x509);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>("Lintel"), -1, -1, 0);
  X509_set_issuer_name(x509, name);
  const std::string names = "IP:" + address;
  X509_EXTENSION* const extension =
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, names.c_str());
  X509_add_ext(x509, extension, -1);
  X509_EXTENSION_free(extension);
  X509_sign(x509, key, EVP_sha256());
  return certificate;
}

std::string pem_of(X509* certificate) {
  BIO* const memory = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(memory, certificate);
  char* bytes = nullptr;
  const long length = BIO_get_mem_data(memory, &bytes);
  std::string pem(bytes, static_cast<std::size_t>(length));
  BIO_free(memory);
  return pem;
}

enum class Trust { known, unknown };

Exchange talk(const std::string& address, long from_day, long to_day, Trust trust) {
  ::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes to clients that hung up on its certificate
  const Key key(EVP_EC_gen("P-256"));
  const Certificate certificate = make_certificate(key.get(), address, from_day, to_day);
  const Context context(SSL_CTX_new(TLS_server_method()));
  SSL_CTX_use_certificate(context.get(), certificate.get());
  SSL_CTX_use_PrivateKey(context.get(), key.get());
  test::SocketServer server([&context](test::Connection& connection) {
    const Session session(SSL_new(context.get()));
    SSL_set_fd(session.get(), connection.descriptor());
    char request[4096];
    if (SSL_accept(session.get()) == 1 && SSL_read(session.get(), request, sizeof request) > 0) {
      const std::string reply = test::http_reply(200, {}, "{}");
      SSL_write(session.get(), reply.data(), static_cast<int>(reply.size()));
    }
  });
  const test::TempFolder folder;
  CurlOptions options;
  if (trust == Trust::known) {
    options.ca_file = folder.path("ca.pem");
    test::write_file(options.ca_file, pem_of(certificate.get()));
  }
  auto curl = CurlTransport::open("https://127.0.0.1:" + std::to_string(server.port()), options);
  return curl.value()->exchange({Method::post, "/v1/responses", {}, "[]", 0}).value();
}

}  // namespace

TEST_CASE("a certificate we trust, for this address and this day, is accepted", "[net][tls]") {
  const Exchange exchange = talk("127.0.0.1", -1, 1, Trust::known);
  CHECK(exchange.detail == "");
  REQUIRE(exchange.replied);
  CHECK(exchange.reply.status == 200);
}

TEST_CASE("a certificate not valid yet or any more is told as that", "[net][tls]") {
  const Exchange early = talk("127.0.0.1", 1, 2, Trust::known);
  CHECK_FALSE(early.replied);
  CHECK(early.failure == TransportFailure::certificate_dates);
  const Exchange late = talk("127.0.0.1", -2, -1, Trust::known);
  CHECK_FALSE(late.replied);
  CHECK(late.failure == TransportFailure::certificate_dates);
}

TEST_CASE("a certificate nobody we trust made means that somebody is in between", "[net][tls]") {
  const Exchange exchange = talk("127.0.0.1", -1, 1, Trust::unknown);
  CHECK_FALSE(exchange.replied);
  CHECK(exchange.failure == TransportFailure::intercepted);
}

TEST_CASE("a certificate for another address means that somebody is in between", "[net][tls]") {
  const Exchange exchange = talk("127.0.0.2", -1, 1, Trust::known);
  CHECK_FALSE(exchange.replied);
  CHECK(exchange.failure == TransportFailure::intercepted);
}

}  // namespace lintel
