// Text with separators -> Table, by libcsv (RFC 4180, read leniently: stray quotes and spaces are
// kept with the cell they stand in). The separator is found by trying: comma, semicolon, tab, pipe,
// or the one that Excel's first line "sep=;" names. CR, LF and CRLF end a row, quoted ones do not.
// Pure; rows know the line they begin at.
#pragma once

#include <string_view>

#include "shared/core/result.h"
#include "shared/import/formats/table.h"

namespace lintel::formats {

struct DelimitedTable {
  Table table;
  char separator = ',';
};

// text is UTF-8. An Error when it is too large, or a quote is opened and never closed.
Result<DelimitedTable> read_delimited(std::string_view text);
Result<Table> read_delimited(std::string_view text, char separator, std::size_t rows_wanted);

// No cell of a schedule is longer; a longer one is a quote that was never closed.
inline constexpr std::size_t cell_bytes_max = 256 * 1024;

}  // namespace lintel::formats
