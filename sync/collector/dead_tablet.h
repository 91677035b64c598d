// What is in the data folder of a tablet that does not start any more. The folder - a copy, a
// mounted card - is only read: its files are copied to a private place, opened there as the tablet
// itself would open them (its log is played back, whole answers of a damaged file are salvaged),
// and the copies deleted.
#pragma once

#include <string>

#include "shared/core/time.h"
#include "sync/client/bundle_file.h"

namespace lintel::collector {

// Error: not_found (no tablet's data there), busy (a kiosk is using it), those of store.h.
Result<SealedBundle> bundle_of_dead_tablet(const std::string& folder, const BundleOrigin& origin,
                                           UtcTime now);

}  // namespace lintel::collector
