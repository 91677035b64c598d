// What tablets ask for: whether anybody is there, and the schedule.
#include <algorithm>
#include <utility>

#include "shared/core/text.h"
#include "sync/collector/router.h"

namespace lintel::collector {
namespace {

constexpr std::size_t nonce_bytes_max = 128;

// The room that an adult gave a tablet, so that a change reaches its door: RFC 3986, section 2.1.
constexpr std::string_view room_header = "Lintel-Room";
std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string coded;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                       (byte >= '0' && byte <= '9') || byte == '-' || byte == '.' || byte == '_' ||
                       byte == '~';
    if (plain) {
      coded += letter;
    } else {
      coded += {'%', digits[byte >> 4U], digits[byte & 0x0FU]};
    }
  }
  return coded;
}

}  // namespace

bool etag_matches(std::string_view if_none_match, std::string_view etag) {
  if (trim(if_none_match) == "*") {
    return true;
  }
  const std::vector<std::string> tags = split(if_none_match, ',');
  return std::any_of(tags.begin(), tags.end(), [&](std::string_view tag) {
    return (tag.starts_with("W/") ? tag.substr(2) : tag) == etag;
  });
}

HttpReply Router::hello(const HttpRequest& request) const {
  HttpReply reply{204, {}, {}};
  constexpr std::string_view marker = "?nonce=";
  const std::size_t at = request.target.find(marker);
  if (at != std::string::npos) {
    std::string nonce = request.target.substr(at + marker.size(), nonce_bytes_max);
    nonce = nonce.substr(0, nonce.find('&'));
    reply.headers.emplace_back("Lintel-Nonce", std::move(nonce));
  }
  return reply;
}

HttpReply Router::schedule(const HttpRequest& request, const std::optional<Uuid>& tablet) const {
  const auto schedule = books_.read([](const Books& books) { return books.schedule; });
  if (schedule == nullptr) {
    return problem(404, "not-found",
                   "No event is loaded yet; load one with lintel-collector event load.");
  }
  // With Date it tells a tablet of any clock how old the news is (RFC 9110, 8.8.2).
  HttpReply reply{
      200, {{"ETag", schedule->etag}, {"Last-Modified", http_date(schedule->served_since)}}, {}};
  if (tablet) {
    if (const auto rooms = gate_.paired_rooms(); rooms.contains(*tablet)) {
      reply.headers.emplace_back(room_header, percent_encoded(rooms.at(*tablet).value));
    }
  }
  if (!request.if_none_match.empty() && etag_matches(request.if_none_match, schedule->etag)) {
    reply.status = 304;
    return reply;
  }
  reply.headers.emplace_back("Content-Type", "application/json");
  reply.shared = {schedule, &schedule->document};
  return reply;
}

}  // namespace lintel::collector
