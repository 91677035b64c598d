// The other half of SqliteJournal: what leaves the tablet, and counting.
#include <algorithm>

#include "sync/store/blobs.h"
#include "sync/store/sqlite_journal.h"

namespace lintel::store {
namespace {

// Of a row's id, bytes and kind.
PendingEvent event_of(const Statement& row) {
  return {uuid_of(row.column_blob(0)), row.column_blob(1),
          row.column_integer(2) == 1 ? RecordKind::note : RecordKind::answer};
}

}  // namespace

Result<std::vector<PendingEvent>> SqliteJournal::pending(std::size_t events_max,
                                                         std::size_t bytes_max, const Uuid& after) {
  TRY(Loan rows,
      database().cached("SELECT id, bytes, kind FROM outgoing WHERE state = 0 AND id > ? "
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
    PendingEvent event = event_of(*rows);
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
  call_untidy();
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
  call_untidy();
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

Result<std::vector<PendingEvent>> SqliteJournal::carried() {
  TRY(Loan rows, database().cached("SELECT id, bytes, kind FROM outgoing ORDER BY id"));
  std::vector<PendingEvent> found;
  for (;;) {
    TRY(const bool row, rows->step());
    if (!row) {
      return found;
    }
    found.push_back(event_of(*rows));
  }
}

Status SqliteJournal::resend(const std::vector<Topic>& topics) {
  call_untidy();
  return with_reserve([&]() -> Status {
    TRY(Transaction transaction, Transaction::begin(database()));
    for (const Topic& topic : topics) {
      TRY(Loan again,
          database().cached("UPDATE outgoing SET state = 0, sent_day = NULL WHERE event = ? "
                            "AND purpose = ? AND session = ? AND state = 1"));
      bind_topic(*again, 1, topic);
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

// --- counting --------------------------------------------------------------------------------

Result<JournalCounts> SqliteJournal::counts() {
  JournalCounts counts;
  TRY(const std::vector<TopicRow> rows, read_topics(database()));
  for (const TopicRow& row : rows) {
    counts.topics[row.topic] = {.released = row.told.answers.taken,
                                .closed = row.told.closed,
                                .closes = row.closes,
                                .early = row.told.early + row.held_early};
  }
  TRY_DO(count_held(counts));
  TRY(Loan outgoing, database().cached("SELECT state, count(*) FROM outgoing GROUP BY state"));
  for (;;) {
    TRY(const bool row, outgoing->step());
    if (!row) {
      return counts;
    }
    const int number = static_cast<int>(outgoing->column_integer(1));
    const std::int64_t state = outgoing->column_integer(0);
    (state == 0 ? counts.released : state == 1 ? counts.sent : counts.quarantined) = number;
  }
}

// Answers open and sealed, and notes that are kept.
Status SqliteJournal::count_held(JournalCounts& counts) {
  TRY(Loan held,
      database().cached("SELECT event, purpose, session, state, count(*) FROM held "
                        "GROUP BY event, purpose, session, state UNION ALL "
                        "SELECT event, purpose, session, 2, count(*) FROM note WHERE state = 1 "
                        "GROUP BY event, purpose, session"));
  for (;;) {
    TRY(const bool row, held->step());
    if (!row) {
      return ok();
    }
    TopicCounts& topic = counts.topics[topic_of(*held, 0)];
    const std::int64_t state = held->column_integer(3);
    const int number = static_cast<int>(held->column_integer(4));
    (state == 0 ? topic.open : state == 1 ? topic.held : topic.notes_held) = number;
    counts.open += state == 0 ? number : 0;
    counts.held += state == 1 ? number : 0;
  }
}

// A topic of which nothing was released and that is not closed is not told: that something is held
// there is nobody's business yet.
Result<std::map<Topic, TopicLedger>> SqliteJournal::ledger() {
  std::map<Topic, TopicLedger> ledger;
  TRY(const std::vector<TopicRow> rows, read_topics(database()));
  for (const TopicRow& row : rows) {
    if (row.told.closed || row.told.answers.taken > 0) {
      ledger.emplace(row.topic, row.told);
    }
  }
  TRY(Loan refused, database().cached("SELECT event, purpose, session, count(*) FROM outgoing "
                                      "WHERE state = 2 GROUP BY event, purpose, session"));
  for (;;) {
    TRY(const bool row, refused->step());
    if (!row) {
      return ledger;
    }
    ledger[topic_of(*refused, 0)].quarantined = static_cast<int>(refused->column_integer(3));
  }
}

}  // namespace lintel::store
