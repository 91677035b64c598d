// Private to shared/import: a sessions CSV (RFC 4180 and what spreadsheets make of it) -> raw
// sessions. Comma, semicolon or tab, told by the header; a byte order mark, CRLF and Excel's
// "sep=;" line are fine. Pure; never throws.
#pragma once

#include <vector>

#include "shared/import/import.h"
#include "shared/import/raw.h"

namespace lintel::import {

// One record with the line it begins at, even after quoted line breaks.
struct CsvRecord {
  int line = 0;
  std::vector<std::string> cells;
};
// The delimiter is told by the first record. An Error has the line in its message.
struct CsvTable {
  std::vector<CsvRecord> records;
  std::string error;  // empty when fine
  int error_line = 0;
};
CsvTable read_csv(std::string_view bytes);

std::vector<RawSession> read_sessions_csv(const SourceFile& file, Sink& sink);

}  // namespace lintel::import
