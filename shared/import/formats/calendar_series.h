// VEVENTs of a file -> the sessions they mean: the newest version of each, repeating ones unrolled,
// single dates taken out, added or replaced (RFC 5545, 3.8.4.4 and 3.8.5). Pure besides
// ZoneOffsets.
#pragma once

#include <vector>

#include "shared/import/formats/calendar_event.h"
#include "shared/import/formats/calendar_zones.h"
#include "shared/import/formats/read.h"

namespace lintel::formats {

// heads: one per VCALENDAR, for the zone of floating times and the name of roomless sessions.
void add_series(std::vector<CalendarEvent> events, const std::vector<CalendarHead>& heads,
                const ReadOptions& options, CalendarZones& zones, DraftEvent& event,
                Report& report);

// True for what cannot touch the event's days, whatever else the file says of it.
bool is_outside(const CalendarEvent& event, const ReadOptions& options);

}  // namespace lintel::formats
