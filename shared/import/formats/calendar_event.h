// One VEVENT as values, read by libical; the only files that include ical.h are this one's source,
// calendar_zones.cpp and calendar_rule.cpp. Pure; thread-safe.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "shared/core/time.h"
#include "shared/event/event.h"
#include "shared/import/formats/content_lines.h"
#include "shared/import/formats/draft.h"

namespace lintel::formats {

// A DATE or DATE-TIME value: civil time and what it says about its zone.
struct CalendarTime {
  enum class Kind { floating, utc, zoned, date };
  Kind kind = Kind::floating;
  LocalTime civil{};
  std::string zone;  // TZID as written, when zoned
};

struct AddedTime {  // RDATE; a PERIOD brings its own length
  CalendarTime start;
  std::optional<seconds> length;
};

struct CalendarEvent {
  std::string uid;
  std::string summary;
  std::string description;
  std::string location;
  std::string url;
  std::vector<std::string> categories;
  std::map<std::string, std::string> ours;  // what Lintel's own export adds: "ID", "CHALLENGE"
  DraftStatus status = DraftStatus::scheduled;
  int sequence = 0;
  std::string stamp;  // LAST-MODIFIED, else DTSTAMP: decides between equal sequences
  std::optional<CalendarTime> start;
  std::optional<CalendarTime> end;
  std::optional<seconds> duration;
  std::string rule;
  std::vector<CalendarTime> excluded;
  std::vector<AddedTime> added;
  std::optional<CalendarTime> instead_of;  // RECURRENCE-ID
  int calendar = 0;
  int line = 0;
};

// Always an event; without a start when the file has none that can be read.
CalendarEvent read_event(const CalendarPart& part);

inline constexpr std::size_t calendar_times_max = 2000;  // EXDATE and RDATE of one event, each

}  // namespace lintel::formats
