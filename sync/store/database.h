// One SQLite connection as a value that cannot be misused: RAII handle, RAII statements, a
// transaction that rolls back unless committed. <sqlite3.h> is seen by the .cpp only.
//
// Exactly one Database exists for a file, and it both writes and checkpoints: SQLite before 3.51.3
// can lose a commit when two connections meet at a WAL reset (sqlite.org/wal.html#walresetbug), and
// Debian ships 3.40. locking_mode=EXCLUSIVE keeps every other connection out.
//
// Settings: WAL with synchronous=FULL (a commit that returned survives a power cut),
// secure_delete=ON (freed content is overwritten), temp_store=MEMORY, mmap_size=0, a quota by
// max_page_count. SQL has one function more, lintel_sum(…) of row_sum.h. One owner thread; no
// locks. Failures come back as Errors whose code says what to do: full (disk or quota), corrupt,
// busy, io.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "shared/core/result.h"
#include "sync/store/log_file.h"

struct sqlite3;
struct sqlite3_stmt;

namespace lintel::store {

class Database;

struct DatabaseOptions {
  std::string path;
  std::uint32_t application_id = 0;  // sqlite.org/pragma.html#pragma_application_id
  // The n-th element takes the schema from user_version n to n + 1. Only ever appended to.
  std::span<const std::string_view> migrations;
  std::int64_t bytes_max = 0;              // the quota; a write beyond it is ErrorCode::full
  std::string_view further_settings = {};  // PRAGMAs of this database alone; a literal
  int log_pages_max = 1000;  // a commit that makes the WAL longer copies it into the database
  // What a step cannot say in SQL: called in the migration's own transaction after the text that
  // leads to user_version `version`. May be empty.
  std::function<Status(Database& database, int version)> after_step = {};
};

// A prepared statement. bind() counts parameters from 1, column_*() columns from 0. Text and blobs
// are copied, so nothing of the caller's has to outlive the call.
class Statement {
 public:
  Statement() = default;
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&& other) noexcept;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement();

  // Starts over: forgets the bindings and the place in the rows.
  Statement& reset();
  Statement& bind_integer(int parameter, std::int64_t value);
  Statement& bind_text(int parameter, std::string_view text);
  Statement& bind_blob(int parameter, std::string_view bytes);
  Statement& bind_null(int parameter);

  // true: a row is there. false: done.
  Result<bool> step();
  // For statements without rows; resets afterwards, so that no lock is left behind.
  Status run();

  std::int64_t column_integer(int column) const;
  std::string column_text(int column) const;
  std::string column_blob(int column) const;
  bool column_is_null(int column) const;

 private:
  friend class Database;
  Statement(Database* database, sqlite3_stmt* handle) : database_(database), handle_(handle) {}

  Database* database_ = nullptr;
  sqlite3_stmt* handle_ = nullptr;
  int bind_failure_ = 0;  // the first SQLite code of a bind that failed; step() reports it
};

// A statement of the database's cache, on loan: reset when it goes out of scope, so that no read
// stays open to block a checkpoint and no bound answer lingers in memory.
class Loan {
 public:
  explicit Loan(Statement& statement) : statement_(&statement) {}
  Loan(Loan&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)) {}
  Loan& operator=(Loan&&) = delete;
  Loan(const Loan&) = delete;
  Loan& operator=(const Loan&) = delete;
  ~Loan();
  Statement* operator->() { return statement_; }
  Statement& operator*() { return *statement_; }

 private:
  Statement* statement_;
};

enum class Integrity { sound, damaged };

class Database {
 public:
  // Opens or creates, then migrates in one IMMEDIATE transaction. ErrorCode::newer when the file
  // was written by a newer program: neither it nor its -wal is touched. ErrorCode::corrupt when it
  // is no database, or another program's, or its log hides commits (log_file.h); setting it aside
  // is the caller's business (replacement.h).
  static Result<std::unique_ptr<Database>> open(const DatabaseOptions& options);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  Result<Statement> prepare(std::string_view sql);
  // Prepared once and kept; for literals, so that the cache is as bounded as the program's text.
  // A statement is on loan to one user at a time.
  Result<Loan> cached(std::string_view literal);
  Status run(std::string_view sql);                    // one or more statements, rows ignored
  Result<std::int64_t> integer(std::string_view sql);  // the first column of the only row
  std::int64_t changed_rows() const;

  // PRAGMA integrity_check: the pages, the order of the keys, the indexes, the tables' CHECKs.
  Result<Integrity> check();
  // Moves everything from the WAL into the database and truncates the WAL to nothing.
  Status checkpoint_truncate();
  // Of the quota: what tables and indexes take, without pages that were freed.
  Result<std::int64_t> used_bytes();
  // Gives unused pages back to the disk; they leave the file at the next checkpoint.
  Status shrink();
  // Rewrites the whole file, every table in the order of its keys.
  Status rewrite();
  // Leaves the WAL as it is when closed, for a database that is not to be touched any more.
  void leave_as_is();
  // After an I/O error: closes without a checkpoint, cuts what was not committed for certain off
  // the WAL (log_file.h says why), opens again, check(). A commit that failed has not happened
  // then. On failure every later call fails too, until a reopen() succeeds. A file that has moved
  // is not lost: everything in it is written into a new one of the old name, in a folder that is
  // made again when it is missing; whatever lies there in its place is renamed and kept.
  Status reopen();

  const std::string& path() const { return options_.path; }
  // True once a read or write of the file itself failed or was found damaged: the handle's idea of
  // the file may be wrong, so close it, open again and check (Rebello et al., USENIX ATC 2020).
  bool suspect() const { return suspect_; }
  // Was the file or its log deleted, moved or exchanged while it was open? Looked for after each
  // commit, which then is an ErrorCode::io and makes the database suspect: nobody would find at the
  // next start what it has written.
  bool has_moved() const;

 private:
  friend class Statement;
  friend class Transaction;
  explicit Database(const DatabaseOptions& options) : options_(options) {}
  Status open_file();
  Status check_again();
  Status rescue();
  Status in_its_place() const;
  Status migrate_from(std::size_t version);
  void close_as_is();
  void on_commit(std::uint32_t log_frames);
  Error error(int code) const;  // what SQLite last said, as a sentence naming the file
  Status connect();
  Status recognise();
  Status configure();
  Status migrate();
  Status limit_size();

  DatabaseOptions options_;
  sqlite3* handle_ = nullptr;
  std::map<std::string_view, Statement> cache_;
  // Of the WAL: what was there at the open or came with a good commit. nullopt: not known, and
  // then nothing is cut.
  std::optional<LogMark> durable_;
  bool moved_ = false;
  mutable bool suspect_ = false;
};

// BEGIN IMMEDIATE … COMMIT. Rolls back in the destructor unless commit() succeeded; a failed
// commit() is rolled back as well.
class Transaction {
 public:
  static Result<Transaction> begin(Database& database);
  Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  Status commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  Database* database_;
};

}  // namespace lintel::store
