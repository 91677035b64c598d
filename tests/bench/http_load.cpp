#include "tests/bench/http_load.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <chrono>
#include <memory>

namespace lintel::bench {
namespace {

constexpr int silence_ms_max = 30'000;

struct Free {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  void operator()(SSL* session) const { SSL_free(session); }
};
using Context = std::unique_ptr<SSL_CTX, Free>;
using Session = std::unique_ptr<SSL, Free>;

class Connection {
 public:
  Connection(int socket, Session session) : socket_(socket), session_(std::move(session)) {
    fcntl(socket, F_SETFL, O_NONBLOCK);
  }
  ~Connection() {
    if (socket_ >= 0) {
      close(socket_);
    }
  }
  Connection(Connection&& other) noexcept
      : socket_(std::exchange(other.socket_, -1)), session_(std::move(other.session_)) {}
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void begin(const std::string* request) {
    request_ = request;
    sent_ = 0;
    reply_.clear();
  }
  bool busy() const { return request_ != nullptr; }
  pollfd waiting() const {
    const bool more_to_send = sent_ < request_->size();
    return {socket_, static_cast<short>(more_to_send ? POLLIN | POLLOUT : POLLIN), 0};
  }
  bool send_more() {
    while (sent_ < request_->size()) {
      const ssize_t count = write_some(request_->data() + sent_, request_->size() - sent_);
      if (count < 0) {
        return is_early(static_cast<int>(count));
      }
      sent_ += static_cast<std::size_t>(count);
    }
    return true;
  }
  bool receive_more() {
    char bytes[64 * 1024];
    for (;;) {  // TLS may hold more than poll() knows of
      const ssize_t count = session_ ? SSL_read(session_.get(), bytes, sizeof bytes)
                                     : recv(socket_, bytes, sizeof bytes, 0);
      if (count <= 0) {
        return count < 0 && is_early(static_cast<int>(count));
      }
      reply_.append(bytes, static_cast<std::size_t>(count));
    }
  }
  bool complete() const {
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
  std::string take_reply() {
    request_ = nullptr;
    return std::move(reply_);
  }

 private:
  ssize_t write_some(const char* bytes, std::size_t size) const {
    return session_ ? SSL_write(session_.get(), bytes, static_cast<int>(size))
                    : send(socket_, bytes, size, MSG_NOSIGNAL);
  }
  // Nothing to read, or no room to write, for now.
  bool is_early(int outcome) const {
    if (!session_) {
      return errno == EAGAIN || errno == EWOULDBLOCK;
    }
    const int reason = SSL_get_error(session_.get(), outcome);
    return reason == SSL_ERROR_WANT_READ || reason == SSL_ERROR_WANT_WRITE;
  }

  int socket_;
  Session session_;
  const std::string* request_ = nullptr;
  std::size_t sent_ = 0;
  std::string reply_;
};

// Nobody's certificate is looked at: this is a load, not a tablet.
Result<Session> shake_hands(SSL_CTX* context, int socket) {
  Session session(SSL_new(context));
  if (!session || SSL_set_fd(session.get(), socket) != 1 || SSL_connect(session.get()) != 1) {
    return Error{ErrorCode::unavailable, "The collector does not speak TLS."};
  }
  return session;
}

Result<std::vector<Connection>> connect_all(int port, int count, Secured secured) {
  const Context context(secured == Secured::tls ? SSL_CTX_new(TLS_client_method()) : nullptr);
  std::vector<Connection> connections;
  for (int i = 0; i < count; ++i) {
    const int socket = connect_loopback(port);
    if (socket < 0) {
      return Error{ErrorCode::unavailable, "The collector refuses a connection."};
    }
    Session session;
    if (context) {
      TRY(session, shake_hands(context.get(), socket));
    }
    connections.emplace_back(socket, std::move(session));
  }
  return connections;
}

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

Result<LoadResult> send_all(int port, int connections, const std::vector<std::string>& requests,
                            Secured secured) {
  TRY(auto open, connect_all(port, connections, secured));
  LoadResult result;
  std::size_t next = 0;
  const auto start = std::chrono::steady_clock::now();
  while (result.replies.size() < requests.size()) {
    std::vector<pollfd> waiting;
    std::vector<Connection*> whose;
    for (Connection& connection : open) {
      if (!connection.busy() && next < requests.size()) {
        connection.begin(&requests[next++]);
      }
      if (connection.busy()) {
        waiting.push_back(connection.waiting());
        whose.push_back(&connection);
      }
    }
    if (poll(waiting.data(), waiting.size(), silence_ms_max) <= 0) {
      return Error{ErrorCode::unavailable, "The collector has gone silent."};
    }
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      const bool sent = (waiting[i].revents & POLLOUT) == 0 || whose[i]->send_more();
      const bool heard =
          (waiting[i].revents & (POLLIN | POLLHUP | POLLERR)) == 0 || whose[i]->receive_more();
      if (!sent || !heard) {
        return Error{ErrorCode::unavailable, "The collector cut a connection."};
      }
      if (whose[i]->complete()) {
        result.replies.push_back(whose[i]->take_reply());
      }
    }
  }
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return result;
}

}  // namespace lintel::bench
