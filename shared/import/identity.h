// Which sessions of a new version are the ones that were loaded before, so that answers stay with
// their session when its title, room or time changes. By id; else by what is the same; what could
// be and need not be is a doubt, for a person to decide. Pure.
//
// Files without ids, or that got ids only later, would else lose their answers: an id made of title
// and start is another one after either changes.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "shared/event/event.h"

namespace lintel {

// From the id in the file to the id that answers know. Kept with each version.
using SessionAliases = std::map<std::string, std::string>;

// What a person said about doubts.
struct SameDecisions {
  SessionAliases same;          // file id -> id before
  std::set<std::string> fresh;  // file ids that are other sessions
  bool all_fresh = false;
};

struct Doubt {
  SessionId now;
  std::vector<SessionId> before;  // best first
};

struct Matching {
  SessionAliases aliases;            // of all versions so far, for the next one
  std::vector<Doubt> doubts;         // empty: the event can be loaded
  std::vector<std::string> unknown;  // decisions that name no session
  std::vector<SessionId> gone;       // sessions of before that are in it no more
};

// Renames sessions of `now` to the ids of `before`. invalid: two sessions got the same id, because
// two decisions named the same one.
Result<Matching> keep_identities(const Event& before, const SessionAliases& aliases,
                                 const SameDecisions& decisions, Event& now);

}  // namespace lintel
