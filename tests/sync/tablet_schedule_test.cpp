// The schedule's way to a tablet, and what a tablet says of its changes.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "shared/wire/schedule.h"
#include "tests/sync/sample_event.h"
#include "tests/sync/tablet_world.h"

namespace lintel {
namespace {

using namespace std::chrono_literals;
using test::sample_event;
using test::Weather;
using World = test::TabletWorld;

// The tablet has a schedule; then its first session is called otherwise.
void serve_then_retitle(World& world) {
  Event event = sample_event("Day");
  world.collector->set_schedule(wire::encode(event), "\"1\"");
  world.switch_on();
  REQUIRE(world.box->saw_any<ScheduleCame>());
  event.sessions[0].title = "Greet us twice";
  world.collector->set_schedule(wire::encode(event), "\"2\"");
}

}  // namespace

TEST_CASE("the schedule comes, is kept and is there for the first frame", "[tablet]") {
  World world;
  const Event event = sample_event("Student-Led PD Day");
  world.collector->set_schedule(wire::encode(event), "\"1\"");
  world.switch_on();
  CHECK(world.tablet->cached_schedule() == nullptr);
  CHECK_FALSE(world.tablet->cached_fetched());
  REQUIRE(world.box->saw_any<ScheduleCame>());
  world.switch_off();
  world.collector->set_weather(Weather::unplugged);
  world.switch_on();
  REQUIRE(world.tablet->cached_schedule() != nullptr);
  CHECK(*world.tablet->cached_schedule() == event);
  CHECK(world.tablet->cached_fetched() == world.clock.now());
}

TEST_CASE("a changed schedule is noticed and an unchanged one is not told", "[tablet]") {
  World world;
  world.collector->set_schedule(wire::encode(sample_event("First")), "\"1\"");
  world.switch_on();
  REQUIRE(world.becomes([&] { return world.collector->schedule_requests() >= 3; }));
  const auto told = [&] {
    int count = 0;
    for (const TabletNews& news : world.box->all()) {
      count += std::holds_alternative<ScheduleCame>(news) ? 1 : 0;
    }
    return count;
  };
  CHECK(told() == 1);
  world.collector->set_schedule(wire::encode(sample_event("Second")), "\"2\"");
  REQUIRE(world.becomes([&] { return told() == 2; }));
}

TEST_CASE("what changed is told with the schedule and is there after a restart", "[tablet]") {
  World world;
  serve_then_retitle(world);
  const auto is_told = [](const TabletNews& news) {
    const auto* came = std::get_if<ScheduleCame>(&news);
    return came && came->changes.size() == 1 && came->changes[0].kind == ChangeKind::new_title &&
           came->changes[0].title == "Greet us at the door";
  };
  REQUIRE(world.becomes([&] { return std::ranges::any_of(world.box->all(), is_told); }));
  world.switch_off();
  world.collector->set_weather(Weather::unplugged);
  world.switch_on();
  REQUIRE(world.tablet->cached_changes().size() == 1);
  CHECK(world.tablet->cached_changes()[0].title == "Greet us at the door");
}

TEST_CASE("since when is said only by a clock that agrees with the collector's", "[tablet]") {
  World world;
  const bool agrees = GENERATE(true, false);
  // The tablet's clock stands at 16:41 and moves with the test.
  world.collector->set_date(agrees ? "Fri, 20 Nov 2026 16:42:00 GMT"
                                   : "Fri, 20 Nov 2026 18:00:00 GMT");
  serve_then_retitle(world);
  const auto is_told = [agrees](const TabletNews& news) {
    const auto* came = std::get_if<ScheduleCame>(&news);
    return came && came->changes.size() == 1 && came->changes[0].since.has_value() == agrees;
  };
  REQUIRE(world.becomes([&] { return std::ranges::any_of(world.box->all(), is_told); }));
}

TEST_CASE("how old a change is stands by the collector's clocks alone when it says so",
          "[tablet]") {
  World world;
  // Its clock is a day and an hour away from the tablet's.
  world.collector->set_date("Sat, 21 Nov 2026 18:00:00 GMT", "Sat, 21 Nov 2026 17:20:00 GMT");
  serve_then_retitle(world);
  const auto is_told = [](const TabletNews& news) {
    const auto* came = std::get_if<ScheduleCame>(&news);
    return came && came->changes.size() == 1 && came->changes[0].since &&
           came->fetched - *came->changes[0].since >= 40min &&
           came->fetched - *came->changes[0].since <= 41min;
  };
  REQUIRE(world.becomes([&] { return std::ranges::any_of(world.box->all(), is_told); }));
}

TEST_CASE("a schedule that is still current is told so and written down now and then", "[tablet]") {
  World world;
  world.collector->set_schedule(wire::encode(sample_event("Day")), "\"1\"");
  world.switch_on();
  const UtcTime began = world.clock.now();
  REQUIRE(world.becomes([&] { return world.clock.now() - began > 25min; }));
  CHECK(world.box->saw_any<ScheduleConfirmed>());
  world.switch_off();
  world.switch_on();
  CHECK(*world.tablet->cached_fetched() > began + 5min);
}

TEST_CASE("a schedule that does not check out leaves the old one", "[tablet]") {
  World world;
  const Event event = sample_event("Good");
  world.collector->set_schedule(wire::encode(event), "\"1\"");
  world.switch_on();
  REQUIRE(world.box->saw_any<ScheduleCame>());
  world.collector->set_schedule("{\"lintel_schedule\":1,\"event\":{}}", "\"2\"");
  REQUIRE(world.becomes([&] { return world.collector->schedule_requests() >= 4; }));
  CHECK(world.box->saw_any<Notice>());
  world.switch_off();
  world.switch_on();
  CHECK(*world.tablet->cached_schedule() == event);
}

}  // namespace lintel
