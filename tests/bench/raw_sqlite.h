// SQLite and nothing else, on the same disk in the same run: the floor under our figures.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "shared/core/result.h"

namespace lintel::bench {

// Milliseconds of each of `count` commits of one row, WAL and synchronous=FULL.
Result<std::vector<double>> raw_commits_ms(const std::string& file, int count);
// Rows a second, `rows_each` in a transaction, WAL and synchronous=FULL, each row as long as `row`.
Result<double> raw_rows_per_second(const std::string& file, int rows, int rows_each,
                                   const std::string& row);

// What a SELECT of one number says of a file that nobody has open. Read only.
Result<std::int64_t> raw_number(const std::string& file, const std::string& select);

}  // namespace lintel::bench
