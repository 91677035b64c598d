#include "shared/import/formats/table.h"

#include <algorithm>

namespace lintel::formats {

void Table::expect(std::size_t text_bytes) {
  text_.reserve(std::min(text_bytes, text_bytes_max));
}

Result<Table::Span> Table::keep(std::string_view text) {
  if (text.empty()) {
    return Span{};
  }
  if (text_.size() + text.size() > text_bytes_max) {
    return Error{ErrorCode::limit, "The table holds more than " +
                                       std::to_string(text_bytes_max / (1024 * 1024)) +
                                       " MB of text; keep only the sessions."};
  }
  const Span span{static_cast<std::uint32_t>(text_.size()),
                  static_cast<std::uint32_t>(text.size())};
  text_ += text;
  return span;
}

Status Table::begin_row(int line) {
  if (rows_.size() >= rows_max) {
    return Error{ErrorCode::limit, "The table has more than " + std::to_string(rows_max) +
                                       " rows; keep only those of the event."};
  }
  rows_.push_back({static_cast<std::uint32_t>(cells_.size()), 0, line});
  return ok();
}

Status Table::add_cell(Span text) {
  Row& row = rows_.back();
  if (row.count >= columns_max) {
    left_columns_out_ = true;
    return ok();
  }
  if (cells_.size() >= cells_max) {
    return Error{ErrorCode::limit, "The table has more than " + std::to_string(cells_max) +
                                       " cells; keep only the rows of the event."};
  }
  cells_.push_back(text);
  ++row.count;
  return ok();
}

Status Table::skip_to(std::size_t column) {
  while (rows_.back().count < column && rows_.back().count < columns_max) {
    TRY_DO(add_cell({}));
  }
  return ok();
}

std::string_view Table::cell(std::size_t row, std::size_t column) const {
  const Row& at = rows_[row];
  if (column >= at.count) {
    return {};
  }
  const Span span = cells_[at.first + column];
  return std::string_view{text_}.substr(span.begin, span.size);
}

}  // namespace lintel::formats
