#include "shared/import/sidecar.h"

#include <algorithm>
#include <map>
#include <optional>

#include "shared/core/text.h"
#include "shared/import/formats/columns.h"
#include "shared/import/formats/delimited.h"
#include "shared/import/formats/folding.h"
#include "shared/import/formats/table_sessions.h"
#include "shared/import/formats/text_decoding.h"
#include "shared/import/formats/written_time.h"
#include "shared/import/words.h"

namespace lintel::import {
namespace {

using formats::Column;
using formats::Table;

constexpr Column adding[] = {Column::challenge, Column::suggestions, Column::guide,
                             Column::group,     Column::slides,      Column::show_names,
                             Column::presenters};
constexpr Column placing[] = {Column::room, Column::end, Column::duration, Column::end_date};

std::vector<std::optional<Column>> columns_of(const Table& table) {
  std::vector<std::optional<Column>> columns;
  for (std::size_t at = 0; table.rows() > 0 && at < table.columns(0); ++at) {
    const auto known = formats::column_of(trim(table.cell(0, at)));
    columns.push_back(known ? std::optional{known->column} : std::nullopt);
  }
  return columns;
}

template <class List>
bool names_any(const std::vector<std::optional<Column>>& columns, const List& wanted) {
  return std::any_of(columns.begin(), columns.end(), [&](const std::optional<Column>& column) {
    return column && std::find(std::begin(wanted), std::end(wanted), *column) != std::end(wanted);
  });
}

constexpr Column keys[] = {Column::id, Column::title};

class Reader {
 public:
  Reader(const SourceFile& file, Sink& sink) : file_(file), sink_(sink) {}

  std::vector<RawSession> run() {
    std::vector<RawSession> additions;
    const formats::DecodedText decoded{file_.bytes};
    const auto read = formats::read_delimited(decoded.text());
    if (!read) {
      sink_.error({file_.name, 0, ""}, "", read.error().message);
      return additions;
    }
    const Table& table = read->table;
    const auto columns = columns_of(table);
    for (std::size_t row = 1; row < table.rows() && additions.size() < limits::sessions_max;
         ++row) {
      RawSession addition;
      addition.origin = {file_.name, table.line(row), ""};
      for (std::size_t at = 0; at < columns.size(); ++at) {
        if (columns[at]) {
          read_cell(*columns[at], trim(table.cell(row, at)), addition);
        }
      }
      if (addition.fields.has("id") || addition.fields.has("title")) {
        additions.push_back(std::move(addition));
      }
    }
    return additions;
  }

 private:
  static void append(std::vector<std::string> found, std::size_t bytes_max,
                     std::vector<std::string>& list) {
    for (const std::string& one : found) {
      list.push_back(formats::line_of_html(one, bytes_max));
    }
  }

  static void read_cell(Column column, std::string_view cell, RawSession& addition) {
    if (cell.empty()) {
      return;
    }
    if (column == Column::presenters) {
      append(formats::split_names(cell), limits::name_bytes_max, addition.presenters);
    } else if (column == Column::suggestions) {
      append(formats::split_points(cell), limits::suggestion_bytes_max, addition.suggestions);
    } else if (column == Column::challenge) {
      addition.fields.set("challenge",
                          formats::paragraph_of_html(cell, limits::challenge_bytes_max),
                          addition.origin.line);
    } else {
      addition.fields.set(formats::key_of(column), clean_line(cell), addition.origin.line);
    }
  }

  const SourceFile& file_;
  Sink& sink_;
};

// "10:00" and "2026-11-20 10:00" as written, for comparing with a session's start.
struct Start {
  std::optional<LocalDay> day;
  std::optional<minutes> clock;
};

Start start_of(const RawSession& addition) {
  Start start;
  const std::string& text = addition.fields.text("start");
  if (const auto whole = parse_local_time(text)) {
    start.day = day_of(*whole);
    start.clock = std::chrono::floor<minutes>(*whole - *start.day);
  } else if (const auto clock = parse_clock(text)) {
    start.clock = *clock;
  }
  if (const auto day = parse_day(addition.fields.text("date"))) {
    start.day = *day;
  }
  return start;
}

Start start_of_session(const RawSession& session) {
  if (session.times) {
    const LocalTime civil = session.times->start.civil;
    return {day_of(civil), std::chrono::floor<minutes>(civil - day_of(civil))};
  }
  return start_of(session);
}

bool agree(const Start& wanted, const Start& has) {
  const bool day = !wanted.day || !has.day || *wanted.day == *has.day;
  const bool clock = !wanted.clock || (has.clock && *wanted.clock == *has.clock);
  return day && clock;
}

class Adder {
 public:
  Adder(std::vector<RawSession>& sessions, Sink& sink) : sessions_(sessions), sink_(sink) {
    for (std::size_t i = 0; i < sessions_.size(); ++i) {
      by_id_.emplace(sessions_[i].fields.text("id"), i);
      by_title_.emplace(formats::fold(sessions_[i].fields.text("title")), i);
    }
  }

  void add(const RawSession& addition) {
    const std::vector<std::size_t> homes = homes_of(addition);
    if (homes.size() == 1) {
      merge(addition, sessions_[homes.front()]);
      return;
    }
    const std::string name = "\"" + formats::line_excerpt(name_of(addition)) + "\"";
    const std::string message =
        homes.empty() ? "No session is called " + name + "; correct the id or the title and start."
                      : std::to_string(homes.size()) + " sessions are called " + name +
                            "; write the id, or the start as 2026-11-20 10:00.";
    const bool withholds = parse_yes_no(addition.fields.text("show_names")) == false;
    if (withholds) {
      sink_.error(addition.origin, "show_names", message);
    } else {
      sink_.advise(addition.origin, addition.fields.has("id") ? "id" : "title", message);
    }
  }

 private:
  static const std::string& name_of(const RawSession& addition) {
    return addition.fields.has("id") ? addition.fields.text("id") : addition.fields.text("title");
  }

  std::vector<std::size_t> homes_of(const RawSession& addition) const {
    std::vector<std::size_t> homes;
    const Start wanted = start_of(addition);
    const auto take = [&](auto range) {
      for (auto at = range.first; at != range.second; ++at) {
        if (agree(wanted, start_of_session(sessions_[at->second]))) {
          homes.push_back(at->second);
        }
      }
    };
    if (addition.fields.has("id")) {
      take(by_id_.equal_range(addition.fields.text("id")));
    }
    if (homes.empty() && addition.fields.has("title")) {
      take(by_title_.equal_range(formats::fold(addition.fields.text("title"))));
    }
    return homes;
  }

  static void merge(const RawSession& addition, RawSession& session) {
    for (const std::string_view key :
         {"challenge", "guide", "group", "slides", "show_names", "status"}) {
      if (addition.fields.has(key)) {
        session.fields.set(key, addition.fields.text(key), 0);
      }
    }
    if (!addition.suggestions.empty()) {
      session.suggestions = addition.suggestions;
    }
    if (!addition.presenters.empty()) {
      session.presenters = addition.presenters;
    }
  }

  std::vector<RawSession>& sessions_;
  Sink& sink_;
  std::multimap<std::string, std::size_t> by_id_;
  std::multimap<std::string, std::size_t> by_title_;
};

}  // namespace

bool is_sidecar(std::string_view bytes) {
  constexpr std::size_t rows_wanted = 1;
  const formats::DecodedText decoded{bytes.substr(0, 64 * 1024)};
  for (const char separator : {',', ';', '\t', '|'}) {
    const auto table = formats::read_delimited(decoded.text(), separator, rows_wanted);
    if (!table || table->rows() == 0) {
      continue;
    }
    const auto columns = columns_of(*table);
    if (names_any(columns, keys) && names_any(columns, adding)) {
      return !names_any(columns, placing);
    }
  }
  return false;
}

std::vector<RawSession> read_sidecar(const SourceFile& file, Sink& sink) {
  return Reader{file, sink}.run();
}

bool only_adds(const RawSession& raw) {
  return !raw.times && !raw.fields.has("room") && !raw.fields.has("end") &&
         (raw.fields.has("id") || raw.fields.has("title"));
}

void add_to_sessions(const std::vector<RawSession>& additions, std::vector<RawSession>& sessions,
                     Sink& sink) {
  if (additions.empty()) {
    return;
  }
  Adder adder{sessions, sink};
  for (const RawSession& addition : additions) {
    adder.add(addition);
  }
}

}  // namespace lintel::import
