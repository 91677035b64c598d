// The collector's side of TLS over sockets that do not block (OpenSSL). TLS 1.3, whose records are
// padded to multiples of 4 KiB so that their lengths say nothing; browsers may speak 1.2 too. Each
// call of a TlsConnection does what can be done now and says what it waits for, so that any event
// loop can drive it. Nothing is buffered between records, and OpenSSL's own buffers are given back
// whenever a connection is idle: a thousand waiting tablets cost little.
//
// A TlsServer may be used from any thread; a connection belongs to one thread at a time and must
// not outlive its socket.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "shared/core/result.h"
#include "sync/trust/certificate.h"

namespace lintel {

enum class TlsStep {
  done,         // `bytes` were moved; the handshake is complete
  wants_read,   // again when the socket can be read
  wants_write,  // again when it can be written
  closed,       // the other side said goodbye
  broken,       // not TLS, or the connection was cut
};
struct TlsOutcome {
  TlsStep step = TlsStep::broken;
  std::size_t bytes = 0;
};

class TlsConnection {
 public:
  ~TlsConnection();
  TlsConnection(TlsConnection&&) noexcept;
  TlsConnection& operator=(TlsConnection&&) = delete;
  TlsConnection(const TlsConnection&) = delete;
  TlsConnection& operator=(const TlsConnection&) = delete;

  TlsOutcome accept();
  TlsOutcome read(char* into, std::size_t size);
  // May write less than all. What was begun must go on with the same bytes.
  TlsOutcome write(std::string_view bytes);
  void say_goodbye();  // as far as the socket takes it now

 private:
  friend class TlsServer;
  struct Inner;
  explicit TlsConnection(std::unique_ptr<Inner> inner);
  std::unique_ptr<Inner> inner_;
};

class TlsServer {
 public:
  // invalid: OpenSSL does not take the certificate or its key (too short for its rules).
  static Result<TlsServer> open(const Certificate& certificate);
  ~TlsServer();
  TlsServer(TlsServer&&) noexcept;
  TlsServer& operator=(TlsServer&&) = delete;
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  // The descriptor stays the caller's. unavailable: no memory.
  Result<TlsConnection> connection(int descriptor) const;

 private:
  struct Inner;
  explicit TlsServer(std::unique_ptr<Inner> inner);
  std::unique_ptr<Inner> inner_;
};

}  // namespace lintel
