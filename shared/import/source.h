// What every importer takes and gives: bytes with a name, a way to ask the zone database, an Event
// or located findings. Plain values.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "shared/event/event.h"

namespace lintel {

struct SourceFile {
  std::string name;  // for messages
  std::string bytes;
};

// The offset from UTC in force in an IANA zone at a civil time; not_found for an unknown zone.
// A civil time that does not exist (clocks go forward) is an Error; an ambiguous one is the first.
using ZoneOffsets = std::function<Result<minutes>(const std::string& zone, LocalTime time)>;

struct ImportResult {
  std::optional<Event> event;  // empty when there are errors
  Findings findings;           // errors and advice, in file order
};

}  // namespace lintel
