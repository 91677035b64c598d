// The collector's address as people write it into a configuration.
#pragma once

#include <string>
#include <string_view>

#include "shared/core/result.h"

namespace lintel {

enum class Reach { loopback, network };
enum class Scheme { http, https };

struct CollectorUrl {
  std::string base;  // "https://host:port/prefix" without a final slash
  std::string host;  // lower case, without brackets
  Reach reach = Reach::network;
  Scheme scheme = Scheme::https;
};

// https anywhere, http on this machine only: anything else is an Error that says so. User names,
// queries and fragments are refused; control characters and spaces too.
Result<CollectorUrl> parse_collector_url(std::string_view text);

}  // namespace lintel
