// Event <-> the schedule document: JSON of GET /v1/schedule, of the tablet's cache and of
// `event export --format json`. {"lintel_schedule":1, …}; a higher number is ErrorCode::newer.
// Sessions' guide is left out of it (adults' names are not for doors); decoding checks everything
// make_event checks.
#pragma once

#include <string>
#include <string_view>

#include "shared/event/event.h"

namespace lintel::wire {

std::string encode(const Event& event);
Result<Event> decode_schedule(std::string_view document);

}  // namespace lintel::wire
