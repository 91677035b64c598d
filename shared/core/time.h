// Times as strong types. Three kinds that must not be mixed:
//   UtcTime   a wall-clock instant, milliseconds since 1970 UTC; may jump when a clock is set.
//   MonoTime  milliseconds of a monotonic clock since an arbitrary start; only differences mean
//             anything. Back-off, idle and animation use nothing else.
//   Moment    a scheduled instant: UTC seconds plus the offset from UTC in force there, so that a
//             tablet shows local time without a time-zone database.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "shared/core/result.h"

namespace lintel {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using UtcTime = std::chrono::sys_time<milliseconds>;
using LocalTime = std::chrono::local_time<seconds>;
using LocalDay = std::chrono::local_days;

struct MonoTime {
  milliseconds since_start{0};
  auto operator<=>(const MonoTime&) const = default;
};
inline MonoTime operator+(MonoTime t, milliseconds d) { return {t.since_start + d}; }
inline milliseconds operator-(MonoTime a, MonoTime b) { return a.since_start - b.since_start; }

struct Moment {
  std::chrono::sys_seconds utc{};
  minutes offset{0};

  LocalTime local() const {
    return LocalTime{utc.time_since_epoch() + std::chrono::duration_cast<seconds>(offset)};
  }
  // Two moments are the same instant whatever their offsets.
  bool operator==(const Moment& other) const { return utc == other.utc; }
  auto operator<=>(const Moment& other) const { return utc <=> other.utc; }
};

LocalDay day_of(LocalTime time);
LocalTime to_local(UtcTime time, minutes offset);

// RFC 3339 with a numeric offset, whole seconds: "2026-11-20T10:00:00-06:00".
std::string to_rfc3339(const Moment& moment);
std::string to_rfc3339(UtcTime time);  // "…Z", whole seconds
Result<Moment> parse_rfc3339(std::string_view text);
// "2026-11-20T10:41" or "2026-11-20 10:41:30": civil time without a zone.
Result<LocalTime> parse_local_time(std::string_view text);
// "2026-11-20".
Result<LocalDay> parse_day(std::string_view text);
std::string to_iso_day(LocalDay day);

}  // namespace lintel
