// Port: one HTTP exchange. Blocking; called from the sync thread only. cancel() may be called from
// any thread and makes a running and every later exchange return ErrorCode::cancelled.
// No redirects are followed, bodies over reply_bytes_max are cut off and reported as such.
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "shared/core/result.h"

namespace lintel {

enum class Method { get, post, put };

// Whom a request may reach over TLS; without TLS (on this machine only) it says nothing.
struct TlsPeer {
  enum class Known {
    by_system,  // the system's trust store vouches for the name in the address
    by_key,     // whoever has the key of `pin`, whatever the certificate says
    not_yet,    // anybody: only to ask to be paired. The exchange tells who it was.
  };
  Known known = Known::by_system;
  std::string pin{};  // by_key: "sha256//…", as libcurl's CURLOPT_PINNEDPUBLICKEY has it
};

struct Request {
  Method method = Method::get;
  std::string path;  // "/v1/responses", with its query
  std::map<std::string, std::string> headers;
  std::string body;
  std::size_t reply_bytes_max = 0;  // 0: limits::reply_bytes_max
  TlsPeer peer{};
};

struct Reply {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
  bool too_long = false;  // the body went over reply_bytes_max and was dropped
};

// Why no HTTP reply came, as a person at the door would want to know it.
enum class TransportFailure {
  no_network,  // no route, no DNS
  refused,     // reached a machine, nobody listens
  timeout,
  cut,                // the connection broke in the middle
  certificate_dates,  // TLS: the certificate is not valid yet, or not any more, by our clock
  intercepted,        // TLS: somebody else's certificate
  other,
};

struct Exchange {
  bool replied = false;
  Reply reply;                                         // when replied
  TransportFailure failure = TransportFailure::other;  // when not
  std::string detail;                                  // for the log
  std::string tls_pin{};  // whose key answered, when the peer was not known yet
};

class Transport {
 public:
  virtual ~Transport() = default;
  virtual Result<Exchange> exchange(const Request& request) = 0;  // Error: cancelled, invalid
  virtual void cancel() = 0;
};

}  // namespace lintel
