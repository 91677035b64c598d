#include "sync/client/day_count.h"

#include <algorithm>

namespace lintel {

DayCount DayCount::on(const std::optional<DayCount>& before, LocalDay today) {
  if (!before) {
    return {today, today};
  }
  return before->seen == today
             ? *before
             : DayCount{today, std::min(today, before->counted + std::chrono::days{1})};
}

std::optional<DayCount> DayCount::parse(std::string_view text) {
  const std::size_t space = text.find(' ');
  if (space == std::string_view::npos) {
    return std::nullopt;
  }
  const auto seen = parse_day(text.substr(0, space));
  const auto counted = parse_day(text.substr(space + 1));
  return seen && counted ? std::optional{DayCount{*seen, *counted}} : std::nullopt;
}

std::string DayCount::text() const {
  return to_iso_day(seen) + " " + to_iso_day(counted);
}

}  // namespace lintel
