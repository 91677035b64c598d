// A door's list of changes as bytes, kept beside the cached schedule. Never sent. Pure.
#pragma once

#include <string>
#include <string_view>

#include "shared/event/changes.h"

namespace lintel::wire {

std::string encode(const Changes& changes);
// Empty bytes are an empty list. Anything that does not check out is an Error: invalid, limit, or
// newer for a version this Lintel does not know.
Result<Changes> decode_changes(std::string_view document);

}  // namespace lintel::wire
