// ZoneOffsets of shared/import, answered from the system's time-zone database through Howard
// Hinnant's date (libstdc++ 12 has no zones of its own). Reads files on first use; thread-safe.
// unavailable when the machine has no zone database, not_found for an unknown zone, invalid for a
// civil time that clocks going forward leave out; an ambiguous one is the first of the two.
#pragma once

#include <vector>

#include "shared/event/event.h"
#include "shared/import/source.h"

namespace lintel::collector {

ZoneOffsets system_zone_offsets();
// Event::zone_offsets: by the rules of the event's zone from a year before its first session to a
// year after its last. Empty when this computer does not know the zone.
inline constexpr std::chrono::days zone_offsets_around{366};
std::vector<ZoneOffset> offsets_around(const Event& event);
// This computer's zone, "America/Chicago"; empty when it does not say.
std::string system_zone();

}  // namespace lintel::collector
