#include "sync/store/row_sum.h"

#include <sqlite3.h>

#include "shared/core/digest.h"

namespace lintel::store {
namespace {

constexpr int sum_bytes = 8;

void add_to_sum(std::string& all, std::string_view value) {
  all += std::to_string(value.size()) + ":";
  all += value;
}

std::string sum_of(const std::string& all) {
  const Sha256 digest = sha256(all);
  return {digest.begin(), digest.begin() + sum_bytes};
}

void sql_sum(sqlite3_context* context, int count, sqlite3_value** values) {
  std::string all;
  for (int index = 0; index < count; ++index) {
    const void* const bytes = sqlite3_value_blob(values[index]);
    const auto size = static_cast<std::size_t>(sqlite3_value_bytes(values[index]));
    add_to_sum(all, {static_cast<const char*>(bytes), bytes == nullptr ? 0 : size});
  }
  sqlite3_result_blob(context, sum_of(all).data(), sum_bytes, SQLITE_TRANSIENT);
}

}  // namespace

std::string row_sum(std::span<const std::string> values) {
  std::string all;
  for (const std::string& value : values) {
    add_to_sum(all, value);
  }
  return sum_of(all);
}

int add_row_sum(sqlite3* database) {
  return sqlite3_create_function_v2(database, "lintel_sum", -1,
                                    SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, nullptr,
                                    &sql_sum, nullptr, nullptr, nullptr);
}

}  // namespace lintel::store
