// Counts over responses and the small-group rules (DESIGN section 2.4). Tally is what is known;
// publish() is what may be shown, and the only way to a screen, an export or a print.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "shared/event/event.h"
#include "shared/event/response.h"

namespace lintel {

struct Tally {
  int answers = 0;
  std::map<std::string, int> use;
  std::map<int, int> tried;  // suggestion number -> count
  std::map<std::string, int> help;
  void add(const Response& response);
  bool operator==(const Tally&) const = default;
};
using Tallies = std::map<SessionId, Tally>;

enum class Hidden {
  no,
  too_few,     // fewer than min_answers answers
  complement,  // hidden so that a hidden neighbour of its block cannot be computed from totals
};

struct PublishedSession {
  SessionId session;
  int answers = 0;  // always shown: a count of answers says nothing about any of them
  Hidden hidden = Hidden::no;
  Tally tally;  // empty but for `answers` when hidden
};

struct Published {
  std::vector<PublishedSession> sessions;  // every session of the event, in its order
  int answers = 0;                         // all of them
  Tally shown;  // sums over the shown sessions only, so nothing can be subtracted
  int sessions_with_answers = 0;
  int sessions_with_help_wanted = 0;  // among the shown
};

// Block = sessions that start at the same instant. A session with 1..min_answers-1 answers is
// hidden; when exactly one session of a block is hidden and others are shown, the shown one with
// the fewest answers is hidden too. Sessions without answers are neither.
Published publish(const Event& event, const Tallies& tallies);

}  // namespace lintel
