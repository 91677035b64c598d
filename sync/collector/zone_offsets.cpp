#include "sync/collector/zone_offsets.h"

#include <date/tz.h>

#include <algorithm>
#include <stdexcept>

#include "shared/core/limits.h"

namespace lintel::collector {
namespace {

Result<minutes> offset_of(const std::string& zone_name, LocalTime time) {
  try {
    date::get_tzdb();
  } catch (const std::exception&) {
    return Error{ErrorCode::unavailable,
                 "This computer has no time-zone database; install the package tzdata."};
  }
  const date::time_zone* zone = nullptr;
  try {
    zone = date::locate_zone(zone_name);
  } catch (const std::exception&) {
    return Error{ErrorCode::not_found,
                 "There is no time zone \"" + zone_name +
                     "\"; use a name like America/Chicago from the IANA list."};
  }
  const date::local_seconds local{time.time_since_epoch()};
  const date::local_info info = zone->get_info(local);
  if (info.result == date::local_info::nonexistent) {
    return Error{ErrorCode::invalid, "This time does not exist in " + zone_name +
                                         ": the clocks go forward over it that day."};
  }
  return std::chrono::duration_cast<minutes>(info.first.offset);
}

}  // namespace

ZoneOffsets system_zone_offsets() {
  return offset_of;
}

std::vector<ZoneOffset> offsets_around(const Event& event) {
  std::vector<ZoneOffset> offsets;
  const date::time_zone* zone = nullptr;
  try {
    zone = date::locate_zone(event.time_zone);
  } catch (const std::exception&) {
    return offsets;
  }
  if (event.sessions.empty()) {
    return offsets;
  }
  UtcTime end{};
  for (const Session& session : event.sessions) {
    end = std::max(end, UtcTime{session.end.utc});
  }
  const auto until = std::chrono::floor<seconds>(end + zone_offsets_around);
  auto at =
      std::chrono::floor<seconds>(UtcTime{event.sessions.front().start.utc} - zone_offsets_around);
  while (at <= until && offsets.size() < limits::zone_offsets_max) {
    const date::sys_info info = zone->get_info(at);
    const auto offset = std::chrono::duration_cast<minutes>(info.offset);
    // Some changes are of the name only.
    if (offsets.empty() || offsets.back().offset != offset) {
      offsets.push_back({UtcTime{at}, offset});
    }
    at = info.end;
  }
  return offsets;
}

std::string system_zone() {
  try {
    return date::current_zone()->name();
  } catch (const std::exception&) {
    return {};
  }
}

}  // namespace lintel::collector
