// Counts must meet (DESIGN section 2.9): what a tablet says it took, against what the collector
// holds. Pure values.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "shared/core/digest.h"
#include "shared/core/ids.h"
#include "shared/event/event.h"

namespace lintel {

struct LedgerEntry {
  int taken = 0;    // sealed responses of this session on this tablet, ever
  Sha256 digest{};  // order-free digest of their ids
  bool operator==(const LedgerEntry&) const = default;
};

enum class ClockQuality { network, set_by_hand, unknown };

struct Ledger {
  Uuid device;
  std::string room;     // as the tablet is set up
  std::string version;  // of lintel-kiosk
  ClockQuality clock = ClockQuality::unknown;
  int pending = 0;  // sealed and not yet confirmed
  int quarantined = 0;
  std::map<SessionId, LedgerEntry> sessions;
  std::map<SessionId, int> quarantined_by_session;  // only of sessions that have some
  bool operator==(const Ledger&) const = default;
};

// Of one session on one tablet. waiting: taken, not here and not set aside.
struct SessionStanding {
  SessionId session;
  int taken = 0;
  int received = 0;
  int waiting = 0;
  int quarantined = 0;
  bool meets = false;  // as many, and the digests agree
};

struct TabletStanding {
  Uuid device;
  std::string room;
  int taken = 0;
  int received = 0;
  int pending = 0;  // as the tablet says: after a bundle, some of them are here all the same
  int waiting = 0;  // of all sessions
  int quarantined = 0;
  bool meets = false;                     // every session
  std::vector<SessionStanding> sessions;  // all that either knows, by id
  std::vector<SessionId> differing;
};

// `received` is what the collector holds of this device.
TabletStanding reconcile(const Ledger& ledger, const std::map<SessionId, LedgerEntry>& received);

}  // namespace lintel
