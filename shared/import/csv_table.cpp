// libcsv behind a value: the only place that knows the C library. It tells no lines, so it is fed
// one physical line at a time and asked afterwards whether a record ended.
#include <csv.h>

#include <algorithm>
#include <cassert>

#include "shared/core/text.h"
#include "shared/import/sessions_csv.h"

namespace lintel::import {
namespace {

// A table wider than this is not a schedule; the bound keeps memory proportional to the file.
constexpr std::size_t cells_max = 200;
constexpr std::size_t records_max = 20'000;

// One libcsv parser, freed at the end of its scope.
class Parser {
 public:
  explicit Parser(char delimiter) {
    [[maybe_unused]] const int failed =
        csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
    assert(failed == 0);
    csv_set_delim(&parser_, static_cast<unsigned char>(delimiter));
  }
  ~Parser() { csv_free(&parser_); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  // False when the bytes cannot be CSV. Records are appended to `records` with line = begin.
  bool feed(std::string_view line) {
    record_ended_ = false;
    return csv_parse(&parser_, line.data(), line.size(), on_cell, on_record, this) == line.size();
  }
  bool finish() { return csv_fini(&parser_, on_cell, on_record, this) == 0; }
  bool record_ended() const { return record_ended_; }

  int begin = 1;
  std::vector<CsvRecord> records;

 private:
  static void on_cell(void* bytes, std::size_t size, void* self) {
    auto& parser = *static_cast<Parser*>(self);
    if (parser.cells_.size() < cells_max) {
      parser.cells_.emplace_back(static_cast<const char*>(bytes), size);
    }
  }
  static void on_record(int, void* self) {
    auto& parser = *static_cast<Parser*>(self);
    parser.record_ended_ = true;
    if (parser.records.size() < records_max) {
      parser.records.push_back({parser.begin, std::move(parser.cells_)});
    }
    parser.cells_ = {};
  }

  csv_parser parser_{};
  std::vector<std::string> cells_;
  bool record_ended_ = true;
};

// Up to and including the next line break: LF, CRLF or a lone CR.
std::string_view take_line(std::string_view& rest) {
  std::size_t end = rest.find_first_of("\r\n");
  if (end == std::string_view::npos) {
    end = rest.size();
  } else {
    const bool crlf = rest[end] == '\r' && end + 1 < rest.size() && rest[end + 1] == '\n';
    end += crlf ? std::size_t{2} : std::size_t{1};
  }
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end);
  return line;
}

// The one of , ; tab that stands most often outside of quotes in the header.
char told_delimiter(std::string_view header) {
  constexpr std::string_view candidates = ",;\t";
  std::size_t counts[candidates.size()] = {};
  bool quoted = false;
  for (const char c : header) {
    quoted = c == '"' ? !quoted : quoted;
    const std::size_t which = candidates.find(c);
    if (!quoted && which != std::string_view::npos) {
      ++counts[which];
    }
  }
  const auto most = std::max_element(std::begin(counts), std::end(counts));
  return candidates[static_cast<std::size_t>(most - std::begin(counts))];
}

}  // namespace

CsvTable read_csv(std::string_view bytes) {
  CsvTable table;
  int line_number = 0;
  std::string_view rest = bytes;
  std::string_view first;
  while (!rest.empty() && trim(first).empty()) {
    first = take_line(rest);
    ++line_number;
  }
  char delimiter = told_delimiter(first);
  const std::string head = ascii_lower(trim(first));
  if (head.size() == 5 && head.compare(0, 4, "sep=") == 0) {
    delimiter = head[4];
    first = take_line(rest);
    ++line_number;
  }
  Parser parser{delimiter};
  parser.begin = line_number;
  std::string_view line = first;
  bool fine = true;
  bool inside = false;
  for (; fine && !line.empty(); line = take_line(rest), ++line_number) {
    if (!inside) {
      parser.begin = line_number;
    }
    const bool blank = !inside && trim(line).empty() && line.find(delimiter) == line.npos;
    fine = parser.feed(line);
    inside = !blank && !parser.record_ended();
  }
  fine = fine && parser.finish();
  if (!fine) {
    table.error =
        "The quotes in this record do not match: a text that holds quotes stands in quotes as a "
        "whole, and its own quotes are written twice.";
    table.error_line = parser.begin;
  }
  table.records = std::move(parser.records);
  return table;
}

}  // namespace lintel::import
