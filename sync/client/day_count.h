// How old a confirmed row is, in days on which the tablet ran: they are counted one at a time, so
// that a clock that jumps ten years ahead makes yesterday's rows a day older and not a decade, and
// nothing is deleted that a collector restored from a backup may still ask for. A value.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shared/core/time.h"

namespace lintel {

struct DayCount {
  LocalDay seen{};     // as the clock had it last
  LocalDay counted{};  // what rows are dated by; never ahead of the clock
  bool operator==(const DayCount&) const = default;

  // A clock that went back begins anew: rows of days to come just stay.
  static DayCount on(const std::optional<DayCount>& before, LocalDay today);
  // As the settings keep it: "2026-11-20 2026-11-20"; nullopt: not such a text.
  static std::optional<DayCount> parse(std::string_view text);
  std::string text() const;
};

}  // namespace lintel
