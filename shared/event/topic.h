// What an answer or a note is about. Every count, ledger entry and tally is keyed by it, so that
// two days whose sessions have the same ids, or two kinds of questions, never mix.
#pragma once

#include <compare>
#include <string_view>

#include "shared/core/ids.h"
#include "shared/core/result.h"

namespace lintel {

// exit: at the door after a session. practice: presenters rehearse. listening: in the hallway,
// about no session. follow_up: weeks later.
enum class Purpose { exit, practice, listening, follow_up };
std::string_view to_text(Purpose purpose);  // as on the wire: "follow_up"
Result<Purpose> parse_purpose(std::string_view text);

struct Topic {
  EventId event;
  Purpose purpose = Purpose::exit;
  SessionId session;  // empty for purposes that are about no session
  auto operator<=>(const Topic&) const = default;
};

}  // namespace lintel
