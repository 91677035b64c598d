// Private to shared/import: what a reader of formats/ found -> raw rooms and sessions, beside those
// of an event TOML. What cannot be a session at a door (whole days, more than a day long) is left
// out here and counted aloud. Pure.
#pragma once

#include <vector>

#include "shared/import/assemble.h"
#include "shared/import/import.h"

namespace lintel::import {

struct DraftHome {
  std::string file;
  std::string room;  // of sessions that name none; may be empty
  PresenterNames names = PresenterNames::as_written;
  Ids ids = Ids::may_repeat;
};

// The rooms the file lists or uses, in its order.
std::vector<RawRoom> rooms_of(const formats::DraftEvent& event, const std::string& file);
std::vector<RawSession> sessions_of(formats::DraftEvent event, const DraftHome& home, Sink& sink);

}  // namespace lintel::import
