#include "sync/store/sqlite_schedule.h"

namespace lintel::store {

Result<std::optional<CachedSchedule>> SqliteSchedule::load() {
  TRY(Loan find, database_.cached("SELECT document, etag, fetched_ms, changes FROM schedule"));
  TRY(const bool row, find->step());
  if (!row) {
    return std::optional<CachedSchedule>{};
  }
  return std::optional(CachedSchedule{find->column_blob(0), find->column_text(1),
                                      UtcTime{milliseconds{find->column_integer(2)}},
                                      find->column_blob(3)});
}

Status SqliteSchedule::save(const CachedSchedule& schedule) {
  TRY(Loan save,
      database_.cached("INSERT INTO schedule(one, document, etag, fetched_ms, changes, sum) "
                       "VALUES(1, ?1, ?2, ?3, ?4, lintel_sum(?1, ?2, ?3, ?4)) "
                       "ON CONFLICT(one) DO UPDATE SET document = ?1, etag = ?2, fetched_ms = ?3, "
                       "changes = ?4, sum = excluded.sum"));
  save->bind_blob(1, schedule.document)
      .bind_text(2, schedule.etag)
      .bind_integer(3, schedule.fetched.time_since_epoch().count())
      .bind_blob(4, schedule.changes);
  return save->run();
}

Status SqliteSchedule::confirm(UtcTime when) {
  TRY(Loan confirm, database_.cached("UPDATE schedule SET fetched_ms = ?1, "
                                     "sum = lintel_sum(document, etag, ?1, changes)"));
  confirm->bind_integer(1, when.time_since_epoch().count());
  return confirm->run();
}

Result<std::optional<std::string>> SqliteSchedule::setting(const std::string& key) {
  TRY(Loan find, database_.cached("SELECT value FROM setting WHERE key = ?"));
  find->bind_text(1, key);
  TRY(const bool row, find->step());
  return row ? std::optional(find->column_text(0)) : std::nullopt;
}

Status SqliteSchedule::set_setting(const std::string& key, const std::string& value) {
  if (key.empty()) {
    return Error{ErrorCode::invalid, "A setting needs a name."};
  }
  TRY(Loan save, database_.cached("INSERT INTO setting(key, value, sum) "
                                  "VALUES(?1, ?2, lintel_sum(?1, ?2)) "
                                  "ON CONFLICT(key) DO UPDATE SET value = ?2, sum = excluded.sum"));
  save->bind_text(1, key).bind_text(2, value);
  return save->run();
}

}  // namespace lintel::store
