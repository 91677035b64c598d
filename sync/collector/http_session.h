// One HTTP/1.1 connection: requests one after the other, each answered by the Router. Internal to
// the HTTP server; Boost.Beast parses, nothing else.
#pragma once

#include <atomic>

#include "sync/collector/http.h"
#include "sync/collector/http_wire.h"
#include "sync/collector/occupancy.h"
#include "sync/collector/router.h"

namespace lintel::collector {

// What all connections of a server share; outlives them.
struct HttpHouse {
  Router& router;
  const HttpLimits limits;
  Occupancy occupancy;
  std::atomic<int> answering{0};
  std::atomic<bool> stopping{false};
};

// Until the other side goes, is too slow, or the house stops.
Wire::Awaitable<void> serve_connection(HttpHouse& house, Wire& wire);

}  // namespace lintel::collector
