// One HTTP/1.1 connection: requests one after the other, each answered by the Router. Internal to
// the HTTP server; Boost.Beast parses, nothing else.
#pragma once

#include <atomic>
#include <string>

#include "sync/collector/http.h"
#include "sync/collector/http_turnstile.h"
#include "sync/collector/http_wire.h"
#include "sync/collector/occupancy.h"
#include "sync/collector/router.h"

namespace lintel::collector {

// What all connections of a server share; outlives them.
struct HttpHouse {
  HttpHouse(Router& asked, const HttpLimits& given)
      : router(asked),
        limits(given),
        occupancy({given.connections_max, given.connections_uncrowded_max,
                   given.body_bytes_in_flight_max}),
        handshakes(given.handshakes_max),
        large_reads(given.large_reads_max),
        bodies_over_budget(given.bodies_over_budget_max),
        bodies_at_work(given.bodies_at_work_max) {}

  Router& router;
  const HttpLimits limits;
  Occupancy occupancy;
  Turnstile handshakes;
  Turnstile large_reads;
  Turnstile bodies_over_budget;
  Turnstile bodies_at_work;
  std::atomic<int> answering{0};
  std::atomic<bool> stopping{false};
};

// Until the other side goes, is too slow, or the house stops.
// peer: the address at its other end.
Wire::Awaitable<void> serve_connection(HttpHouse& house, Wire& wire, std::string peer);

}  // namespace lintel::collector
