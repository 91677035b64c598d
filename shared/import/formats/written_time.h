// Dates and times as people write them: "4/29/2016 9:30 AM", "28.04.2026", "Di, 28. April 2026",
// "9:30-10:45am", "07h00", "24:00", "42670.375", "Tag 2". Reading is one cell at a time and keeps
// what a cell alone cannot settle (whether 4/5 is in April or in May, whether 1:30 is after noon):
// that is decided over a whole file (file_habits.h). Pure; any UTF-8 in.
#pragma once

#include <optional>
#include <string_view>

#include "shared/core/time.h"

namespace lintel::formats {

struct WrittenDate {
  enum class Kind {
    full,        // year, month, day
    no_year,     // month, day
    weekday,     // number: 0 = Sunday
    day_number,  // number: 1 = first day of the event
  };
  Kind kind = Kind::full;
  int year = 0;
  int month = 0;
  int day = 0;
  int number = 0;
  bool order_open = false;  // written with slashes or hyphens: month and day may be the other way
};

struct WrittenTime {
  enum class Half { unsaid, am, pm };
  int hour = 0;  // as written, 0..24
  int minute = 0;
  int second = 0;
  Half half = Half::unsaid;
};

struct WrittenWhen {
  std::optional<WrittenDate> date;
  std::optional<WrittenTime> time;
  std::optional<WrittenDate> end_date;
  std::optional<WrittenTime> end_time;
  std::optional<minutes> offset;  // from UTC
  bool undecided = false;         // "TBA"
  bool all_day = false;
};

// The whole cell, or nothing. An empty cell is a When without anything.
std::optional<WrittenWhen> read_when(std::string_view cell);
// "45", "45 min", "0:45", "1:30:00" (h:mm:ss), "1h30", "1.5 h", "PT45M", "90'".
std::optional<minutes> read_duration(std::string_view cell);

}  // namespace lintel::formats
