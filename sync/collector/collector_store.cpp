#include "sync/collector/collector_store.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <utility>

#include "shared/wire/cloudevents.h"
#include "shared/wire/ledger_json.h"
#include "sync/collector/collector_salvage.h"
#include "sync/collector/collector_schema.h"
#include "sync/collector/collector_settings.h"
#include "sync/collector/identity_file.h"
#include "sync/collector/secret.h"
#include "sync/store/blobs.h"
#include "sync/store/replacement.h"

namespace lintel::collector {
namespace {

using store::blob_of;
using store::Database;
using store::digest_of;
using store::Integrity;
using store::Loan;
using store::Transaction;
using store::uuid_of;

// Two seconds of rewriting on a slow disk; a larger one waits for the day's end.
constexpr std::int64_t rewritten_at_close_bytes_max = std::int64_t{128} * 1024 * 1024;
constexpr std::string_view collector_setting = "collector";
constexpr std::string_view notes_key_setting = "notes_key";

Result<std::unique_ptr<Database>> open_sound(const std::string& path) {
  TRY_DO(store::finish_replacement(path));
  TRY(auto database, Database::open(collector_database(path)));
  auto integrity = database->check();
  if (integrity && *integrity == Integrity::sound) {
    integrity = check_rows(*database);
  }
  // A table that is not there any more is no failure of the disk, either.
  const bool is_damaged =
      integrity ? *integrity == Integrity::damaged
                : integrity.error().code == ErrorCode::corrupt ||
                      (integrity.error().code == ErrorCode::io && !database->suspect());
  if (is_damaged) {
    database->leave_as_is();
    return Error{ErrorCode::corrupt, path + " is damaged."};
  }
  if (!integrity) {
    return integrity.error();
  }
  return database;
}

// The small files beside the database know the collector's name too, and a fresh one beside them
// goes on as the same.
Result<Uuid> name_of(Database& database, const Uuid& fallback) {
  TRY(const std::string text, setting(database, collector_setting));
  if (!text.empty()) {
    return Uuid::parse(text);
  }
  TRY_DO(set_setting(database, collector_setting, fallback.text()));
  return fallback;
}

// Which key notes are sealed to; it never changes behind anybody's back.
Result<trust::NotesPublicKey> notes_key_of(Database& database,
                                           const CollectorStore::Opening& opening,
                                           const std::optional<IdentityFile>& identity) {
  TRY(const std::string text, setting(database, notes_key_setting));
  if (!text.empty()) {
    return trust::NotesPublicKey::parse(text);
  }
  const auto known = identity ? trust::NotesPublicKey::parse(identity->notes_key) : Error{};
  TRY(trust::NotesPublicKey key, known ? known : opening.first_notes_key());
  TRY_DO(set_setting(database, notes_key_setting, key.text()));
  return key;
}

}  // namespace

Result<CollectorStore> CollectorStore::open(const Opening& opening) {
  const std::string& path = opening.path;
  std::string notice;
  auto database = open_sound(path);
  const bool is_damaged = !database && database.error().code == ErrorCode::corrupt;
  if (is_damaged) {
    TRY(notice, replace_with_whole(path));
    database = open_sound(path);
  }
  if (!database) {
    return std::move(database).error();
  }
  const std::optional<IdentityFile> identity = read_identity_file(path, notice);
  const auto file = read_shown_file(path);
  TRY(const Uuid collector, name_of(**database, identity ? identity->collector
                                                : file   ? file->collector
                                                         : opening.new_id));
  TRY(const trust::NotesPublicKey key, notes_key_of(**database, opening, identity));
  CollectorStore store(std::move(database).value(), key, collector, std::move(notice));
  if (identity && identity->collector == collector) {
    TRY_DO(store.join_identity_file(*identity));
  }
  TRY_DO(store.rewrite_answers());
  TRY_DO(store.join_shown_file(file, is_damaged, opening.now));
  store.keep_identity_file();
  return store;
}

// After an error of the disk nothing is built on what reading shows (Database::reopen).
Status CollectorStore::recover() {
  return database_->suspect() ? database_->reopen() : ok();
}

Result<Transaction> CollectorStore::begin() {
  TRY_DO(recover());
  return Transaction::begin(*database_);
}

Status CollectorStore::insert_note(const SealedNote& note, const Uuid& device, const Sha256& hash,
                                   const std::string& bytes) {
  TRY(Loan write,
      database_->cached("INSERT INTO note(device, id, sha256, event, purpose, session, bytes) "
                        "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING"));
  write->bind_blob(1, blob_of(device)).bind_blob(2, blob_of(note.id));
  write->bind_blob(3, blob_of(hash)).bind_text(4, note.topic.event.value);
  write->bind_text(5, to_text(note.topic.purpose)).bind_text(6, note.topic.session.value);
  write->bind_text(7, bytes);
  return write->run();
}

// A note of its own, tied neither to its answer nor to the tablet.
Status CollectorStore::keep_plain_note(const Response& response, const wire::PlainNote& plain) {
  TRY(std::string box, trust::seal_note(plain.text, notes_key_));
  const SealedNote note{random_id(), response.topic(), response.form, plain.prompt, std::move(box)};
  const std::string bytes = wire::encode(note, Uuid{});
  return insert_note(note, Uuid{}, sha256(bytes), bytes);
}

Status CollectorStore::insert_row(const Row& row) {
  if (const SealedNote* note = std::get_if<SealedNote>(&row.record)) {
    return insert_note(*note, row.device, row.hash, row.bytes);
  }
  TRY(Loan write, database_->cached("INSERT INTO response(device, id, sha256, bytes) "
                                    "VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING"));
  write->bind_blob(1, blob_of(row.device)).bind_blob(2, blob_of(row.id));
  write->bind_blob(3, blob_of(row.hash)).bind_text(4, row.bytes);
  return write->run();
}

Result<wire::ItemStatus> CollectorStore::insert(const Row& row) {
  TRY_DO(insert_row(row));
  Found found{database_->changed_rows() == 1, {}};
  if (found.inserted) {
    if (row.plain_note) {
      TRY_DO(keep_plain_note(std::get<Response>(row.record), *row.plain_note));
    }
    return judge(row.hash, found);
  }
  const bool is_answer = std::holds_alternative<Response>(row.record);
  TRY(Loan read,
      database_->cached(is_answer ? "SELECT sha256 FROM response WHERE device=?1 AND id=?2"
                                  : "SELECT sha256 FROM note WHERE device=?1 AND id=?2"));
  read->bind_blob(1, blob_of(row.device)).bind_blob(2, blob_of(row.id));
  TRY(const bool exists, read->step());
  if (!exists) {
    return Error{ErrorCode::corrupt, database_->path() + " gave back a row that is not whole."};
  }
  found.known = digest_of(read->column_blob(0));
  return judge(row.hash, found);
}

// In the order of their ids, so that a copy of the file shows no order in which they came.
Result<CollectorStore::Statuses> CollectorStore::insert_all(
    const std::vector<const Intake*>& intakes) {
  struct Place {
    std::size_t batch = 0;
    std::size_t row = 0;
  };
  std::vector<Place> places;
  Statuses all;
  for (std::size_t batch = 0; batch < intakes.size(); ++batch) {
    all.emplace_back(intakes[batch]->rows.size());
    for (std::size_t row = 0; row < intakes[batch]->rows.size(); ++row) {
      places.push_back({batch, row});
    }
  }
  const auto row_at = [&](const Place& at) -> const Row& {
    return intakes[at.batch]->rows[at.row];
  };
  std::stable_sort(places.begin(), places.end(), [&](const Place& a, const Place& b) {
    return std::tie(row_at(a).device, row_at(a).id) < std::tie(row_at(b).device, row_at(b).id);
  });
  for (const Place& at : places) {
    TRY(all[at.batch][at.row], insert(row_at(at)));
  }
  return all;
}

Result<CollectorStore::Statuses> CollectorStore::store(const std::vector<const Intake*>& intakes,
                                                       const Decide& decide) {
  TRY(Transaction transaction, begin());
  TRY(Statuses statuses, insert_all(intakes));
  TRY_DO(write_shown(decide(statuses)));
  TRY_DO(transaction.commit());
  untidy_ = true;
  unordered_ = true;
  return statuses;
}

Status CollectorStore::put_ledger(const Ledger& ledger, UtcTime seen, const Shown& shown) {
  TRY(Transaction transaction, begin());
  {
    TRY(Loan write, database_->cached("INSERT INTO tablet(device, ledger, seen_ms, sum) "
                                      "VALUES(?1, ?2, ?3, lintel_sum('tablet', ?1, ?2, ?3)) "
                                      "ON CONFLICT(device) DO UPDATE SET ledger=excluded.ledger, "
                                      "seen_ms=excluded.seen_ms, sum=excluded.sum"));
    const milliseconds minute = std::chrono::floor<minutes>(seen).time_since_epoch();
    write->bind_blob(1, blob_of(ledger.device)).bind_text(2, wire::encode(ledger));
    write->bind_integer(3, minute.count());
    TRY_DO(write->run());
  }
  TRY_DO(write_shown(shown));
  TRY_DO(transaction.commit());
  untidy_ = true;
  return ok();
}

Status CollectorStore::tidy() {
  TRY_DO(recover());
  TRY_DO(database_->checkpoint_truncate());
  untidy_ = false;
  return ok();
}

Status CollectorStore::rewrite() {
  TRY_DO(recover());
  TRY_DO(database_->rewrite());
  unordered_ = false;
  return tidy();
}

Status CollectorStore::put_tablet(const trust::KnownTablet& tablet) {
  TRY_DO(recover());
  TRY_DO(write_tablet(tablet));
  keep_identity_file();
  return ok();
}

Status CollectorStore::write_tablet(const trust::KnownTablet& tablet) {
  TRY(Loan write,
      database_->cached("INSERT INTO pairing(device, public_key, name, room, revoked, sum) "
                        "VALUES(?1, ?2, ?3, ?4, ?5, lintel_sum('pairing', ?1, ?2, ?3, ?4, ?5)) "
                        "ON CONFLICT(device) DO UPDATE SET public_key=excluded.public_key, "
                        "name=excluded.name, room=excluded.room, revoked=excluded.revoked, "
                        "sum=excluded.sum"));
  write->bind_blob(1, blob_of(tablet.device)).bind_text(2, tablet.key.text());
  write->bind_text(3, tablet.name).bind_text(4, tablet.room.value);
  write->bind_integer(5, tablet.admission == trust::Admission::revoked ? 1 : 0);
  return write->run();
}

Status CollectorStore::close() {
  if (database_->has_moved()) {
    TRY_DO(database_->reopen());
  }
  // Who copies the folder while it stands still copies no order of arrival.
  if (unordered_ && !database_->suspect()) {
    const auto bytes = database_->used_bytes();
    if (bytes && *bytes <= rewritten_at_close_bytes_max) {
      static_cast<void>(database_->rewrite());  // at the day's end it is tried again
    }
  }
  const Status checkpointed = database_->checkpoint_truncate();
  database_.reset();
  return checkpointed;
}

}  // namespace lintel::collector
