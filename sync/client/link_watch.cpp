#include "sync/client/link_watch.h"

#include <ifaddrs.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netinet/in.h>
#include <spdlog/spdlog.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace lintel {
namespace {

// One read of netlink(7) news; what does not fit is news of the same kind anyway.
constexpr std::size_t read_bytes = 16 * 1024;
constexpr int reads_max = 64;

bool is_useful(const ifaddrs& entry) {
  const bool up = (entry.ifa_flags & IFF_RUNNING) != 0 && (entry.ifa_flags & IFF_LOOPBACK) == 0;
  if (!up || entry.ifa_addr == nullptr) {
    return false;
  }
  if (entry.ifa_addr->sa_family == AF_INET6) {
    sockaddr_in6 address{};
    std::memcpy(&address, entry.ifa_addr, sizeof address);
    return !IN6_IS_ADDR_LINKLOCAL(&address.sin6_addr);  // every card has one of those
  }
  return entry.ifa_addr->sa_family == AF_INET;
}

Network network_now() {
  ifaddrs* list = nullptr;
  if (getifaddrs(&list) != 0) {
    return Network::present;  // unknown: trying costs little, not trying costs answers
  }
  Network network = Network::absent;
  for (const ifaddrs* entry = list; entry != nullptr; entry = entry->ifa_next) {
    if (is_useful(*entry)) {
      network = Network::present;
    }
  }
  freeifaddrs(list);
  return network;
}

bool came(std::uint16_t message_type) {
  return message_type == RTM_NEWADDR || message_type == RTM_NEWROUTE;
}

}  // namespace

LinkChange judge_link_news(std::string_view messages, Network before, Network after) {
  if (after == Network::absent) {
    return before == Network::present ? LinkChange::lost : LinkChange::none;
  }
  if (before == Network::absent) {
    return LinkChange::gained;
  }
  while (messages.size() >= sizeof(nlmsghdr)) {
    nlmsghdr header{};
    std::memcpy(&header, messages.data(), sizeof header);
    if (header.nlmsg_len < sizeof header || header.nlmsg_len > messages.size()) {
      return LinkChange::none;
    }
    if (came(header.nlmsg_type)) {
      return LinkChange::gained;
    }
    const std::size_t step = NLMSG_ALIGN(header.nlmsg_len);
    messages.remove_prefix(step < messages.size() ? step : messages.size());
  }
  return LinkChange::none;
}

LinkWatch::LinkWatch() : network_(network_now()) {
  descriptor_ = ::socket(AF_NETLINK, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, NETLINK_ROUTE);
  sockaddr_nl address{};
  address.nl_family = AF_NETLINK;
  address.nl_groups =
      RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR | RTMGRP_IPV4_ROUTE | RTMGRP_IPV6_ROUTE;
  if (descriptor_ >= 0 &&
      ::bind(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(descriptor_);
    descriptor_ = -1;
  }
  if (descriptor_ < 0) {
    spdlog::warn(
        "The system tells nothing about its network: a new one is noticed a few minutes "
        "later, when sending is tried again.");
  }
}

LinkWatch::~LinkWatch() {
  if (descriptor_ >= 0) {
    ::close(descriptor_);
  }
}

LinkChange LinkWatch::drain() {
  std::array<char, read_bytes> buffer{};
  LinkChange change = LinkChange::none;
  for (int reads = 0; descriptor_ >= 0 && reads < reads_max; ++reads) {
    const ssize_t length = ::recv(descriptor_, buffer.data(), buffer.size(), 0);
    // ENOBUFS: news was dropped by the kernel; looking at the network tells what matters.
    if (length <= 0 && errno != ENOBUFS) {
      break;
    }
    const Network before = network_;
    network_ = network_now();
    const std::string_view news(buffer.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
    const LinkChange judged = judge_link_news(news, before, network_);
    change = judged == LinkChange::none ? change : judged;
  }
  return change;
}

}  // namespace lintel
