#include "sync/collector/collector_store.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <utility>

#include "shared/wire/cloudevents.h"
#include "shared/wire/ledger_json.h"
#include "sync/collector/collector_settings.h"

namespace lintel::collector {
namespace {

using store::Database;
using store::Integrity;
using store::Loan;
using store::Transaction;

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
constexpr std::array migrations{schema_1, schema_2, schema_3, schema_4};

std::string_view view(const Uuid& id) {
  return {reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()};
}

std::string_view view(const Sha256& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

template <class Bytes>
bool copy_into(Bytes& target, const std::string& blob) {
  if (blob.size() != target.size()) {
    return false;
  }
  std::copy(blob.begin(), blob.end(), target.begin());
  return true;
}

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

Result<Uuid> name_of(Database& database, const Uuid& new_id) {
  TRY(const std::string text, setting(database, "collector"));
  if (!text.empty()) {
    return Uuid::parse(text);
  }
  TRY_DO(set_setting(database, "collector", new_id.text()));
  return new_id;
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

Result<CollectorStore> CollectorStore::open(const std::string& path, const Uuid& new_id) {
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
  TRY(const Uuid collector, name_of(**database, new_id));
  return CollectorStore(std::move(database).value(), collector, std::move(notice));
}

// After an error of the disk nothing is built on what reading shows (Database::reopen).
Status CollectorStore::recover() {
  return database_->suspect() ? database_->reopen() : ok();
}

Result<wire::ItemStatus> CollectorStore::insert(const Row& row) {
  {
    TRY(Loan write, database_->cached("INSERT INTO response(device, id, sha256, bytes) "
                                      "VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING"));
    write->bind_blob(1, view(row.device)).bind_blob(2, view(row.id));
    write->bind_blob(3, view(row.hash)).bind_text(4, row.bytes);
    TRY_DO(write->run());
  }
  Found found{database_->changed_rows() == 1, {}};
  if (!found.inserted) {
    TRY(Loan read, database_->cached("SELECT sha256 FROM response WHERE device=?1 AND id=?2"));
    read->bind_blob(1, view(row.device)).bind_blob(2, view(row.id));
    TRY(const bool exists, read->step());
    if (!exists || !copy_into(found.known, read->column_blob(0))) {
      return Error{ErrorCode::corrupt, database_->path() + " gave back a row that is not whole."};
    }
  }
  return judge(row.hash, found);
}

Result<std::vector<std::vector<wire::ItemStatus>>> CollectorStore::store(
    const std::vector<const Intake*>& intakes) {
  TRY_DO(recover());
  TRY(Transaction transaction, Transaction::begin(*database_));
  std::vector<std::vector<wire::ItemStatus>> all;
  all.reserve(intakes.size());
  for (const Intake* intake : intakes) {
    std::vector<wire::ItemStatus> statuses;
    statuses.reserve(intake->rows.size());
    for (const Row& row : intake->rows) {
      TRY(const wire::ItemStatus status, insert(row));
      statuses.push_back(status);
    }
    all.push_back(std::move(statuses));
  }
  TRY_DO(transaction.commit());
  return all;
}

Status CollectorStore::put_ledger(const Ledger& ledger, UtcTime seen) {
  TRY_DO(recover());
  TRY(Loan write, database_->cached("INSERT INTO tablet(device, ledger, seen_ms) "
                                    "VALUES(?1, ?2, ?3) ON CONFLICT(device) DO UPDATE SET "
                                    "ledger=excluded.ledger, seen_ms=excluded.seen_ms"));
  write->bind_blob(1, view(ledger.device)).bind_text(2, wire::encode(ledger));
  write->bind_integer(3, seen.time_since_epoch().count());
  return write->run();
}

Status CollectorStore::put_tablet(const trust::KnownTablet& tablet) {
  TRY(Loan write,
      database_->cached("INSERT INTO pairing(device, public_key, name, room, revoked) "
                        "VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT(device) DO UPDATE SET "
                        "public_key=excluded.public_key, name=excluded.name, room=excluded.room, "
                        "revoked=excluded.revoked"));
  write->bind_blob(1, view(tablet.device)).bind_text(2, tablet.key.text());
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
    Uuid device;
    const auto key = trust::PublicKey::parse(read->column_text(1));
    if (!copy_into(device.bytes, read->column_blob(0)) || !key) {
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
  TRY_DO(read_responses(books));
  TRY_DO(read_ledgers(books));
  return books;
}

Status CollectorStore::read_responses(Books& books) {
  TRY(Loan read, database_->cached("SELECT device, id, bytes FROM response"));
  for (;;) {
    TRY(const bool more, read->step());
    if (!more) {
      return ok();
    }
    Row row;
    std::string bytes = read->column_text(2);
    Result<Response> response = wire::decode(bytes);
    const bool whole = copy_into(row.device.bytes, read->column_blob(0)) &&
                       copy_into(row.id.bytes, read->column_blob(1));
    if (!whole || !response) {
      ++books.unread;
      continue;
    }
    row.response = std::move(response).value();
    books.add(row);
  }
}

Status CollectorStore::read_ledgers(Books& books) {
  TRY(Loan read, database_->cached("SELECT ledger, seen_ms FROM tablet"));
  for (;;) {
    TRY(const bool more, read->step());
    if (!more) {
      return ok();
    }
    Result<Ledger> ledger = wire::decode_ledger(read->column_text(0));
    if (ledger) {
      books.set_ledger(std::move(ledger).value(), UtcTime{milliseconds{read->column_integer(1)}});
    }
  }
}

Status CollectorStore::close() {
  const Status checkpointed = database_->checkpoint_truncate();
  database_.reset();
  return checkpointed;
}

}  // namespace lintel::collector
