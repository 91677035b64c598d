// Transport over libcurl. One connection is kept and reused; no redirects, no proxy, no cookies,
// no authentication, HTTP/1.1 only: each of those is a class of libcurl's past holes we do not
// need (curl.se/docs/security.html). Header and body bytes are counted and bounded here, because
// libcurl's own limits do not cover running transfers in 7.88.
//
// exchange() belongs to one thread; cancel() may come from any, wakes a running exchange within
// its current poll and makes all later ones return ErrorCode::cancelled.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include "shared/ports/transport.h"
#include "sync/net/collector_url.h"

namespace lintel {

// Bytes of a reply's header: Beast's default is 8 KiB, proxies add a few lines.
inline constexpr std::size_t reply_header_bytes_max = 32 * 1024;

struct CurlOptions {
  std::string version;  // of lintel-kiosk, for User-Agent
  std::chrono::milliseconds connect_timeout{10'000};
  std::chrono::milliseconds total_timeout{60'000};
  // Slower than this for that long is a connection that died without saying so.
  long low_speed_bytes_per_s = 64;
  std::chrono::seconds low_speed_span{20};
  std::string ca_file;  // empty: the system's
};

class CurlTransport final : public Transport {
 public:
  // ErrorCode::invalid: the address cannot be used; unavailable: libcurl would not start.
  static Result<std::unique_ptr<CurlTransport>> open(const std::string& collector_url,
                                                     const CurlOptions& options = {});
  ~CurlTransport() override;
  Result<Exchange> exchange(const Request& request) override;
  void cancel() override;

 private:
  struct Inner;
  explicit CurlTransport(std::unique_ptr<Inner> inner);
  std::unique_ptr<Inner> inner_;
};

}  // namespace lintel
