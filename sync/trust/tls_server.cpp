#include "sync/trust/tls_server.h"

#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "sync/trust/openssl_handles.h"

namespace lintel {
namespace {

using Context = openssl::Handle<SSL_CTX, SSL_CTX_free>;
using Session = openssl::Handle<SSL, SSL_free>;

openssl::Bio reader_of(const std::string& text) {
  return openssl::Bio{BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))};
}

// The admins' browsers may still speak TLS 1.2, but only with ciphers that authenticate what they
// encrypt. Tablets speak 1.3, which has no others.
constexpr const char* ciphers_of_tls_1_2 = "ECDHE+AESGCM:ECDHE+CHACHA20";

// What a tablet reads is as long as a multiple of this, as what it sends (curl_transport.cpp).
constexpr std::size_t record_padding_bytes = 4096;

bool use_chain(SSL_CTX* context, const std::string& chain_pem) {
  const openssl::Bio bio = reader_of(chain_pem);
  const openssl::X509Certificate own{PEM_read_bio_X509_AUX(bio.get(), nullptr, nullptr, nullptr)};
  if (!own || SSL_CTX_use_certificate(context, own.get()) != 1) {
    return false;
  }
  while (X509* const next = PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)) {
    if (SSL_CTX_add0_chain_cert(context, next) != 1) {
      X509_free(next);
      return false;
    }
  }
  ERR_clear_error();  // "no more PEM" is how the list ends
  return true;
}

bool use_key(SSL_CTX* context, const std::string& key_pem) {
  const openssl::Bio bio = reader_of(key_pem);
  const openssl::Key key{PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr)};
  return key && SSL_CTX_use_PrivateKey(context, key.get()) == 1 &&
         SSL_CTX_check_private_key(context) == 1;
}

TlsOutcome outcome_of(SSL* session, int result) {
  if (result > 0) {
    return {TlsStep::done, static_cast<std::size_t>(result)};
  }
  switch (SSL_get_error(session, result)) {
    case SSL_ERROR_WANT_READ:
      return {TlsStep::wants_read, 0};
    case SSL_ERROR_WANT_WRITE:
      return {TlsStep::wants_write, 0};
    case SSL_ERROR_ZERO_RETURN:
      return {TlsStep::closed, 0};
    default:
      return {TlsStep::broken, 0};
  }
}

int clamp_size(std::size_t size) {
  return static_cast<int>(
      std::min(size, static_cast<std::size_t>(std::numeric_limits<int>::max())));
}

}  // namespace

struct TlsConnection::Inner {
  Session session;

  // OpenSSL's queue of errors is the thread's: what an earlier connection left would be taken for
  // this one's.
  template <class Call>
  TlsOutcome call(Call&& call_it) const {
    ERR_clear_error();
    const TlsOutcome outcome = outcome_of(session.get(), call_it(session.get()));
    ERR_clear_error();
    return outcome;
  }
};

TlsConnection::TlsConnection(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}
TlsConnection::~TlsConnection() = default;
TlsConnection::TlsConnection(TlsConnection&&) noexcept = default;

TlsOutcome TlsConnection::accept() {
  return inner_->call([](SSL* session) { return SSL_accept(session); });
}

TlsOutcome TlsConnection::read(char* into, std::size_t size) {
  return inner_->call([&](SSL* session) { return SSL_read(session, into, clamp_size(size)); });
}

TlsOutcome TlsConnection::write(std::string_view bytes) {
  return inner_->call(
      [&](SSL* session) { return SSL_write(session, bytes.data(), clamp_size(bytes.size())); });
}

void TlsConnection::say_goodbye() {
  inner_->call(
      [](SSL* session) { return SSL_is_init_finished(session) != 0 ? SSL_shutdown(session) : 1; });
}

struct TlsServer::Inner {
  Context context;
};

TlsServer::TlsServer(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}
TlsServer::~TlsServer() = default;
TlsServer::TlsServer(TlsServer&&) noexcept = default;

Result<TlsServer> TlsServer::open(const Certificate& certificate) {
  Context context{SSL_CTX_new(TLS_server_method())};
  if (!context) {
    return openssl::error(ErrorCode::unavailable, "TLS cannot be started");
  }
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  if (SSL_CTX_set_cipher_list(context.get(), ciphers_of_tls_1_2) != 1 ||
      SSL_CTX_set_block_padding(context.get(), record_padding_bytes) != 1) {
    return openssl::error(ErrorCode::unavailable, "TLS cannot be started");
  }
  SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                      SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  // Tablets resume with tickets, which the server need not remember.
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
  if (!use_chain(context.get(), certificate.chain_pem) ||
      !use_key(context.get(), certificate.key_pem)) {
    return openssl::error(ErrorCode::invalid, "The certificate cannot be used for TLS");
  }
  return TlsServer(std::make_unique<Inner>(Inner{std::move(context)}));
}

Result<TlsConnection> TlsServer::connection(int descriptor) const {
  Session session{SSL_new(inner_->context.get())};
  if (!session || SSL_set_fd(session.get(), descriptor) != 1) {
    return openssl::error(ErrorCode::unavailable, "There is no memory left for a connection");
  }
  return TlsConnection(
      std::make_unique<TlsConnection::Inner>(TlsConnection::Inner{std::move(session)}));
}

}  // namespace lintel
