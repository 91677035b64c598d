#include "zones.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/import/formats/calendar_zones.h"

using namespace lintel;
using namespace lintel::formats;

TEST_CASE("Windows zones are known by key and by what Windows shows", "[import][calendar]") {
  CHECK(iana_of_windows("W. Europe Standard Time") == "Europe/Berlin");
  CHECK(iana_of_windows("eastern standard time") == "America/New_York");
  CHECK(iana_of_windows("(UTC-05:00) Eastern Time (US & Canada)") == "America/New_York");
  CHECK(iana_of_windows("(GMT-06.00) Central Time (US and Canada)") == "America/Chicago");
  CHECK(iana_of_windows("Atlantis Standard Time").empty());
  CHECK(iana_of_windows("").empty());
}

TEST_CASE("every Windows zone leads to one that the zone database has", "[import][calendar]") {
  const ZoneOffsets zones = real_zones();
  const LocalTime noon = LocalTime{*parse_day("2026-07-01")} + std::chrono::hours{12};
  for (const std::string& name : windows_zone_names()) {
    INFO(name);
    CHECK(zones(iana_of_windows(name), noon));
  }
}

TEST_CASE("a time that the clocks skip has the offset before the gap", "[import][calendar]") {
  CalendarZones zones{real_zones()};
  const LocalTime skipped = *parse_local_time("2026-03-08T02:30");
  CHECK(zones.offset_at("America/Chicago", skipped) == minutes{-360});
  CHECK(zones.offset_at("GMT-0330", skipped) == minutes{-210});
  CHECK_FALSE(zones.offset_at("Middle Earth", skipped));
}
