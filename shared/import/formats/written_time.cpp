#include "shared/import/formats/written_time.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "shared/import/formats/folding.h"
#include "shared/import/formats/word_scanner.h"
#include "shared/import/formats/written_date.h"

namespace lintel::formats {
namespace {

WrittenTime from_day_fraction(double fraction) {
  const int second_of_day = static_cast<int>(std::lround(fraction * 86'400.0));
  return {second_of_day / 3600, second_of_day / 60 % 60, second_of_day % 60,
          WrittenTime::Half::unsaid};
}

// "0.375", a time as a spreadsheet stores it; "0.30" too, since nobody starts at half past
// midnight.
std::optional<WrittenTime> take_fraction(WordScanner& scanner) {
  const std::size_t begin = scanner.position();
  if (!scanner.take('0') || !(scanner.take('.') || scanner.take(','))) {
    scanner.back_to(begin);
    return std::nullopt;
  }
  double value = 0;
  double place = 0.1;
  bool any = false;
  while (WordScanner::is_digit(scanner.peek())) {
    value += place * (scanner.peek() - '0');
    place /= 10;
    any = true;
    scanner.take(scanner.peek());
  }
  if (!any) {
    scanner.back_to(begin);
    return std::nullopt;
  }
  return from_day_fraction(value);
}

// A bare "a" or "p" is one only at the end: "de 9h a 10h" is a range.
bool take_letter_half(WordScanner& scanner, std::string_view letter) {
  const std::size_t begin = scanner.position();
  if (scanner.take_word(letter)) {
    scanner.skip_spaces();
    if (scanner.at_end() || scanner.peek() == '-') {
      return true;
    }
  }
  scanner.back_to(begin);
  return false;
}

WrittenTime::Half take_half(WordScanner& scanner) {
  const std::size_t begin = scanner.position();
  scanner.skip_spaces();
  if (scanner.take_any_word({"a.m.", "a. m.", "am"}) || take_letter_half(scanner, "a")) {
    return WrittenTime::Half::am;
  }
  if (scanner.take_any_word({"p.m.", "p. m.", "pm"}) || take_letter_half(scanner, "p")) {
    return WrittenTime::Half::pm;
  }
  scanner.back_to(begin);
  return WrittenTime::Half::unsaid;
}

bool take_minutes(WordScanner& scanner, WrittenTime& time) {
  const std::size_t begin = scanner.position();
  const bool colon = scanner.take(':');
  const bool letter = !colon && scanner.take('h');
  if (!colon && !letter && !(scanner.peek() == '.' && scanner.take('.'))) {
    return true;
  }
  const auto minute = scanner.take_number(2, 2);
  if (!minute) {
    scanner.back_to(letter ? begin + 1 : begin);
    return letter || !colon;  // "16h" is complete, "16:" is not, "16." may end a sentence
  }
  time.minute = *minute;
  if (scanner.peek() == (colon ? ':' : '.') && WordScanner::is_digit(scanner.peek(1))) {
    scanner.take(scanner.peek());
    const auto second = scanner.take_number(2, 2);
    if (!second) {
      return false;
    }
    time.second = *second;
    if (scanner.peek() == '.' && WordScanner::is_digit(scanner.peek(1))) {
      scanner.take('.');  // fractions of a second
      scanner.take_number(1, 9);
    }
  }
  return true;
}

std::optional<WrittenTime> take_time(WordScanner& scanner) {
  const std::size_t begin = scanner.position();
  if (auto fraction = take_fraction(scanner)) {
    return fraction;
  }
  if (scanner.take_any_word({"noon", "mittag", "mittags", "mediodia", "midi"})) {
    return WrittenTime{12, 0, 0, WrittenTime::Half::pm};
  }
  WrittenTime time;
  const std::size_t digits = scanner.digits_ahead();
  if (digits == 3 || digits == 4) {
    const int value = scanner.take_number(3, 4).value_or(0);  // "0930"
    time.hour = value / 100;
    time.minute = value % 100;
  } else if (const auto hour = scanner.take_number(1, 2)) {
    time.hour = *hour;
    if (!take_minutes(scanner, time)) {
      scanner.back_to(begin);
      return std::nullopt;
    }
  } else {
    return std::nullopt;
  }
  time.half = take_half(scanner);
  if (time.hour > 12 && time.hour < 24 && time.half == WrittenTime::Half::pm) {
    time.half = WrittenTime::Half::unsaid;  // "14:00 PM" says it twice
  }
  const std::size_t before_unit = scanner.position();
  scanner.skip_spaces();
  if (!scanner.take_any_word({"uhr", "h", "heures", "hrs", "horas", "o'clock"})) {
    scanner.back_to(before_unit);
  }
  const bool exists =
      time.minute < 60 && time.second < 60 &&
      (time.hour < 24 || (time.hour == 24 && time.minute + time.second == 0)) &&
      (time.half == WrittenTime::Half::unsaid || (time.hour >= 1 && time.hour <= 12));
  if (!exists) {
    scanner.back_to(begin);
    return std::nullopt;
  }
  return time;
}

bool take_range_sign(WordScanner& scanner) {
  scanner.skip_spaces();
  const bool taken =
      scanner.take('-') || scanner.take('~') ||
      scanner.take_any_word({"to", "bis", "until", "till", "hasta", "a las", "a", "jusqu'a", "al"});
  scanner.skip_spaces();
  return taken;
}

// Whether a hyphen after a time begins its offset from UTC or the end of a range: "10:00-10:45" and
// "10:00 -0500" look alike, so it is an offset only after a timestamp that a program wrote.
enum class Hyphen { begins_offset, begins_end };

// "Z", "UTC", "+02:00", "+0200", "-05:00", after a time.
std::optional<minutes> take_offset(WordScanner& scanner, Hyphen hyphen) {
  const std::size_t begin = scanner.position();
  scanner.skip_spaces();
  const bool named = scanner.take_any_word({"z", "utc", "gmt"});
  const char sign = scanner.peek();
  const bool signed_hours =
      WordScanner::is_digit(scanner.peek(1)) &&
      (sign == '+' || (sign == '-' && (named || hyphen == Hyphen::begins_offset)));
  if (signed_hours) {
    scanner.take(sign);
    int value = 0;
    if (const auto packed = scanner.take_number(4, 4)) {
      value = *packed / 100 * 60 + *packed % 100;
    } else if (const auto hours = scanner.take_number(1, 2)) {
      value = *hours * 60;
      value += scanner.take(':') ? scanner.take_number(2, 2).value_or(0) : 0;
    }
    return minutes{sign == '+' ? value : -value};
  }
  if (named) {
    return minutes{0};
  }
  scanner.back_to(begin);
  return std::nullopt;
}

// After a date with a "T", or a time with seconds, or before a blank and "-0": a program's hand.
Hyphen hyphen_after(std::string_view stamp, std::string_view rest) {
  const std::size_t t = stamp.find("t");
  const bool iso = t != std::string_view::npos && t > 0 && WordScanner::is_digit(stamp[t - 1]);
  const bool seconds_written = std::count(stamp.begin(), stamp.end(), ':') == 2;
  return iso || seconds_written || rest.starts_with(" -0") ? Hyphen::begins_offset
                                                           : Hyphen::begins_end;
}

bool is_undecided(std::string_view text) {
  for (const std::string_view word :
       {"tba", "tbd", "tbc", "n/a", "?", "-", "--", "offen", "noch offen", "unbekannt",
        "por definir", "por confirmar", "a definir", "a preciser", "to be announced",
        "to be decided", "to be confirmed"}) {
    if (text == word) {
      return true;
    }
  }
  return false;
}

bool is_all_day(std::string_view text) {
  for (const std::string_view word : {"all day", "all-day", "allday", "ganztagig", "ganztags",
                                      "ganzer tag", "todo el dia", "toute la journee"}) {
    if (text == word) {
      return true;
    }
  }
  return false;
}

// A moment: date, time or both, in this order.
struct Taken {
  std::optional<WrittenDate> date;
  std::optional<WrittenTime> time;
};
Taken take_moment(WordScanner& scanner) {
  Taken taken;
  taken.date = take_date(scanner);
  if (taken.date) {
    const std::size_t after_date = scanner.position();
    scanner.take(',');
    scanner.skip_spaces();
    if (WordScanner::is_digit(scanner.peek(1)) && scanner.peek() == 't') {
      scanner.take('t');
    }
    scanner.take_any_word({"at", "um", "a las", "a", "@"});
    scanner.skip_spaces();
    taken.time = take_time(scanner);
    if (!taken.time) {
      scanner.back_to(after_date);
    }
    return taken;
  }
  scanner.take_any_word({"from", "von", "ab", "um", "at", "de", "des", "desde"});
  scanner.skip_spaces();
  taken.time = take_time(scanner);
  return taken;
}

// "9:30-10:45am": what is said of the end holds for the start, unless that would turn it round.
void share_half(WrittenTime& start, const WrittenTime& end) {
  using Half = WrittenTime::Half;
  if (start.half != Half::unsaid || end.half == Half::unsaid || start.hour > 12) {
    return;
  }
  const auto clock = [](const WrittenTime& time, Half half) {
    return (time.hour % 12 + (half == Half::pm ? 12 : 0)) * 60 + time.minute;
  };
  const bool turned = clock(start, end.half) > clock(end, end.half);
  start.half = !turned ? end.half : Half::am;
}

std::optional<WrittenWhen> read_serial(const std::string& text) {
  WordScanner scanner{text};
  const auto days = scanner.take_number(5, 5);
  if (!days || *days < 20'000 || *days > 80'000) {
    return std::nullopt;
  }
  WrittenWhen when;
  // Day 1 of the 1900 system is 1900-01-01, and 1900 counts as a leap year: hence the 30th.
  const std::chrono::sys_days epoch{std::chrono::year{1899} / 12 / 30};
  const std::chrono::year_month_day date{epoch + std::chrono::days{*days}};
  when.date = WrittenDate{WrittenDate::Kind::full,
                          static_cast<int>(date.year()),
                          static_cast<int>(static_cast<unsigned>(date.month())),
                          static_cast<int>(static_cast<unsigned>(date.day())),
                          0,
                          false};
  if (scanner.at_end()) {
    return when;
  }
  const std::string fraction = "0" + std::string{scanner.rest()};
  WordScanner rest{fraction};
  when.time = take_fraction(rest);
  return when.time && rest.at_end() ? std::optional{when} : std::nullopt;
}

}  // namespace

std::optional<WrittenWhen> read_when(std::string_view cell) {
  constexpr std::size_t longest = 120;  // no date and time is longer; a text is
  if (cell.size() > longest) {
    return std::nullopt;
  }
  const std::string text = fold(cell);
  WrittenWhen when;
  if (text.empty()) {
    return when;
  }
  when.undecided = is_undecided(text);
  when.all_day = is_all_day(text);
  if (when.undecided || when.all_day) {
    return when;
  }
  if (auto serial = read_serial(text)) {
    return serial;
  }
  WordScanner scanner{text};
  const Taken first = take_moment(scanner);
  when.date = first.date;
  when.time = first.time;
  if (!first.date && !first.time) {
    return std::nullopt;
  }
  if (first.date && !first.time) {
    scanner.skip_spaces();
    if (is_undecided(scanner.rest()) || is_all_day(scanner.rest())) {
      when.undecided = is_undecided(scanner.rest());
      when.all_day = !when.undecided;
      return when;
    }
  }
  if (first.time) {
    const std::string_view stamp = std::string_view{text}.substr(0, scanner.position());
    when.offset =
        take_offset(scanner, first.date ? hyphen_after(stamp, scanner.rest()) : Hyphen::begins_end);
  }
  if (!scanner.at_end() && take_range_sign(scanner)) {
    const Taken second = take_moment(scanner);
    when.end_date = second.date;
    when.end_time = second.time;
    const bool matches = first.time ? second.time.has_value() : second.date && !second.time;
    if (!matches) {
      return std::nullopt;
    }
    if (second.time) {
      share_half(*when.time, *second.time);
      when.offset = when.offset ? when.offset : take_offset(scanner, Hyphen::begins_end);
    }
  }
  scanner.skip_spaces();
  scanner.take('.');
  return scanner.at_end() ? std::optional{when} : std::nullopt;
}

namespace {

std::optional<minutes> take_iso_duration(WordScanner& scanner) {
  if (!scanner.take('p') || !scanner.take('t')) {
    return std::nullopt;
  }
  int total = 0;
  while (!scanner.at_end()) {
    const auto value = scanner.take_number(1, 4);
    if (!value) {
      return std::nullopt;
    }
    const char unit = scanner.peek();
    scanner.take(unit);
    if (unit != 'h' && unit != 'm' && unit != 's') {
      return std::nullopt;
    }
    total += unit == 'h' ? *value * 60 : unit == 'm' ? *value : *value / 60;
  }
  return minutes{total};
}

bool take_minute_unit(WordScanner& scanner) {
  scanner.skip_spaces();
  return scanner.take('\'') || scanner.take_any_word({"minutes", "minuten", "minutos", "minute",
                                                      "minuto", "mins", "min.", "min", "m"});
}

bool take_hour_unit(WordScanner& scanner) {
  scanner.skip_spaces();
  return scanner.take_any_word({"hours", "hour", "stunden", "stunde", "horas", "hora", "heures",
                                "heure", "hrs", "hr", "std", "std.", "h"});
}

}  // namespace

std::optional<minutes> read_duration(std::string_view cell) {
  const std::string text = fold(cell.substr(0, 60));
  WordScanner scanner{text};
  if (scanner.peek() == 'p') {
    return take_iso_duration(scanner);
  }
  const auto first = scanner.take_number(1, 4);
  if (!first) {
    return std::nullopt;
  }
  int total = *first;
  if (scanner.take(':')) {
    const auto minute = scanner.take_number(2, 2);
    const auto second = minute && scanner.take(':') ? scanner.take_number(1, 2) : std::nullopt;
    if (!minute || *minute > 59 || second.value_or(0) > 59) {
      return std::nullopt;
    }
    total = *first * 60 + *minute;
    take_hour_unit(scanner);
  } else if ((scanner.peek() == '.' || scanner.peek() == ',') &&
             WordScanner::is_digit(scanner.peek(1))) {
    scanner.take(scanner.peek());
    const bool one_digit = scanner.digits_ahead() == 1;
    const int part = scanner.take_number(1, 2).value_or(0);
    if (!take_hour_unit(scanner)) {
      return std::nullopt;  // half minutes are nobody's plan
    }
    total = *first * 60 + part * 60 / (one_digit ? 10 : 100);
  } else if (scanner.peek() == 'h' && WordScanner::is_digit(scanner.peek(1))) {
    scanner.take('h');
    total = *first * 60 + scanner.take_number(1, 2).value_or(0);
    take_minute_unit(scanner);
  } else if (take_hour_unit(scanner)) {
    total = *first * 60;
    scanner.skip_spaces();
    if (const auto rest = scanner.take_number(1, 2)) {
      total += *rest;
      take_minute_unit(scanner);
    }
  } else {
    take_minute_unit(scanner);
  }
  scanner.skip_spaces();
  return scanner.at_end() ? std::optional{minutes{total}} : std::nullopt;
}

}  // namespace lintel::formats
