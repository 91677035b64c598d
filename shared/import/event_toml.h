// Private to shared/import: an event TOML -> raw event. The only place that knows toml++; its
// exceptions stop there. Pure.
#pragma once

#include <optional>

#include "shared/import/raw.h"
#include "shared/import/source.h"

namespace lintel::import {

// Empty when the file is no TOML at all; then the sink has heard why and where.
std::optional<RawEvent> read_event_toml(const SourceFile& file, Sink& sink);

}  // namespace lintel::import
