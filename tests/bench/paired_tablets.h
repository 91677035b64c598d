// Tablets that the collector to be measured has let in, so that their requests are signed as on the
// day.
#pragma once

#include <string>
#include <vector>

#include "shared/core/ids.h"
#include "shared/core/result.h"
#include "shared/trust/keys.h"

namespace lintel::bench {

struct PairedTablet {
  Uuid device;
  trust::KeyPair key;
};

// Written into the collector's database while nobody serves it: a running one lets in 60 a minute.
Result<std::vector<PairedTablet>> pair_tablets(const std::string& data, int count);

// The header lines of a request that `tablet` signs.
std::string signed_lines(const PairedTablet& tablet, const std::string& method,
                         const std::string& path, const std::string& body);

}  // namespace lintel::bench
