#include "shared/import/formats/delimited.h"

#include <csv.h>

#include <algorithm>
#include <map>
#include <memory>

#include "shared/core/text.h"
#include "shared/import/formats/columns.h"

namespace lintel::formats {
namespace {

// One libcsv parser and the table it fills. libcsv knows no lines, so it is fed one at a time.
class Reader {
 public:
  explicit Reader(char separator) {
    ready_ = csv_init(&parser_, 0) == 0;
    csv_set_delim(&parser_, static_cast<unsigned char>(separator));
    csv_set_blk_size(&parser_, 4096);
  }
  ~Reader() { csv_free(&parser_); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  Result<Table> read(std::string_view text, std::size_t rows_wanted) {
    table_.expect(text.size());
    while (ready_ && status_ && !text.empty() && rows_done_ < rows_wanted) {
      const std::size_t end = line_end(text);
      feed(text.substr(0, end));
      text.remove_prefix(end);
      ++line_;
    }
    if (!ready_) {
      return Error{ErrorCode::limit, "There is not enough memory to read the table."};
    }
    if (status_ && text.empty()) {
      csv_fini(&parser_, on_cell, on_row, this);
    }
    if (!status_) {
      return status_.error();
    }
    return std::move(table_);
  }

 private:
  static std::size_t line_end(std::string_view text) {
    const std::size_t end = text.find_first_of("\r\n");
    if (end == std::string_view::npos) {
      return text.size();
    }
    return end + (text.substr(end).starts_with("\r\n") ? 2 : 1);
  }

  void feed(std::string_view line) {
    if (!record_open_) {
      record_line_ = line_;
      record_open_ = !trim(line).empty();
    }
    constexpr std::size_t piece = 64 * 1024;
    for (std::size_t at = 0; at < line.size() && status_; at += piece) {
      const std::string_view part = line.substr(at, piece);
      if (csv_parse(&parser_, part.data(), part.size(), on_cell, on_row, this) != part.size()) {
        status_ = Error{ErrorCode::invalid, "Line " + std::to_string(record_line_) +
                                                " cannot be read as columns: " +
                                                csv_strerror(csv_error(&parser_)) + "."};
      } else if (csv_get_buffer_size(&parser_) > cell_bytes_max) {
        status_ = Error{ErrorCode::limit,
                        "The row of line " + std::to_string(record_line_) +
                            " has a cell that never ends; perhaps a quotation mark is opened in it "
                            "and not closed."};
      }
    }
  }

  static void on_cell(void* data, std::size_t size, void* self) {
    auto& reader = *static_cast<Reader*>(self);
    reader.cell({static_cast<const char*>(data), size});
  }
  static void on_row(int, void* self) { static_cast<Reader*>(self)->row(); }

  void cell(std::string_view text) {
    if (!status_) {
      return;
    }
    if (!row_begun_) {
      row_begun_ = true;
      status_ = table_.begin_row(record_line_);
    }
    if (status_) {
      auto span = table_.keep(text);
      status_ = span ? table_.add_cell(*span) : Status{span.error()};
    }
  }

  void row() {
    row_begun_ = false;
    record_open_ = false;
    ++rows_done_;
  }

  csv_parser parser_{};
  bool ready_ = false;
  Table table_;
  Status status_ = ok();
  std::size_t rows_done_ = 0;
  int line_ = 1;
  int record_line_ = 1;
  bool record_open_ = false;
  bool row_begun_ = false;
};

// How much the first rows look like a table with this separator: header names that mean something
// outweigh all, then rows that agree on a number of columns greater than one.
std::size_t likeness(const Table& table) {
  std::map<std::size_t, std::size_t> widths;
  std::size_t known = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    ++widths[table.columns(row)];
    std::size_t names = 0;
    for (std::size_t column = 0; column < table.columns(row); ++column) {
      names += column_of(table.cell(row, column)) ? 1U : 0U;
    }
    known = std::max(known, table.columns(row) > 1 ? names : 0);
  }
  std::size_t agreeing = 0;
  for (const auto& [width, count] : widths) {
    agreeing = std::max(agreeing, width > 1 ? count * 4 + std::min<std::size_t>(width, 30) : 0);
  }
  return known * 1000 + agreeing;
}

bool is_separator(char c) {
  return c == ',' || c == ';' || c == '\t' || c == '|';
}

}  // namespace

Result<Table> read_delimited(std::string_view text, char separator, std::size_t rows_wanted) {
  return Reader{separator}.read(text, rows_wanted);
}

Result<DelimitedTable> read_delimited(std::string_view text) {
  const std::string_view first = text.substr(0, text.find_first_of("\r\n"));
  if (first.size() == 5 && ascii_lower(first.substr(0, 4)) == "sep=" && is_separator(first[4])) {
    // Blanked rather than cut off, so that lines keep their numbers.
    TRY(Table table, read_delimited(text.substr(5), first[4], Table::rows_max + 1));
    return DelimitedTable{std::move(table), first[4]};
  }
  constexpr std::size_t sample_bytes = 256 * 1024;
  constexpr std::size_t sample_rows = 20;
  char separator = ',';
  std::size_t best = 0;
  for (const char candidate : {',', ';', '\t', '|'}) {
    const auto sample = read_delimited(text.substr(0, sample_bytes), candidate, sample_rows);
    const std::size_t like = sample ? likeness(*sample) : 0;
    if (like > best) {
      best = like;
      separator = candidate;
    }
  }
  TRY(Table table, read_delimited(text, separator, Table::rows_max + 1));
  return DelimitedTable{std::move(table), separator};
}

}  // namespace lintel::formats
