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
  unsupported,  // hourly and finer, not Gregorian, or too dear: only the first was taken
};

struct Occurrences {
  std::vector<LocalTime> starts;
  RuleEnd end = RuleEnd::complete;
};

enum class Unit { days, times };  // of DTSTART: DATE or DATE-TIME

// What all rules of one file may cost together. libical looks for the next match up to the year
// 20000, so a rule that never matches (the 30th of February) costs it about a second.
struct RuleBudget {
  int steps_left = 2'000'000;  // occurrences looked at
  int searches_left = 20;      // gaps of more than two years; an endless one counts seven times
};

// The UNTIL of a rule that gives it in UTC, as a civil time there; the caller knows the zone.
std::optional<LocalTime> until_in_utc(const std::string& rule);

// until_offset, the one in force at UNTIL, turns an UNTIL in UTC into the series' civil time.
Occurrences unroll(const std::string& rule, LocalTime start, Unit unit, minutes until_offset,
                   const RuleWindow& window, RuleBudget& budget);

inline constexpr std::size_t occurrences_max = 1000;  // of one rule; a school year has 200 days
inline constexpr int rule_steps_max = 40'000;         // a century of days

}  // namespace lintel::formats
