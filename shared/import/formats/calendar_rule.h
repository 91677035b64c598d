// A recurrence rule (RFC 5545, 3.3.10) unrolled by libical, bounded against rules without end and
// rules that never match. Pure; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shared/core/time.h"

namespace lintel::formats {

struct RuleWindow {
  std::optional<LocalTime> from;   // occurrences that start earlier are passed over
  std::optional<LocalTime> until;  // exclusive
};

enum class RuleEnd {
  complete,
  endless,      // neither COUNT nor UNTIL nor a window: only the first occurrence was taken
  too_many,     // occurrences_max was reached
  unsupported,  // hourly and finer, or not Gregorian: only the first occurrence was taken
};

struct Occurrences {
  std::vector<LocalTime> starts;
  RuleEnd end = RuleEnd::complete;
};

enum class Unit { days, times };  // of DTSTART: DATE or DATE-TIME

// until_offset turns an UNTIL in UTC into the series' civil time.
Occurrences unroll(const std::string& rule, LocalTime start, Unit unit, minutes until_offset,
                   const RuleWindow& window);

inline constexpr std::size_t occurrences_max = 1000;  // of one rule; a school year has 200 days
inline constexpr int rule_steps_max = 40'000;         // a century of days

}  // namespace lintel::formats
