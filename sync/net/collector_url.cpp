#include "sync/net/collector_url.h"

#include <algorithm>
#include <charconv>

#include "shared/core/limits.h"
#include "shared/core/text.h"

namespace lintel {
namespace {

constexpr std::string_view https_scheme = "https://";
constexpr std::string_view http_scheme = "http://";

Error wrong(std::string_view text, std::string_view why) {
  return Error{ErrorCode::invalid, "The collector's address \"" + clean_line(text) + "\" " +
                                       std::string(why) +
                                       ": write it like https://collector.example.org."};
}

bool all_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// 127.0.0.0/8 in the usual four parts (RFC 1122 section 3.2.1.3); no octal, no short forms.
bool is_loopback_ipv4(std::string_view host) {
  const std::vector<std::string> parts = split(host, '.');
  if (parts.size() != 4 || parts[0] != "127") {
    return false;
  }
  return std::all_of(parts.begin(), parts.end(), [](const std::string& part) {
    return all_digits(part) && part.size() <= 3 && std::stoi(part) <= 255;
  });
}

bool is_loopback(std::string_view host) {
  return host == "localhost" || host == "::1" || is_loopback_ipv4(host);
}

bool is_port(std::string_view text) {
  int port = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), port);
  return all_digits(text) && parsed.ec == std::errc{} && port >= 1 && port <= 65535;
}

// Only what names and addresses are made of, so that nothing reads differently to libcurl.
bool is_host(std::string_view host, bool bracketed) {
  return !host.empty() && std::all_of(host.begin(), host.end(), [bracketed](char c) {
    const bool digit = c >= '0' && c <= '9';
    if (bracketed) {
      return digit || (c >= 'a' && c <= 'f') || c == ':' || c == '.';
    }
    return digit || (c >= 'a' && c <= 'z') || c == '-' || c == '.';
  });
}

bool is_path(std::string_view path) {
  return std::all_of(path.begin(), path.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-._~/").find(c) != std::string_view::npos;
  });
}

}  // namespace

Result<CollectorUrl> parse_collector_url(std::string_view text) {
  if (text.size() > limits::url_bytes_max) {
    return wrong(text.substr(0, 40), "is too long");
  }
  const std::string lower = ascii_lower(text);
  const bool secure = lower.starts_with(https_scheme);
  if (!secure && !lower.starts_with(http_scheme)) {
    return wrong(text, "does not start with https://");
  }
  const std::size_t start = secure ? https_scheme.size() : http_scheme.size();
  const std::size_t slash = std::min(lower.find('/', start), lower.size());
  const std::string_view authority = std::string_view(lower).substr(start, slash - start);
  std::string_view path = text.substr(slash);
  while (path.ends_with('/')) {
    path.remove_suffix(1);
  }
  const bool bracketed = authority.starts_with('[');
  const std::size_t host_end =
      bracketed ? authority.find(']') : std::min(authority.find(':'), authority.size());
  if (host_end == std::string_view::npos) {
    return wrong(text, "has a [ without a ]");
  }
  const std::string_view host = authority.substr(bracketed ? 1 : 0, host_end - (bracketed ? 1 : 0));
  const std::string_view after = authority.substr(host_end + (bracketed ? 1 : 0));
  if (!is_host(host, bracketed) || !is_path(path)) {
    return wrong(text, "names no machine that can be reached");
  }
  if (!after.empty() && (after.front() != ':' || !is_port(after.substr(1)))) {
    return wrong(text, "has a port that is not a number from 1 to 65535");
  }
  CollectorUrl url;
  url.base = lower.substr(0, slash) + std::string(path);
  url.host = host;
  url.scheme = secure ? Scheme::https : Scheme::http;
  url.reach = is_loopback(host) ? Reach::loopback : Reach::network;
  if (!secure && url.reach == Reach::network) {
    return wrong(text, "would send answers unprotected: http is for this machine only");
  }
  return url;
}

}  // namespace lintel
