#include "tests/secrecy/wire_tap.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace lintel::secrecy {
namespace {

constexpr std::size_t head_bytes = 5;
constexpr int look_ms = 20;  // how soon the tap sees that it should stop

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (written <= 0) {
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

void send_at_once(int descriptor) {
  const int on = 1;
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

}  // namespace

std::vector<RecordSplitter::Head> RecordSplitter::feed(std::string_view bytes) {
  std::vector<Head> heads;
  while (!bytes.empty()) {
    const std::size_t skipped = std::min(skip_, bytes.size());
    bytes.remove_prefix(skipped);
    skip_ -= skipped;
    const std::size_t taken = std::min(head_bytes - head_.size(), bytes.size());
    head_ += bytes.substr(0, taken);
    bytes.remove_prefix(taken);
    if (head_.size() == head_bytes) {
      const auto byte = [this](std::size_t at) { return static_cast<std::uint8_t>(head_[at]); };
      skip_ = static_cast<std::size_t>(byte(3)) << 8 | byte(4);
      heads.push_back({byte(0), skip_});
      head_.clear();
    }
  }
  return heads;
}

struct WireTap::Pair {
  int number = 0;
  int tablet = -1;
  int collector = -1;
  RecordSplitter to_collector;
  RecordSplitter to_tablet;

  ~Pair() {
    ::close(tablet);
    ::close(collector);
  }
};

WireTap::WireTap(int collector_port, Watch watch)
    : collector_port_(collector_port), watch_(std::move(watch)) {
  if (!watch_) {
    watch_ = [] { return std::chrono::floor<milliseconds>(std::chrono::system_clock::now()); };
  }
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      ::listen(listener_, 16) != 0 ||
      ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("The tap finds no port on loopback.");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { run(); });
}

WireTap::~WireTap() {
  stopping_ = true;
  thread_.join();
  ::close(listener_);
}

std::vector<WireRecord> WireTap::records() const {
  const std::lock_guard lock(mutex_);
  return records_;
}

void WireTap::run() {
  std::vector<std::unique_ptr<Pair>> pairs;
  while (!stopping_) {
    std::vector<pollfd> waiting{{listener_, POLLIN, 0}};
    for (const auto& pair : pairs) {
      waiting.push_back({pair->tablet, POLLIN, 0});
      waiting.push_back({pair->collector, POLLIN, 0});
    }
    if (::poll(waiting.data(), waiting.size(), look_ms) <= 0) {
      continue;
    }
    std::vector<std::unique_ptr<Pair>> going_on;
    if (pulled_) {
      pairs.clear();
    }
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const bool from_tablet = waiting[1 + 2 * i].revents != 0;
      const bool from_collector = waiting[2 + 2 * i].revents != 0;
      if ((!from_tablet || pass_on(*pairs[i], Way::to_collector)) &&
          (!from_collector || pass_on(*pairs[i], Way::to_tablet))) {
        going_on.push_back(std::move(pairs[i]));
      }
    }
    pairs = std::move(going_on);
    if (waiting[0].revents != 0) {
      admit(pairs);
    }
  }
}

void WireTap::admit(std::vector<std::unique_ptr<Pair>>& pairs) {
  auto pair = std::make_unique<Pair>();
  pair->number = ++connections_;
  pair->tablet = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
  pair->collector = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(collector_port_);
  if (!pulled_ && ::connect(pair->collector, reinterpret_cast<const sockaddr*>(&address),
                            sizeof address) == 0) {
    send_at_once(pair->tablet);
    send_at_once(pair->collector);
    pairs.push_back(std::move(pair));
  }
}

// false: one side has gone, so the other is hung up on.
bool WireTap::pass_on(Pair& pair, Way way) {
  std::array<char, 65536> bytes{};
  const bool up = way == Way::to_collector;
  const ssize_t count = ::recv(up ? pair.tablet : pair.collector, bytes.data(), bytes.size(), 0);
  if (count <= 0) {
    return false;
  }
  const std::string_view arrived(bytes.data(), static_cast<std::size_t>(count));
  write_down(pair, way, arrived);
  return write_all(up ? pair.collector : pair.tablet, arrived);
}

void WireTap::write_down(Pair& pair, Way way, std::string_view bytes) {
  const UtcTime now = watch_();
  RecordSplitter& splitter = way == Way::to_collector ? pair.to_collector : pair.to_tablet;
  const std::lock_guard lock(mutex_);
  for (const RecordSplitter::Head& head : splitter.feed(bytes)) {
    records_.push_back({now, pair.number, way, head.type, head.length});
  }
}

}  // namespace lintel::secrecy
