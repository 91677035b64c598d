#include "shared/import/formats/file_habits.h"

#include <algorithm>

namespace lintel::formats {
namespace {

using std::chrono::days;

std::optional<LocalDay> calendar_day(int year, int month, int day) {
  if (month < 1 || day < 1) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  return date.ok() ? std::optional{std::chrono::local_days{date}} : std::nullopt;
}

struct Evidence {
  int month_first = 0;  // dates that exist only when read so
  int day_first = 0;
  int both = 0;
  int line_month_first = 0;
  int line_day_first = 0;
  std::optional<std::pair<LocalDay, LocalDay>> span_month_first;
  std::optional<std::pair<LocalDay, LocalDay>> span_day_first;
};

void widen(std::optional<std::pair<LocalDay, LocalDay>>& span, LocalDay day) {
  span = span ? std::pair{std::min(span->first, day), std::max(span->second, day)}
              : std::pair{day, day};
}

Evidence collect(const std::vector<RowTimes>& rows) {
  Evidence evidence;
  for (const RowTimes& row : rows) {
    if (!row.when.date || !row.when.date->order_open) {
      continue;
    }
    const WrittenDate& date = *row.when.date;
    const int year = date.kind == WrittenDate::Kind::full ? date.year : 2000;
    const auto month_first = calendar_day(year, date.month, date.day);
    const auto day_first = calendar_day(year, date.day, date.month);
    if (month_first && day_first) {
      ++evidence.both;
      widen(evidence.span_month_first, *month_first);
      widen(evidence.span_day_first, *day_first);
    } else if (month_first) {
      ++evidence.month_first;
      evidence.line_month_first = row.line;
    } else {
      ++evidence.day_first;
      evidence.line_day_first = row.line;
    }
  }
  return evidence;
}

bool says_half(const std::vector<RowTimes>& rows) {
  return std::any_of(rows.begin(), rows.end(), [](const RowTimes& row) {
    return row.when.time && row.when.time->half != WrittenTime::Half::unsaid;
  });
}

// Nothing in the dates decides: the days of one event lie close together, and where they do so
// either way, whoever writes "am" and "pm" writes the month first.
DateOrder guess_order(const Evidence& evidence, const std::vector<RowTimes>& rows) {
  if (evidence.span_month_first && evidence.span_day_first) {
    const auto span = [](const auto& days_of) { return days_of->second - days_of->first; };
    const days month_first = span(evidence.span_month_first);
    const days day_first = span(evidence.span_day_first);
    if (month_first != day_first) {
      return month_first < day_first ? DateOrder::month_first : DateOrder::day_first;
    }
  }
  return says_half(rows) ? DateOrder::month_first : DateOrder::day_first;
}

DateOrder decide_order(const std::vector<RowTimes>& rows, DateOrder wanted, Report& report) {
  const Evidence evidence = collect(rows);
  if (wanted != DateOrder::decide) {
    return wanted;
  }
  if (evidence.month_first > 0 && evidence.day_first > 0) {
    report.error(evidence.line_day_first, "date",
                 "Some dates can only be month/day and others only day/month (lines " +
                     std::to_string(evidence.line_month_first) + " and " +
                     std::to_string(evidence.line_day_first) +
                     "); write them all one way, best as 2026-11-20.");
    return evidence.month_first >= evidence.day_first ? DateOrder::month_first
                                                      : DateOrder::day_first;
  }
  if (evidence.month_first + evidence.day_first + evidence.both == 0) {
    return DateOrder::month_first;
  }
  const bool certain = evidence.month_first + evidence.day_first > 0;
  const DateOrder order = !certain                   ? guess_order(evidence, rows)
                          : evidence.month_first > 0 ? DateOrder::month_first
                                                     : DateOrder::day_first;
  const char* words = order == DateOrder::month_first ? "month/day" : "day/month";
  report.advise(0, "date",
                certain ? std::string{"Dates were read as "} + words + "."
                        : std::string{"Dates were read as "} + words +
                              ", but could be the other way; check the plan, or say which.");
  return order;
}

// "9:00, 10:00, 11:00, 1:00, 2:00": a school's day, written without am and pm.
bool is_bare_school_day(const std::vector<RowTimes>& rows) {
  bool morning = false;
  bool small = false;
  for (const RowTimes& row : rows) {
    for (const auto& time : {row.when.time, row.when.end_time}) {
      if (!time) {
        continue;
      }
      if (time->half != WrittenTime::Half::unsaid || time->hour > 12 || time->hour == 0) {
        return false;
      }
      morning = morning || time->hour >= 7;
      small = small || time->hour < 7;
    }
  }
  return morning && small;
}

}  // namespace

FileHabits FileHabits::decide(const std::vector<RowTimes>& rows, const ReadOptions& options,
                              Report& report) {
  FileHabits habits;
  habits.first_day_ = options.first_day;
  habits.order_ = decide_order(rows, options.date_order, report);
  if (is_bare_school_day(rows)) {
    habits.bare_ = Bare::afternoon;
    report.advise(0, "start",
                  "No time says am or pm: 1:00 to 6:59 were read as after noon; write 13:00 or "
                  "1:00 pm to be sure.");
  }
  return habits;
}

std::optional<LocalDay> FileHabits::day_of(const WrittenDate& date) const {
  switch (date.kind) {
    case WrittenDate::Kind::full:
    case WrittenDate::Kind::no_year: {
      int year = date.year;
      if (date.kind == WrittenDate::Kind::no_year) {
        if (!first_day_) {
          return std::nullopt;
        }
        year = static_cast<int>(std::chrono::year_month_day{*first_day_}.year());
      }
      const bool swap = date.order_open && order_ == DateOrder::day_first;
      return swap ? calendar_day(year, date.day, date.month)
                  : calendar_day(year, date.month, date.day);
    }
    case WrittenDate::Kind::weekday: {
      if (!first_day_) {
        return std::nullopt;
      }
      const std::chrono::weekday wanted{static_cast<unsigned>(date.number)};
      return *first_day_ + (wanted - std::chrono::weekday{*first_day_});
    }
    case WrittenDate::Kind::day_number:
      return first_day_ ? std::optional{*first_day_ + days{date.number - 1}} : std::nullopt;
  }
  return std::nullopt;
}

seconds FileHabits::clock_of(const WrittenTime& time) const {
  int hour = time.hour;
  switch (time.half) {
    case WrittenTime::Half::am:
      hour %= 12;
      break;
    case WrittenTime::Half::pm:
      hour = hour % 12 + 12;
      break;
    case WrittenTime::Half::unsaid:
      hour += bare_ == Bare::afternoon && hour < 7 ? 12 : 0;
      break;
  }
  return std::chrono::hours{hour} + minutes{time.minute} + seconds{time.second};
}

}  // namespace lintel::formats
