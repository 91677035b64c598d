// Drafts -> Event: the one place where a schedule of any format meets the zone, the rooms and the
// rules of a door. Pure besides ZoneOffsets; nothing is dropped without a finding.
//
// Times: an offset in the file is trusted before any zone name. UTC, and times of another zone, are
// shown in the event's zone; civil times are read in it. Rooms: spellings that differ in case,
// blanks and dashes are one room, said aloud. Ids: guid or UID; repeated ones get the start added,
// and missing ones are made of title and start, as for Lintel's own CSV.
#pragma once

#include <string>
#include <vector>

#include "shared/import/formats/draft.h"
#include "shared/import/import.h"

namespace lintel::formats {

enum class PresenterNames { as_written, first_names, hidden };

struct EventOptions {
  std::string file;   // for messages
  std::string id;     // of the event; empty = made of the title
  std::string title;  // empty = the file's
  std::string theme;
  std::string time_zone;  // empty = the file's
  std::vector<std::string> languages{"en"};
  ClockStyle clock_style = ClockStyle::hours_24;
  AnswerRules rules;
  PresenterNames names = PresenterNames::as_written;
  std::string room_of_roomless;  // where sessions without a room are; empty = an error each
};

ImportResult to_event(const DraftEvent& draft, const EventOptions& options,
                      const ZoneOffsets& offsets);

}  // namespace lintel::formats
