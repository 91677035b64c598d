#include "shared/results/ledger.h"

#include <set>

namespace lintel {
namespace {

LedgerEntry entry_of(const std::map<SessionId, LedgerEntry>& entries, const SessionId& session) {
  const auto found = entries.find(session);
  return found == entries.end() ? LedgerEntry{} : found->second;
}

}  // namespace

TabletStanding reconcile(const Ledger& ledger, const std::map<SessionId, LedgerEntry>& received) {
  TabletStanding standing;
  standing.device = ledger.device;
  standing.room = ledger.room;
  standing.pending = ledger.pending;
  standing.quarantined = ledger.quarantined;
  std::set<SessionId> sessions;
  for (const auto& [session, entry] : ledger.sessions) {
    sessions.insert(session);
    standing.taken += entry.taken;
  }
  for (const auto& [session, entry] : received) {
    sessions.insert(session);
    standing.received += entry.taken;
  }
  for (const SessionId& session : sessions) {
    // Counts that agree by chance (one lost, one too many) still differ in the digest.
    if (!(entry_of(ledger.sessions, session) == entry_of(received, session))) {
      standing.differing.push_back(session);
    }
  }
  standing.meets = standing.differing.empty();
  return standing;
}

}  // namespace lintel
