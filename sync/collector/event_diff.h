// What changed between two versions of an event, as lines for a person:
//   ~ "Late work" [late]: room 204 -> 206; start 10:00 -> 11:00
//   + "A new one" [new]: 206, 2026-11-20 10:00
//   - "Gone" [gone]: 204, 2026-11-20 11:00
// Pure.
#pragma once

#include <string>

#include "shared/event/event.h"

namespace lintel::collector {

// Empty when nothing changed. Sessions are known by their ids.
std::string diff_text(const Event& before, const Event& after);

}  // namespace lintel::collector
