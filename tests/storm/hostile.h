// Clients that mean harm: bodies and headers that never end, bodies that grow when unpacked, and
// more connections than a school has tablets. Over TLS, to the real collector in a process of its
// own, where they can with the name of a tablet that is paired.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/core/result.h"

namespace lintel::storm {

struct Assault {
  int clients = 0;        // of each kind that sends
  int connections = 0;    // of those that only connect
  int bomb_mb = 0;        // what one body unpacks to
  double endless_mb = 0;  // after which an endless client would give up
};
inline constexpr Assault whole_assault{100, 10'000, 64, 64};
inline constexpr Assault small_assault{10, 2'500, 64, 8};

inline constexpr std::string_view only_connecting = "connections";  // the name of that kind

struct Repelled {
  std::string name;  // "gzip bombs"
  int clients = 0;
  int refused = 0;             // got a reply of 4xx
  int cut = 0;                 // lost their connection without one
  int taken = 0;               // neither: the collector still listened when the client gave up
  int served = 0;              // got a reply of 2xx or 5xx
  double idle_mb = 0;          // the collector's resident memory before
  double peak_mb = 0;          // and the most it ever had
  double sent_mb = 0;          // by all of them
  bool answers_after = false;  // hello, once they have gone
};

// One collector for each kind. `folder` is ours to fill.
Result<std::vector<Repelled>> repel(const std::string& folder, const Assault& assault);

}  // namespace lintel::storm
