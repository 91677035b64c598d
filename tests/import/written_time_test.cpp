#include "shared/import/formats/written_time.h"

#include <catch2/catch_test_macros.hpp>
#include <string>

using namespace lintel;
using namespace lintel::formats;

namespace {

std::string text(const WrittenDate& date) {
  switch (date.kind) {
    case WrittenDate::Kind::weekday:
      return "weekday " + std::to_string(date.number);
    case WrittenDate::Kind::day_number:
      return "day " + std::to_string(date.number);
    case WrittenDate::Kind::no_year:
      return "m" + std::to_string(date.month) + " d" + std::to_string(date.day);
    case WrittenDate::Kind::full:
      break;
  }
  return std::to_string(date.year) + "-" + std::to_string(date.month) + "-" +
         std::to_string(date.day) + (date.order_open ? "?" : "");
}

std::string text(const WrittenTime& time) {
  std::string text =
      std::to_string(time.hour) + ":" + (time.minute < 10 ? "0" : "") + std::to_string(time.minute);
  text += time.half == WrittenTime::Half::am   ? "am"
          : time.half == WrittenTime::Half::pm ? "pm"
                                               : "";
  return text;
}

std::string seen(const std::string& cell) {
  const auto when = read_when(cell);
  if (!when) {
    return "unreadable";
  }
  std::string result;
  const auto add = [&result](const std::string& part) {
    result += (result.empty() ? "" : " ") + part;
  };
  when->undecided ? add("undecided") : void();
  when->all_day ? add("all day") : void();
  when->date ? add(text(*when->date)) : void();
  when->time ? add(text(*when->time)) : void();
  when->end_date ? add("to " + text(*when->end_date)) : void();
  when->end_time ? add("- " + text(*when->end_time)) : void();
  when->offset ? add("offset " + std::to_string(when->offset->count())) : void();
  return result;
}

}  // namespace

TEST_CASE("dates are read as people write them", "[import][time]") {
  CHECK(seen("2026-04-28") == "2026-4-28");
  CHECK(seen("2026/4/8") == "2026-4-8");
  CHECK(seen("20260428") == "2026-4-28");
  CHECK(seen("28.04.2026") == "2026-4-28");
  CHECK(seen("28.4.26") == "2026-4-28");
  CHECK(seen("28. 4. 2026") == "2026-4-28");
  CHECK(seen("28.4.") == "m4 d28");
  CHECK(seen("4/29/2016") == "2016-4-29?");
  CHECK(seen("29-4-2016") == "2016-29-4?");
  CHECK(seen("4/29") == "m4 d29");
  CHECK(seen("28 April 2026") == "2026-4-28");
  CHECK(seen("April 28, 2026") == "2026-4-28");
  CHECK(seen("Tue, 28 Apr 2026") == "2026-4-28");
  CHECK(seen("Dienstag, 28. April 2026") == "2026-4-28");
  CHECK(seen("Di. 28.04.2026") == "2026-4-28");
  CHECK(seen("28 de abril de 2026") == "2026-4-28");
  CHECK(seen("1er mai 2026") == "2026-5-1");
  CHECK(seen("28-Apr-2026") == "2026-4-28");
  CHECK(seen("20 März") == "m3 d20");
  CHECK(seen("Thursday") == "weekday 4");
  CHECK(seen("Donnerstag") == "weekday 4");
  CHECK(seen("jeudi") == "weekday 4");
  CHECK(seen("Tag 2") == "day 2");
  CHECK(seen("Día 1") == "day 1");
  CHECK(seen("Camp-5") == "day 5");
  CHECK(seen("42670") == "2016-10-27");
  CHECK(seen("42670.375") == "2016-10-27 9:00");
  CHECK(seen("42670,375") == "2016-10-27 9:00");
}

TEST_CASE("dates that do not exist are not read", "[import][time]") {
  CHECK(seen("2026-02-30") == "unreadable");
  CHECK(seen("31.04.2026") == "unreadable");
  CHECK(seen("13/13/2026") == "unreadable");
  CHECK(seen("someday") == "unreadable");
  CHECK(seen("2026") == "20:26");  // four digits alone are a time: "0930", "1545"
}

TEST_CASE("times are read as people write them", "[import][time]") {
  CHECK(seen("9:30") == "9:30");
  CHECK(seen("9.30") == "9:30");
  CHECK(seen("0930") == "9:30");
  CHECK(seen("930") == "9:30");
  CHECK(seen("16") == "16:00");
  CHECK(seen("24:00") == "24:00");
  CHECK(seen("15:00:00") == "15:00");
  CHECK(seen("8:00:00 AM") == "8:00am");
  CHECK(seen("1 p.m.") == "1:00pm");
  CHECK(seen("1p") == "1:00pm");
  CHECK(seen("14:00 PM") == "14:00");
  CHECK(seen("07h00") == "7:00");
  CHECK(seen("7h") == "7:00");
  CHECK(seen("16 Uhr") == "16:00");
  CHECK(seen("14.30 Uhr") == "14:30");
  CHECK(seen("0.375") == "9:00");
  CHECK(seen("noon") == "12:00pm");
  CHECK(seen("TBA") == "undecided");
  CHECK(seen("2019-05-03 TBA") == "undecided 2019-5-3");
  CHECK(seen("ganztägig") == "all day");
  CHECK(seen("") == "");
  CHECK(seen("All evening") == "unreadable");
  CHECK(seen("25:00") == "unreadable");
  CHECK(seen("24:01") == "unreadable");
  CHECK(seen("9:75") == "unreadable");
  CHECK(seen("13:00 am") == "unreadable");
  CHECK(seen("9:") == "unreadable");
}

TEST_CASE("ranges give both ends, and am or pm to both", "[import][time]") {
  CHECK(seen("10:00-10:45") == "10:00 - 10:45");
  CHECK(seen("10:00 – 10:45") == "10:00 - 10:45");
  CHECK(seen("9:30-10:45am") == "9:30am - 10:45am");
  CHECK(seen("11:30-12:15pm") == "11:30am - 12:15pm");
  CHECK(seen("11-1pm") == "11:00am - 1:00pm");
  CHECK(seen("1 pm to 2 pm") == "1:00pm - 2:00pm");
  CHECK(seen("von 10 bis 11 Uhr") == "10:00 - 11:00");
  CHECK(seen("9h a 10h") == "9:00 - 10:00");
  CHECK(seen("2026-11-20 10:00-11:30") == "2026-11-20 10:00 - 11:30");
  CHECK(seen("2026-11-20 10:00 - 2026-11-20 11:30") == "2026-11-20 10:00 to 2026-11-20 - 11:30");
  CHECK(seen("28.04.2026-30.04.2026") == "2026-4-28 to 2026-4-30");
  CHECK(seen("10:00-") == "unreadable");
}

TEST_CASE("timestamps keep their offset", "[import][time]") {
  CHECK(seen("2026-11-20T10:00:00Z") == "2026-11-20 10:00 offset 0");
  CHECK(seen("2026-11-20T10:00:00+01:00") == "2026-11-20 10:00 offset 60");
  CHECK(seen("2026-11-20T10:00:00-06:00") == "2026-11-20 10:00 offset -360");
  CHECK(seen("2026-11-20T10:00-06:00") == "2026-11-20 10:00 offset -360");
  CHECK(seen("2025-12-10 15:00 +0200") == "2025-12-10 15:00 offset 120");
  CHECK(seen("2025-12-10 15:00 -0500") == "2025-12-10 15:00 offset -300");
  CHECK(seen("2025-12-10 15:00 UTC+1") == "2025-12-10 15:00 offset 60");
  CHECK(seen("2026-11-20T10:00:00.250Z") == "2026-11-20 10:00 offset 0");
}

TEST_CASE("lengths are read in minutes, clock style and words", "[import][time]") {
  CHECK(read_duration("45") == minutes{45});
  CHECK(read_duration("45 min") == minutes{45});
  CHECK(read_duration("90'") == minutes{90});
  CHECK(read_duration("0:45") == minutes{45});
  CHECK(read_duration("00:45") == minutes{45});
  CHECK(read_duration("1:00:00") == minutes{60});
  CHECK(read_duration("1h") == minutes{60});
  CHECK(read_duration("1h30") == minutes{90});
  CHECK(read_duration("1 h 30 min") == minutes{90});
  CHECK(read_duration("1.5 h") == minutes{90});
  CHECK(read_duration("1,25 Stunden") == minutes{75});
  CHECK(read_duration("PT1H15M") == minutes{75});
  CHECK_FALSE(read_duration(""));
  CHECK_FALSE(read_duration("long"));
  CHECK_FALSE(read_duration("1:75"));
  CHECK_FALSE(read_duration("99999"));
}
