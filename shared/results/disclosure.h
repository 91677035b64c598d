// Small groups, over time (DESIGN section 2.4): what may be shown of a topic, and what was shown
// before. Of each topic the collector keeps what is shown (P), a candidate (C) and everything that
// came (T); they are cut so that two successive P differ by nothing or by at least k answers, and
// every number ever shown is a sum of such steps. Pure values; a step sees everything that was
// committed before it.
//
// k counts answers that are surely not of a burst. What a ledger says comes after the answers it
// speaks of: until then they count in tallies and not towards k.
#pragma once

#include <boost/container/flat_map.hpp>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "shared/core/ids.h"
#include "shared/core/limits.h"
#include "shared/event/topic.h"
#include "shared/results/ledger.h"
#include "shared/results/tally.h"

namespace lintel {

// What a tablet gave to a topic: everything that came, and what its last ledger says of it.
struct Contribution {
  Tally tally;
  int bursts = 0;         // of the answers its ledger speaks of: given in a burst
  bool complete = false;  // what came is what its ledger speaks of, to the id
  bool operator==(const Contribution&) const = default;
};
using Contributions = std::map<Uuid, Contribution>;

// Numbers of one tablet in a tally, no ids.
struct Share {
  int answers = 0;
  int bursts_min = 0;  // of them surely of a burst
  int bursts_max = 0;  // of them perhaps: all of them while the ledger speaks of others
  bool operator==(const Share&) const = default;
};
Share share_of(const Contribution& contribution);

// A tally as it was at one moment, and what it was made of: one object, so that no two charts of
// different age can be subtracted from each other.
struct Cut {
  Tally tally;
  boost::container::flat_map<Uuid, Share> shares;
  bool operator==(const Cut&) const = default;
};
// Of all tablets but those that are set aside.
Cut cut_of(const Contributions& contributions, const std::set<Uuid>& set_aside);

// How many answers of `now`, surely of no burst, are not in `before`; 0 when `now` does not hold
// all of `before`.
int fresh_answers(const Cut& now, const Cut& before);

// A close is final.
enum class TopicClose { open, by_rule, by_adult };

// What is known of what was shown before.
//   whole      everything
//   regaining  a restored database lacks answers that are shown: no step until they are back
//   lost       restored without shown.json: no step any more, until an adult shows it at the end
enum class Memory { whole, regaining, lost };

// How a topic ended for good, once its event was over; nothing moves after it.
enum class Ending { none, shown_anyway, pooled };

struct Disclosure {
  Cut shown;                     // P; without answers: nothing is shown yet
  std::optional<Cut> candidate;  // C
  TopicClose close = TopicClose::open;
  Memory memory = Memory::whole;
  Ending ending = Ending::none;
  bool operator==(const Disclosure&) const = default;
};

// Below so many answers all, or all but one, of one kind give everybody away.
inline constexpr int nearly_all_below = 2 * limits::group_min;

// min_answers, never below limits::group_min.
int group_size(int min_answers);

// Of what was shown, some came from a tablet that is set aside now: shown as a count only, and
// nothing moves.
bool is_dark(const Disclosure& disclosure, const std::set<Uuid>& set_aside);

// After answers or a ledger of the topic came; several of them may share a step.
void advance(Disclosure& disclosure, const Contributions& came, const std::set<Uuid>& set_aside,
             int k);
// Closing again changes nothing; `how` is not open.
void close(Disclosure& disclosure, const Contributions& came, const std::set<Uuid>& set_aside,
           TopicClose how, int k);
// After a restore: what more is known to have been shown wins, and no step is made before what is
// here holds it again.
Disclosure joined(const Disclosure& of_database, const Disclosure& of_file);

// At the event's end, once and for good, by an adult who was told what it risks: a topic that is
// dark, or whose memory was lost, shows what is not set aside. refused: neither; too few.
Status show_anyway(Disclosure& disclosure, const Contributions& came,
                   const std::set<Uuid>& set_aside, int k);

// Of one topic. Readers see `disclosure`; `kept` is what the next step goes on from, and runs ahead
// of it until shown.json holds it too.
struct Holding {
  Contributions came;
  Disclosure disclosure;
  Disclosure kept;
  int notes_came = 0;
  int notes_listed = 0;  // may be read: they came out all at once
  bool operator==(const Holding&) const = default;
};
using Holdings = std::map<Topic, Holding>;

// "Other sessions": those that never reached k, together, first question only. Made once.
struct Pool {
  Counts<std::string> use;
  int answers = 0;
  int sessions = 0;
  std::set<Uuid> tablets;  // that gave some of them
  bool operator==(const Pool&) const = default;
};
bool is_dark(const Pool& pool, const std::set<Uuid>& set_aside);
// Marks the topics of the event that it takes. refused: a topic is still open, or they are fewer
// than k together.
Result<Pool> pool_rest(const EventId& event, Holdings& holdings, const std::set<Uuid>& set_aside,
                       int k);

}  // namespace lintel
