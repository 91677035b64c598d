#include "shared/import/sessions_csv.h"

#include <algorithm>

#include "shared/core/limits.h"
#include "shared/core/text.h"
#include "shared/import/words.h"

namespace lintel::import {
namespace {

constexpr std::string_view list_separators = ";\n\r";

struct Column {
  std::string_view key;         // of session_keys; empty: left out
  bool one_suggestion = false;  // suggestion1 .. suggestion8: the whole cell is one
  std::string header;
};

bool is_numbered_suggestion(const std::string& folded) {
  constexpr std::string_view word = "suggestion";
  return folded.size() == word.size() + 1 && folded.compare(0, word.size(), word) == 0 &&
         folded.back() >= '1' && folded.back() <= '8';
}

class Reader {
 public:
  Reader(const SourceFile& file, Sink& sink) : file_(file), sink_(sink) {}

  std::vector<RawSession> run() {
    CsvTable table = read_csv(file_.bytes);
    if (!table.error.empty()) {
      sink_.error(at(table.error_line), "", table.error);
    }
    std::vector<RawSession> sessions;
    if (table.records.empty()) {
      if (table.error.empty()) {
        sink_.error(at(0), "", "There is no header line; the first line names the columns.");
      }
      return sessions;
    }
    if (!read_header(table.records.front())) {
      return sessions;
    }
    for (std::size_t i = 1; i < table.records.size(); ++i) {
      if (sessions.size() == limits::sessions_max) {
        sink_.error(at(table.records[i].line), "",
                    "There are more than 5000 sessions; split the day into several events.");
        break;
      }
      read_record(table.records[i], sessions);
    }
    return sessions;
  }

 private:
  Origin at(int line) const { return {file_.name, line, ""}; }

  // One of the columns that no list of sessions lacks.
  static bool names_columns(const CsvRecord& header) {
    return std::any_of(header.cells.begin(), header.cells.end(), [](const std::string& cell) {
      const std::string_view key = same_key(cell, session_keys);
      return key == "title" || key == "start" || key == "room";
    });
  }

  bool read_header(const CsvRecord& header) {
    if (!names_columns(header)) {
      sink_.error(at(header.line), "",
                  "This is no list of sessions: the first line has to name the columns, such as "
                  "id,room,start,end,title,presenters.");
      return false;
    }
    for (const std::string& cell : header.cells) {
      Column column{{}, false, clean_line(cell)};
      if (is_numbered_suggestion(fold_key(cell))) {
        column.key = "suggestions";
        column.one_suggestion = true;
      } else {
        column.key = same_key(cell, session_keys);
      }
      if (column.key.empty() && !column.header.empty()) {
        sink_.advise(at(header.line), column.header, unknown_key(column.header, session_keys));
      } else if (!column.one_suggestion && !column.key.empty() && has_column(column.key)) {
        sink_.error(at(header.line), column.header,
                    "There are two columns of this name; keep one.");
      }
      columns_.push_back(std::move(column));
    }
    for (const std::string_view needed : {"room", "start", "end", "title"}) {
      if (!has_column(needed)) {
        sink_.error(at(header.line), std::string{needed}, "This column is missing; add it.");
      }
    }
    return true;
  }

  bool has_column(std::string_view key) const {
    return std::any_of(columns_.begin(), columns_.end(), [key](const Column& column) {
      return column.key == key && !column.one_suggestion;
    });
  }

  void read_record(const CsvRecord& record, std::vector<RawSession>& sessions) {
    const auto is_blank = [](const std::string& cell) { return clean_line(cell).empty(); };
    if (std::all_of(record.cells.begin(), record.cells.end(), is_blank)) {
      return;  // a spreadsheet's empty rows
    }
    const auto beyond = record.cells.begin() +
                        static_cast<std::ptrdiff_t>(std::min(record.cells.size(), columns_.size()));
    if (!std::all_of(beyond, record.cells.end(), is_blank)) {
      sink_.error(at(record.line), "",
                  "There are " + std::to_string(record.cells.size()) + " cells but " +
                      std::to_string(columns_.size()) +
                      " columns; put a text that holds the separator into \"quotes\".");
      return;
    }
    RawSession session;
    session.origin = at(record.line);
    for (std::size_t i = 0; i < record.cells.size() && i < columns_.size(); ++i) {
      read_cell(columns_[i], record.cells[i], record.line, session);
    }
    sessions.push_back(std::move(session));
  }

  static void read_cell(const Column& column, const std::string& cell, int line,
                        RawSession& session) {
    if (column.key == "presenters") {
      session.presenters = pieces(cell, list_separators);
    } else if (column.key == "suggestions") {
      const auto found = column.one_suggestion ? pieces(cell, "") : pieces(cell, list_separators);
      session.suggestions.insert(session.suggestions.end(), found.begin(), found.end());
    } else if (column.key == "challenge") {
      session.fields.set(column.key, clean_paragraph(cell), line);
    } else if (!column.key.empty()) {
      session.fields.set(column.key, clean_line(cell), line);
    }
  }

  const SourceFile& file_;
  Sink& sink_;
  std::vector<Column> columns_;
};

}  // namespace

std::vector<RawSession> read_sessions_csv(const SourceFile& file, Sink& sink) {
  return Reader{file, sink}.run();
}

}  // namespace lintel::import
