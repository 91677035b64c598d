#include "sync/collector/books.h"

#include <algorithm>
#include <utility>

#include "shared/event/form.h"
#include "shared/wire/schedule.h"

namespace lintel::collector {

Result<Schedule> make_schedule(std::string loaded) {
  Schedule schedule;
  TRY(schedule.event, wire::decode_schedule(loaded));
  schedule.loaded = std::move(loaded);
  schedule.document = wire::encode(schedule.event);
  schedule.etag = wire::schedule_etag(schedule.document);
  return schedule;
}

void Books::add(const Row& row) {
  LedgerEntry& entry = tablets[row.device].received[row.response.session];
  ++entry.taken;
  add_to_digest(entry.digest, row.id);
  if (row.response.form != exit_form().id) {
    ++unread;
    return;
  }
  tallies[row.response.event][row.response.session].add(row.response);
}

int Books::add(const Intake& intake, const std::vector<wire::ItemStatus>& statuses) {
  int stored = 0;
  for (std::size_t row = 0; row < statuses.size(); ++row) {
    if (statuses[row] == wire::ItemStatus::stored) {
      add(intake.rows[row]);
      ++stored;
    }
  }
  return stored;
}

bool Books::knows(const EventId& event) const {
  return tallies.contains(event) || (schedule && schedule->event.id == event);
}

void Books::set_ledger(Ledger ledger, UtcTime seen) {
  Tablet& tablet = tablets[ledger.device];
  tablet.ledger = std::move(ledger);
  tablet.seen = seen;
}

bool goes_back(const Ledger& ledger, const Tablet& tablet) {
  if (!tablet.ledger) {
    return false;
  }
  const auto& known = tablet.ledger->sessions;
  return std::any_of(known.begin(), known.end(), [&](const auto& entry) {
    const auto now = ledger.sessions.find(entry.first);
    return now == ledger.sessions.end() || now->second.taken < entry.second.taken;
  });
}

std::vector<SessionId> to_resend(const Ledger& ledger, const Tablet& tablet) {
  const TabletStanding standing = reconcile(ledger, tablet.received);
  const int missing = standing.taken - standing.received;
  if (missing <= ledger.pending + ledger.quarantined) {
    return {};
  }
  return standing.differing;
}

}  // namespace lintel::collector
