#include "shared/ports/memory_transport.h"

#include <algorithm>

#include "shared/core/limits.h"
#include "shared/core/text.h"

namespace lintel {
namespace {

Error cancelled() {
  return Error{ErrorCode::cancelled, "The exchange was cancelled."};
}

// A line break in a header would begin another one (RFC 9112, section 11.1).
bool is_header_safe(const std::string& text) {
  return text.find_first_of(std::string_view{"\r\n\0", 3}) == std::string::npos;
}

Status check(const Request& request) {
  const bool headers_safe =
      std::all_of(request.headers.begin(), request.headers.end(), [](const auto& header) {
        return is_header_safe(header.first) && is_header_safe(header.second);
      });
  const bool path_safe = !request.path.empty() && request.path.front() == '/' &&
                         std::none_of(request.path.begin(), request.path.end(),
                                      [](char c) { return c <= ' ' || c == '\x7f'; });
  if (!path_safe || !headers_safe) {
    return Error{ErrorCode::invalid,
                 "The request's path must begin with / and hold no spaces, and no header a line "
                 "break."};
  }
  return ok();
}

}  // namespace

Result<Exchange> MemoryTransport::exchange(const Request& request) {
  TRY_DO(check(request));
  if (cancelled_) {
    return cancelled();
  }
  Exchange exchange = handler_ ? handler_(request) : failure(TransportFailure::refused);
  if (cancelled_) {
    return cancelled();
  }
  std::map<std::string, std::string> headers;
  for (auto& [name, value] : exchange.reply.headers) {
    headers[ascii_lower(name)] = std::move(value);
  }
  exchange.reply.headers = std::move(headers);
  const std::size_t bytes_max =
      request.reply_bytes_max > 0 ? request.reply_bytes_max : limits::reply_bytes_max;
  if (exchange.reply.body.size() > bytes_max) {
    exchange.reply.body.clear();
    exchange.reply.too_long = true;
  }
  return exchange;
}

Exchange MemoryTransport::reply(int status, std::map<std::string, std::string> headers,
                                std::string body) {
  Exchange exchange;
  exchange.replied = true;
  exchange.reply.status = status;
  exchange.reply.headers = std::move(headers);
  exchange.reply.body = std::move(body);
  return exchange;
}

Exchange MemoryTransport::failure(TransportFailure failure) {
  Exchange exchange;
  exchange.failure = failure;
  exchange.detail = "the in-memory network was told to fail";
  return exchange;
}

}  // namespace lintel
