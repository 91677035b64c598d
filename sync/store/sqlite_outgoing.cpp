// The other half of SqliteJournal: what leaves the tablet, and counting.
#include <algorithm>

#include "sync/store/blobs.h"
#include "sync/store/sqlite_journal.h"

namespace lintel::store {

Result<std::vector<PendingEvent>> SqliteJournal::pending(std::size_t events_max,
                                                         std::size_t bytes_max, const Uuid& after) {
  TRY(Loan rows, database().cached("SELECT id, bytes FROM outgoing WHERE state = 0 AND id > ? "
                                   "ORDER BY id LIMIT ?"));
  const auto rows_max = std::min<std::size_t>(events_max, std::size_t{1} << 31U);
  rows->bind_blob(1, blob_of(after)).bind_integer(2, static_cast<std::int64_t>(rows_max));
  std::vector<PendingEvent> events;
  std::size_t bytes = 0;
  for (;;) {
    TRY(const bool row, rows->step());
    if (!row) {
      return events;
    }
    PendingEvent event{uuid_of(rows->column_blob(0)), rows->column_blob(1)};
    bytes += event.bytes.size();
    if (!events.empty() && bytes > bytes_max) {
      return events;
    }
    events.push_back(std::move(event));
  }
}

Status SqliteJournal::mark_sent(const std::vector<Uuid>& ids, LocalDay day) {
  if (ids.empty()) {
    return ok();
  }
  return with_reserve([&]() -> Status {
    TRY(Transaction transaction, Transaction::begin(database()));
    for (const Uuid& id : ids) {
      TRY(Loan mark, database().cached(
                         "UPDATE outgoing SET state = 1, sent_day = ? WHERE id = ? AND state = 0"));
      mark->bind_integer(1, day.time_since_epoch().count()).bind_blob(2, blob_of(id));
      TRY_DO(mark->run());
    }
    return transaction.commit();
  });
}

Status SqliteJournal::quarantine(const Uuid& id, const std::string& code) {
  return with_reserve([&]() -> Status {
    TRY(Loan mark,
        database().cached("UPDATE outgoing SET state = 2, code = ? WHERE id = ? AND state = 0"));
    mark->bind_text(1, code).bind_blob(2, blob_of(id));
    return mark->run();
  });
}

Result<std::vector<Quarantined>> SqliteJournal::quarantined() {
  TRY(Loan rows,
      database().cached("SELECT id, bytes, code FROM outgoing WHERE state = 2 ORDER BY id"));
  std::vector<Quarantined> found;
  for (;;) {
    TRY(const bool row, rows->step());
    if (!row) {
      return found;
    }
    found.push_back({uuid_of(rows->column_blob(0)), rows->column_blob(1), rows->column_text(2)});
  }
}

Result<std::vector<PendingEvent>> SqliteJournal::kept() {
  TRY(Loan rows, database().cached("SELECT id, bytes FROM held WHERE state = 1 "
                                   "UNION ALL SELECT id, bytes FROM outgoing ORDER BY id"));
  std::vector<PendingEvent> found;
  for (;;) {
    TRY(const bool row, rows->step());
    if (!row) {
      return found;
    }
    found.push_back({uuid_of(rows->column_blob(0)), rows->column_blob(1)});
  }
}

Status SqliteJournal::resend(const std::vector<SessionId>& sessions) {
  return with_reserve([&]() -> Status {
    TRY(Transaction transaction, Transaction::begin(database()));
    for (const SessionId& session : sessions) {
      TRY(Loan again, database().cached("UPDATE outgoing SET state = 0, sent_day = NULL "
                                        "WHERE session = ? AND state = 1"));
      again->bind_text(1, session.value);
      TRY_DO(again->run());
    }
    return transaction.commit();
  });
}

Result<std::int64_t> SqliteJournal::prune_once(LocalDay before) {
  TRY(Loan prune, database().cached("DELETE FROM outgoing WHERE state = 1 AND sent_day < ?"));
  prune->bind_integer(1, before.time_since_epoch().count());
  TRY_DO(prune->run());
  return database().changed_rows();
}

Result<int> SqliteJournal::prune_sent(LocalDay before) {
  std::int64_t pruned = 0;
  TRY_DO(with_reserve([&]() -> Status {
    TRY(pruned, prune_once(before));
    return ok();
  }));
  return static_cast<int>(pruned);
}

Result<JournalCounts> SqliteJournal::counts() {
  JournalCounts counts;
  {
    TRY(Loan held, database().cached("SELECT state, count(*) FROM held GROUP BY state"));
    for (;;) {
      TRY(const bool row, held->step());
      if (!row) {
        break;
      }
      const int number = static_cast<int>(held->column_integer(1));
      (held->column_integer(0) == 0 ? counts.open : counts.waiting) = number;
    }
  }
  {
    TRY(Loan outgoing, database().cached("SELECT state, count(*) FROM outgoing GROUP BY state"));
    for (;;) {
      TRY(const bool row, outgoing->step());
      if (!row) {
        break;
      }
      const int number = static_cast<int>(outgoing->column_integer(1));
      const std::int64_t state = outgoing->column_integer(0);
      (state == 0 ? counts.released : state == 1 ? counts.sent : counts.quarantined) = number;
    }
  }
  counts.waiting += counts.released;
  TRY(const auto entries, ledger());
  for (const auto& [session, entry] : entries) {
    counts.taken.emplace(session, entry.taken);
  }
  return counts;
}

Result<std::map<SessionId, LedgerEntry>> SqliteJournal::ledger() {
  TRY(Loan rows, database().cached("SELECT session, taken, digest FROM ledger ORDER BY session"));
  std::map<SessionId, LedgerEntry> entries;
  for (;;) {
    TRY(const bool row, rows->step());
    if (!row) {
      return entries;
    }
    entries.emplace(
        SessionId{rows->column_text(0)},
        LedgerEntry{static_cast<int>(rows->column_integer(1)), digest_of(rows->column_blob(2))});
  }
}

}  // namespace lintel::store
