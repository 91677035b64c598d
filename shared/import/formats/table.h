// Rows of text cells, as a CSV or a sheet gives them. Cells are spans of one arena, so that a
// hostile file of sixteen million separators costs eight bytes each until it is refused, and a
// sheet's shared strings are kept once. Plain value; views are valid while the table is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shared/core/result.h"

namespace lintel::formats {

class Table {
 public:
  struct Span {
    std::uint32_t begin = 0;
    std::uint32_t size = 0;
  };

  // Takes the memory for this much text at once; growing by doubling would need it twice.
  void expect(std::size_t text_bytes);
  // Text put into the arena; many cells may show it.
  Result<Span> keep(std::string_view text);
  // Starts a row that begins at `line` of its file.
  Status begin_row(int line);
  // The next cell of the row; past columns_max it is left out.
  Status add_cell(Span text);
  // Empty cells up to `column`.
  Status skip_to(std::size_t column);

  std::size_t rows() const { return rows_.size(); }
  std::size_t columns(std::size_t row) const { return rows_[row].count; }
  int line(std::size_t row) const { return rows_[row].line; }
  // Empty where the row has no such cell.
  std::string_view cell(std::size_t row, std::size_t column) const;
  bool left_columns_out() const { return left_columns_out_; }

  static constexpr std::size_t rows_max = 20'000;      // four times the sessions of an event
  static constexpr std::size_t columns_max = 256;      // Google Forms make wide sheets
  static constexpr std::size_t cells_max = 1'000'000;  // 8 MB
  static constexpr std::size_t text_bytes_max = 16 * 1024 * 1024;

 private:
  struct Row {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    int line = 0;
  };
  std::string text_;
  std::vector<Span> cells_;
  std::vector<Row> rows_;
  bool left_columns_out_ = false;
};

}  // namespace lintel::formats
