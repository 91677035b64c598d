// What may be shown of an event's answers: the only way to a screen, an export or a print (DESIGN
// section 2.4). Every figure is of a shown tally, every sum is over shown figures, and each has a
// base: of how many answers it is. Pure.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "shared/event/event.h"
#include "shared/results/disclosure.h"

namespace lintel {

enum class Showing {
  shown,    // all that came
  too_few,  // fewer than min_answers came; also none
  waiting,  // more came than is shown: the rest waits for company
  dark,     // holds answers of a tablet that is set aside: counted only
};

// "Nearly all": fewer than 10 answers and all, or all but one, chose the same. No figures then.
template <class Key>
struct PublishedQuestion {
  Counts<Key> counts;  // empty when nearly_all
  std::optional<Key> nearly_all;
  int base = 0;  // of how many answers the counts are; 0 when nearly_all or nothing is shown
};

struct PublishedSession {
  SessionId session;
  int answers = 0;    // that came: a count says nothing about any of them
  int set_aside = 0;  // of those, in no figure
  Showing showing = Showing::too_few;
  int shown = 0;  // answers in the figures
  bool closed = false;
  PublishedQuestion<std::string> use;
  PublishedQuestion<int> tried;  // suggestion number
  PublishedQuestion<std::string> help;
  std::optional<int> notes;  // none: not to be counted yet
};

struct Published {
  std::vector<PublishedSession> sessions;  // every session of the event, in its order
  int answers = 0;                         // all that came for the event
  int set_aside = 0;
  int shown = 0;  // answers in shown tallies
  int sessions_with_answers = 0;
  int sessions_with_help_wanted = 0;    // among those with figures
  PublishedQuestion<std::string> use;   // sums over the sessions with figures
  PublishedQuestion<std::string> help;  // likewise
  int notes = 0;                        // that may be read
  std::optional<Pool> pool;             // without figures when some of it is set aside now
};

Published publish(const Event& event, const Holdings& holdings, const std::set<Uuid>& set_aside,
                  const std::optional<Pool>& pool = {});

}  // namespace lintel
