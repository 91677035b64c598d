// The importers' front door: bytes of one schedule file -> Reading (drafts and findings). Formats
// are told by content (detect.h). Pure: no files, no clock; the zone database is asked through
// ReadOptions::offsets. Bounded for any bytes: at most limits::import_bytes_max in, 64 MB of memory
// besides (document_bytes_max), no recursion over the input, no exception out.
#pragma once

#include <optional>
#include <string>

#include "shared/import/formats/columns.h"
#include "shared/import/formats/detect.h"
#include "shared/import/formats/draft.h"
#include "shared/import/source.h"

namespace lintel::formats {

enum class DateOrder { decide, month_first, day_first };

struct ReadOptions {
  ColumnMap columns;  // CSV and XLSX: "title" -> "Session Name"
  std::string sheet;  // XLSX: its name; empty = the first that is not hidden
  DateOrder date_order = DateOrder::decide;
  std::optional<LocalDay> first_day;  // of the event: for "Tuesday", "Day 2", dates without a
  std::optional<LocalDay> last_day;   //   year, and what repeats for ever; inclusive
  minutes usual_length{45};           // of a session without an end
  ZoneOffsets offsets;                // empty: only offsets that the file itself gives
};

Reading read_schedule(const SourceFile& file, const ReadOptions& options);

// One reader each, for bytes already known to be of the kind.
void read_csv(std::string_view bytes, const ReadOptions& options, DraftEvent& event,
              Report& report);
void read_xlsx(std::string_view bytes, const ReadOptions& options, DraftEvent& event,
               Report& report);
void read_icalendar(std::string_view bytes, const ReadOptions& options, DraftEvent& event,
                    Report& report);
void read_frab_xml(std::string_view bytes, const ReadOptions& options, DraftEvent& event,
                   Report& report);
void read_frab_json(std::string_view bytes, const ReadOptions& options, DraftEvent& event,
                    Report& report);

// What a document tree may take, the text it was parsed from included.
inline constexpr std::size_t document_bytes_max = 32 * 1024 * 1024;

}  // namespace lintel::formats
