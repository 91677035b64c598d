#include "sync/store/topic_migration.h"

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "shared/core/limits.h"
#include "shared/wire/cloudevents.h"
#include "shared/wire/schedule.h"
#include "sync/store/blobs.h"
#include "sync/store/random.h"
#include "sync/store/schema.h"
#include "sync/store/topic_table.h"

namespace lintel::store {
namespace {

constexpr int topics_version = 4;
constexpr std::string_view unknown_event = "unknown";

// As `old_outgoing` has it: only what is confirmed has handed its note over.
constexpr std::int64_t old_sent = 1;

struct OldRow {
  std::string id;
  std::int64_t state = 0;
  std::string session;
  std::string bytes;
};

OldRow old_row(const Statement& row) {
  return {row.column_blob(0), row.column_integer(1), row.column_text(2), row.column_blob(3)};
}

class Migration {
 public:
  explicit Migration(Database& database) : database_(database) {}

  Status run() {
    TRY_DO(find_current_event());
    TRY_DO(move_held());
    TRY_DO(move_outgoing());
    TRY_DO(move_ledger());
    return database_.run("DROP TABLE old_held; DROP TABLE old_outgoing; DROP TABLE old_ledger;");
  }

 private:
  struct Renewed {
    Topic topic;
    std::string bytes;
    std::string form;
    std::optional<wire::PlainNote> note;
  };

  Status find_current_event();
  Renewed renew(const OldRow& row) const;
  Status move_held();
  Status move_outgoing();
  Status move_ledger();
  Status write_topics(const std::string& session, const std::map<EventId, LedgerEntry>& by_event);
  Status keep_note(const Renewed& answer);

  Database& database_;
  EventId current_;  // of what tells no event of its own
  // What was released, by session and event: the rows that are still here.
  std::map<std::string, std::map<EventId, LedgerEntry>> released_;
  std::map<std::string, LedgerEntry> held_;  // sealed, by session
};

Status Migration::find_current_event() {
  current_ = EventId{std::string(unknown_event)};
  TRY(Statement find, database_.prepare("SELECT document FROM schedule"));
  TRY(const bool is_there, find.step());
  if (is_there) {
    const auto event = wire::decode_schedule(find.column_blob(0));
    current_ = event ? event->id : current_;
  }
  return ok();
}

// What cannot be read stays as it is: the collector judges it.
Migration::Renewed Migration::renew(const OldRow& row) const {
  Renewed renewed{{current_, Purpose::exit, SessionId{row.session}}, row.bytes, {}, {}};
  auto decoded = wire::decode_response(row.bytes);
  if (!decoded) {
    return renewed;
  }
  renewed.topic = decoded->response.topic();
  renewed.bytes = wire::encode(decoded->response, decoded->device);
  renewed.form = decoded->response.form;
  renewed.note = std::move(decoded->note);
  return renewed;
}

Status Migration::keep_note(const Renewed& answer) {
  if (!answer.note) {
    return ok();
  }
  TRY(const Uuid id, random_uuid());
  TRY(Loan keep, database_.cached("INSERT INTO plain_note(id, event, purpose, session, form, "
                                  "prompt, text, sum) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, "
                                  "lintel_sum(?1, ?2, ?3, ?4, ?5, ?6, ?7))"));
  keep->bind_blob(1, blob_of(id));
  bind_topic(*keep, 2, answer.topic);
  keep->bind_text(5, answer.form).bind_text(6, answer.note->prompt).bind_text(7, answer.note->text);
  return keep->run();
}

Status Migration::move_held() {
  TRY(Statement rows,
      database_.prepare("SELECT id, state, session, bytes FROM old_held ORDER BY id"));
  for (;;) {
    TRY(const bool is_there, rows.step());
    if (!is_there) {
      return ok();
    }
    const OldRow row = old_row(rows);
    const Renewed answer = renew(row);
    if (row.state == 1) {
      LedgerEntry& entry = held_[row.session];
      ++entry.taken;
      add_to_digest(entry.digest, uuid_of(row.id));
    }
    TRY(Loan insert,
        database_.cached("INSERT INTO held(id, state, event, purpose, session, bytes, sum) "
                         "VALUES(?1, ?6, ?2, ?3, ?4, ?5, lintel_sum(?1, ?2, ?3, ?4, ?5))"));
    insert->bind_blob(1, row.id);
    bind_topic(*insert, 2, answer.topic);
    insert->bind_blob(5, answer.bytes).bind_integer(6, row.state);
    TRY_DO(insert->run());
    TRY_DO(keep_note(answer));
  }
}

Status Migration::move_outgoing() {
  TRY(Statement rows,
      database_.prepare("SELECT id, state, session, bytes, code, sent_day FROM old_outgoing "
                        "ORDER BY id"));
  for (;;) {
    TRY(const bool is_there, rows.step());
    if (!is_there) {
      return ok();
    }
    const OldRow row = old_row(rows);
    const Renewed answer = renew(row);
    LedgerEntry& entry = released_[row.session][answer.topic.event];
    ++entry.taken;
    add_to_digest(entry.digest, uuid_of(row.id));
    TRY(Loan insert,
        database_.cached("INSERT INTO outgoing(id, state, kind, event, purpose, session, bytes, "
                         "code, sent_day, sum) VALUES(?1, ?6, 0, ?2, ?3, ?4, ?5, ?7, ?8, "
                         "lintel_sum(?1, ?2, ?3, ?4, ?5))"));
    insert->bind_blob(1, row.id);
    bind_topic(*insert, 2, answer.topic);
    insert->bind_blob(5, answer.bytes).bind_integer(6, row.state).bind_null(7).bind_null(8);
    if (!rows.column_is_null(4)) {
      insert->bind_text(7, rows.column_text(4));
    }
    if (!rows.column_is_null(5)) {
      insert->bind_integer(8, rows.column_integer(5));
    }
    TRY_DO(insert->run());
    if (row.state != old_sent) {
      TRY_DO(keep_note(answer));
    }
  }
}

void take_away(LedgerEntry& from, const LedgerEntry& entry) {
  from.taken -= entry.taken;
  for (std::size_t at = 0; at < from.digest.size(); ++at) {
    from.digest[at] ^= entry.digest[at];
  }
}

Status Migration::write_topics(const std::string& session,
                               const std::map<EventId, LedgerEntry>& by_event) {
  for (const auto& [event, entry] : by_event) {
    // As the table was then; what is not said here began with it.
    TRY(Loan insert,
        database_.cached("INSERT INTO topic(event, purpose, session, taken, digest, notes, "
                         "notes_digest, bursts, late, told_closes_ms, held_bursts, closes_ms, "
                         "closed, sum) VALUES(?1, ?2, ?3, ?4, ?5, 0, ?6, 0, 0, NULL, 0, NULL, 0, "
                         "lintel_sum(?1, ?2, ?3, ?4, ?5, 0, ?6, 0, 0, NULL, 0, NULL, 0))"));
    bind_topic(*insert, 1, {event, Purpose::exit, SessionId{session}});
    insert->bind_integer(4, entry.taken)
        .bind_blob(5, blob_of(entry.digest))
        .bind_blob(6, blob_of(Sha256{}));
    TRY_DO(insert->run());
  }
  return ok();
}

// Rows that are still here tell their event. What was deleted since is a week old: where a
// session's id was used on several days it was of another day than the schedule's.
Status Migration::move_ledger() {
  TRY(Statement rows, database_.prepare("SELECT session, taken, digest FROM old_ledger"));
  for (;;) {
    TRY(const bool is_there, rows.step());
    if (!is_there) {
      break;
    }
    const std::string session = rows.column_text(0);
    LedgerEntry left{static_cast<int>(rows.column_integer(1)), digest_of(rows.column_blob(2))};
    take_away(left, held_[session]);
    std::map<EventId, LedgerEntry> by_event = std::exchange(released_[session], {});
    for (const auto& [event, entry] : by_event) {
      take_away(left, entry);
    }
    if (left.taken > 0) {
      EventId owner = by_event.empty() ? current_ : by_event.begin()->first;
      if (by_event.size() > 1 && owner == current_) {
        owner = std::next(by_event.begin())->first;
      }
      LedgerEntry& entry = by_event[owner];
      entry.taken += left.taken;
      left.taken = 0;
      take_away(entry, left);  // adding digests and taking them away are the same
    }
    TRY_DO(write_topics(session, by_event));
  }
  for (const auto& [session, by_event] : released_) {
    TRY_DO(write_topics(session, by_event));  // the ledger did not know of them
  }
  return ok();
}

}  // namespace

DatabaseOptions tablet_database(const std::string& path, std::int64_t bytes_max) {
  return {.path = path,
          .application_id = tablet_application_id,
          .migrations = tablet_migrations,
          .bytes_max = bytes_max,
          .after_step = [](Database& database, int version) {
            return version == topics_version ? Migration(database).run() : ok();
          }};
}

}  // namespace lintel::store
