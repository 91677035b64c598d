#include "shared/core/time.h"

#include <cstdio>
#include <optional>

namespace lintel {
namespace {

using std::chrono::day;
using std::chrono::hours;
using std::chrono::month;
using std::chrono::year;
using std::chrono::year_month_day;

// Beyond these years a date is a typing mistake, and arithmetic stays far from overflow.
constexpr int year_min = 1970;
constexpr int year_max = 9999;
// The largest offset ISO 8601 writers use; real zones stay within -12:00 .. +14:00.
constexpr minutes offset_max{18 * 60};

// Reads from the front of text; every function says whether what it wanted was there.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  std::optional<int> digits(std::size_t count) {
    if (rest_.size() < count) {
      return std::nullopt;
    }
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (rest_[i] < '0' || rest_[i] > '9') {
        return std::nullopt;
      }
      value = value * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }
  bool one_of(std::string_view characters) {
    if (rest_.empty() || characters.find(rest_.front()) == std::string_view::npos) {
      return false;
    }
    taken_ = rest_.front();
    rest_.remove_prefix(1);
    return true;
  }
  char taken() const { return taken_; }
  bool done() const { return rest_.empty(); }

 private:
  std::string_view rest_;
  char taken_ = '\0';
};

std::optional<LocalDay> read_day(Reader& reader) {
  const auto y = reader.digits(4);
  if (!y || !reader.one_of("-")) {
    return std::nullopt;
  }
  const auto m = reader.digits(2);
  if (!m || !reader.one_of("-")) {
    return std::nullopt;
  }
  const auto d = reader.digits(2);
  if (!d || *y < year_min || *y > year_max) {
    return std::nullopt;
  }
  const year_month_day date{year{*y}, month{static_cast<unsigned>(*m)},
                            day{static_cast<unsigned>(*d)}};
  if (!date.ok()) {
    return std::nullopt;
  }
  return LocalDay{date};
}

std::optional<seconds> read_clock(Reader& reader, bool seconds_required) {
  const auto h = reader.digits(2);
  if (!h || *h > 23 || !reader.one_of(":")) {
    return std::nullopt;
  }
  const auto m = reader.digits(2);
  if (!m || *m > 59) {
    return std::nullopt;
  }
  int s = 0;
  if (reader.one_of(":")) {
    const auto read = reader.digits(2);
    if (!read || *read > 59) {
      return std::nullopt;
    }
    s = *read;
  } else if (seconds_required) {
    return std::nullopt;
  }
  return hours{*h} + minutes{*m} + seconds{s};
}

// A fraction of a second is allowed and dropped; a point without digits is not.
bool skip_fraction(Reader& reader) {
  constexpr std::string_view digits = "0123456789";
  if (!reader.one_of(".")) {
    return true;
  }
  if (!reader.one_of(digits)) {
    return false;
  }
  while (reader.one_of(digits)) {
  }
  return true;
}

std::optional<minutes> read_offset(Reader& reader) {
  if (reader.one_of("Zz")) {
    return minutes{0};
  }
  if (!reader.one_of("+-")) {
    return std::nullopt;
  }
  const int sign = reader.taken() == '-' ? -1 : 1;
  const auto h = reader.digits(2);
  if (!h || !reader.one_of(":")) {
    return std::nullopt;
  }
  const auto m = reader.digits(2);
  if (!m || *m > 59) {
    return std::nullopt;
  }
  const minutes offset = hours{*h} + minutes{*m};
  if (offset > offset_max) {
    return std::nullopt;
  }
  return sign * offset;
}

std::string date_and_clock(LocalTime time) {
  const LocalDay date = day_of(time);
  const std::chrono::hh_mm_ss<seconds> clock{time - date};
  char text[32];
  const int length = std::snprintf(
      text, sizeof text, "T%02d:%02d:%02d", static_cast<int>(clock.hours().count()),
      static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
  return to_iso_day(date) + std::string(text, static_cast<std::size_t>(length));
}

std::string quoted(std::string_view text) {
  constexpr std::size_t shown_max = 40;
  return "\"" + std::string{text.substr(0, shown_max)} + "\"";
}

}  // namespace

LocalDay day_of(LocalTime time) {
  return std::chrono::floor<std::chrono::days>(time);
}

LocalTime to_local(UtcTime time, minutes offset) {
  return LocalTime{std::chrono::floor<seconds>(time).time_since_epoch() + seconds{offset}};
}

std::string to_rfc3339(const Moment& moment) {
  const auto total = moment.offset.count();
  const auto size = total < 0 ? -total : total;
  char text[24];
  const int length = std::snprintf(text, sizeof text, "%c%02d:%02d", total < 0 ? '-' : '+',
                                   static_cast<int>(size / 60), static_cast<int>(size % 60));
  return date_and_clock(moment.local()) + std::string(text, static_cast<std::size_t>(length));
}

std::string to_rfc3339(UtcTime time) {
  return date_and_clock(to_local(time, minutes{0})) + "Z";
}

Result<Moment> parse_rfc3339(std::string_view text) {
  Reader reader{text};
  const auto date = read_day(reader);
  if (date && reader.one_of("Tt ")) {
    const auto clock = read_clock(reader, true);
    const auto offset = clock && skip_fraction(reader) ? read_offset(reader) : std::nullopt;
    if (offset && reader.done()) {
      const LocalTime local = *date + *clock;
      return Moment{std::chrono::sys_seconds{local.time_since_epoch() - seconds{*offset}}, *offset};
    }
  }
  return Error{ErrorCode::invalid,
               quoted(text) + " is not a time like 2026-11-20T10:00:00-06:00 (RFC 3339)."};
}

Result<LocalTime> parse_local_time(std::string_view text) {
  Reader reader{text};
  const auto date = read_day(reader);
  if (date && reader.one_of("Tt ")) {
    const auto clock = read_clock(reader, false);
    if (clock && reader.done()) {
      return LocalTime{*date + *clock};
    }
  }
  return Error{ErrorCode::invalid, quoted(text) + " is not a time like 2026-11-20T10:41."};
}

Result<LocalDay> parse_day(std::string_view text) {
  Reader reader{text};
  const auto date = read_day(reader);
  if (date && reader.done()) {
    return *date;
  }
  return Error{ErrorCode::invalid, quoted(text) + " is not a date like 2026-11-20."};
}

std::string to_iso_day(LocalDay day) {
  const year_month_day date{day};
  char text[32];
  const int length =
      std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                    static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return std::string(text, static_cast<std::size_t>(length));
}

}  // namespace lintel
