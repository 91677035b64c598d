// One client connection to a loopback port: HTTP/1.1 with TLS or without, never blocking, one
// request at a time. TLS shakes hands with the first bytes sent, as needed. One thread.
#pragma once

#include <openssl/ssl.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "shared/core/result.h"

namespace lintel::bench {

enum class Secured { plain, tls };

struct FreeTls {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  void operator()(SSL* session) const { SSL_free(session); }
};

// What connections share. Nobody's certificate is looked at: this is a load, not a tablet.
class LoadTls {
 public:
  // OpenSSL writes without MSG_NOSIGNAL: from now on this process ignores SIGPIPE.
  explicit LoadTls(Secured secured);
  SSL_CTX* context() const { return context_.get(); }  // null: plain

 private:
  std::unique_ptr<SSL_CTX, FreeTls> context_;
};

// A connected socket from 127.0.0.`host` to the port; negative when it failed. The caller closes.
int connect_loopback(int port, int host = 1);

class LoadConnection {
 public:
  static Result<LoadConnection> open(const LoadTls& tls, int port, int host = 1);
  ~LoadConnection();
  LoadConnection(LoadConnection&& other) noexcept;
  LoadConnection(const LoadConnection&) = delete;
  LoadConnection& operator=(const LoadConnection&) = delete;

  // Until the handshake is over; false when it fails. For those who do not want it timed.
  bool shake_hands();

  // `request` must outlive its reply.
  void begin(const std::string* request);
  // More bytes of the same request, once it is sent; what has come of the reply is kept.
  void go_on(const std::string* more);
  bool busy() const { return request_ != nullptr; }
  bool sent() const { return sent_ == request_->size(); }
  // Sends and receives what can be without waiting; false: the other side has cut the connection.
  bool advance();
  // The status of the whole reply that has come, or nothing yet.
  bool complete() const;
  std::string take_reply();

  int socket() const { return socket_; }
  std::uint32_t interest() const;  // for epoll, while busy

 private:
  LoadConnection(int socket, std::unique_ptr<SSL, FreeTls> session);
  bool send_more();
  bool receive_more();
  std::ptrdiff_t write_some(const char* bytes, std::size_t size) const;
  // Nothing to read, or no room to write, for now.
  bool is_early(int outcome);

  int socket_;
  std::unique_ptr<SSL, FreeTls> session_;
  const std::string* request_ = nullptr;
  std::size_t sent_ = 0;
  bool held_by_reading_ = false;  // TLS has to hear something before it can send on
  std::string reply_;
};

}  // namespace lintel::bench
