// What schedule.xml and schedule.json have in common: times, lengths and days as frab, pretalx,
// wafer, OSEM and the hub write them. The instant in <date> is trusted, offsets before zone names
// and everything before the grouping by days, because real files contradict themselves there (the
// notes' section 1, numbers 1-7). Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shared/import/formats/read.h"

namespace lintel::formats {

struct FrabTimes {
  std::string_view date;      // "2024-12-27T10:30:00+01:00", "2021-02-06" or empty
  std::string_view start;     // "10:30"
  std::string_view duration;  // "0:45"
  std::string_view end;       // version 2 and newer version 1
  std::string_view day;       // the date of the day it is listed under
};

// Counts what had to be decided, to say it once at the end.
class FrabClock {
 public:
  FrabClock(const ReadOptions& options, Report& report) : options_(options), report_(report) {}
  // "09:00:00" of FOSDEM's <day_change>: starts before it belong to the night of the day before.
  void set_day_change(std::string_view time);
  // Fills start, end and end_assumed; false when the time cannot be read, which has been reported.
  bool set_times(const FrabTimes& times, DraftSession& session);
  void say_what_was_done();

 private:
  std::optional<DraftTime> start_of(const FrabTimes& times, const DraftSession& session);
  std::optional<minutes> length_of(std::string_view duration);

  const ReadOptions& options_;
  Report& report_;
  minutes day_change_{0};
  int contradictions_ = 0;
  int three_parts_ = 0;
  int without_date_ = 0;
};

// "2024-12-27T10:30:00+01:00" and its relatives, or civil time without an offset.
std::optional<DraftTime> read_timestamp(std::string_view text);

// Ids that stand more than once: pretalx repeats those of sessions held twice. Advice only.
void report_repeated_ids(const DraftEvent& event, Report& report);

}  // namespace lintel::formats
