// What cannot be taken back waits for a clock that jumped ahead to stand for a while.
#include "sync/collector/settled_time.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/collector/day.h"

using namespace lintel;
using namespace lintel::collector;
using namespace std::chrono_literals;

namespace {

constexpr UtcTime start{std::chrono::sys_days{std::chrono::year{2026} / 11 / 20} + 16h};
constexpr std::chrono::days ten_years{3653};

}  // namespace

TEST_CASE("Time that passes, in a sleep too, is believed as it comes", "[collector][clock]") {
  ManualClock clock(start);
  SettledTime time;
  for (const milliseconds passed :
       {milliseconds{1min}, milliseconds{8h}, milliseconds{ten_years}}) {
    clock.advance(passed);
    CHECK(time.now(clock) == clock.now());
  }
  clock.jump_wall(20min);  // corrected
  CHECK(time.now(clock) == clock.now());
}

TEST_CASE("A clock that jumps years ahead and is put right has closed nothing",
          "[collector][clock]") {
  ManualClock clock(start);
  SettledTime time;
  time.now(clock);
  clock.jump_wall(ten_years);
  for (int minute = 0; minute < 30; ++minute) {
    clock.advance(1min);
    REQUIRE(time.now(clock) == start + (minute + 1) * 1min);
  }
  clock.jump_wall(-ten_years);
  CHECK(time.now(clock) == clock.now());
}

TEST_CASE("A clock that was behind and is put right is believed within an hour",
          "[collector][clock]") {
  ManualClock clock(start - ten_years);
  SettledTime time;
  time.now(clock);
  clock.jump_wall(ten_years);
  time.now(clock);
  clock.advance(59min);
  CHECK(time.now(clock) < start);
  clock.advance(1min);
  CHECK(time.now(clock) == clock.now());
  clock.jump_wall(-ten_years);
  CHECK(time.now(clock) == clock.now());
}
