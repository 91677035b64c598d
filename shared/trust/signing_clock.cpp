#include "shared/trust/signing_clock.h"

#include <algorithm>
#include <array>
#include <string>

namespace lintel::trust {
namespace {

constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 7> weekdays = {"Sun", "Mon", "Tue", "Wed",
                                                      "Thu", "Fri", "Sat"};
constexpr std::string_view shape = "Fri, 20 Nov 2026 16:41:07 GMT";
// Beyond this the two clocks disagree about the day, not about seconds.
constexpr std::chrono::hours difference_ignored{12};

template <std::size_t size>
std::size_t index_in(const std::array<std::string_view, size>& names, std::string_view name) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

std::string two_digits(std::size_t number) {
  return std::string{number < 10 ? "0" : ""} + std::to_string(number);
}

}  // namespace

Result<UtcTime> parse_http_date(std::string_view text) {
  const Error bad{ErrorCode::invalid, "This is not a date as HTTP writes it."};
  if (text.size() != shape.size()) {
    return bad;
  }
  const std::size_t month = index_in(months, text.substr(8, 3));
  const bool framed = text.substr(3, 2) == ", " && text[7] == ' ' && text[11] == ' ' &&
                      text[16] == ' ' && text.substr(25) == " GMT";
  if (!framed || month == months.size()) {
    return bad;
  }
  // The parts are those of RFC 3339 in another order, and parse_rfc3339 checks their ranges.
  const std::string iso = std::string{text.substr(12, 4)} + "-" + two_digits(month + 1) + "-" +
                          std::string{text.substr(5, 2)} + "T" + std::string{text.substr(17, 8)} +
                          "Z";
  const auto moment = parse_rfc3339(iso);
  if (!moment) {
    return bad;
  }
  const std::chrono::weekday day{std::chrono::floor<std::chrono::days>(moment->utc)};
  if (index_in(weekdays, text.substr(0, 3)) != day.c_encoding()) {
    return bad;
  }
  return UtcTime{moment->utc};
}

void SigningClock::collector_says(UtcTime theirs, UtcTime now) {
  const milliseconds difference = theirs - now;
  ahead_ = std::chrono::abs(difference) > difference_ignored ? difference : milliseconds{0};
}

}  // namespace lintel::trust
