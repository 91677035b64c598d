// Private to shared/import: what a sidecar adds to sessions that another program's file gives:
// challenge, suggestions, guide, group, slides, presenters, "do not show names". A record belongs
// to the session with its id, or else with its title and, when it names one, its start. Pure.
#pragma once

#include <string_view>
#include <vector>

#include "shared/import/assemble.h"

namespace lintel::import {

// A table that says something about sessions and names neither room, end nor length.
bool is_sidecar(std::string_view bytes);
std::vector<RawSession> read_sidecar(const SourceFile& file, Sink& sink);

// An entry of an event TOML that only adds.
bool only_adds(const RawSession& raw);

// What an addition says wins over what the session says. One that belongs to no session, or to
// several, is advice; it is an error when it withholds names, which would be shown else.
void add_to_sessions(const std::vector<RawSession>& additions, std::vector<RawSession>& sessions,
                     Sink& sink);

}  // namespace lintel::import
