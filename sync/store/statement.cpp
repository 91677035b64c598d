// Statement and Loan of database.h.
#include <sqlite3.h>

#include <cassert>
#include <utility>

#include "sync/store/database.h"

namespace lintel::store {

Statement::Statement(Statement&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)),
      handle_(std::exchange(other.handle_, nullptr)),
      bind_failure_(std::exchange(other.bind_failure_, 0)) {}

Statement& Statement::operator=(Statement&& other) noexcept {
  std::swap(database_, other.database_);
  std::swap(handle_, other.handle_);
  std::swap(bind_failure_, other.bind_failure_);
  return *this;
}

Statement::~Statement() {
  sqlite3_finalize(handle_);
}

Statement& Statement::reset() {
  sqlite3_reset(handle_);
  sqlite3_clear_bindings(handle_);
  bind_failure_ = SQLITE_OK;
  return *this;
}

Statement& Statement::bind_integer(int parameter, std::int64_t value) {
  const int code = sqlite3_bind_int64(handle_, parameter, value);
  bind_failure_ = bind_failure_ == SQLITE_OK ? code : bind_failure_;
  return *this;
}

Statement& Statement::bind_text(int parameter, std::string_view text) {
  const int code = sqlite3_bind_text64(handle_, parameter, text.empty() ? "" : text.data(),
                                       text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  bind_failure_ = bind_failure_ == SQLITE_OK ? code : bind_failure_;
  return *this;
}

Statement& Statement::bind_blob(int parameter, std::string_view bytes) {
  const int code = sqlite3_bind_blob64(handle_, parameter, bytes.empty() ? "" : bytes.data(),
                                       bytes.size(), SQLITE_TRANSIENT);
  bind_failure_ = bind_failure_ == SQLITE_OK ? code : bind_failure_;
  return *this;
}

Statement& Statement::bind_null(int parameter) {
  const int code = sqlite3_bind_null(handle_, parameter);
  bind_failure_ = bind_failure_ == SQLITE_OK ? code : bind_failure_;
  return *this;
}

Result<bool> Statement::step() {
  if (bind_failure_ != SQLITE_OK) {
    return database_->error(bind_failure_);
  }
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) {
    return true;
  }
  if (code == SQLITE_DONE) {
    return false;
  }
  Error failure = database_->error(code);
  sqlite3_reset(handle_);
  return failure;
}

Status Statement::run() {
  TRY(const bool row, step());
  assert(!row);
  static_cast<void>(row);
  sqlite3_reset(handle_);
  return database_->in_its_place();
}

std::int64_t Statement::column_integer(int column) const {
  return sqlite3_column_int64(handle_, column);
}

std::string Statement::column_text(int column) const {
  return column_blob(column);
}

std::string Statement::column_blob(int column) const {
  const void* bytes = sqlite3_column_blob(handle_, column);
  const int size = sqlite3_column_bytes(handle_, column);
  return bytes == nullptr
             ? std::string{}
             : std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

bool Statement::column_is_null(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

Loan::~Loan() {
  if (statement_ != nullptr) {
    statement_->reset();
  }
}

}  // namespace lintel::store
