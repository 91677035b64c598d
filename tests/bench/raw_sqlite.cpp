#include "tests/bench/raw_sqlite.h"

#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>

namespace lintel::bench {
namespace {

using Clock = std::chrono::steady_clock;
using Database = std::unique_ptr<sqlite3, decltype(&sqlite3_close)>;
using Statement = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;

bool execute(const Database& database, const char* sql) {
  return sqlite3_exec(database.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK;
}

Result<Database> open_fresh(const std::string& file) {
  for (const char* part : {"", "-wal", "-shm"}) {
    std::error_code ignored;
    std::filesystem::remove(file + part, ignored);
  }
  sqlite3* handle = nullptr;
  const int status = sqlite3_open(file.c_str(), &handle);
  Database database{handle, sqlite3_close};
  if (status != SQLITE_OK || !execute(database,
                                      "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                                      "PRAGMA locking_mode=EXCLUSIVE;"
                                      "CREATE TABLE row(id BLOB PRIMARY KEY, bytes BLOB) "
                                      "WITHOUT ROWID, STRICT")) {
    return Error{ErrorCode::io, "SQLite cannot make " + file + "."};
  }
  return database;
}

// Rows with random keys, as ours have.
class Inserts {
 public:
  Inserts(const Database& database, std::string row) : row_(std::move(row)) {
    sqlite3_stmt* handle = nullptr;
    sqlite3_prepare_v2(database.get(), "INSERT INTO row VALUES(randomblob(16), ?)", -1, &handle,
                       nullptr);
    statement_.reset(handle);
    sqlite3_bind_blob(handle, 1, row_.data(), static_cast<int>(row_.size()), SQLITE_STATIC);
  }
  bool insert() {
    const bool done = sqlite3_step(statement_.get()) == SQLITE_DONE;
    sqlite3_reset(statement_.get());
    return done;
  }

 private:
  std::string row_;
  Statement statement_{nullptr, sqlite3_finalize};
};

double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

}  // namespace

Result<std::vector<double>> raw_commits_ms(const std::string& file, int count) {
  TRY(const Database database, open_fresh(file));
  Inserts inserts{database, std::string(400, 'x')};
  std::vector<double> times;
  for (int i = 0; i < count; ++i) {
    const auto start = Clock::now();
    if (!inserts.insert()) {
      return Error{ErrorCode::io, "SQLite cannot write " + file + "."};
    }
    times.push_back(ms_since(start));
  }
  return times;
}

Result<double> raw_rows_per_second(const std::string& file, int rows, int rows_each,
                                   const std::string& row) {
  TRY(const Database database, open_fresh(file));
  Inserts inserts{database, row};
  const auto start = Clock::now();
  for (int done = 0; done < rows; done += rows_each) {
    bool fine = execute(database, "BEGIN IMMEDIATE");
    for (int i = 0; fine && i < std::min(rows_each, rows - done); ++i) {
      fine = inserts.insert();
    }
    if (!fine || !execute(database, "COMMIT")) {
      return Error{ErrorCode::io, "SQLite cannot write " + file + "."};
    }
  }
  return rows / (ms_since(start) / 1000);
}

Result<std::int64_t> raw_number(const std::string& file, const std::string& select) {
  sqlite3* handle = nullptr;
  const int status = sqlite3_open_v2(file.c_str(), &handle, SQLITE_OPEN_READONLY, nullptr);
  const Database database{handle, sqlite3_close};
  sqlite3_stmt* prepared = nullptr;
  if (status == SQLITE_OK) {
    sqlite3_prepare_v2(handle, select.c_str(), -1, &prepared, nullptr);
  }
  const Statement statement{prepared, sqlite3_finalize};
  if (prepared == nullptr || sqlite3_step(prepared) != SQLITE_ROW) {
    return Error{ErrorCode::io, "SQLite cannot read " + file + "."};
  }
  return sqlite3_column_int64(prepared, 0);
}

}  // namespace lintel::bench
