// What a column is about, from the name at its head: the one table of header names (columns.cpp),
// in English, German, Spanish, French and the names that Sched, Sessionize, Google Calendar,
// Outlook, pretalx and voc's sheets use. Case, accents, spaces and punctuation do not matter.
// Whoever knows better overrides it with a ColumnMap: names lie (one real sheet keeps its rooms in
// "Track" and its tracks in "Room Name"). Pure.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/import/formats/draft.h"
#include "shared/import/formats/table.h"

namespace lintel::formats {

enum class Column {
  id,
  title,
  subtitle,
  room,
  date,
  start,
  end,
  end_date,
  duration,
  presenters,
  group,
  guide,
  challenge,
  suggestions,
  abstract,
  description,
  track,
  kind,
  language,
  tags,
  slides,
  url,
  status,
  moved_from,
  show_names,
  all_day,
  active,
};

struct KnownColumn {
  Column column;
  std::size_t rank;  // lower = the better name; decides between two of the same meaning
};
std::optional<KnownColumn> column_of(std::string_view header);
// The name people use with --map: "title", "start", "presenters".
std::string_view key_of(Column column);
std::optional<Column> column_from_key(std::string_view key);

// From a column's key to the header it has in this file: {"title", "Session Name"}.
using ColumnMap = std::map<std::string, std::string>;

// A room that has its own columns: "<Room>_Title", "<Room>_Description", or one column of titles.
struct RoomColumns {
  std::string room;
  std::map<Column, std::size_t> columns;
};

struct Header {
  std::size_t row = 0;                                 // the last row that belongs to the header
  std::map<Column, std::vector<std::size_t>> columns;  // best first; several only for lists
  std::vector<RoomColumns> rooms;                      // not empty: rooms stand side by side
};

// Finds the header in the first rows; an Error with a sentence when no row has both a title and a
// time, or when the map names a header that the file does not have.
Result<Header> find_header(const Table& table, const ColumnMap& map, Report& report);

}  // namespace lintel::formats
