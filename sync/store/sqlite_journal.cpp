// What is given at the door: answers until they are sealed, notes until they are released. What
// releases them is sqlite_release.cpp, what leaves the tablet sqlite_outgoing.cpp.
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

Error released_already() {
  return Error{ErrorCode::refused, "This note is on its way and cannot be changed any more."};
}

Result<std::vector<Uuid>> all_ids(Loan rows) {
  std::vector<Uuid> ids;
  for (;;) {
    TRY(const bool row, rows->step());
    if (!row) {
      return ids;
    }
    ids.push_back(uuid_of(rows->column_blob(0)));
  }
}

}  // namespace

// --- putting and taking back -----------------------------------------------------------------

Result<SqliteJournal::Place> SqliteJournal::place_of(const Uuid& id) {
  TRY(Loan find, database().cached("SELECT state FROM held WHERE id = ?1 "
                                   "UNION ALL SELECT 1 FROM outgoing WHERE id = ?1 "
                                   "UNION ALL SELECT 1 FROM note WHERE id = ?1"));
  find->bind_blob(1, blob_of(id));
  TRY(const bool row, find->step());
  if (!row) {
    return Place::nowhere;
  }
  return find->column_integer(0) == 0 ? Place::open : Place::sealed;
}

// `open` as long as it may be changed: drafts and kept ones.
Result<SqliteJournal::Place> SqliteJournal::note_place_of(const Uuid& id) {
  TRY(Loan find, database().cached("SELECT 0 FROM note WHERE id = ?1 "
                                   "UNION ALL SELECT 1 FROM outgoing WHERE id = ?1 "
                                   "UNION ALL SELECT 1 FROM held WHERE id = ?1"));
  find->bind_blob(1, blob_of(id));
  TRY(const bool row, find->step());
  if (!row) {
    return Place::nowhere;
  }
  return find->column_integer(0) == 0 ? Place::open : Place::sealed;
}

Status SqliteJournal::put_within_bounds(const std::string& bytes,
                                        const std::function<Status()>& put_once) {
  if (bytes.size() > limits::event_bytes_max) {
    return Error{ErrorCode::limit, "This is too long to be sent: shorten it."};
  }
  const auto put = [&]() -> Status {
    TRY(const std::int64_t used, database().used_bytes());
    if (used > answers_bytes_max_) {
      return Error{ErrorCode::full,
                   "This tablet holds as many answers as it may: connect it to the "
                   "network, so that it can hand them over."};
    }
    if (!relief_.has_reserve()) {
      return Error{ErrorCode::full,
                   "The tablet's disk is full: free some room, then saving goes on by itself."};
    }
    return put_once();
  };
  Status first = put();
  if (first || first.error().code != ErrorCode::full) {
    return first;
  }
  return make_room() ? put() : first;
}

Status SqliteJournal::put_once(const Response& response, const std::string& bytes) {
  TRY(Transaction transaction, Transaction::begin(database()));
  TRY(const Place place, place_of(response.id));
  if (place == Place::sealed) {
    return sealed_already();
  }
  TRY(Loan put,
      database().cached("INSERT INTO held(id, state, event, purpose, session, bytes, sum) "
                        "VALUES(?1, 0, ?2, ?3, ?4, ?5, lintel_sum(?1, ?2, ?3, ?4, ?5)) "
                        "ON CONFLICT(id) DO UPDATE SET event = ?2, purpose = ?3, session = ?4, "
                        "bytes = ?5, sum = excluded.sum"));
  put->bind_blob(1, blob_of(response.id));
  bind_topic(*put, 2, response.topic());
  put->bind_blob(5, bytes);
  TRY_DO(put->run());
  return transaction.commit();
}

Status SqliteJournal::put_open(const Response& response) {
  const std::string bytes = wire::encode(response, device_);
  return put_within_bounds(bytes, [&] { return put_once(response, bytes); });
}

Status SqliteJournal::discard_open(const Uuid& id) {
  TRY(const Place place, place_of(id));
  if (place == Place::sealed) {
    return sealed_already();
  }
  if (place == Place::nowhere) {
    return ok();
  }
  is_untidy_ = true;
  return with_reserve([&]() -> Status {
    TRY(Loan discard, database().cached("DELETE FROM held WHERE id = ? AND state = 0"));
    discard->bind_blob(1, blob_of(id));
    return discard->run();
  });
}

Status SqliteJournal::put_note_once(const SealedNote& note, NoteState state,
                                    const std::string& bytes) {
  TRY(Transaction transaction, Transaction::begin(database()));
  TRY(const Place place, note_place_of(note.id));
  if (place == Place::sealed) {
    return released_already();
  }
  TRY(Loan put,
      database().cached("INSERT INTO note(id, state, event, purpose, session, bytes, sum) "
                        "VALUES(?1, ?6, ?2, ?3, ?4, ?5, lintel_sum('note', ?1, ?2, ?3, ?4, ?5)) "
                        "ON CONFLICT(id) DO UPDATE SET state = ?6, event = ?2, purpose = ?3, "
                        "session = ?4, bytes = ?5, sum = excluded.sum"));
  put->bind_blob(1, blob_of(note.id));
  bind_topic(*put, 2, note.topic);
  put->bind_blob(5, bytes).bind_integer(6, state == NoteState::kept ? 1 : 0);
  TRY_DO(put->run());
  return transaction.commit();
}

Status SqliteJournal::put_note(const SealedNote& note, NoteState state) {
  const std::string bytes = wire::encode(note, device_);
  is_untidy_ = true;
  return put_within_bounds(bytes, [&] { return put_note_once(note, state, bytes); });
}

Status SqliteJournal::discard_note(const Uuid& id) {
  TRY(const Place place, note_place_of(id));
  if (place == Place::sealed) {
    return released_already();
  }
  if (place == Place::nowhere) {
    return ok();
  }
  is_untidy_ = true;
  return with_reserve([&]() -> Status {
    TRY(Loan discard, database().cached("DELETE FROM note WHERE id = ?"));
    discard->bind_blob(1, blob_of(id));
    return discard->run();
  });
}

// --- sealing ---------------------------------------------------------------------------------

// Marks an open row sealed; says what it is about.
Result<Topic> SqliteJournal::seal_row(const Uuid& id) {
  Topic topic;
  {
    TRY(Loan find, database().cached("SELECT event, purpose, session FROM held "
                                     "WHERE id = ? AND state = 0"));
    find->bind_blob(1, blob_of(id));
    TRY(const bool row, find->step());
    assert(row);
    static_cast<void>(row);
    topic = topic_of(*find, 0);
  }
  TRY(Loan mark, database().cached("UPDATE held SET state = 1 WHERE id = ?"));
  mark->bind_blob(1, blob_of(id));
  TRY_DO(mark->run());
  return topic;
}

Status SqliteJournal::seal(const Uuid& id, const SealRules& rules) {
  TRY(const Place place, place_of(id));
  if (place == Place::sealed) {
    return ok();
  }
  if (place == Place::nowhere) {
    return Error{ErrorCode::not_found, "There is no such answer to seal: it was never stored."};
  }
  is_untidy_ = true;
  return with_reserve([&] { return seal_once(id, rules); });
}

Result<std::vector<Uuid>> SqliteJournal::open_ids() {
  TRY(Loan rows, database().cached("SELECT id FROM held WHERE state = 0 ORDER BY id"));
  return all_ids(std::move(rows));
}

Status SqliteJournal::seal_all(const std::vector<Uuid>& ids, int release_group) {
  TRY(Transaction transaction, Transaction::begin(database()));
  std::set<Topic> topics;
  for (const Uuid& id : ids) {
    TRY(Topic topic, seal_row(id));
    topics.insert(std::move(topic));
  }
  for (const Topic& topic : topics) {
    TRY(TopicRow row, read_topic(database(), topic));
    TRY_DO(release_groups(row, release_group));
    TRY_DO(write_topic(database(), row));
  }
  TRY(Loan keep, database().cached("UPDATE note SET state = 1 WHERE state = 0"));
  TRY_DO(keep->run());
  return transaction.commit();
}

Result<int> SqliteJournal::seal_left_open(int release_group) {
  TRY(const std::vector<Uuid> left, open_ids());
  TRY(const std::int64_t drafts, database().integer("SELECT count(*) FROM note WHERE state = 0"));
  if (left.empty() && drafts == 0) {
    return 0;
  }
  is_untidy_ = true;
  TRY_DO(with_reserve([&] { return seal_all(left, release_group); }));
  return static_cast<int>(left.size());
}

// --- room ------------------------------------------------------------------------------------

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

}  // namespace lintel::store
