// Tablets let in by the collector that is measured, so that their requests are signed as on the
// day.
#pragma once

#include <string>
#include <vector>

#include "shared/core/ids.h"
#include "shared/trust/keys.h"
#include "tests/e2e/support/collector.h"

namespace lintel::bench {

struct PairedTablet {
  Uuid device;
  trust::KeyPair key;
};

// At most 40: a collector takes 60 new ones a minute.
Result<std::vector<PairedTablet>> pair_tablets(const e2e::Collector& collector,
                                               const std::string& data, int count);

// The header lines of a request that `tablet` signs.
std::string signed_lines(const PairedTablet& tablet, const std::string& path,
                         const std::string& body);

}  // namespace lintel::bench
