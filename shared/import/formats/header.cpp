// Finding the header of a table; declared in columns.h.
#include <algorithm>
#include <set>

#include "shared/core/text.h"
#include "shared/import/formats/columns.h"
#include "shared/import/formats/folding.h"
#include "shared/import/formats/written_time.h"

namespace lintel::formats {
namespace {

constexpr std::size_t header_rows_max = 15;  // a title, a date and a legend may stand above it
constexpr std::size_t room_columns_max = limits::rooms_max;

// What stands at the head of a column. Blank cells take the name above them, and so do the numbers
// under a merged cell: "Vortragende" over 1, 2, 3.
std::string_view name_at(const Table& table, std::size_t row, std::size_t column) {
  const std::string_view name = trim(table.cell(row, column));
  if (row == 0) {
    return name;
  }
  if (name.empty()) {
    return trim(table.cell(row - 1, column));
  }
  if (name.find_first_not_of("0123456789") == std::string_view::npos) {
    for (std::size_t left = column + 1; left-- > 0;) {
      if (const auto above = trim(table.cell(row - 1, left)); !above.empty()) {
        return above;
      }
    }
  }
  return name;
}

std::vector<std::string_view> names_of(const Table& table, std::size_t row) {
  const std::size_t above = row > 0 ? table.columns(row - 1) : 0;
  std::vector<std::string_view> names(std::max(table.columns(row), above));
  for (std::size_t column = 0; column < names.size(); ++column) {
    names[column] = name_at(table, row, column);
  }
  return names;
}

struct Ranked {
  std::size_t rank;
  std::size_t column;
};

class HeaderRow {
 public:
  HeaderRow(std::vector<std::string_view> names, const ColumnMap& map)
      : names_(std::move(names)), used_(names_.size(), false) {
    for (const auto& [key, wanted] : map) {
      if (const auto column = column_from_key(key)) {
        take_mapped(*column, wanted);
      }
    }
    for (std::size_t at = 0; at < names_.size(); ++at) {
      const auto known = used_[at] ? std::nullopt : column_of(names_[at]);
      if (known && !mapped_.contains(known->column)) {
        ranked_[known->column].push_back({known->rank, at});
        used_[at] = true;
      }
    }
    if (!ranked_.contains(Column::title)) {
      find_rooms();
    }
  }

  bool usable() const {
    const bool has_title = ranked_.contains(Column::title) || !rooms_.empty();
    return has_title && (ranked_.contains(Column::start) || ranked_.contains(Column::date));
  }
  std::size_t score() const { return ranked_.size() * 10 + mapped_.size() * 100; }

  Header finish(std::size_t row) && {
    Header header{row, {}, std::move(rooms_)};
    for (auto& [column, places] : ranked_) {
      std::stable_sort(places.begin(), places.end(),
                       [](const Ranked& a, const Ranked& b) { return a.rank < b.rank; });
      for (const Ranked& place : places) {
        header.columns[column].push_back(place.column);
      }
    }
    return header;
  }

 private:
  void take_mapped(Column column, const std::string& wanted) {
    for (std::size_t at = 0; at < names_.size(); ++at) {
      if (!used_[at] && fold_key(names_[at]) == fold_key(wanted)) {
        ranked_[column].push_back({0, at});
        mapped_.insert(column);
        used_[at] = true;
        return;
      }
    }
  }

  // "<Room>_Title", "<Room>_Description": several columns a room, told by what follows the last
  // underscore. Else, with a time and two or more names that mean nothing: a grid, one room each.
  void find_rooms() {
    std::map<std::string, RoomColumns> by_room;
    std::vector<std::string> order;
    for (std::size_t at = 0; at < names_.size(); ++at) {
      const std::size_t cut = names_[at].rfind('_');
      if (used_[at] || cut == std::string_view::npos || cut == 0) {
        continue;
      }
      const auto part = column_of(names_[at].substr(cut + 1));
      if (part) {
        const std::string room{trim(names_[at].substr(0, cut))};
        order.push_back(room);
        by_room[room].room = room;
        by_room[room].columns.try_emplace(part->column, at);
      }
    }
    for (const std::string& room : order) {
      const auto found = by_room.find(room);
      if (found != by_room.end() && found->second.columns.contains(Column::title)) {
        rooms_.push_back(std::move(found->second));
        by_room.erase(found);
      }
    }
    if (rooms_.empty() && ranked_.contains(Column::start)) {
      find_grid();
    }
    rooms_.resize(std::min(rooms_.size(), room_columns_max));
  }

  void find_grid() {
    std::vector<RoomColumns> grid;
    for (std::size_t at = 0; at < names_.size(); ++at) {
      if (used_[at] || names_[at].empty()) {
        continue;
      }
      const auto when = read_when(names_[at]);
      if (when && (when->date || when->time) &&
          names_[at].find_first_not_of("0123456789") != std::string_view::npos) {
        return;  // days side by side: a week's plan, which names no rooms
      }
      grid.push_back({std::string{names_[at]}, {{Column::title, at}}});
    }
    if (grid.size() >= 2) {
      rooms_ = std::move(grid);
    }
  }

  std::vector<std::string_view> names_;
  std::vector<bool> used_;
  std::map<Column, std::vector<Ranked>> ranked_;
  std::set<Column> mapped_;
  std::vector<RoomColumns> rooms_;
};

bool has_header(const Table& table, const std::string& wanted) {
  for (std::size_t row = 0; row < std::min(table.rows(), header_rows_max); ++row) {
    for (std::size_t column = 0; column < table.columns(row); ++column) {
      if (fold_key(table.cell(row, column)) == fold_key(wanted)) {
        return true;
      }
    }
  }
  return false;
}

std::string first_names(const Table& table) {
  std::string list;
  int named = 0;
  for (std::size_t column = 0; table.rows() > 0 && column < table.columns(0); ++column) {
    const std::string name = line_excerpt(table.cell(0, column));
    if (name.empty()) {
      continue;
    }
    if (++named > 8) {
      return list + " …";
    }
    list += (list.empty() ? "" : ", ") + name;
  }
  return list.empty() ? "nothing" : list;
}

Status check_map(const Table& table, const ColumnMap& map) {
  for (const auto& [key, wanted] : map) {
    if (!column_from_key(key)) {
      return Error{ErrorCode::invalid,
                   "There is no column \"" + line_excerpt(key) +
                       "\" to map; use title, start, end, date, room, presenters and so on."};
    }
    if (!has_header(table, wanted)) {
      return Error{ErrorCode::not_found, "No column is called \"" + line_excerpt(wanted) +
                                             "\"; the first row says: " + first_names(table) + "."};
    }
  }
  return ok();
}

}  // namespace

Result<Header> find_header(const Table& table, const ColumnMap& map, Report& report) {
  TRY_DO(check_map(table, map));
  std::optional<Header> best;
  std::size_t best_score = 0;
  for (std::size_t row = 0; row < std::min(table.rows(), header_rows_max); ++row) {
    HeaderRow candidate{names_of(table, row), map};
    const std::size_t score = candidate.score();
    if (candidate.usable() && score > best_score) {
      best_score = score;
      best = std::move(candidate).finish(row);
    }
  }
  if (!best) {
    return Error{ErrorCode::invalid,
                 "No row names both a title and a time; the first row says: " + first_names(table) +
                     ". Name the columns, or say which is which (--map title=\"…\")."};
  }
  if (!best->rooms.empty()) {
    report.advise(table.line(best->row), "room",
                  "The rooms stand side by side: " + std::to_string(best->rooms.size()) +
                      " columns were read as rooms, from \"" +
                      line_excerpt(best->rooms.front().room) + "\" to \"" +
                      line_excerpt(best->rooms.back().room) + "\".");
  }
  if (table.left_columns_out()) {
    report.advise(0, "",
                  "Only the first " + std::to_string(Table::columns_max) + " columns were read.");
  }
  return std::move(*best);
}

}  // namespace lintel::formats
