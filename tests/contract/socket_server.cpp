#include "tests/contract/socket_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

#include "shared/core/text.h"

namespace lintel::test {

bool Connection::fill() {
  std::array<char, 4096> bytes{};
  const ssize_t length = ::recv(descriptor_, bytes.data(), bytes.size(), 0);
  if (length <= 0) {
    return false;
  }
  buffer_.append(bytes.data(), static_cast<std::size_t>(length));
  return true;
}

std::optional<Received> Connection::read_request() {
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!fill()) {
      return std::nullopt;
    }
  }
  Received request;
  const std::vector<std::string> lines = split(buffer_.substr(0, end), '\n');
  buffer_.erase(0, end + 4);
  const std::vector<std::string> first = split(lines.at(0), ' ');
  request.method = first.at(0);
  request.path = first.at(1);
  for (std::size_t line = 1; line < lines.size(); ++line) {
    const std::size_t colon = lines[line].find(':');
    request.headers[ascii_lower(lines[line].substr(0, colon))] =
        trim(std::string_view(lines[line]).substr(colon + 1));
  }
  const auto length = request.headers.find("content-length");
  const std::size_t wanted = length == request.headers.end() ? 0 : std::stoul(length->second);
  while (buffer_.size() < wanted) {
    if (!fill()) {
      return std::nullopt;
    }
  }
  request.body = buffer_.substr(0, wanted);
  buffer_.erase(0, wanted);
  return request;
}

bool Connection::write(const std::string& bytes) const {
  std::string_view left = bytes;
  while (!left.empty()) {
    const ssize_t sent = ::send(descriptor_, left.data(), left.size(), MSG_NOSIGNAL);
    if (sent <= 0) {
      return false;
    }
    left.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void Connection::wait_for_end() {
  while (fill()) {
    buffer_.clear();
  }
}

SocketServer::SocketServer(Script script) : script_(std::move(script)) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  if (listener_ < 0 || ::bind(listener_, any, length) != 0 || ::listen(listener_, 16) != 0 ||
      ::getsockname(listener_, any, &length) != 0) {
    throw std::runtime_error("no loopback port");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { run(); });
}

SocketServer::~SocketServer() {
  stopping_ = true;
  ::shutdown(listener_, SHUT_RDWR);
  {
    const std::lock_guard lock(mutex_);
    if (current_ >= 0) {
      ::shutdown(current_, SHUT_RDWR);
    }
  }
  thread_.join();
  ::close(listener_);
}

void SocketServer::run() {
  while (!stopping_) {
    const int descriptor = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (descriptor < 0) {
      return;
    }
    {
      const std::lock_guard lock(mutex_);
      current_ = stopping_ ? -1 : descriptor;
    }
    if (!stopping_) {
      ++connections_;
      Connection connection(descriptor);
      script_(connection);
    }
    const std::lock_guard lock(mutex_);
    current_ = -1;
    ::close(descriptor);
  }
}

std::string http_reply(int status, const std::map<std::string, std::string>& headers,
                       const std::string& body) {
  std::string reply = "HTTP/1.1 " + std::to_string(status) + " X\r\n";
  for (const auto& [name, value] : headers) {
    reply.append(name).append(": ").append(value).append("\r\n");
  }
  return reply + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

SocketServer::Script always(std::string reply) {
  return [reply = std::move(reply)](Connection& connection) {
    while (connection.read_request()) {
      if (!connection.write(reply)) {
        return;
      }
    }
  };
}

}  // namespace lintel::test
