#include "sync/collector/collector_settings.h"

#include <charconv>

namespace lintel::collector {

using store::Database;
using store::Loan;

Result<std::string> setting(Database& database, std::string_view key) {
  TRY(Loan read, database.cached("SELECT value FROM setting WHERE key=?1"));
  read->bind_text(1, key);
  TRY(const bool found, read->step());
  return found ? read->column_text(0) : std::string{};
}

Result<std::int64_t> number_setting(Database& database, std::string_view key) {
  TRY(const std::string text, setting(database, key));
  std::int64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_number = failure == std::errc{} && end == text.data() + text.size();
  if (!text.empty() && !is_number) {
    return Error{ErrorCode::corrupt,
                 database.path() + " holds no number as " + std::string(key) + "."};
  }
  return text.empty() ? 0 : number;
}

Status set_setting(Database& database, std::string_view key, std::string_view value) {
  TRY(Loan write, database.cached("INSERT INTO setting(key, value, sum) "
                                  "VALUES(?1, ?2, lintel_sum('setting', ?1, ?2)) "
                                  "ON CONFLICT(key) DO UPDATE SET value=excluded.value, "
                                  "sum=excluded.sum"));
  write->bind_text(1, key).bind_text(2, value);
  return write->run();
}

}  // namespace lintel::collector
