// A row's own checksum, the same in SQL and here: lintel_sum(…) is eight bytes of SHA-256 over its
// arguments, each with its length; NULL counts as nothing, an integer as its digits. Against broken
// flash, not against people. Pure.
#pragma once

#include <span>
#include <string>

struct sqlite3;

namespace lintel::store {

std::string row_sum(std::span<const std::string> values);

// Makes lintel_sum(…) known to a connection; SQLite's code.
int add_row_sum(sqlite3* database);

}  // namespace lintel::store
