#include "sync/store/database.h"

#include <sqlite3.h>

#include <cerrno>
#include <cstring>

#include "sync/store/row_sum.h"

namespace lintel::store {
namespace {

// STRICT came with 3.37; 3.40 is what every supported distribution has at least.
constexpr int oldest_sqlite = 3'040'000;
static_assert(SQLITE_VERSION_NUMBER >= oldest_sqlite, "SQLite 3.40 or newer is needed");

// How much WAL may stay on disk between checkpoints, and the page it is made of.
constexpr std::int64_t page_bytes = 4096;
// No Lintel will have taken so many steps: a larger number is damage, not a newer program's.
constexpr std::int64_t plausible_version_max = 65'535;
// Only before the first table: later, setting them again would write to the file at every start.
constexpr std::string_view birth_settings =
    "PRAGMA page_size=4096;"
    "PRAGMA auto_vacuum=INCREMENTAL;";
constexpr std::string_view settings =
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"
    "PRAGMA secure_delete=ON;"
    "PRAGMA temp_store=MEMORY;"
    "PRAGMA mmap_size=0;"
    "PRAGMA journal_size_limit=4194304;"
    "PRAGMA foreign_keys=ON;"
    "PRAGMA trusted_schema=OFF;";

bool disk_is_full(int system_error) {
  return system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG;
}

ErrorCode code_of(int sqlite_code, int system_error) {
  switch (sqlite_code & 0xff) {
    case SQLITE_FULL:
      return ErrorCode::full;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return ErrorCode::corrupt;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ErrorCode::busy;
    case SQLITE_TOOBIG:
      return ErrorCode::limit;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
      return ErrorCode::invalid;
    default:
      return disk_is_full(system_error) ? ErrorCode::full : ErrorCode::io;
  }
}

int last_error_of(sqlite3_file* file) {
  int system_error = 0;
  if (file != nullptr && file->pMethods != nullptr) {
    file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &system_error);
  }
  return system_error;
}

// What SQLite remembers is errno as it was after it had cleaned up, which may be nothing any more.
// The files know better.
int last_system_error(sqlite3* handle) {
  int system_error = sqlite3_system_errno(handle);
  for (const int which : {SQLITE_FCNTL_JOURNAL_POINTER, SQLITE_FCNTL_FILE_POINTER}) {
    sqlite3_file* file = nullptr;
    if (system_error == 0 && sqlite3_file_control(handle, "main", which, &file) == SQLITE_OK) {
      system_error = last_error_of(file);
    }
  }
  return system_error;
}

bool may_be_written(const std::string& path) {
  sqlite3_vfs* const vfs = sqlite3_vfs_find(nullptr);
  int may = 0;
  return vfs->xAccess(vfs, path.c_str(), SQLITE_ACCESS_READWRITE, &may) == SQLITE_OK && may != 0;
}

std::string sentence(ErrorCode code, const std::string& path, const std::string& said) {
  switch (code) {
    case ErrorCode::full:
      return "There is no room left for " + path +
             ": free some space on that disk and saving goes on by itself.";
    case ErrorCode::corrupt:
      return path + " is damaged or no Lintel database (" + said + ").";
    case ErrorCode::busy:
      return path + " is in use by another program: close that one first.";
    case ErrorCode::invalid:
    case ErrorCode::not_found:
    case ErrorCode::io:
    case ErrorCode::newer:
    case ErrorCode::unavailable:
    case ErrorCode::refused:
    case ErrorCode::limit:
    case ErrorCode::cancelled:
      break;
  }
  return path + " could not be read or written (" + said +
         "): check that its folder exists, is writable, and that the disk is healthy.";
}

}  // namespace

// --- Database --------------------------------------------------------------------------------

Result<std::unique_ptr<Database>> Database::open(const DatabaseOptions& options) {
  if (sqlite3_libversion_number() < oldest_sqlite) {
    return Error{ErrorCode::unavailable, std::string("SQLite ") + sqlite3_libversion() +
                                             " is too old: install SQLite 3.40 or newer."};
  }
  std::unique_ptr<Database> database(new Database(options));
  TRY_DO(database->open_file());
  return database;
}

Status Database::open_file() {
  TRY(const LogState log, examine_log(path()));
  durable_ = log.whole;
  TRY_DO(connect());
  Status usable = recognise();
  if (usable && log.hides_commits) {
    usable = Error{ErrorCode::corrupt, path() + "-wal is damaged."};
  }
  usable = usable ? configure() : usable;
  usable = usable ? migrate() : usable;
  usable = usable ? limit_size() : usable;
  if (!usable && usable.error().code == ErrorCode::io && sqlite3_errcode(handle_) == SQLITE_ERROR) {
    // Neither the disk nor the folder: what the file says of itself makes no sense.
    usable = Error{ErrorCode::corrupt, usable.error().message};
  }
  if (!usable) {
    // A file that could not be understood is not to be changed by closing it.
    leave_as_is();
  }
  return usable;
}

void Database::close_as_is() {
  leave_as_is();
  cache_.clear();
  sqlite3_close_v2(std::exchange(handle_, nullptr));
}

Status Database::reopen() {
  suspect_ = true;
  if (has_moved()) {
    TRY_DO(rescue());
  }
  close_as_is();
  if (durable_) {
    TRY_DO(cut_log(path(), *durable_));
  }
  const Status opened = open_file();
  const Status sound = opened ? check_again() : opened;
  if (!sound) {
    close_as_is();
    return sound;
  }
  moved_ = false;
  suspect_ = false;
  return ok();
}

Status Database::check_again() {
  TRY(const Integrity integrity, check());
  return integrity == Integrity::sound ? ok()
                                       : Status(Error{ErrorCode::corrupt, path() + " is damaged."});
}

// Takes the place of SQLite's own hook, which looks after the length of the WAL.
void Database::on_commit(std::uint32_t log_frames) {
  sqlite3_file* log = nullptr;
  sqlite3_file_control(handle_, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
  const auto salts = log_salts(log);
  durable_ = salts ? std::optional(LogMark{*salts, log_frames}) : std::nullopt;
  moved_ = moved_ || has_moved();
  if (log_frames >= static_cast<std::uint32_t>(options_.log_pages_max)) {
    sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  }
}

Database::~Database() {
  cache_.clear();
  sqlite3_close_v2(handle_);
}

Status Database::connect() {
  const int code =
      sqlite3_open_v2(path().c_str(), &handle_,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  if (code != SQLITE_OK) {
    return error(code);
  }
  sqlite3_extended_result_codes(handle_, 1);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  const auto committed = [](void* self, sqlite3*, const char*, int frames) {
    static_cast<Database*>(self)->on_commit(static_cast<std::uint32_t>(frames));
    return SQLITE_OK;
  };
  sqlite3_wal_hook(handle_, committed, this);
  const int added = add_row_sum(handle_);
  return added == SQLITE_OK ? ok() : Status(error(added));
}

void Database::leave_as_is() {
  if (handle_ == nullptr) {
    return;
  }
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

// Reads only.
Status Database::recognise() {
  // Before the first read: then the WAL's index lives in memory and no -shm file is made.
  TRY_DO(run("PRAGMA locking_mode=EXCLUSIVE;"));
  TRY(const std::int64_t owner, integer("PRAGMA application_id"));
  TRY(const std::int64_t version, integer("PRAGMA user_version"));
  TRY(const std::int64_t pages, integer("PRAGMA page_count"));
  // Without a table it has just been made: by a first start that a power cut ended, as a rule.
  bool is_empty = pages == 0;
  if (!is_empty && owner == 0 && version == 0) {
    TRY(const std::int64_t tables, integer("SELECT count(*) FROM sqlite_schema"));
    is_empty = tables == 0;
  }
  if (!is_empty && owner != static_cast<std::int64_t>(options_.application_id)) {
    return Error{ErrorCode::corrupt, path() + " is the database of another program."};
  }
  if (sqlite3_db_readonly(handle_, "main") == 1 && may_be_written(path())) {
    return Error{ErrorCode::corrupt, path() + " is damaged in its first page."};
  }
  if (version > static_cast<std::int64_t>(options_.migrations.size())) {
    if (version > plausible_version_max) {
      return Error{ErrorCode::corrupt, path() + " is damaged in its first page."};
    }
    return Error{ErrorCode::newer, path() + " was written by a newer Lintel: install that version" +
                                       " again, or choose another data folder."};
  }
  return ok();
}

Status Database::configure() {
  TRY(const std::int64_t pages, integer("PRAGMA page_count"));
  if (pages == 0) {
    TRY_DO(run(birth_settings));
  }
  TRY_DO(run(settings));
  TRY_DO(run(options_.further_settings));
  TRY(Statement mode, prepare("PRAGMA journal_mode"));
  TRY(const bool row, mode.step());
  if (!row || mode.column_text(0) != "wal") {
    return Error{ErrorCode::io, path() + " cannot be kept safely: this file system allows no " +
                                    "write-ahead log; choose a local disk."};
  }
  return ok();
}

// After the migration: while it rewrites a table, both take room.
Status Database::limit_size() {
  if (options_.bytes_max <= 0) {
    return ok();
  }
  const std::int64_t pages_max = options_.bytes_max / page_bytes;
  return run("PRAGMA max_page_count=" + std::to_string(pages_max));
}

Status Database::migrate() {
  TRY(const std::int64_t found, integer("PRAGMA user_version"));
  const auto version = static_cast<std::size_t>(found);
  if (version == options_.migrations.size()) {
    return ok();
  }
  TRY(Transaction transaction, Transaction::begin(*this));
  const Status migrated = migrate_from(version);
  if (!migrated && (migrated.error().code == ErrorCode::invalid ||
                    (migrated.error().code == ErrorCode::io && !suspect_))) {
    // Neither the disk nor a lack of room: the tables are not those of the version it claims.
    return Error{ErrorCode::corrupt, migrated.error().message};
  }
  TRY_DO(migrated);
  TRY_DO(run("PRAGMA application_id=" + std::to_string(options_.application_id)));
  TRY_DO(run("PRAGMA user_version=" + std::to_string(options_.migrations.size())));
  return transaction.commit();
}

Status Database::migrate_from(std::size_t version) {
  for (std::size_t step = version; step < options_.migrations.size(); ++step) {
    TRY_DO(run(options_.migrations[step]));
    if (options_.after_step) {
      TRY_DO(options_.after_step(*this, static_cast<int>(step) + 1));
    }
  }
  return ok();
}

Result<Statement> Database::prepare(std::string_view sql) {
  sqlite3_stmt* handle = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
  if (code != SQLITE_OK) {
    return error(code);
  }
  return Statement(this, handle);
}

Result<Loan> Database::cached(std::string_view literal) {
  const auto found = cache_.find(literal);
  if (found != cache_.end()) {
    return Loan(found->second);
  }
  TRY(Statement statement, prepare(literal));
  return Loan(cache_.emplace(literal, std::move(statement)).first->second);
}

Status Database::run(std::string_view sql) {
  const std::string terminated(sql);
  const int code = sqlite3_exec(handle_, terminated.c_str(), nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? ok() : Status(error(code));
}

Result<std::int64_t> Database::integer(std::string_view sql) {
  TRY(Statement statement, prepare(sql));
  TRY(const bool row, statement.step());
  return row ? statement.column_integer(0) : 0;
}

std::int64_t Database::changed_rows() const {
  return handle_ == nullptr ? 0 : sqlite3_changes64(handle_);
}

Result<Integrity> Database::check() {
  TRY(Statement statement, prepare("PRAGMA integrity_check(1)"));
  TRY(const bool row, statement.step());
  return row && statement.column_text(0) == "ok" ? Integrity::sound : Integrity::damaged;
}

Result<std::int64_t> Database::used_bytes() {
  TRY(const std::int64_t pages, integer("PRAGMA page_count"));
  TRY(const std::int64_t unused, integer("PRAGMA freelist_count"));
  return (pages - unused) * page_bytes;
}

Status Database::shrink() {
  // Each step of the statement frees a page, so all of its rows have to be taken.
  TRY(Statement statement, prepare("PRAGMA incremental_vacuum"));
  for (;;) {
    TRY(const bool row, statement.step());
    if (!row) {
      return ok();
    }
  }
}

Status Database::rewrite() {
  return run("VACUUM");
}

Status Database::checkpoint_truncate() {
  if (handle_ == nullptr) {
    return error(SQLITE_MISUSE);
  }
  const int code =
      sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  return code == SQLITE_OK ? ok() : Status(error(code));
}

Error Database::error(int code) const {
  const int system_error = handle_ == nullptr ? 0 : last_system_error(handle_);
  const bool is_io = (code & 0xff) == SQLITE_IOERR || (code & 0xff) == SQLITE_CANTOPEN;
  const ErrorCode kind = code_of(code, is_io ? system_error : 0);
  if (kind == ErrorCode::corrupt || (kind == ErrorCode::io && (code & 0xff) == SQLITE_IOERR)) {
    suspect_ = true;
  }
  std::string said = handle_ == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(handle_);
  if (is_io && system_error != 0) {
    said += std::string(", ") + std::strerror(system_error);
  }
  return Error{kind, sentence(kind, path(), said)};
}

// --- Transaction -----------------------------------------------------------------------------

Result<Transaction> Transaction::begin(Database& database) {
  TRY_DO(database.in_its_place());
  TRY(Loan begin, database.cached("BEGIN IMMEDIATE"));
  TRY_DO(begin->run());
  return Transaction(database);
}

Status Transaction::commit() {
  TRY(Loan commit, database_->cached("COMMIT"));
  TRY_DO(commit->run());
  database_ = nullptr;
  return ok();
}

Transaction::~Transaction() {
  // After some failures (disk full, I/O) SQLite has rolled back by itself and this says so;
  // either way nothing of the transaction is left.
  if (database_ != nullptr) {
    static_cast<void>(database_->run("ROLLBACK"));
  }
}

}  // namespace lintel::store
