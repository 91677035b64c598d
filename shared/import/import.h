// Files of people -> Event. Pure: bytes and names in, Event or located findings out. Formats of
// this version: the event TOML and a sessions CSV. Times are civil times in the event's zone; the
// zone's offset is asked of a ZoneOffsets value, because the time-zone database is a file.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "shared/event/event.h"

namespace lintel {

struct SourceFile {
  std::string name;   // for messages
  std::string bytes;
};

// The offset from UTC in force in an IANA zone at a civil time; not_found for an unknown zone.
// A civil time that does not exist (clocks go forward) is an Error; an ambiguous one is the first.
using ZoneOffsets = std::function<Result<minutes>(const std::string& zone, LocalTime time)>;

struct ImportResult {
  std::optional<Event> event;  // empty when there are errors
  Findings findings;           // errors and advice, in file order
};

// files: one event TOML and any number of sessions CSVs (told apart by content: TOML holds an
// [event] table). Order does not matter. Over limits::import_bytes_max in all: one error.
ImportResult import_event(const std::vector<SourceFile>& files, const ZoneOffsets& offsets);

}  // namespace lintel
