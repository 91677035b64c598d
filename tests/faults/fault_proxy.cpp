#include "tests/faults/fault_proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "shared/core/text.h"

namespace lintel::test {
namespace {

constexpr std::string_view blank_line = "\r\n\r\n";

sockaddr_in loopback(unsigned short port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

std::size_t body_bytes(const std::string& head) {
  const std::string lower = ascii_lower(head);
  constexpr std::string_view name = "\r\ncontent-length:";
  const std::size_t at = lower.find(name);
  return at == std::string::npos ? 0 : std::stoul(lower.substr(at + name.size()));
}

bool has_no_body(const std::string& head) {
  return head.find(" 304 ") < 16 || head.find(" 204 ") < 16;
}

bool send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) {
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

// The close sends RST instead of FIN.
void reset(int socket) {
  const linger at_once{1, 0};
  ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

}  // namespace

std::string message(const std::string& head, const std::string& body) {
  return head + "\r\nContent-Length: " + std::to_string(body.size()) + std::string(blank_line) +
         body;
}

std::string body_of(const std::string& message) {
  return message.substr(message.find(blank_line) + blank_line.size());
}

std::string with_body(const std::string& message, const std::string& body) {
  std::string head;
  for (const std::string& line : split(message.substr(0, message.find(blank_line)), '\n')) {
    if (!ascii_lower(line).starts_with("content-length:")) {
      head += (head.empty() ? "" : "\r\n") + std::string(trim(line));
    }
  }
  return test::message(head, body);
}

FaultProxy::FaultProxy(unsigned short server_port) : server_port_(server_port) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  stop_descriptor_ = ::eventfd(0, EFD_CLOEXEC);
  sockaddr_in address = loopback(0);
  socklen_t length = sizeof address;
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  if (listener_ < 0 || ::bind(listener_, any, length) != 0 || ::listen(listener_, 16) != 0 ||
      ::getsockname(listener_, any, &length) != 0) {
    throw std::runtime_error("no loopback port");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { run(); });
}

FaultProxy::~FaultProxy() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(stop_descriptor_, &one, sizeof one);
  thread_.join();
  ::close(listener_);
  ::close(stop_descriptor_);
}

void FaultProxy::plan(Planner planner) {
  const std::lock_guard lock(mutex_);
  planner_ = std::move(planner);
}

Plan FaultProxy::plan_for(const std::string& request) {
  Planner planner;
  {
    const std::lock_guard lock(mutex_);
    planner = planner_;
  }
  return planner ? planner(request.substr(0, request.find("\r\n"))) : Plan{};
}

bool FaultProxy::pause(std::chrono::milliseconds time) {
  pollfd stop{stop_descriptor_, POLLIN, 0};
  return ::poll(&stop, 1, static_cast<int>(time.count())) == 0;
}

namespace {

// Readable, or false when the proxy stops first.
bool wait_for(int socket, int stop) {
  std::array<pollfd, 2> sources{pollfd{socket, POLLIN, 0}, pollfd{stop, POLLIN, 0}};
  ::poll(sources.data(), sources.size(), -1);
  return (sources[1].revents & POLLIN) == 0;
}

std::optional<std::string> read_message(int socket, int stop) {
  std::string read;
  std::size_t wanted = std::string::npos;
  while (read.size() < wanted) {
    std::array<char, 65536> bytes{};
    const ssize_t length =
        wait_for(socket, stop) ? ::recv(socket, bytes.data(), bytes.size(), 0) : 0;
    if (length <= 0) {
      return std::nullopt;
    }
    read.append(bytes.data(), static_cast<std::size_t>(length));
    const std::size_t end = read.find(blank_line);
    if (end != std::string::npos) {
      const std::string head = read.substr(0, end + 2);
      wanted = end + blank_line.size() + (has_no_body(head) ? 0 : body_bytes(head));
    }
  }
  return read;
}

}  // namespace

void FaultProxy::run() {
  while (wait_for(listener_, stop_descriptor_)) {
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client >= 0) {
      while (exchange(client)) {
      }
      ::close(client);
    }
  }
}

// false: this connection is over.
bool FaultProxy::exchange(int client) {
  const auto request = read_message(client, stop_descriptor_);
  if (!request) {
    return false;
  }
  const Plan plan = plan_for(*request);
  ++exchanges_;
  std::optional<std::string> reply = plan.instead ? plan.instead(*request) : std::nullopt;
  if (!reply && !plan.cut_before_server) {
    reply = ask_server(*request, plan);
    if (reply && plan.on_reply) {
      reply = plan.on_reply(std::move(*reply));
    }
  }
  if (!reply || !pause(plan.latency)) {
    reset(client);
    return false;
  }
  return send_slowly(client, *reply, plan);
}

std::optional<std::string> FaultProxy::ask_server(const std::string& request, const Plan& plan) {
  const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(server_port_);
  std::optional<std::string> reply;
  if (::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
      send_all(server, request)) {
    if (plan.half_close_request) {
      ::shutdown(server, SHUT_WR);
    }
    reply = read_message(server, stop_descriptor_);
  }
  ::close(server);
  return reply;
}

bool FaultProxy::send_slowly(int client, const std::string& reply, const Plan& plan) {
  std::string_view left = reply;
  left = left.substr(0, plan.cut_after.value_or(left.size()));
  while (!left.empty()) {
    const std::size_t size =
        plan.slice_bytes == 0 ? left.size() : std::min(plan.slice_bytes, left.size());
    if (!send_all(client, left.substr(0, size)) || !pause(plan.slice_pause)) {
      return false;
    }
    left.remove_prefix(size);
  }
  if (!plan.cut_after) {
    return true;
  }
  if (plan.silent_after_cut) {
    std::array<char, 1> byte{};
    if (wait_for(client, stop_descriptor_)) {
      [[maybe_unused]] const ssize_t gone = ::recv(client, byte.data(), byte.size(), 0);
    }
  } else {
    reset(client);
  }
  return false;
}

}  // namespace lintel::test
