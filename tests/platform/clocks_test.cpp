#include "kiosk/platform/clocks.h"

#include <catch2/catch_test_macros.hpp>

using namespace lintel;

TEST_CASE("A desk's clock starts at the hour it was given, in the school's own time", "[clock]") {
  kiosk::SystemClock clock;
  const auto local = parse_local_time("2026-11-20T10:41");
  REQUIRE(local);
  clock.stand_at(*local, minutes{-360});
  const auto shown = to_local(clock.now(), minutes{-360});
  CHECK(shown - *local >= seconds{0});
  CHECK(shown - *local < seconds{30});
}

TEST_CASE("Giving the same hour again with another offset does not restart the day", "[clock]") {
  kiosk::SystemClock clock;
  const auto local = parse_local_time("2026-11-20T10:41");
  REQUIRE(local);
  clock.stand_at(*local, minutes{0});
  const UtcTime first = clock.now();
  clock.stand_at(*local, minutes{-360});
  CHECK(clock.now() - first >= minutes{360});
  CHECK(clock.now() - first < minutes{361});
}
