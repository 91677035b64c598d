#include "sync/store/sqlite_journal.h"

#include <set>

#include "shared/core/limits.h"
#include "shared/wire/cloudevents.h"
#include "sync/store/blobs.h"

namespace lintel::store {
namespace {

Error sealed_already() {
  return Error{ErrorCode::refused, "This answer is sealed and cannot be changed any more."};
}

}  // namespace

// --- answers at the door ---------------------------------------------------------------------

Result<SqliteJournal::Place> SqliteJournal::place_of(const Uuid& id) {
  TRY(Loan find, database().cached("SELECT state FROM held WHERE id = ?1 "
                                   "UNION ALL SELECT 1 FROM outgoing WHERE id = ?1"));
  find->bind_blob(1, blob_of(id));
  TRY(const bool row, find->step());
  if (!row) {
    return Place::nowhere;
  }
  return find->column_integer(0) == 0 ? Place::open : Place::sealed;
}

Status SqliteJournal::put_once(const Response& response, const std::string& bytes) {
  TRY(const std::int64_t used, database().used_bytes());
  if (used > answers_bytes_max_) {
    return Error{ErrorCode::full,
                 "This tablet holds as many answers as it may: connect it to the "
                 "network, so that it can hand them over."};
  }
  TRY(Transaction transaction, Transaction::begin(database()));
  TRY(const Place place, place_of(response.id));
  if (place == Place::sealed) {
    return sealed_already();
  }
  TRY(Loan put, database().cached("INSERT INTO held(id, state, session, bytes, sum) "
                                  "VALUES(?1, 0, ?2, ?3, lintel_sum(?1, ?2, ?3)) ON CONFLICT(id) "
                                  "DO UPDATE SET session = ?2, bytes = ?3, sum = excluded.sum"));
  put->bind_blob(1, blob_of(response.id)).bind_text(2, response.session.value).bind_blob(3, bytes);
  TRY_DO(put->run());
  return transaction.commit();
}

Status SqliteJournal::put_open(const Response& response) {
  const std::string bytes = wire::encode(response, device_);
  if (bytes.size() > limits::event_bytes_max) {
    return Error{ErrorCode::limit, "This answer is too long to be sent: shorten the note."};
  }
  Status put = put_once(response, bytes);
  if (put || put.error().code != ErrorCode::full) {
    return put;
  }
  return make_room() ? put_once(response, bytes) : put;
}

Status SqliteJournal::discard_open(const Uuid& id) {
  TRY(const Place place, place_of(id));
  if (place == Place::sealed) {
    return sealed_already();
  }
  if (place == Place::nowhere) {
    return ok();
  }
  TRY_DO(with_reserve([&]() -> Status {
    TRY(Loan discard, database().cached("DELETE FROM held WHERE id = ? AND state = 0"));
    discard->bind_blob(1, blob_of(id));
    return discard->run();
  }));
  forget_order();
  return ok();
}

// --- sealing and releasing -------------------------------------------------------------------

Status SqliteJournal::add_to_ledger(const SessionId& session, const Uuid& id) {
  LedgerEntry entry;
  {
    TRY(Loan find, database().cached("SELECT taken, digest FROM ledger WHERE session = ?"));
    find->bind_text(1, session.value);
    TRY(const bool row, find->step());
    if (row) {
      entry.taken = static_cast<int>(find->column_integer(0));
      entry.digest = digest_of(find->column_blob(1));
    }
  }
  ++entry.taken;
  add_to_digest(entry.digest, id);
  TRY(Loan save, database().cached("INSERT INTO ledger(session, taken, digest, sum) "
                                   "VALUES(?1, ?2, ?3, lintel_sum(?1, ?2, ?3)) ON CONFLICT(session)"
                                   " DO UPDATE SET taken = ?2, digest = ?3, sum = excluded.sum"));
  save->bind_text(1, session.value)
      .bind_integer(2, entry.taken)
      .bind_blob(3, blob_of(entry.digest));
  return save->run();
}

// Marks an open row sealed and enters it into the ledger; says whose it was.
Result<SessionId> SqliteJournal::seal_row(const Uuid& id) {
  SessionId session;
  {
    TRY(Loan find, database().cached("SELECT session FROM held WHERE id = ? AND state = 0"));
    find->bind_blob(1, blob_of(id));
    TRY(const bool row, find->step());
    assert(row);
    static_cast<void>(row);
    session.value = find->column_text(0);
  }
  TRY(Loan mark, database().cached("UPDATE held SET state = 1 WHERE id = ?"));
  mark->bind_blob(1, blob_of(id));
  TRY_DO(mark->run());
  TRY_DO(add_to_ledger(session, id));
  return session;
}

// A B-tree page keeps its cells where they happened to be put, which is the order of the taps.
// Emptying the table and filling it again in id order leaves nothing of that.
Status SqliteJournal::rewrite_held_in_id_order() {
  struct Row {
    std::string id;
    std::int64_t state;
    std::string session;
    std::string bytes;
    std::string sum;
  };
  std::vector<Row> rows;
  {
    TRY(Loan all, database().cached("SELECT id, state, session, bytes, sum FROM held ORDER BY id"));
    for (;;) {
      TRY(const bool row, all->step());
      if (!row) {
        break;
      }
      rows.push_back({all->column_blob(0), all->column_integer(1), all->column_text(2),
                      all->column_blob(3), all->column_blob(4)});
    }
  }
  TRY(Loan clear, database().cached("DELETE FROM held"));
  TRY_DO(clear->run());
  for (const Row& row : rows) {
    TRY(Loan insert, database().cached(
                         "INSERT INTO held(id, state, session, bytes, sum) VALUES(?, ?, ?, ?, ?)"));
    insert->bind_blob(1, row.id)
        .bind_integer(2, row.state)
        .bind_text(3, row.session)
        .bind_blob(4, row.bytes)
        .bind_blob(5, row.sum);
    TRY_DO(insert->run());
  }
  return ok();
}

Status SqliteJournal::move_out(const SessionId& session) {
  TRY(Loan copy, database().cached("INSERT INTO outgoing(id, state, session, bytes, sum) "
                                   "SELECT id, 0, session, bytes, sum FROM held WHERE session = ? "
                                   "AND state = 1 ORDER BY id"));
  copy->bind_text(1, session.value);
  TRY_DO(copy->run());
  TRY(Loan remove, database().cached("DELETE FROM held WHERE session = ? AND state = 1"));
  remove->bind_text(1, session.value);
  TRY_DO(remove->run());
  return rewrite_held_in_id_order();
}

Result<SqliteJournal::Released> SqliteJournal::release_full_group(const SessionId& session,
                                                                  int release_group) {
  {
    TRY(Loan count, database().cached("SELECT count(*) FROM held WHERE session = ? AND state = 1"));
    count->bind_text(1, session.value);
    TRY(const bool row, count->step());
    if (!row || count->column_integer(0) < release_group) {
      return Released::nothing;
    }
  }
  TRY_DO(move_out(session));
  return Released::group;
}

Result<SqliteJournal::Released> SqliteJournal::seal_once(const Uuid& id, int release_group) {
  TRY(Transaction transaction, Transaction::begin(database()));
  TRY(const SessionId session, seal_row(id));
  TRY(const Released released, release_full_group(session, release_group));
  TRY_DO(transaction.commit());
  return released;
}

Status SqliteJournal::seal(const Uuid& id, int release_group) {
  TRY(const Place place, place_of(id));
  if (place == Place::sealed) {
    return ok();
  }
  if (place == Place::nowhere) {
    return Error{ErrorCode::not_found, "There is no such answer to seal: it was never stored."};
  }
  Released released = Released::nothing;
  TRY_DO(with_reserve([&]() -> Status {
    TRY(released, seal_once(id, release_group));
    return ok();
  }));
  if (released == Released::group) {
    forget_order();
  }
  return ok();
}

Result<std::vector<Uuid>> SqliteJournal::open_ids() {
  TRY(Loan rows, database().cached("SELECT id FROM held WHERE state = 0 ORDER BY id"));
  std::vector<Uuid> ids;
  for (;;) {
    TRY(const bool row, rows->step());
    if (!row) {
      return ids;
    }
    ids.push_back(uuid_of(rows->column_blob(0)));
  }
}

Status SqliteJournal::seal_all(const std::vector<Uuid>& ids, int release_group) {
  TRY(Transaction transaction, Transaction::begin(database()));
  std::set<SessionId> sessions;
  for (const Uuid& id : ids) {
    TRY(SessionId session, seal_row(id));
    sessions.insert(std::move(session));
  }
  for (const SessionId& session : sessions) {
    TRY(const Released released, release_full_group(session, release_group));
    static_cast<void>(released);
  }
  // What stays held back after an unclean stop still lies in the order it came.
  TRY_DO(rewrite_held_in_id_order());
  return transaction.commit();
}

Result<int> SqliteJournal::seal_left_open(int release_group) {
  TRY(const std::vector<Uuid> left, open_ids());
  if (left.empty()) {
    return 0;
  }
  TRY_DO(with_reserve([&] { return seal_all(left, release_group); }));
  forget_order();
  return static_cast<int>(left.size());
}

Result<SqliteJournal::Released> SqliteJournal::release_once(const SessionId& session) {
  TRY(Transaction transaction, Transaction::begin(database()));
  TRY(const Released released, release_full_group(session, 1));
  TRY_DO(transaction.commit());
  return released;
}

Status SqliteJournal::release(const SessionId& session) {
  Released released = Released::nothing;
  TRY_DO(with_reserve([&]() -> Status {
    TRY(released, release_once(session));
    return ok();
  }));
  if (released == Released::group) {
    forget_order();
  }
  return ok();
}

// --- room and order --------------------------------------------------------------------------

Status SqliteJournal::with_reserve(const std::function<Status()>& change) {
  Status first = change();
  if (first || first.error().code != ErrorCode::full) {
    return first;
  }
  relief_.lend_reserve();
  Status second = change();
  relief_.take_reserve_back();
  return second;
}

// For a new answer the reserve is not spent, but it may pay for making room: the WAL is emptied
// into the database, and confirmed rows, kept only for a collector that asks again, are given up.
Status SqliteJournal::make_room() {
  relief_.lend_reserve();
  const Result<std::int64_t> pruned = prune_once(LocalDay::max());
  const Status shrunk = pruned && *pruned > 0 ? database().shrink() : ok();
  relief_.take_reserve_back();
  return pruned ? shrunk : Status(pruned.error());
}

void SqliteJournal::forget_order() {
  // The change itself is durable already. A checkpoint that fails now (disk full) leaves the diary
  // for the next one: after the next group, or at the close.
  static_cast<void>(database().checkpoint_truncate());
}

}  // namespace lintel::store
