#include <catch2/catch_test_macros.hpp>

#include "shared/core/time.h"

using namespace lintel;
using namespace std::chrono_literals;

TEST_CASE("A moment survives RFC 3339 with its offset", "[time]") {
  for (const char* text : {"2026-11-20T10:00:00-06:00", "2026-03-01T23:59:59+05:45",
                           "2026-11-20T10:00:00+00:00", "2028-02-29T00:00:00-03:30"}) {
    CHECK(to_rfc3339(*parse_rfc3339(text)) == text);
  }
  CHECK(parse_rfc3339("2026-11-20T10:00:00-06:00")->utc ==
        parse_rfc3339("2026-11-20T16:00:00Z")->utc);
  CHECK(to_rfc3339(UtcTime{parse_rfc3339("2026-11-20T16:00:00.987Z")->utc}) ==
        "2026-11-20T16:00:00Z");
}

TEST_CASE("What is no RFC 3339 time is refused", "[time]") {
  for (const char* text :
       {"", "2026-11-20", "2026-11-20T10:00:00", "2026-11-20T10:00-06:00", "2026-13-20T10:00:00Z",
        "2026-02-29T10:00:00Z", "2026-11-20T24:00:00Z", "2026-11-20T10:60:00Z",
        "2026-11-20T10:00:00.Z", "2026-11-20T10:00:00-0600", "2026-11-20T10:00:00+19:00",
        "2026-11-20T10:00:00Zx", "0000-11-20T10:00:00Z", "+026-11-20T10:00:00Z"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_rfc3339(text));
  }
}

TEST_CASE("Local times and days are read as people write them on a command line", "[time]") {
  const auto time = parse_local_time("2026-11-20T10:41");
  REQUIRE(time);
  CHECK(*time == *parse_local_time("2026-11-20 10:41:00"));
  CHECK(to_iso_day(day_of(*time)) == "2026-11-20");
  CHECK(day_of(*time) == *parse_day("2026-11-20"));
  CHECK_FALSE(parse_local_time("2026-11-20T10:41Z"));
  CHECK_FALSE(parse_local_time("10:41"));
  CHECK_FALSE(parse_day("2026-11-31"));
  CHECK_FALSE(parse_day("20.11.2026"));
}

TEST_CASE("An instant falls on the day its offset says", "[time]") {
  const UtcTime instant{parse_rfc3339("2026-11-20T03:00:00Z")->utc};
  CHECK(to_iso_day(day_of(to_local(instant, -6h))) == "2026-11-19");
  CHECK(to_iso_day(day_of(to_local(instant, 9h))) == "2026-11-20");
  CHECK(day_of(to_local(UtcTime{-1ms}, 0min)) == *parse_day("1970-01-01") - std::chrono::days{1});
}
