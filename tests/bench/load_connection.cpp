#include "tests/bench/load_connection.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <csignal>
#include <utility>

namespace lintel::bench {
namespace {

constexpr int silence_ms_max = 30'000;

}  // namespace

int connect_loopback(int port, int host) {
  const int file = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK - 1 + static_cast<unsigned>(host));
  const int on = 1;
  setsockopt(file, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  bool fine = bind(file, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  fine = fine && connect(file, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  if (!fine && file >= 0) {
    close(file);
  }
  return fine ? file : -1;
}

LoadTls::LoadTls(Secured secured)
    : context_(secured == Secured::tls ? SSL_CTX_new(TLS_client_method()) : nullptr) {
  std::signal(SIGPIPE, SIG_IGN);
}

Result<LoadConnection> LoadConnection::open(const LoadTls& tls, int port, int host) {
  const int socket = connect_loopback(port, host);
  if (socket < 0) {
    return Error{ErrorCode::unavailable, "The collector refuses a connection."};
  }
  fcntl(socket, F_SETFL, O_NONBLOCK);
  std::unique_ptr<SSL, FreeTls> session;
  if (tls.context() != nullptr) {
    session.reset(SSL_new(tls.context()));
    SSL_set_fd(session.get(), socket);
    SSL_set_connect_state(session.get());
  }
  return LoadConnection(socket, std::move(session));
}

LoadConnection::LoadConnection(int socket, std::unique_ptr<SSL, FreeTls> session)
    : socket_(socket), session_(std::move(session)) {}

LoadConnection::~LoadConnection() {
  if (socket_ >= 0) {
    close(socket_);
  }
}

LoadConnection::LoadConnection(LoadConnection&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)),
      session_(std::move(other.session_)),
      request_(other.request_),
      sent_(other.sent_),
      held_by_reading_(other.held_by_reading_),
      reply_(std::move(other.reply_)) {}

bool LoadConnection::shake_hands() {
  while (session_) {
    ERR_clear_error();
    const int outcome = SSL_do_handshake(session_.get());
    if (outcome == 1) {
      return true;
    }
    pollfd waiting{socket_, POLLIN, 0};
    if (!is_early(outcome)) {
      return false;
    }
    waiting.events = held_by_reading_ ? POLLIN : POLLOUT;
    if (poll(&waiting, 1, silence_ms_max) != 1) {
      return false;
    }
  }
  return true;
}

void LoadConnection::begin(const std::string* request) {
  request_ = request;
  sent_ = 0;
  held_by_reading_ = false;
  reply_.clear();
}

void LoadConnection::go_on(const std::string* more) {
  request_ = more;
  sent_ = 0;
}

bool LoadConnection::advance() {
  return send_more() && receive_more();
}

bool LoadConnection::send_more() {
  held_by_reading_ = false;
  while (sent_ < request_->size()) {
    const auto count = write_some(request_->data() + sent_, request_->size() - sent_);
    if (count <= 0) {
      return is_early(static_cast<int>(count));
    }
    sent_ += static_cast<std::size_t>(count);
  }
  return true;
}

bool LoadConnection::receive_more() {
  char bytes[64 * 1024];
  for (;;) {  // TLS may hold more than epoll knows of
    ERR_clear_error();
    const ssize_t count = session_ ? SSL_read(session_.get(), bytes, sizeof bytes)
                                   : recv(socket_, bytes, sizeof bytes, 0);
    if (count <= 0) {
      const bool held = held_by_reading_;
      const bool early = (count < 0 || session_) && is_early(static_cast<int>(count));
      held_by_reading_ = held;
      return early;
    }
    reply_.append(bytes, static_cast<std::size_t>(count));
  }
}

bool LoadConnection::complete() const {
  const auto body = reply_.find("\r\n\r\n");
  const auto header = reply_.find("Content-Length: ");
  if (body == std::string::npos) {
    return false;
  }
  std::size_t length = 0;
  if (header < body) {
    std::from_chars(reply_.data() + header + 16, reply_.data() + body, length);
  }
  return reply_.size() >= body + 4 + length;
}

std::string LoadConnection::take_reply() {
  request_ = nullptr;
  return std::move(reply_);
}

std::uint32_t LoadConnection::interest() const {
  return sent() || held_by_reading_ ? EPOLLIN : EPOLLIN | EPOLLOUT;
}

std::ptrdiff_t LoadConnection::write_some(const char* bytes, std::size_t size) const {
  ERR_clear_error();
  return session_ ? SSL_write(session_.get(), bytes, static_cast<int>(size))
                  : send(socket_, bytes, size, MSG_NOSIGNAL);
}

bool LoadConnection::is_early(int outcome) {
  if (!session_) {
    return errno == EAGAIN || errno == EWOULDBLOCK;
  }
  const int reason = SSL_get_error(session_.get(), outcome);
  held_by_reading_ = reason == SSL_ERROR_WANT_READ;
  return reason == SSL_ERROR_WANT_READ || reason == SSL_ERROR_WANT_WRITE;
}

}  // namespace lintel::bench
