#include <arpa/inet.h>
#include <netinet/in.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <optional>

#include "sync/collector/http.h"

namespace lintel::collector {
namespace {

constexpr std::uint32_t loopback_net = 127;

// Where a literal address is reached from; empty: it is none.
std::optional<Listening> reach_of(const std::string& literal) {
  in_addr four{};
  if (inet_pton(AF_INET, literal.c_str(), &four) == 1) {
    const bool loopback = ntohl(four.s_addr) >> 24 == loopback_net;
    return loopback ? Listening::loopback : Listening::network;
  }
  in6_addr six{};
  if (inet_pton(AF_INET6, literal.c_str(), &six) == 1) {
    return IN6_IS_ADDR_LOOPBACK(&six) ? Listening::loopback : Listening::network;
  }
  return std::nullopt;
}

}  // namespace

Result<std::string> parse_client_address(const std::string& text) {
  in_addr four{};
  in6_addr six{};
  std::array<char, INET6_ADDRSTRLEN> plain{};
  bool is_address = inet_pton(AF_INET, text.c_str(), &four) == 1;
  if (!is_address && inet_pton(AF_INET6, text.c_str(), &six) == 1) {
    constexpr std::size_t mapped_at = 12;
    if (IN6_IS_ADDR_V4MAPPED(&six)) {
      std::memcpy(&four, six.s6_addr + mapped_at, sizeof four);
      is_address = true;
    } else {
      inet_ntop(AF_INET6, &six, plain.data(), plain.size());
      return std::string(plain.data());
    }
  }
  if (!is_address) {
    return Error{ErrorCode::invalid, "\"" + text + "\" is no address of a proxy; write it like " +
                                         "127.0.0.1 or 192.0.2.10, without a port."};
  }
  inet_ntop(AF_INET, &four, plain.data(), plain.size());
  return std::string(plain.data());
}

Result<ListenAddress> parse_listen_address(const std::string& text) {
  const Error malformed{ErrorCode::invalid,
                        "\"" + text + "\" is no address to listen on; write it like " +
                            "127.0.0.1:8080, [::1]:8080 or 127.0.0.1:0 for any free port."};
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos || colon == 0) {
    return malformed;
  }
  ListenAddress address;
  address.host = text.substr(0, colon);
  if (address.host.front() == '[' && address.host.back() == ']') {
    address.host = address.host.substr(1, address.host.size() - 2);
  }
  if (address.host == "localhost") {
    address.host = "127.0.0.1";
  }
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data() + colon + 1, end, address.port);
  const std::optional<Listening> reach = reach_of(address.host);
  if (parsed.ec != std::errc{} || parsed.ptr != end || !reach) {
    return malformed;
  }
  address.reach = *reach;
  return address;
}

Error listen_error(const ListenAddress& address, int system_error) {
  const std::string place = "Port " + std::to_string(address.port) + " on " + address.host;
  if (system_error == EADDRINUSE) {
    return {ErrorCode::busy,
            place + " is taken by another program; stop that one or choose another with --listen."};
  }
  if (system_error == EACCES) {
    return {ErrorCode::refused, place + " needs more rights; choose a port above 1023."};
  }
  return {ErrorCode::unavailable,
          address.host + " is no address of this computer that can be listened on (" +
              std::strerror(system_error) + "); choose another with --listen."};
}

}  // namespace lintel::collector
