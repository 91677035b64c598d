// The sessions of an event as the CSV that event load reads: every field, guides too, so that a day
// can be corrected in a sheet and loaded again. Pure.
#pragma once

#include <string>

#include "shared/event/event.h"

namespace lintel::collector {

std::string sessions_csv(const Event& event);

}  // namespace lintel::collector
