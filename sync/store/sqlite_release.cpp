// What lets answers and notes go: a group, the close of a topic, the end of the day.
#include <algorithm>
#include <set>

#include "shared/ports/release.h"
#include "sync/store/blobs.h"
#include "sync/store/sqlite_journal.h"

namespace lintel::store {
namespace {

void tell_parts(TopicRow& row) {
  tell_part(row.told.bursts, row.held_bursts, row.told.answers.taken);
  tell_part(row.told.early, row.held_early, row.told.answers.taken);
}

}  // namespace

// Sealed answers, or kept notes.
Result<std::vector<Uuid>> SqliteJournal::held_ids(const Topic& topic, RecordKind kind) {
  TRY(Loan rows,
      kind == RecordKind::answer
          ? database().cached("SELECT id FROM held WHERE state = 1 AND event = ? AND purpose = ? "
                              "AND session = ? ORDER BY id")
          : database().cached("SELECT id FROM note WHERE state = 1 AND event = ? AND purpose = ? "
                              "AND session = ? ORDER BY id"));
  bind_topic(*rows, 1, topic);
  std::vector<Uuid> ids;
  for (;;) {
    TRY(const bool row, rows->step());
    if (!row) {
      return ids;
    }
    ids.push_back(uuid_of(rows->column_blob(0)));
  }
}

// `ids` in their order; counts them.
Status SqliteJournal::move_out(const std::vector<Uuid>& ids, RecordKind kind, LedgerEntry& entry) {
  const bool is_answer = kind == RecordKind::answer;
  for (const Uuid& id : ids) {
    const std::string blob = blob_of(id);
    {
      TRY(Loan copy,
          is_answer
              ? database().cached(
                    "INSERT INTO outgoing(id, state, kind, event, purpose, session, bytes, sum) "
                    "SELECT id, 0, 0, event, purpose, session, bytes, sum FROM held WHERE id = ?")
              : database().cached(
                    "INSERT INTO outgoing(id, state, kind, event, purpose, session, bytes, sum) "
                    "SELECT id, 0, 1, event, purpose, session, bytes, sum FROM note WHERE id = ?"));
      copy->bind_blob(1, blob);
      TRY_DO(copy->run());
    }
    TRY(Loan remove, is_answer ? database().cached("DELETE FROM held WHERE id = ?")
                               : database().cached("DELETE FROM note WHERE id = ?"));
    remove->bind_blob(1, blob);
    TRY_DO(remove->run());
    ++entry.taken;
    add_to_digest(entry.digest, id);
    is_outgoing_untidy_ = true;
  }
  return ok();
}

Status SqliteJournal::release_groups(TopicRow& row, int release_group) {
  while (!row.told.closed) {
    TRY(std::vector<Uuid> ids, held_ids(row.topic, RecordKind::answer));
    const std::size_t size =
        release_size(ids.size(), static_cast<std::size_t>(row.held_bursts), release_group);
    if (size == 0) {
      return ok();
    }
    TRY_DO(
        move_out(draw(std::move(ids), size, random_below_), RecordKind::answer, row.told.answers));
    tell_parts(row);
    row.told.closes = row.closes;
  }
  return ok();
}

Status SqliteJournal::seal_once(const Uuid& id, const SealRules& rules) {
  TRY(Transaction transaction, Transaction::begin(database()));
  TRY(const Topic topic, seal_row(id));
  TRY(const TopicRow before, read_topic(database(), topic));
  TopicRow row = before;
  row.held_bursts += counted_in(rules.burst);
  if (!row.told.closed && rules.closes) {
    row.closes = whole_minute(*rules.closes);
  }
  TRY_DO(release_groups(row, rules.release_group));
  if (row != before) {
    TRY_DO(write_topic(database(), row));
  }
  return transaction.commit();
}

// Closes the topic, if it is not closed yet: then what is held is late.
Status SqliteJournal::release_all(TopicRow& row) {
  TRY(const std::vector<Uuid> answers, held_ids(row.topic, RecordKind::answer));
  TRY_DO(move_out(answers, RecordKind::answer, row.told.answers));
  TRY(const std::vector<Uuid> notes, held_ids(row.topic, RecordKind::note));
  TRY_DO(move_out(notes, RecordKind::note, row.told.notes));
  row.told.late += row.told.closed ? static_cast<int>(answers.size()) : 0;
  tell_parts(row);
  row.told.closes = row.closes;
  row.told.closed = true;
  return write_topic(database(), row);
}

Status SqliteJournal::close_once(const Topic& topic, std::optional<UtcTime> closes) {
  TRY(Transaction transaction, Transaction::begin(database()));
  TRY(TopicRow row, read_topic(database(), topic));
  if (row.told.closed) {
    return ok();
  }
  row.closes = closes ? std::optional{whole_minute(*closes)} : row.closes;
  TRY_DO(release_all(row));
  return transaction.commit();
}

Status SqliteJournal::close(const Topic& topic, std::optional<UtcTime> closes) {
  is_untidy_ = true;
  return with_reserve([&] { return close_once(topic, closes); });
}

// Those of the table, and those of which only something held knows so far.
Result<std::vector<TopicRow>> SqliteJournal::topics_with_something() {
  TRY(std::vector<TopicRow> rows, read_topics(database()));
  std::set<Topic> known;
  for (const TopicRow& row : rows) {
    known.insert(row.topic);
  }
  TRY(Loan held, database().cached("SELECT event, purpose, session FROM held WHERE state = 1 "
                                   "UNION SELECT event, purpose, session FROM note "
                                   "WHERE state = 1"));
  for (;;) {
    TRY(const bool is_there, held->step());
    if (!is_there) {
      return rows;
    }
    TopicRow row;
    row.topic = topic_of(*held, 0);
    if (known.insert(row.topic).second) {
      rows.push_back(row);
    }
  }
}

Status SqliteJournal::end_day_once(const std::vector<Topic>& going_on) {
  TRY(Transaction transaction, Transaction::begin(database()));
  TRY(std::vector<TopicRow> rows, topics_with_something());
  for (TopicRow& row : rows) {
    const bool goes_on = std::find(going_on.begin(), going_on.end(), row.topic) != going_on.end();
    if (row.told.closed || !goes_on) {
      TRY_DO(release_all(row));
    }
  }
  return transaction.commit();
}

Status SqliteJournal::end_day(const std::vector<Topic>& going_on) {
  is_untidy_ = true;
  return with_reserve([&] { return end_day_once(going_on); });
}

// --- a clock that was wrong ---------------------------------------------------------------------

Status SqliteJournal::count_early_once(const std::vector<Topic>& topics) {
  TRY(Transaction transaction, Transaction::begin(database()));
  for (const Topic& topic : topics) {
    TRY(TopicRow row, read_topic(database(), topic));
    TRY(const std::vector<Uuid> held, held_ids(topic, RecordKind::answer));
    row.held_early = row.told.answers.taken - row.told.early + static_cast<int>(held.size());
    TRY_DO(write_topic(database(), row));
  }
  return transaction.commit();
}

Status SqliteJournal::count_early(const std::vector<Topic>& topics) {
  is_untidy_ = true;
  return with_reserve([&] { return count_early_once(topics); });
}

Status SqliteJournal::reopen_once(const std::vector<Topic>& topics) {
  TRY(Transaction transaction, Transaction::begin(database()));
  for (const Topic& topic : topics) {
    TRY(TopicRow row, read_topic(database(), topic));
    if (row.told.closed) {
      row.told.closed = false;
      TRY_DO(write_topic(database(), row));
    }
  }
  return transaction.commit();
}

Status SqliteJournal::reopen(const std::vector<Topic>& topics) {
  is_untidy_ = true;
  return with_reserve([&] { return reopen_once(topics); });
}

}  // namespace lintel::store
