#include "sync/collector/collector_store.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <tuple>
#include <utility>

#include "shared/wire/cloudevents.h"
#include "shared/wire/ledger_json.h"
#include "sync/collector/collector_settings.h"
#include "sync/collector/secret.h"
#include "sync/store/blobs.h"

namespace lintel::collector {
namespace {

using store::blob_of;
using store::Database;
using store::digest_of;
using store::Integrity;
using store::Loan;
using store::Transaction;
using store::uuid_of;

constexpr std::uint32_t application_id = 0x4C4E5443;  // "LNTC"
// A million answers of 1 KB, with room for their index: more than any district's day.
constexpr std::int64_t database_bytes_max = std::int64_t{4} * 1024 * 1024 * 1024;
// Keys are random, so every row lands on a page of its own: SQLite's 2 MB of cache would read most
// of them back from the file, and its 4 MB of log would copy each page home after two groups.
constexpr std::string_view pace =
    "PRAGMA cache_size=-8192;"  // KiB; the memory budget of DESIGN section 9 is 64 MB
    "PRAGMA journal_size_limit=16777216;";
constexpr int log_pages_max = 4096;  // 16 MB
constexpr int set_aside_max = 1000;
// Two seconds of rewriting on a slow disk; a larger one waits for the day's end.
constexpr std::int64_t rewritten_at_close_bytes_max = std::int64_t{128} * 1024 * 1024;
constexpr std::string_view notes_key_setting = "notes_key";

constexpr std::string_view schema_1 =
    "CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE schedule(event TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE response("
    "  device BLOB NOT NULL CHECK(length(device)=16),"
    "  id BLOB NOT NULL CHECK(length(id)=16),"
    "  sha256 BLOB NOT NULL CHECK(length(sha256)=32),"
    "  bytes TEXT NOT NULL,"
    "  PRIMARY KEY(device, id)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE tablet("
    "  device BLOB PRIMARY KEY CHECK(length(device)=16),"
    "  ledger TEXT NOT NULL,"
    "  seen_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;";
// Every load is kept from here on. Of a database before that, the event that was served comes last.
constexpr std::string_view schema_2 =
    "CREATE TABLE version("
    "  number INTEGER PRIMARY KEY,"
    "  replaced INTEGER NOT NULL,"
    "  event TEXT NOT NULL,"
    "  title TEXT NOT NULL,"
    "  sessions INTEGER NOT NULL,"
    "  source TEXT NOT NULL,"
    "  loaded_ms INTEGER NOT NULL,"
    "  document TEXT NOT NULL) STRICT;"
    "INSERT INTO version SELECT row_number() OVER served, row_number() OVER served - 1, event,"
    "  coalesce(json_extract(document, '$.event.title'), ''),"
    "  coalesce(json_array_length(document, '$.event.sessions'), 0), '', 0, document"
    "  FROM schedule WINDOW served AS (ORDER BY"
    "  event=(SELECT value FROM setting WHERE key='event'), event);"
    "INSERT INTO setting(key, value) SELECT 'version', CAST(max(number) AS TEXT) FROM version"
    "  WHERE EXISTS(SELECT 1 FROM version) HAVING max(number) > 0;"
    "DROP TABLE schedule;"
    "DELETE FROM setting WHERE key='event';";
// Who may send, and who no more. A row is never deleted: a revoked tablet stays known as such.
constexpr std::string_view schema_3 =
    "CREATE TABLE pairing("
    "  device BLOB PRIMARY KEY CHECK(length(device)=16),"
    "  public_key TEXT NOT NULL,"
    "  name TEXT NOT NULL,"
    "  room TEXT NOT NULL,"
    "  revoked INTEGER NOT NULL CHECK(revoked IN (0, 1))) STRICT, WITHOUT ROWID;";
// Browsers that are signed in to the admin page, by the SHA-256 of what their cookie holds.
constexpr std::string_view schema_4 =
    "CREATE TABLE admin_session("
    "  token BLOB PRIMARY KEY CHECK(length(token)=32),"
    "  began_ms INTEGER NOT NULL,"
    "  used_ms INTEGER NOT NULL,"
    "  by_link INTEGER NOT NULL CHECK(by_link IN (0, 1))) STRICT, WITHOUT ROWID;";
// Notes are records of their own; what was shown is remembered; a tablet's last call is known to
// the minute. Answers are rewritten to what today's encoder makes of them
// (collector_rewriting.cpp), which SQL cannot: the setting says that it is still to be done.
constexpr std::string_view schema_5 =
    "CREATE TABLE note("
    "  device BLOB NOT NULL CHECK(length(device)=16),"
    "  id BLOB NOT NULL CHECK(length(id)=16),"
    "  sha256 BLOB NOT NULL CHECK(length(sha256)=32),"
    "  event TEXT NOT NULL, purpose TEXT NOT NULL, session TEXT NOT NULL,"
    "  listed INTEGER NOT NULL DEFAULT 0 CHECK(listed IN (0, 1)),"
    "  bytes TEXT NOT NULL,"
    "  PRIMARY KEY(device, id)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE disclosure("
    "  event TEXT NOT NULL, purpose TEXT NOT NULL, session TEXT NOT NULL,"
    "  state TEXT NOT NULL,"
    "  PRIMARY KEY(event, purpose, session)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE pool(event TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE set_aside(device BLOB PRIMARY KEY CHECK(length(device)=16))"
    "  STRICT, WITHOUT ROWID;"
    "CREATE TABLE written_off("
    "  device BLOB PRIMARY KEY CHECK(length(device)=16),"
    "  since_minutes INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE identity_shared("
    "  device BLOB PRIMARY KEY CHECK(length(device)=16),"
    "  rooms TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE day_over("
    "  event TEXT NOT NULL, day INTEGER NOT NULL, said_minutes INTEGER NOT NULL,"
    "  PRIMARY KEY(event, day)) STRICT, WITHOUT ROWID;"
    "UPDATE tablet SET seen_ms=seen_ms - seen_ms % 60000;"
    "INSERT INTO setting(key, value) VALUES('answers_to_rewrite', 'yes');";
constexpr std::array migrations{schema_1, schema_2, schema_3, schema_4, schema_5};

Result<std::unique_ptr<Database>> open_sound(const std::string& path) {
  TRY(auto database, Database::open({.path = path,
                                     .application_id = application_id,
                                     .migrations = migrations,
                                     .bytes_max = database_bytes_max,
                                     .further_settings = pace,
                                     .log_pages_max = log_pages_max}));
  TRY(const Integrity integrity, database->quick_check());
  if (integrity == Integrity::damaged) {
    database->leave_as_is();
    return Error{ErrorCode::corrupt, path + " is damaged."};
  }
  return database;
}

// Renames the database and its -wal; returns the new name.
Result<std::string> set_aside(const std::string& path) {
  const std::filesystem::path original(path);
  for (int number = 1; number <= set_aside_max; ++number) {
    std::filesystem::path kept = original;
    kept.replace_filename(original.stem().string() + "-corrupt-" + std::to_string(number) +
                          original.extension().string());
    std::error_code failure;
    if (std::filesystem::exists(kept, failure)) {
      continue;
    }
    std::filesystem::rename(original, kept, failure);
    if (failure) {
      break;
    }
    const std::filesystem::path wal = path + "-wal";
    if (std::filesystem::exists(wal, failure)) {
      std::filesystem::rename(wal, kept.string() + "-wal", failure);
    }
    return kept.filename().string();
  }
  return Error{ErrorCode::io, path +
                                  " is damaged and could not be renamed: move it away and start" +
                                  " again; it is kept as it is."};
}

// A fresh database beside a shown.json goes on as the collector that wrote it.
Result<Uuid> name_of(Database& database, const Uuid& new_id, const std::optional<Uuid>& of_file) {
  TRY(const std::string text, setting(database, "collector"));
  if (!text.empty()) {
    return Uuid::parse(text);
  }
  const Uuid name = of_file.value_or(new_id);
  TRY_DO(set_setting(database, "collector", name.text()));
  return name;
}

// Which key notes are sealed to; it never changes behind anybody's back.
Result<trust::NotesPublicKey> notes_key_of(Database& database,
                                           const CollectorStore::Opening& opening) {
  TRY(const std::string text, setting(database, notes_key_setting));
  if (!text.empty()) {
    return trust::NotesPublicKey::parse(text);
  }
  TRY(trust::NotesPublicKey key, opening.first_notes_key());
  TRY_DO(set_setting(database, notes_key_setting, key.text()));
  return key;
}

}  // namespace

Result<std::string> setting(Database& database, std::string_view key) {
  TRY(Loan read, database.cached("SELECT value FROM setting WHERE key=?1"));
  read->bind_text(1, key);
  TRY(const bool found, read->step());
  return found ? read->column_text(0) : std::string{};
}

Status set_setting(Database& database, std::string_view key, std::string_view value) {
  TRY(Loan write, database.cached("INSERT INTO setting(key, value) VALUES(?1, ?2) "
                                  "ON CONFLICT(key) DO UPDATE SET value=excluded.value"));
  write->bind_text(1, key).bind_text(2, value);
  return write->run();
}

Result<CollectorStore> CollectorStore::open(const Opening& opening) {
  const std::string& path = opening.path;
  std::string notice;
  auto database = open_sound(path);
  if (!database && database.error().code == ErrorCode::corrupt) {
    TRY(const std::string kept, set_aside(path));
    notice = "The database could not be read; it is kept as " + kept +
             " beside a fresh one, and tablets are asked to send everything they still have again.";
    database = open_sound(path);
  }
  if (!database) {
    return std::move(database).error();
  }
  const auto file = read_shown_file(path);
  TRY(const Uuid collector,
      name_of(**database, opening.new_id,
              file ? std::optional<Uuid>{file->collector} : std::optional<Uuid>{}));
  TRY(const trust::NotesPublicKey key, notes_key_of(**database, opening));
  CollectorStore store(std::move(database).value(), key, collector, std::move(notice));
  TRY_DO(store.rewrite_answers());
  TRY_DO(store.join_shown_file(file, opening.now));
  return store;
}

// After an error of the disk nothing is built on what reading shows (Database::reopen).
Status CollectorStore::recover() {
  return database_->suspect() ? database_->reopen() : ok();
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

Result<CollectorStore::Statuses> CollectorStore::store(const std::vector<const Intake*>& intakes) {
  TRY_DO(recover());
  TRY(Transaction transaction, Transaction::begin(*database_));
  TRY(Statuses statuses, insert_all(intakes));
  TRY_DO(transaction.commit());
  untidy_ = true;
  unordered_ = true;
  return statuses;
}

Status CollectorStore::put_ledger(const Ledger& ledger, UtcTime seen) {
  TRY_DO(recover());
  TRY(Loan write, database_->cached("INSERT INTO tablet(device, ledger, seen_ms) "
                                    "VALUES(?1, ?2, ?3) ON CONFLICT(device) DO UPDATE SET "
                                    "ledger=excluded.ledger, seen_ms=excluded.seen_ms"));
  const milliseconds minute = std::chrono::floor<minutes>(seen).time_since_epoch();
  write->bind_blob(1, blob_of(ledger.device)).bind_text(2, wire::encode(ledger));
  write->bind_integer(3, minute.count());
  TRY_DO(write->run());
  untidy_ = true;
  return ok();
}

Status CollectorStore::tidy() {
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
  TRY(Loan write,
      database_->cached("INSERT INTO pairing(device, public_key, name, room, revoked) "
                        "VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT(device) DO UPDATE SET "
                        "public_key=excluded.public_key, name=excluded.name, room=excluded.room, "
                        "revoked=excluded.revoked"));
  write->bind_blob(1, blob_of(tablet.device)).bind_text(2, tablet.key.text());
  write->bind_text(3, tablet.name).bind_text(4, tablet.room.value);
  write->bind_integer(5, tablet.admission == trust::Admission::revoked ? 1 : 0);
  return write->run();
}

Result<std::vector<trust::KnownTablet>> CollectorStore::read_tablets() {
  TRY(Loan read, database_->cached("SELECT device, public_key, name, room, revoked FROM pairing"));
  std::vector<trust::KnownTablet> tablets;
  for (;;) {
    TRY(const bool more, read->step());
    if (!more) {
      return tablets;
    }
    const Uuid device = uuid_of(read->column_blob(0));
    const auto key = trust::PublicKey::parse(read->column_text(1));
    if (device.is_nil() || !key) {
      return Error{ErrorCode::corrupt, database_->path() + " holds a pairing that is not whole."};
    }
    const bool revoked = read->column_integer(4) != 0;
    tablets.push_back({device, *key, read->column_text(2), RoomId{read->column_text(3)},
                       revoked ? trust::Admission::revoked : trust::Admission::paired});
  }
}

Result<Books> CollectorStore::read_books() {
  Books books;
  TRY_DO(read_schedule(books));
  TRY_DO(read_answers(books));
  TRY_DO(read_notes(books));
  TRY_DO(read_ledgers(books));
  TRY_DO(read_shown(books));
  TRY_DO(read_tablet_marks(books));
  TRY(const auto paired, read_tablets());
  for (const trust::KnownTablet& tablet : paired) {
    if (tablet.admission == trust::Admission::paired) {
      books.paired[tablet.device] = tablet.room;
    }
  }
  return books;
}

Status CollectorStore::read_answers(Books& books) {
  TRY(Loan read, database_->cached("SELECT sha256, bytes FROM response"));
  for (;;) {
    TRY(const bool more, read->step());
    if (!more) {
      return ok();
    }
    const std::string bytes = read->column_text(1);
    const auto intake = read_batch("[" + bytes + "]");
    const bool is_whole = intake && intake->rows.size() == 1 &&
                          intake->rows.front().hash == digest_of(read->column_blob(0));
    if (is_whole) {
      books.add(intake->rows.front());
    } else {
      ++books.unread;
    }
  }
}

Status CollectorStore::read_ledgers(Books& books) {
  TRY(Loan read, database_->cached("SELECT ledger, seen_ms FROM tablet"));
  for (;;) {
    TRY(const bool more, read->step());
    if (!more) {
      break;
    }
    Result<Ledger> ledger = wire::decode_ledger(read->column_text(0));
    if (ledger) {
      books.set_ledger(std::move(ledger).value(), UtcTime{milliseconds{read->column_integer(1)}});
    }
  }
  for (const auto& [device, tablet] : books.tablets) {
    for (const auto& [topic, received] : tablet.received) {
      books.refresh(topic, device);
    }
  }
  return ok();
}

Status CollectorStore::close() {
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
