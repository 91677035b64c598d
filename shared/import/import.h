// Files of people -> Event. Pure: bytes and names in, Event or located findings out. Times are
// civil times in the event's zone unless a file says otherwise; the zone's offset is asked of a
// ZoneOffsets value, because the time-zone database is a file.
//
// The files of one day, in any order, each told apart by content (formats/detect.h):
//   event TOML   at most one: the event's own table, its rooms, and sessions if one likes
//   schedules    any number of CSV, XLSX, iCalendar, schedule.xml, schedule.json: merged; of
//   several
//                calendars, sessions without a room are in the one their calendar is named after
//   sidecars     CSV or TOML that adds challenge, suggestions, guide, "do not show names" and so on
//                to sessions of the others, by id, or by title and start when there is none. A
//                table (a [[sessions]] entry) is one when it names neither room nor end.
// Without an event TOML the header comes from the options and from the schedules themselves.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "shared/import/source.h"

namespace lintel {

enum class PresenterNames { as_written, first_names, hidden };

struct ImportOptions {
  std::map<std::string, std::string> columns;  // tables: {"title", "Session Name"}
  std::string sheet;                           // workbooks; empty = the first not hidden
  // These win over what the files say; empty = the files'.
  std::string id;
  std::string title;
  std::string time_zone;
  std::string first_day;  // "2026-11-20": for times without a date, "Tuesday", "Day 2"
  std::string room;       // of sessions that name none
  // The zone when nobody names one: this computer's. Said aloud.
  std::string fallback_zone;
  PresenterNames names = PresenterNames::as_written;
};

// Over limits::import_bytes_max in all: one error. Memory stays below 64 MB for any bytes.
ImportResult import_schedule(const std::vector<SourceFile>& files, const ImportOptions& options,
                             const ZoneOffsets& offsets);

}  // namespace lintel
