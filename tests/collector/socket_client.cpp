#include "tests/collector/socket_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cerrno>
#include <utility>

#include "shared/core/text.h"

namespace lintel::collector {

SocketClient::SocketClient(unsigned short port) : descriptor_(::socket(AF_INET, SOCK_STREAM, 0)) {
  REQUIRE(descriptor_ >= 0);
  const timeval patience{5, 0};
  ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(descriptor_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(::connect(descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
}

SocketClient::SocketClient(SocketClient&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), ahead_(std::move(other.ahead_)) {}

SocketClient::~SocketClient() {
  if (descriptor_ >= 0) {
    ::close(descriptor_);
  }
}

bool SocketClient::send(const std::string& bytes) {
  std::size_t sent = 0;
  while (sent < bytes.size()) {
    const ssize_t count =
        ::send(descriptor_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (count <= 0) {
      return false;
    }
    sent += static_cast<std::size_t>(count);
  }
  return true;
}

std::string SocketClient::read_some() {
  if (!ahead_.empty()) {
    return std::exchange(ahead_, {});
  }
  std::array<char, 65536> part{};
  const ssize_t count = ::recv(descriptor_, part.data(), part.size(), 0);
  if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
    FAIL("nothing came in five seconds, and the connection is still open");
  }
  return count <= 0 ? std::string{} : std::string(part.data(), static_cast<std::size_t>(count));
}

WireReply SocketClient::read_reply() {
  std::string text;
  std::size_t head_end = std::string::npos;
  while ((head_end = text.find("\r\n\r\n")) == std::string::npos) {
    const std::string more = read_some();
    if (more.empty()) {
      return {};
    }
    text += more;
  }
  WireReply reply;
  reply.status = std::stoi(text.substr(text.find(' ') + 1));
  std::size_t line = text.find("\r\n") + 2;
  while (line < head_end) {
    const std::size_t end = text.find("\r\n", line);
    const std::size_t colon = text.find(':', line);
    reply.headers[ascii_lower(text.substr(line, colon - line))] =
        std::string(trim(text.substr(colon + 1, end - colon - 1)));
    line = end + 2;
  }
  const auto length = reply.headers.find("content-length");
  const std::size_t body_bytes = length == reply.headers.end() ? 0 : std::stoul(length->second);
  text.erase(0, head_end + 4);
  while (text.size() < body_bytes) {
    const std::string more = read_some();
    if (more.empty()) {
      break;
    }
    text += more;
  }
  reply.body = text.substr(0, body_bytes);
  ahead_ = text.size() > body_bytes ? text.substr(body_bytes) : std::string{};
  return reply;
}

std::string get(const std::string& path, const std::vector<std::string>& lines) {
  std::string text = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
  for (const std::string& line : lines) {
    text += line + "\r\n";
  }
  return text + "\r\n";
}

std::string send_body(const std::string& method, const std::string& path, const std::string& type,
                      const std::string& body, const std::vector<std::string>& lines) {
  std::string text = method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: " + type +
                     "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
  for (const std::string& line : lines) {
    text += line + "\r\n";
  }
  return text + "\r\n" + body;
}

std::string post_batch(const std::string& body, const std::vector<std::string>& lines) {
  return send_body("POST", "/v1/responses", "application/cloudevents-batch+json", body, lines);
}

}  // namespace lintel::collector
