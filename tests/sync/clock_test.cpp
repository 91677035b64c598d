// Whose time a tablet goes by: the collector's, as soon as it is known who that is.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "shared/wire/schedule.h"
#include "sync/client/beginning.h"
#include "sync/client/day_count.h"
#include "sync/client/followed_clock.h"
#include "tests/sync/sample_event.h"
#include "tests/sync/tablet_world.h"

namespace lintel {
namespace {

using namespace std::chrono_literals;
using test::test_id;
using test::Weather;

const UtcTime real{parse_rfc3339("2026-11-20T16:41:00Z")->utc};
constexpr const char* real_date = "Fri, 20 Nov 2026 16:41:00 GMT";
constexpr std::chrono::days ten_years{3653};

// A tablet whose clock was wrong by so much when it was switched on.
struct World : test::TabletWorld {
  explicit World(milliseconds wrong_by) {
    time = TabletOptions::Time::collector;
    clock.jump_wall(wrong_by);
    collector->set_schedule(wire::encode(test::sample_event("Day")), "\"1\"");
  }
  std::optional<ClockFollowed> followed() const {
    for (const TabletNews& news : box->all()) {
      if (const auto* found = std::get_if<ClockFollowed>(&news)) {
        return *found;
      }
    }
    return std::nullopt;
  }
  bool is_right() const { return std::chrono::abs(tablet->clock().now() - real) < 2min; }
};

}  // namespace

TEST_CASE("a followed clock is the tablet's own until the collector spoke", "[clock]") {
  ManualClock own(real + 45min);
  FollowedClock clock(own);
  CHECK(clock.now() == own.now());
  CHECK_FALSE(clock.own_ahead());
  CHECK(clock.kept().empty());
  const MonoTime asked = own.mono();
  own.advance(200ms);
  CHECK(std::chrono::round<minutes>(clock.collector_says(real, asked, own.mono())) == -45min);
  CHECK(std::chrono::abs(clock.now() - real) < 2s);
  CHECK(std::chrono::round<minutes>(*clock.own_ahead()) == 45min);
  own.advance(10min);
  CHECK(std::chrono::abs(clock.now() - (real + 10min)) < 2s);
}

TEST_CASE("whatever happens to the tablet's own clock later moves nothing", "[clock]") {
  const auto jump =
      GENERATE(milliseconds{ten_years}, -milliseconds{ten_years}, milliseconds{45min});
  ManualClock own(real);
  FollowedClock clock(own);
  clock.collector_says(real, own.mono(), own.mono());
  const UtcTime before = clock.now();
  own.jump_wall(jump);
  CHECK(clock.now() == before);
  CHECK(std::chrono::round<minutes>(*clock.own_ahead()) == std::chrono::round<minutes>(jump));
}

TEST_CASE("whole seconds and a slow network move a followed clock no further", "[clock]") {
  ManualClock own(real + 400ms);
  FollowedClock clock(own);
  clock.collector_says(real, own.mono(), own.mono());
  const UtcTime before = clock.now();
  for (const auto took : {0ms, 900ms, 8'000ms}) {
    const MonoTime asked = own.mono();
    CHECK(clock.collector_says(std::chrono::floor<seconds>(clock.now()), asked, asked + took) ==
          0ms);
  }
  CHECK(clock.now() == before);
  // A minute and more on its way says nothing.
  CHECK(clock.collector_says(real + 30min, own.mono(), own.mono() + 2min) == 0ms);
  CHECK(clock.collector_says(real + 30min, own.mono(), own.mono()) > 29min);
}

TEST_CASE("what was compared holds for this boot, and is remembered as a warning after it",
          "[clock]") {
  ManualClock own(real + 45min);
  FollowedClock before(own);
  before.collector_says(real, own.mono(), own.mono());
  const std::string kept = before.kept();
  own.jump_wall(ten_years);
  FollowedClock after(own);
  REQUIRE(after.restore(kept));
  CHECK(std::chrono::abs(after.now() - real) < 2s);
  CHECK(std::chrono::round<minutes>(*FollowedClock::ahead_of(kept)) == 45min);
  FollowedClock other_boot(own);
  CHECK_FALSE(other_boot.restore("x" + kept));
  CHECK(FollowedClock::ahead_of("x" + kept) == FollowedClock::ahead_of(kept));
  for (const std::string text : {"", "a", "a b c", "a 1", "a 1 2 3"}) {
    CHECK_FALSE(other_boot.restore(text));
    CHECK_FALSE(FollowedClock::ahead_of(text));
  }
  CHECK_FALSE(other_boot.is_following());
}

TEST_CASE("a tablet goes by its collector's time and says how far its own clock is off",
          "[tablet][clock]") {
  const auto wrong_by = GENERATE(milliseconds{45min}, -milliseconds{2h}, milliseconds{ten_years},
                                 -milliseconds{ten_years});
  World world(wrong_by);
  world.collector->set_date(real_date);
  world.switch_on();
  CHECK(world.tablet->clock_found() == ClockFound::unchecked);
  REQUIRE(world.box->saw_any<ClockFollowed>());
  CHECK(std::chrono::round<minutes>(world.followed()->forward) ==
        -std::chrono::round<minutes>(wrong_by));
  CHECK(world.is_right());
  REQUIRE(world.becomes([&] {
    const auto ledger = world.collector->ledger();
    return ledger && ledger->clock_ahead;
  }));
  const Ledger ledger = *world.collector->ledger();
  CHECK(ledger.clock == ClockQuality::collector);
  CHECK(std::chrono::abs(*ledger.clock_ahead - std::chrono::round<minutes>(wrong_by)) <= 3min);
  CHECK(std::chrono::abs(ledger.as_of - real) < 3min);
}

TEST_CASE("a tablet that is restarted without network still knows the time", "[tablet][clock]") {
  World world(45min);
  world.collector->set_date(real_date);
  world.switch_on();
  REQUIRE(world.box->saw_any<ClockFollowed>());
  world.switch_off();
  world.collector->set_weather(Weather::unplugged);
  SECTION("as long as the machine runs on") {
    world.switch_on();
    CHECK(world.tablet->clock_found() == ClockFound::checked);
    CHECK(world.is_right());
  }
  SECTION("after another boot it knows that its clock was wrong") {
    {
      const auto store = store::Store::open(world.folder.path()).value();
      REQUIRE(store->schedule().set_setting(std::string(collector_time_key), "other 5 2700000"));
    }
    world.switch_on();
    CHECK(world.tablet->clock_found() == ClockFound::was_wrong);
    CHECK_FALSE(world.is_right());
  }
}

TEST_CASE("only the tablet's own collector is asked the time", "[tablet][clock]") {
  World world(45min);
  world.switch_on();
  REQUIRE(world.has_standing(outbox::Standing::connected));  // known by now
  world.collector->set_date(real_date);
  world.collector->set_name(test_id(77));
  REQUIRE(world.has_standing(outbox::Standing::sign_in));
  CHECK_FALSE(world.followed());
  CHECK_FALSE(world.is_right());
}

TEST_CASE("a clock set by hand stays as it is", "[tablet][clock]") {
  World world(45min);
  world.time = TabletOptions::Time::by_hand;
  world.collector->set_date(real_date);
  world.switch_on();
  REQUIRE(world.has_standing(outbox::Standing::connected));
  CHECK(world.tablet->clock_found() == ClockFound::checked);
  CHECK(world.tablet->clock().now() == world.clock.now());
  REQUIRE(world.becomes([&] { return world.collector->ledger().has_value(); }));
  CHECK_FALSE(world.collector->ledger()->clock_ahead);
}

TEST_CASE("days are counted one at a time, however far a clock jumps", "[clock]") {
  const LocalDay day = *parse_day("2026-11-20");
  const DayCount first = DayCount::on(std::nullopt, day);
  CHECK(first == DayCount{day, day});
  CHECK(DayCount::on(first, day) == first);
  CHECK(DayCount::on(first, day + std::chrono::days{1}).counted == day + std::chrono::days{1});
  const DayCount ahead = DayCount::on(first, day + ten_years);
  CHECK(ahead.counted == day + std::chrono::days{1});
  CHECK(DayCount::on(ahead, day + ten_years) == ahead);
  CHECK(DayCount::on(ahead, day).counted == day);
  CHECK(DayCount::on(first, day - ten_years).counted == day - ten_years);
  CHECK(DayCount::parse(ahead.text()) == ahead);
  for (const char* text : {"", "2026-11-20", "2026-11-20 soon", "a b"}) {
    CHECK_FALSE(DayCount::parse(text));
  }
}

TEST_CASE(
    "what was confirmed yesterday outlives a clock that jumps ten years ahead, and is deleted "
    "a week later",
    "[tablet][clock]") {
  World world(0ms);
  world.collector->set_date(real_date);
  world.switch_on();
  world.answer(0, 10);
  world.close();
  REQUIRE(world.becomes([&] {
    const auto counts = world.box->counts();
    return counts && counts->sent == 10;
  }));
  std::uint64_t next = 100;
  // Another answer makes it look at the day again.
  const auto sent_on = [&](const char* date) {
    world.collector->set_date(date);
    world.answer(next, next + 1);
    ++next;
    world.tablet->end_day({});
    const std::size_t all = world.collector->stored().size() + 1;
    REQUIRE(world.holds(all));
    REQUIRE(world.nothing_waits());
    return world.box->counts()->sent;
  };
  CHECK(sent_on("Thu, 20 Nov 2036 16:41:00 GMT") == 11);
  CHECK(sent_on("Fri, 20 Nov 2026 16:45:00 GMT") == 12);
  for (const char* date : {"Sat, 21 Nov 2026 16:41:00 GMT", "Sun, 22 Nov 2026 16:41:00 GMT",
                           "Mon, 23 Nov 2026 16:41:00 GMT", "Tue, 24 Nov 2026 16:41:00 GMT",
                           "Wed, 25 Nov 2026 16:41:00 GMT", "Thu, 26 Nov 2026 16:41:00 GMT",
                           "Fri, 27 Nov 2026 16:41:00 GMT"}) {
    sent_on(date);
  }
  CHECK(sent_on("Sat, 28 Nov 2026 16:41:00 GMT") < 12);
}

TEST_CASE("the end of a certificate is blamed on a tablet's clock with a reason only",
          "[tablet][clock][certificate]") {
  using outbox::Standing;
  const auto standing_with = [](World& world) {
    world.collector->set_weather(Weather::certificate_ended);
    Standing found = Standing::unknown;
    const bool refused = world.becomes([&] {
      found = world.box->standing().value_or(Standing::unknown);
      return found != Standing::unknown && found != Standing::connected;
    });
    CHECK(refused);
    return found;
  };
  SECTION("nobody vouches for the clock: both are named") {
    World world(0ms);
    world.switch_on();
    CHECK(standing_with(world) == Standing::certificate_or_clock);
  }
  SECTION("the collector did: the certificate has ended") {
    World world(45min);
    world.collector->set_date(real_date);
    world.switch_on();
    REQUIRE(world.box->saw_any<ClockFollowed>());
    CHECK(standing_with(world) == Standing::certificate_dates);
  }
  SECTION("the clock is known to be years off") {
    World world{milliseconds{ten_years}};
    world.collector->set_date(real_date);
    world.switch_on();
    REQUIRE(world.box->saw_any<ClockFollowed>());
    CHECK(standing_with(world) == Standing::clock_wrong);
  }
  SECTION("the clock is behind what the tablet has written down itself") {
    World world(0ms);
    world.switch_on();
    REQUIRE(world.box->saw_any<ScheduleCame>());
    world.switch_off();
    world.clock.jump_wall(-ten_years);
    world.collector->set_weather(Weather::certificate_ended);
    world.switch_on();
    CHECK(standing_with(world) == Standing::clock_wrong);
  }
}

}  // namespace lintel
