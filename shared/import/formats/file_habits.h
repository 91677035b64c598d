// What one cell cannot tell and a whole file can: whether 4/5 is the fifth of April or the fourth
// of May, and whether 1:30 is after noon. Decided once for the file and said aloud. Pure.
#pragma once

#include <optional>
#include <vector>

#include "shared/import/formats/read.h"
#include "shared/import/formats/written_time.h"

namespace lintel::formats {

struct RowTimes {
  int line = 0;
  WrittenWhen when;               // date and start (and end, from a range)
  std::optional<minutes> length;  // from a duration column
};

class FileHabits {
 public:
  // Looks at all rows; adds advice where it had to guess, and an error where rows contradict.
  static FileHabits decide(const std::vector<RowTimes>& rows, const ReadOptions& options,
                           Report& report);

  // Nothing when the date needs ReadOptions::first_day and there is none, or does not exist.
  std::optional<LocalDay> day_of(const WrittenDate& date) const;
  // Since midnight; up to 24 hours.
  seconds clock_of(const WrittenTime& time) const;

 private:
  enum class Bare { as_written, afternoon };
  DateOrder order_ = DateOrder::month_first;
  Bare bare_ = Bare::as_written;
  std::optional<LocalDay> first_day_;
};

}  // namespace lintel::formats
