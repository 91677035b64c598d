// Event <-> the schedule document: JSON of GET /v1/schedule, of the tablet's cache and of
// `event export --format lintel`. {"lintel_schedule":1, …}; a higher number is ErrorCode::newer.
// Sessions' guide is left out of it (adults' names are not for doors) but for the collector's own
// copy; decoding checks everything make_event checks.
#pragma once

#include <string>
#include <string_view>

#include "shared/event/event.h"

namespace lintel::wire {

enum class Guides { left_out, kept };
std::string encode(const Event& event, Guides guides = Guides::left_out);
Result<Event> decode_schedule(std::string_view document);
// A strong entity tag (RFC 9110 section 8.8.3) of the document, with its quotes.
std::string schedule_etag(std::string_view document);

}  // namespace lintel::wire
