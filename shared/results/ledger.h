// Counts must meet, and their age counts (DESIGN section 2.9): what a tablet says it released,
// against what the collector holds. A tablet speaks of released answers only: a ledger never
// changes because of one answer. Pure values.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "shared/core/digest.h"
#include "shared/core/ids.h"
#include "shared/core/time.h"
#include "shared/event/day_over.h"
#include "shared/event/topic.h"

namespace lintel {

struct LedgerEntry {
  int taken = 0;    // answers of this topic that this tablet has released, ever
  Sha256 digest{};  // order-free digest of their ids
  bool operator==(const LedgerEntry&) const = default;
};

// What a tablet says of one topic. bursts, late and early are numbers only: no row says which it
// is.
struct TopicLedger {
  LedgerEntry answers;
  LedgerEntry notes;
  bool closed = false;  // its window is over here, for good; all but late ones are released
  std::optional<UtcTime> closes;  // the end of its window as this tablet keeps it, whole minutes
  int bursts = 0;                 // of answers.taken: given ten in ten seconds
  int late = 0;                   // of answers.taken: given after the close
  int early = 0;                  // of answers.taken: given before the session had begun
  int quarantined = 0;            // of both kinds: refused by the collector, kept on the tablet
  bool operator==(const TopicLedger&) const = default;
};

// What a tablet says of its windows.
struct ClosedWindows {
  // By its own clock: every window that was over then is closed, or nothing is held of it.
  UtcTime until{};
  // The windows it goes by: ExitPlan::tag of the event it shows. Empty: it has none, or holds
  // nothing whatever the windows are.
  std::string plan;
  // An adult ended that day, here or on the page: whatever was given on it is released, and nobody
  // is asked about it any more.
  std::optional<DayOver> day_over;
  bool operator==(const ClosedWindows&) const = default;
};

// collector: follows the collector's clock, over a paired connection.
enum class ClockQuality { network, collector, set_by_hand, unknown };

struct Ledger {
  Uuid device;
  Uuid run;             // drawn at each start: two at once are two tablets with one identity
  std::string room;     // as the tablet is set up
  std::string version;  // of lintel-kiosk
  ClockQuality clock = ClockQuality::unknown;
  // How far the tablet's own clock is ahead of the collector's, which it follows; not compared yet.
  std::optional<minutes> clock_ahead;
  UtcTime as_of{};  // when it was made, by the tablet's clock, whole minutes
  // Not known: since it was started nobody has looked. What a topic without an entry means.
  std::optional<ClosedWindows> closed;
  int pending = 0;  // released and not yet confirmed, of both kinds
  int quarantined = 0;
  bool watched = false;           // touches or times are being written down (--semantics, --stats)
  bool volatile_storage = false;  // what it keeps is gone when it is switched off
  std::map<Topic, TopicLedger> topics;
  bool operator==(const Ledger&) const = default;
};

// What the collector holds of one device.
struct Received {
  LedgerEntry answers;
  LedgerEntry notes;
  bool operator==(const Received&) const = default;
};

// Of one topic on one tablet. waiting: released there, not here and not set aside.
struct TopicStanding {
  Topic topic;
  int taken = 0;
  int received = 0;
  int waiting = 0;
  int quarantined = 0;
  int early = 0;
  bool closed = false;
  bool meets = false;  // as many, and the digests agree; answers and notes
};

struct TabletStanding {
  Uuid device;
  std::string room;
  int taken = 0;  // answers
  int received = 0;
  int pending = 0;  // as the tablet says: after a bundle, some of them are here all the same
  int waiting = 0;  // of all topics
  int quarantined = 0;
  bool meets = false;                 // every topic
  std::vector<TopicStanding> topics;  // all that either knows, in order
  std::vector<Topic> differing;
};

TabletStanding reconcile(const Ledger& ledger, const std::map<Topic, Received>& received);

}  // namespace lintel
