// "The day is over", said by an adult at one tablet: nobody is asked there any more on that day of
// that event.
#pragma once

#include "shared/core/ids.h"
#include "shared/core/time.h"

namespace lintel {

struct DayOver {
  EventId event;
  LocalDay day;  // civil, at the school
  bool operator==(const DayOver&) const = default;
};

}  // namespace lintel
