#include "shared/import/formats/xlsx_number.h"

#include <charconv>
#include <cmath>
#include <cstdio>

#include "shared/core/text.h"
#include "shared/core/time.h"

namespace lintel::formats {
namespace {

// Serial numbers between 1900-01-01 and 2199-12-31; whatever lies outside was never a date.
constexpr double serial_max = 109'574;

NumberKind kind(bool date, bool time) {
  return date ? (time ? NumberKind::date_time : NumberKind::date)
              : (time ? NumberKind::time : NumberKind::number);
}

std::string clock_text(long second_of_day) {
  char text[72];
  std::snprintf(text, sizeof text, "%02ld:%02ld:%02ld", second_of_day / 3600,
                second_of_day / 60 % 60, second_of_day % 60);
  return text;
}

std::string plain_number(double value, const std::string& written) {
  // 13.000000000000002 and 1.3E1 are 13 to whoever typed it.
  if (std::fabs(value) < 1e15 && std::fabs(value - std::round(value)) < 1e-9) {
    char text[32];
    std::snprintf(text, sizeof text, "%.0f", value);
    return text;
  }
  return written;
}

}  // namespace

NumberKind kind_of_builtin(std::size_t format_id) {
  if ((format_id >= 14 && format_id <= 17) || (format_id >= 27 && format_id <= 31) ||
      format_id == 36 || (format_id >= 50 && format_id <= 54) ||
      (format_id >= 57 && format_id <= 58)) {
    return NumberKind::date;
  }
  if ((format_id >= 18 && format_id <= 21) || (format_id >= 32 && format_id <= 35) ||
      (format_id >= 45 && format_id <= 47) || format_id == 55 || format_id == 56) {
    return NumberKind::time;
  }
  return format_id == 22 ? NumberKind::date_time : NumberKind::number;
}

NumberKind kind_of_format(std::string_view code) {
  code = code.substr(0, code.find(';'));
  bool date = false;
  bool time = false;
  bool month_or_minute = false;
  for (std::size_t at = 0; at < code.size(); ++at) {
    const char c = code[at];
    if (c == '\\' || c == '_' || c == '*') {
      ++at;
    } else if (c == '"') {
      at = std::min(code.find('"', at + 1), code.size());
    } else if (c == '[') {
      const std::string inside = ascii_lower(code.substr(at + 1, 2));
      time = time || inside.starts_with("h") || inside.starts_with("m]") ||
             inside.starts_with("mm") || inside.starts_with("s");
      at = std::min(code.find(']', at), code.size());
    } else if (c == 'y' || c == 'Y' || c == 'd' || c == 'D') {
      date = true;
    } else if (c == 'h' || c == 'H' || c == 's' || c == 'S') {
      time = true;
    } else if (c == 'm' || c == 'M') {
      month_or_minute = true;
    } else if ((c == 'A' || c == 'a') && ascii_lower(code.substr(at, 5)) == "am/pm") {
      at += 4;
      time = true;
    } else if (ascii_lower(code.substr(at, 7)) == "general") {
      return NumberKind::number;
    }
  }
  return kind(date || (month_or_minute && !time), time);
}

std::string number_text(const std::string& written, NumberKind kind, Epoch epoch) {
  double value = 0;
  const auto [rest, error] =
      std::from_chars(written.data(), written.data() + written.size(), value);
  if (error != std::errc{} || rest != written.data() + written.size() || !std::isfinite(value)) {
    return written;
  }
  if (kind == NumberKind::number || value < 0 || value > serial_max) {
    return plain_number(value, written);
  }
  // Nobody plans seconds, and thirds of a day never come out even.
  const long second_total = std::lround(value * 86'400.0);
  const long day_count = second_total / 86'400;
  const long second_of_day = second_total % 86'400;
  if (kind == NumberKind::time && day_count < 2) {
    return clock_text(second_total);  // 1.0 is "24:00:00"
  }
  const std::chrono::days shift{epoch == Epoch::year_1904 ? 1462 : 0};
  const LocalDay day =
      LocalDay{std::chrono::year{1899} / 12 / 30} + shift + std::chrono::days{day_count};
  const bool with_time = kind != NumberKind::date || second_of_day != 0;
  return to_iso_day(day) + (with_time ? " " + clock_text(second_of_day) : "");
}

}  // namespace lintel::formats
