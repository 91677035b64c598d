// The few steps between libical's values and ours, for the sources that include ical.h.
#pragma once

#include <libical/ical.h>

#include <memory>
#include <optional>
#include <string>

#include "shared/core/time.h"

namespace lintel::formats {

struct FreeComponent {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using ComponentPtr = std::unique_ptr<icalcomponent, FreeComponent>;

// Nothing when there is no such day or time of day.
inline std::optional<LocalTime> civil_of(const icaltimetype& time) {
  const std::chrono::year_month_day date{std::chrono::year{time.year},
                                         std::chrono::month{static_cast<unsigned>(time.month)},
                                         std::chrono::day{static_cast<unsigned>(time.day)}};
  const bool clock_exists = time.hour >= 0 && time.hour <= 24 && time.minute >= 0 &&
                            time.minute < 60 && time.second >= 0 && time.second <= 60;
  if (time.month < 1 || time.day < 1 || !date.ok() || time.year < 1 || time.year > 9999 ||
      !clock_exists) {
    return std::nullopt;
  }
  LocalTime civil{std::chrono::local_days{date}};
  if (time.is_date == 0) {
    civil += std::chrono::hours{time.hour} + minutes{time.minute} + seconds{time.second};
  }
  return civil;
}

enum class Precision { day, second };

inline icaltimetype to_ical(LocalTime civil, Precision precision) {
  const LocalDay day = day_of(civil);
  const std::chrono::year_month_day date{day};
  icaltimetype time = icaltime_null_time();
  time.year = static_cast<int>(date.year());
  time.month = static_cast<int>(static_cast<unsigned>(date.month()));
  time.day = static_cast<int>(static_cast<unsigned>(date.day()));
  time.is_date = precision == Precision::day ? 1 : 0;
  if (precision == Precision::second) {
    const auto second_of_day = static_cast<int>((civil - LocalTime{day}).count());
    time.hour = second_of_day / 3600;
    time.minute = second_of_day / 60 % 60;
    time.second = second_of_day % 60;
  }
  return time;
}

// libical keeps a ring of temporary strings per thread and an error state per program: errors are
// values to us, and the ring is given back when a reading ends.
inline void quiet_libical() {
  icalerror_set_errors_are_fatal(0);
  icalerror_clear_errno();
}

}  // namespace lintel::formats
