// Private to shared/import: raw texts -> Event. Decides what every text means and names everything
// that is wrong, not only the first. Pure.
#pragma once

#include <optional>

#include "shared/import/import.h"
#include "shared/import/raw.h"

namespace lintel::import {

// sessions: those of the event file and of every CSV. Empty when the sink heard an error.
std::optional<Event> assemble(const RawEvent& raw, std::vector<RawSession> sessions,
                              const ZoneOffsets& offsets, Sink& sink);

// Advice on what is allowed and still looks like a slip. drafts[i] stems from raw[i].
void lint(const Event& draft, const std::vector<RawSession>& raw, Sink& sink);

}  // namespace lintel::import
