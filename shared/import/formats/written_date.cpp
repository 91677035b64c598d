#include "shared/import/formats/written_date.h"

#include <array>
#include <string_view>

namespace lintel::formats {
namespace {

using Words = std::string_view;

// Folded names; whoever lists a short form lists it before nothing longer, so whole words match.
constexpr std::array<Words, 12> months{
    "january jan januar janner enero ene janvier janv gennaio januari",
    "february feb februar febrero fevrier fevr fev februari",
    "march mar marz maerz mrz marzo mars maart",
    "april apr abril abr avril avr aprile",
    "may mai mayo maggio mei",
    "june jun juni junio juin giugno",
    "july jul juli julio juillet juil luglio",
    "august aug agosto ago aout augustus",
    "september sep sept septiembre septembre set settembre",
    "october oct oktober okt octubre octobre ottobre",
    "november nov noviembre novembre",
    "december dec dezember dez diciembre dic decembre dicembre"};
constexpr std::array<Words, 7> weekdays{
    "sunday sun sonntag so domingo dom dimanche dim",
    "monday mon montag mo lunes lun lundi",
    "tuesday tue tues dienstag di martes mardi",
    "wednesday wed mittwoch mi miercoles mie mercredi mer",
    "thursday thu thur thurs donnerstag do jueves jue jeudi jeu",
    "friday fri freitag fr viernes vie vendredi ven",
    "saturday sat samstag sonnabend sa sabado sab samedi sam"};

template <std::size_t N>
std::optional<int> index_of(const std::array<Words, N>& lists, std::string_view word) {
  if (word.empty()) {
    return std::nullopt;
  }
  for (std::size_t index = 0; index < N; ++index) {
    std::string_view list = lists[index];
    while (!list.empty()) {
      const std::size_t end = std::min(list.find(' '), list.size());
      if (list.substr(0, end) == word) {
        return static_cast<int>(index);
      }
      list.remove_prefix(std::min(end + 1, list.size()));
    }
  }
  return std::nullopt;
}

int whole_year(int year) {
  return year < 100 ? 2000 + year : year;
}

bool exists(const WrittenDate& date) {
  const auto fits = [](int year, int month, int day) {
    return month >= 1 && day >= 1 && year >= 1900 && year <= 2200 &&
           std::chrono::year_month_day{std::chrono::year{year},
                                       std::chrono::month{static_cast<unsigned>(month)},
                                       std::chrono::day{static_cast<unsigned>(day)}}
               .ok();
  };
  const int year = date.kind == WrittenDate::Kind::no_year ? 2000 : date.year;  // a leap year
  return fits(year, date.month, date.day) || (date.order_open && fits(year, date.day, date.month));
}

// "2026-04-28", "2026/4/28", "20260428".
std::optional<WrittenDate> take_year_first(WordScanner& scanner) {
  WrittenDate date;
  if (scanner.digits_ahead() == 8) {
    const int packed = scanner.take_number(8, 8).value_or(0);
    date.year = packed / 10'000;
    date.month = packed / 100 % 100;
    date.day = packed % 100;
    return date;
  }
  const auto year = scanner.take_number(4, 4);
  const char sign = scanner.peek();
  if (!year || (sign != '-' && sign != '/' && sign != '.') || !scanner.take(sign)) {
    return std::nullopt;
  }
  const auto month = scanner.take_number(1, 2);
  if (!month || !scanner.take(sign)) {
    return std::nullopt;
  }
  const auto day = scanner.take_number(1, 2);
  if (!day) {
    return std::nullopt;
  }
  date.year = *year;
  date.month = *month;
  date.day = *day;
  return date;
}

// "4/29/2016", "29-4-16", "28.04.2026", "28.04.", "4/29".
std::optional<WrittenDate> take_year_last(WordScanner& scanner) {
  WrittenDate date;
  const auto first = scanner.take_number(1, 2);
  const char sign = scanner.peek();
  if (!first || (sign != '-' && sign != '/' && sign != '.') || !scanner.take(sign)) {
    return std::nullopt;
  }
  if (sign == '.') {
    scanner.skip_spaces();
  }
  const auto second = scanner.take_number(1, 2);
  if (!second) {
    return std::nullopt;
  }
  const bool dots = sign == '.';
  date.month = dots ? *second : *first;
  date.day = dots ? *first : *second;
  date.order_open = !dots;
  const bool more = scanner.take(sign);
  if (more && dots) {
    scanner.skip_spaces();
  }
  std::optional<int> year;
  if (more && (scanner.digits_ahead() == 2 || scanner.digits_ahead() == 4)) {
    year = scanner.take_number(2, 4);
  }
  // "9.30" and "10-11" are times: without a year only slashes and "28.4." make a date.
  if (!year && !(sign == '/' && !more) && !(dots && more)) {
    return std::nullopt;
  }
  date.year = whole_year(year.value_or(0));
  date.kind = year ? WrittenDate::Kind::full : WrittenDate::Kind::no_year;
  return date;
}

std::optional<int> take_year_after_month(WordScanner& scanner) {
  const std::size_t begin = scanner.position();
  scanner.take('.');
  scanner.take(',');
  scanner.take('-');
  scanner.skip_spaces();
  scanner.take_any_word({"de", "del"});
  scanner.skip_spaces();
  if (scanner.digits_ahead() == 4 && scanner.peek(4) != ':') {
    return scanner.take_number(4, 4);
  }
  scanner.back_to(begin);
  return std::nullopt;
}

std::optional<WrittenDate> finish_named(WordScanner& scanner, int month, int day) {
  WrittenDate date;
  date.month = month;
  date.day = day;
  const auto year = take_year_after_month(scanner);
  date.year = year.value_or(0);
  date.kind = year ? WrittenDate::Kind::full : WrittenDate::Kind::no_year;
  return date;
}

// "28 April 2026", "28. April", "28 de abril de 2026", "28-Apr-2026", "1er mai".
std::optional<WrittenDate> take_day_month_name(WordScanner& scanner) {
  const auto day = scanner.take_number(1, 2);
  if (!day) {
    return std::nullopt;
  }
  scanner.take_any_word({"st", "nd", "rd", "th", "er"});
  scanner.take('.');
  scanner.take('-');
  scanner.skip_spaces();
  scanner.take_any_word({"de", "of"});
  scanner.skip_spaces();
  const auto month = index_of(months, scanner.take_letters());
  return month ? finish_named(scanner, *month + 1, *day) : std::nullopt;
}

// "April 28, 2026", "Apr. 28th".
std::optional<WrittenDate> take_month_name_day(WordScanner& scanner) {
  const auto month = index_of(months, scanner.take_letters());
  if (!month) {
    return std::nullopt;
  }
  scanner.take('.');
  scanner.skip_spaces();
  const auto day = scanner.take_number(1, 2);
  if (!day) {
    return std::nullopt;
  }
  scanner.take_any_word({"st", "nd", "rd", "th"});
  return finish_named(scanner, *month + 1, *day);
}

// "Tag 2", "Day 1", "Camp-5".
std::optional<WrittenDate> take_day_number(WordScanner& scanner) {
  const std::string_view word = scanner.take_letters();
  if (word.empty()) {
    return std::nullopt;
  }
  const bool day_word = word == "day" || word == "tag" || word == "dia" || word == "jour" ||
                        word == "giorno" || word == "dag";
  scanner.skip_spaces();
  const bool suffix = scanner.take('-');
  scanner.skip_spaces();
  const auto number = scanner.take_number(1, 2);
  if (!number || *number < 1 || !(day_word || suffix) || !scanner.at_end()) {
    return std::nullopt;
  }
  WrittenDate date;
  date.kind = WrittenDate::Kind::day_number;
  date.number = *number;
  return date;
}

std::optional<WrittenDate> take_calendar_date(WordScanner& scanner) {
  const std::size_t begin = scanner.position();
  for (const auto form :
       {take_year_first, take_year_last, take_day_month_name, take_month_name_day}) {
    const auto date = form(scanner);
    if (date && exists(*date)) {
      return date;
    }
    scanner.back_to(begin);
  }
  return std::nullopt;
}

}  // namespace

std::optional<WrittenDate> take_date(WordScanner& scanner) {
  const std::size_t begin = scanner.position();
  if (auto date = take_calendar_date(scanner)) {
    return date;
  }
  const auto weekday = index_of(weekdays, scanner.take_letters());
  if (weekday) {
    scanner.take('.');
    scanner.take(',');
    scanner.skip_spaces();
    scanner.take_any_word({"the", "der", "den", "el", "le"});
    scanner.skip_spaces();
    if (auto date = take_calendar_date(scanner)) {
      return date;  // the day of the week says nothing more
    }
    WrittenDate date;
    date.kind = WrittenDate::Kind::weekday;
    date.number = *weekday;
    return date;
  }
  scanner.back_to(begin);
  if (auto date = take_day_number(scanner)) {
    return date;
  }
  scanner.back_to(begin);
  return std::nullopt;
}

}  // namespace lintel::formats
