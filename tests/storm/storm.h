// Everybody comes back at once: the network was gone all day, and now every tablet in the school
// has its answers to deliver. Real tablets' requests (signed, over TLS) to the real collector in a
// process of its own, with slow clients beside them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "shared/core/result.h"
#include "tests/e2e/support/collector.h"

namespace lintel::storm {

struct Weather {
  int tablets = 0;
  int answers_each = 0;
  int slow_clients = 0;  // over TLS, known to the collector, a byte of their body now and then
};
inline constexpr Weather whole_storm{1'000, 200, 400};
inline constexpr Weather small_storm{40, 50, 20};

struct Aftermath {
  double seconds = 0;            // from the first connection to the last receipt, handshakes too
  int stored = 0;                // answers that receipts name as stored
  int repeated = 0;              // answers sent again, as by a tablet that never saw the receipt
  int duplicates = 0;            // answers that receipts name as known already
  std::map<int, int> statuses;   // how many replies of each
  int slow_left = 0;             // slow clients that were still being listened to at the end
  e2e::Books books;              // what `lintel-collector ledger` says then
  std::int64_t rows = 0;         // of answers in the database, once the collector has ended
  std::vector<double> hello_ms;  // of a tablet that is connected
  std::vector<double> first_hello_ms;  // of one that connects and shakes hands first
  double idle_mb = 0;                  // the collector's resident memory before
  double peak_mb = 0;                  // and the most it ever had
};

// `folder` is ours to fill. Error: what could not be tried; that something went wrong in the storm
// stands in the Aftermath.
Result<Aftermath> weather_storm(const std::string& folder, const Weather& weather);

}  // namespace lintel::storm
