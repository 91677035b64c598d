#include "shared/import/formats/table_sessions.h"

#include <algorithm>
#include <map>
#include <set>

#include "shared/core/counted.h"
#include "shared/core/text.h"
#include "shared/import/formats/file_habits.h"
#include "shared/import/formats/folding.h"
#include "shared/import/formats/table_texts.h"

namespace lintel::formats {
namespace {

using std::chrono::days;

class TableReader {
 public:
  TableReader(const Table& table, const ReadOptions& options, DraftEvent& event, Report& report)
      : table_(table),
        options_(options),
        event_(event),
        report_(report),
        texts_(table, header_, report) {}

  void run() {
    auto header = find_header(table_, options_.columns, report_);
    if (!header) {
      report_.error(table_.rows() > 0 ? table_.line(0) : 0, "", header.error().message);
      return;
    }
    header_ = std::move(*header);
    texts_.advise_on_headers();
    read_times();
    const FileHabits habits = FileHabits::decide(times_, options_, report_);
    for (std::size_t index = 0; index < times_.size() && !full_; ++index) {
      add_row(header_.row + 1 + index, times_[index], habits);
    }
    say_what_was_done();
    assume_ends(event_, options_.usual_length, report_);
  }

 private:
  std::string_view text(std::size_t row, Column column) const { return texts_.text(row, column); }

  // Reads the time cells of every row first, because habits are the whole file's.
  void read_times() {
    for (std::size_t row = header_.row + 1; row < table_.rows(); ++row) {
      RowTimes times;
      times.line = table_.line(row);
      check_width(row);
      if (has_session(row)) {
        read_date_and_start(row, times);
        read_end(row, times);
      }
      times_.push_back(times);
    }
  }

  bool has_session(std::size_t row) const {
    if (header_.rooms.empty()) {
      return !text(row, Column::title).empty();
    }
    return std::any_of(header_.rooms.begin(), header_.rooms.end(), [&](const RoomColumns& room) {
      return !trim(table_.cell(row, room.columns.at(Column::title))).empty();
    });
  }

  std::optional<WrittenWhen> read_cell(std::size_t row, Column column) {
    const std::string_view cell = text(row, column);
    auto when = read_when(cell);
    if (!when) {
      unreadable_.insert(row);
      report_.error(
          table_.line(row), std::string{key_of(column)},
          "\"" + line_excerpt(cell) + "\" is no " +
              (column == Column::date || column == Column::end_date ? "date" : "time") +
              " that can be read; write it like " +
              (column == Column::date || column == Column::end_date ? "2026-11-20." : "10:45."));
    }
    return when;
  }

  void read_date_and_start(std::size_t row, RowTimes& times) {
    const auto start = read_cell(row, Column::start);
    const auto date = read_cell(row, Column::date);
    if (start) {
      times.when = *start;
    }
    if (!date) {
      return;
    }
    if (date->date) {
      times.when.date = date->date;
    }
    // One column with both, as in "Date: 28.04.2026 15:00".
    if (!times.when.time && date->time) {
      times.when.time = date->time;
      times.when.end_time = date->end_time;
      times.when.offset = date->offset;
    }
    times.when.undecided = times.when.undecided || date->undecided;
    times.when.all_day =
        times.when.all_day || date->all_day || says_yes(text(row, Column::all_day));
  }

  void read_end(std::size_t row, RowTimes& times) {
    const auto end = read_cell(row, Column::end);
    const auto end_date = read_cell(row, Column::end_date);
    if (end && (end->time || end->date)) {
      times.when.end_time = end->time;
      times.when.end_date = end->date;
    }
    if (end_date && end_date->date) {
      times.when.end_date = end_date->date;
    }
    const std::string_view length = text(row, Column::duration);
    times.length = read_duration(length);
    if (!length.empty() && !times.length) {
      const auto as_time = read_when(length);  // a sheet's time cell: "00:45:00"
      if (as_time && as_time->time) {
        times.length = minutes{as_time->time->hour * 60 + as_time->time->minute};
      } else {
        report_.error(table_.line(row), "duration",
                      "\"" + line_excerpt(length) + "\" is no length; write minutes, like 45.");
      }
    }
  }

  void add_row(std::size_t row, const RowTimes& times, const FileHabits& habits) {
    if (!has_session(row)) {
      if (times.when.time || !text(row, Column::start).empty()) {
        without_title_line_ = without_title_ == 0 ? table_.line(row) : without_title_line_;
        ++without_title_;
      }
      return;
    }
    if (!text(row, Column::active).empty() && says_no(text(row, Column::active))) {
      ++inactive_;
      return;
    }
    DraftSession session;
    session.line = table_.line(row);
    texts_.fill(row, session);
    if (!set_times(row, times, habits, session)) {
      return;
    }
    if (header_.rooms.empty()) {
      add(std::move(session));
      return;
    }
    for (const RoomColumns& room : header_.rooms) {
      add_room_session(row, room, session);
    }
  }

  void add(DraftSession session) {
    full_ = add_session(event_, std::move(session), report_) == Added::full;
  }

  void add_room_session(std::size_t row, const RoomColumns& room, DraftSession session) {
    const auto cell = [&](Column column) {
      const auto found = room.columns.find(column);
      return found == room.columns.end() ? std::string_view{}
                                         : trim(table_.cell(row, found->second));
    };
    const std::string_view title = cell(Column::title);
    if (title.empty() || full_) {
      return;
    }
    // In a grid the first line is the title, and what stands below it is said about it.
    const std::size_t line_end = title.find_first_of("\r\n");
    session.title = title.substr(0, line_end);
    session.description = line_end == std::string_view::npos ? cell(Column::description)
                                                             : trim(title.substr(line_end));
    session.room = room.room;
    session.kind = cell(Column::kind);
    session.track = cell(Column::track);
    session.abstract = cell(Column::abstract);
    session.subtitle = cell(Column::subtitle);
    session.presenters = split_names(cell(Column::presenters));
    add(std::move(session));
  }

  // More cells than the header has: a separator inside a text that is not quoted moved them.
  void check_width(std::size_t row) {
    const std::size_t heads =
        header_.row > 0 ? std::max(table_.columns(header_.row), table_.columns(header_.row - 1))
                        : table_.columns(header_.row);
    for (std::size_t at = heads; at < table_.columns(row); ++at) {
      if (!trim(table_.cell(row, at)).empty()) {
        report_.error(table_.line(row), "",
                      "There are " + std::to_string(table_.columns(row)) + " cells but " +
                          counted(heads, "column") +
                          "; put a text that holds the separator into \"quotes\".");
        unreadable_.insert(row);
        return;
      }
    }
  }

  // False when the row has no time and is left out; the reason has been said.
  bool set_times(std::size_t row, const RowTimes& times, const FileHabits& habits,
                 DraftSession& session) {
    if (unreadable_.contains(row)) {
      return false;
    }
    if (times.when.undecided) {
      report_.advise(session.line, "start",
                     "\"" + line_excerpt(session.title.empty() ? "A row" : session.title) +
                         "\" has no time yet and is left out.");
      return false;
    }
    const auto day = find_day(times, habits, session);
    if (!day) {
      return false;
    }
    if (!times.when.time && (times.when.all_day || !header_.columns.contains(Column::start))) {
      session.all_day = true;
      session.start = DraftTime{*day, times.when.offset, ""};
      const auto last = times.when.end_date ? habits.day_of(*times.when.end_date) : day;
      session.end = DraftTime{std::max(last.value_or(*day), *day) + days{1}, std::nullopt, ""};
      return true;
    }
    return set_start(row, times, habits, *day, session);
  }

  std::optional<LocalDay> find_day(const RowTimes& times, const FileHabits& habits,
                                   DraftSession& session) {
    if (times.when.date) {
      const auto day = habits.day_of(*times.when.date);
      if (!day) {
        report_.error(session.line, "date",
                      "This date does not exist, or needs the event's first day to be known; "
                      "write it like 2026-11-20.");
        return std::nullopt;
      }
      session.day =
          times.when.date->kind == WrittenDate::Kind::day_number ? times.when.date->number : 0;
      last_day_ = day;
      return day;
    }
    if (last_day_) {
      ++carried_dates_;
      return last_day_;
    }
    if (!options_.first_day) {
      report_.error(session.line, "date",
                    "There is no date; add a column with it, or say the event's first day.");
    }
    return options_.first_day;
  }

  bool set_start(std::size_t row, const RowTimes& times, const FileHabits& habits, LocalDay day,
                 DraftSession& session) {
    const RowTimes* source = &times;
    if (!times.when.time) {
      // Merged cells: one block of time beside several rooms.
      const bool other_room = !session.room.empty() && session.room != last_room_;
      if (!last_timed_ || !other_room || !text(row, Column::start).empty()) {
        report_.error(session.line, "start",
                      "\"" + line_excerpt(session.title) +
                          "\" has no time; write one, or TBA to leave it out.");
        return false;
      }
      source = last_timed_;
      ++carried_times_;
    } else {
      last_timed_ = &times;
    }
    last_room_ = session.room;
    const LocalTime start = LocalTime{day} + habits.clock_of(*source->when.time);
    session.start = DraftTime{start, source->when.offset, ""};
    session.end = end_of(*source, habits, start, session);
    return true;
  }

  DraftTime end_of(const RowTimes& times, const FileHabits& habits, LocalTime start,
                   DraftSession& session) {
    DraftTime end{start, times.when.offset, ""};
    if (times.when.end_time) {
      const LocalDay start_day = day_of(start);
      const auto end_day = times.when.end_date ? habits.day_of(*times.when.end_date) : start_day;
      end.civil = LocalTime{end_day.value_or(start_day)} + habits.clock_of(*times.when.end_time);
      constexpr std::chrono::hours night{12};
      if (end.civil < start && !times.when.end_date && end.civil + days{1} - start <= night) {
        end.civil += days{1};  // past midnight
      }
      if (end.civil > start) {
        return end;
      }
      report_.error(session.line, "end",
                    "\"" + line_excerpt(session.title) +
                        "\": the end is not after the start; write afternoons as 13:00 or 1:00 "
                        "PM, and check the date.");
      end.civil = start + options_.usual_length;
      return end;
    } else if (times.length && *times.length > minutes{0}) {
      end.civil = start + *times.length;
      return end;
    }
    session.end_assumed = true;
    return end;
  }

  void say_what_was_done() {
    const auto say = [this](int count, const char* field, const char* one, const char* many) {
      if (count > 0) {
        report_.advise(0, field, counted(count, one, many));
      }
    };
    say(carried_dates_, "date", "row without a date took that of the row above.",
        "rows without a date took that of the row above.");
    say(carried_times_, "start", "row without a time took that of the row above.",
        "rows without a time took that of the row above.");
    if (without_title_ > 0) {
      report_.advise(without_title_line_, "title",
                     without_title_ == 1 ? "This row has a time but no title and was left out."
                                         : "This row and " + std::to_string(without_title_ - 1) +
                                               " more have a time but no title and were left out.");
    }
    say(inactive_, "active", "row is marked as not active and was left out.",
        "rows are marked as not active and were left out.");
    if (event_.sessions.empty() && !report_.has_errors()) {
      report_.error(0, "", "There are no sessions in this table.");
    }
  }

  const Table& table_;
  const ReadOptions& options_;
  DraftEvent& event_;
  Report& report_;
  Header header_;
  RowTexts texts_;
  std::vector<RowTimes> times_;
  std::set<std::size_t> unreadable_;
  const RowTimes* last_timed_ = nullptr;
  std::optional<LocalDay> last_day_;
  std::string last_room_;
  int carried_dates_ = 0;
  int carried_times_ = 0;
  int without_title_ = 0;
  int without_title_line_ = 0;
  int inactive_ = 0;
  bool full_ = false;
};

}  // namespace

void add_table_sessions(const Table& table, const ReadOptions& options, DraftEvent& event,
                        Report& report) {
  TableReader{table, options, event, report}.run();
}

void assume_ends(DraftEvent& event, minutes usual_length, Report& report) {
  std::map<std::string, std::vector<LocalTime>> starts;
  std::size_t assumed = 0;
  for (const DraftSession& session : event.sessions) {
    if (session.start && !session.all_day) {
      starts[fold_bare_room(session.room)].push_back(session.start->civil);
    }
    assumed += session.end_assumed ? 1U : 0U;
  }
  if (assumed == 0) {
    return;
  }
  for (auto& [room, times] : starts) {
    std::sort(times.begin(), times.end());
  }
  for (DraftSession& session : event.sessions) {
    if (!session.end_assumed || !session.start) {
      continue;
    }
    const LocalTime start = session.start->civil;
    const std::vector<LocalTime>& times = starts[fold_bare_room(session.room)];
    const auto next = std::upper_bound(times.begin(), times.end(), start);
    session.end = session.start;
    session.end->civil = start + usual_length;
    if (next != times.end() && !session.room.empty()) {
      session.end->civil = std::min(session.end->civil, *next);
    }
  }
  report.advise(0, "end",
                counted(assumed, "session has", "sessions have") +
                    " no end: " + counted(usual_length.count(), "minute was", "minutes were") +
                    " taken, or until the next one in the room.");
}

}  // namespace lintel::formats
