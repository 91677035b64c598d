// The collector's tables. The n-th text takes user_version n to n + 1; published ones never change.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "shared/core/result.h"
#include "sync/store/database.h"

namespace lintel::collector {

// A table whose last column, `sum`, is lintel_sum('<name>', <columns>) (row_sum.h), so that a row
// of a damaged file proves that it is whole. Whoever writes one writes its sum.
struct SummedTable {
  std::string_view name;
  std::string_view columns;  // all but the sum, in the table's order
  std::string_view kinds;    // of each: b blob, i integer, t text
};
inline constexpr std::array<SummedTable, 11> summed_tables{{
    {"setting", "key, value", "tt"},
    {"version", "number, replaced, event, title, sessions, source, loaded_ms, document",
     "iittitit"},
    {"tablet", "device, ledger, seen_ms", "bti"},
    {"pairing", "device, public_key, name, room, revoked", "bttti"},
    {"admin_session", "token, began_ms, used_ms, by_link", "biii"},
    {"disclosure", "event, purpose, session, state", "tttt"},
    {"pool", "event, state", "tt"},
    {"set_aside", "device", "b"},
    {"written_off", "device, since_minutes", "bi"},
    {"identity_shared", "device, rooms", "bt"},
    {"day_over", "event, day, said_minutes", "tii"},
}};
// The sum as SQL.
std::string sum_of(const SummedTable& table);

store::DatabaseOptions collector_database(const std::string& path);

// Whether every row of these tables agrees with its sum. Answers and notes prove themselves when
// they are read.
Result<store::Integrity> check_rows(store::Database& database);

}  // namespace lintel::collector
