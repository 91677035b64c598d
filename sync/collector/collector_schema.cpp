#include "sync/collector/collector_schema.h"

#include <array>
#include <string>

namespace lintel::collector {
namespace {

constexpr std::uint32_t application_id = 0x4C4E5443;  // "LNTC"
// A million answers of 1 KB, with room for their index: more than any district's day.
constexpr std::int64_t database_bytes_max = std::int64_t{4} * 1024 * 1024 * 1024;
// Keys are random, so every row lands on a page of its own: SQLite's 2 MB of cache would read most
// of them back from the file, and its 4 MB of log would copy each page home after two groups.
constexpr std::string_view pace =
    "PRAGMA cache_size=-8192;"  // KiB; the memory budget of DESIGN section 9 is 64 MB
    "PRAGMA journal_size_limit=16777216;";
constexpr int log_pages_max = 4096;  // 16 MB

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
// Every row of the small tables carries its own checksum from here on (SummedTable); those of
// answers and notes have the SHA-256 of their bytes. One that no longer agrees makes way, so that
// the same id can come again: `unreadable`.
const std::string& schema_6() {
  static const std::string text = [] {
    std::string all =
        "CREATE TABLE unreadable("
        "  device BLOB NOT NULL CHECK(length(device)=16),"
        "  id BLOB NOT NULL CHECK(length(id)=16),"
        "  kind TEXT NOT NULL CHECK(kind IN ('response', 'note')),"
        "  sha256 BLOB NOT NULL,"
        "  bytes TEXT NOT NULL,"
        "  PRIMARY KEY(device, id)) STRICT, WITHOUT ROWID;";
    for (const SummedTable& table : summed_tables) {
      const std::string name(table.name);
      all += "ALTER TABLE " + name + " ADD COLUMN sum BLOB;";
      all += "UPDATE " + name + " SET sum=" + sum_of(table) + ";";
    }
    return all;
  }();
  return text;
}

std::span<const std::string_view> migrations() {
  static const std::array<std::string_view, 6> all{schema_1, schema_2, schema_3,
                                                   schema_4, schema_5, schema_6()};
  return all;
}

}  // namespace

std::string sum_of(const SummedTable& table) {
  return "lintel_sum('" + std::string(table.name) + "', " + std::string(table.columns) + ")";
}

store::DatabaseOptions collector_database(const std::string& path) {
  return {.path = path,
          .application_id = application_id,
          .migrations = migrations(),
          .bytes_max = database_bytes_max,
          .further_settings = pace,
          .log_pages_max = log_pages_max};
}

Result<store::Integrity> check_rows(store::Database& database) {
  for (const SummedTable& table : summed_tables) {
    TRY(const std::int64_t damaged,
        database.integer("SELECT count(*) FROM " + std::string(table.name) + " WHERE sum IS NOT " +
                         sum_of(table)));
    if (damaged > 0) {
      return store::Integrity::damaged;
    }
  }
  return store::Integrity::sound;
}

}  // namespace lintel::collector
