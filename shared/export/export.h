// An Event -> files that calendars and conference apps read. Pure; the same Event and edition give
// the same bytes, so that an ETag of them means something.
//
// Only what a door shows goes out: no guide, and no presenters whose names are not to be shown (the
// Event has none of those). What a format has no place for: schedule.json and .xml have no
// cancelled sessions (they are left out, which their readers take for cancelled) and ids of their
// own kind (a session's own when it is a UUID, else one made of it: public_ids.h).
#pragma once

#include <string>

#include "shared/event/event.h"

namespace lintel {

struct Edition {
  int number = 0;       // grows with every version: schedule version, iCalendar SEQUENCE
  UtcTime made{};       // when this version was loaded
  std::string program;  // "0.1.0"
};

std::string to_icalendar(const Event& event, const Edition& edition);      // RFC 5545
std::string to_schedule_json(const Event& event, const Edition& edition);  // voc schema.json
std::string to_schedule_xml(const Event& event, const Edition& edition);   // voc schedule.xml.xsd

}  // namespace lintel
