// ZoneOffsets of shared/import, answered from the system's time-zone database through Howard
// Hinnant's date (libstdc++ 12 has no zones of its own). Reads files on first use; thread-safe.
// unavailable when the machine has no zone database, not_found for an unknown zone, invalid for a
// civil time that clocks going forward leave out; an ambiguous one is the first of the two.
#pragma once

#include "shared/import/source.h"

namespace lintel::collector {

ZoneOffsets system_zone_offsets();
// This computer's zone, "America/Chicago"; empty when it does not say.
std::string system_zone();

}  // namespace lintel::collector
