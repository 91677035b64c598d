// Every invariant of an Event in one place, each broken one named with where it is: make_event
// reports the first, the importer all of them with file and line. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "shared/event/event.h"

namespace lintel {

enum class Part { event, room, session };

struct Breach {
  Part part = Part::event;
  std::size_t index = 0;  // into the draft's rooms or sessions, as they were given
  std::string field;      // a column or key as people write it: "start", "slides", "suggestions"
  ErrorCode code = ErrorCode::invalid;
  std::string message;  // one sentence: what is wrong and what to do
};

// Empty when the draft is a valid Event but for the order of its sessions. Stops after
// limits::findings_max.
std::vector<Breach> find_breaches(const Event& draft);

}  // namespace lintel
