// What kind of file these bytes are, from the bytes alone: names and extensions lie, and Sched's
// "ERR: Authorization failed." has been saved as sched.csv more than once. Pure; looks at the first
// few kilobytes only, and at a ZIP's list of names.
#pragma once

#include <string>
#include <string_view>

namespace lintel::formats {

enum class Format {
  csv,        // text with separators, UTF-8, UTF-16 or Windows-1252
  xlsx,       // Office Open XML workbook
  icalendar,  // RFC 5545
  frab_xml,   // frab/pentabarf schedule.xml
  frab_json,  // schedule.json version 1: days, rooms, events
  hub_json,   // schedule.json version 2: one flat list of events
  toml,       // Lintel's own event file (event_toml.h)
  refused,
};

struct Detected {
  Format format = Format::refused;
  std::string refusal;  // one sentence: what this is and what to do; empty unless refused
};

Detected detect(std::string_view bytes);
// "iCalendar", "CSV": for messages.
std::string_view name_of(Format format);

}  // namespace lintel::formats
