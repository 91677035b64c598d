// Private to shared/wire: the fast way to read an event that encode() made. A batch of a tablet
// holds nothing else, so this is what the collector's speed hangs on.
//
// It cannot be wrong about what it reads: an answer is only returned when encoding it again gives
// the very same bytes, and encoding is one-to-one. Anything else - other white space, extensions,
// members in another order, texts beyond the limits - is left to the general reader.
#pragma once

#include <optional>
#include <string_view>

#include "shared/core/ids.h"
#include "shared/event/response.h"

namespace lintel::wire {

struct CanonicalEvent {
  Response response;
  Uuid device;
};
std::optional<CanonicalEvent> read_canonical(std::string_view bytes);

}  // namespace lintel::wire
