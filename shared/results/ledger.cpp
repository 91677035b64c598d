#include "shared/results/ledger.h"

#include <algorithm>
#include <set>
#include <utility>

namespace lintel {
namespace {

LedgerEntry entry_of(const std::map<SessionId, LedgerEntry>& entries, const SessionId& session) {
  const auto found = entries.find(session);
  return found == entries.end() ? LedgerEntry{} : found->second;
}

SessionStanding standing_of(const SessionId& session, const Ledger& ledger,
                            const std::map<SessionId, LedgerEntry>& received) {
  const LedgerEntry there = entry_of(ledger.sessions, session);
  const LedgerEntry here = entry_of(received, session);
  const auto set_aside = ledger.quarantined_by_session.find(session);
  SessionStanding standing;
  standing.session = session;
  standing.taken = there.taken;
  standing.received = here.taken;
  standing.quarantined = set_aside == ledger.quarantined_by_session.end() ? 0 : set_aside->second;
  standing.waiting = std::max(0, there.taken - here.taken - standing.quarantined);
  // Counts that agree by chance (one lost, one too many) still differ in the digest.
  standing.meets = there == here;
  return standing;
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
    SessionStanding of_session = standing_of(session, ledger, received);
    standing.waiting += of_session.waiting;
    if (!of_session.meets) {
      standing.differing.push_back(session);
    }
    standing.sessions.push_back(std::move(of_session));
  }
  standing.meets = standing.differing.empty();
  return standing;
}

}  // namespace lintel
