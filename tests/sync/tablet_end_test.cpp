// The end of the day at a tablet, and the stick that carries its answers.
#include <catch2/catch_test_macros.hpp>

#include "shared/trust/bundle.h"
#include "sync/client/tablet.h"
#include "sync/store/store.h"
#include "tests/sync/tablet_world.h"

namespace lintel {
namespace {

using test::test_topic;
using test::Weather;
using World = test::TabletWorld;

}  // namespace

TEST_CASE("a running tablet's bundle has what was released, and a second one takes its place",
          "[tablet][bundle]") {
  World world;
  const test::TempFolder stick;
  world.collector->set_weather(Weather::unplugged);
  world.switch_on();
  world.answer(0, 10);
  REQUIRE(world.becomes([&] { return world.box->counts() && world.box->counts()->held == 5; }));
  std::string path;
  const auto written = [&](std::size_t answers, int waiting_topics) {
    world.tablet->write_bundle(stick.path());
    return world.box->saw([&](const TabletNews& news) {
      const auto* bundle = std::get_if<BundleWritten>(&news);
      path = bundle != nullptr ? bundle->path : path;
      return bundle != nullptr && bundle->answers == answers &&
             bundle->waiting_topics == waiting_topics;
    });
  };
  REQUIRE(written(5, 1));
  world.tablet->end_day({});
  REQUIRE(world.becomes([&] { return world.box->counts()->released == 10; }));
  REQUIRE(written(10, 0));
  const auto opened = trust::open_bundle(test::file_bytes(path));
  REQUIRE(opened);
  CHECK(opened->bundle.ledger.topics.at(test_topic()).answers.taken == 10);
  CHECK(opened->bundle.ledger.room == "204");
  CHECK(opened->bundle.ledger.device == world.tablet->device());
}

TEST_CASE("that the day is over at this tablet is kept over a restart", "[tablet]") {
  World world;
  world.switch_on();
  CHECK_FALSE(world.tablet->day_over());
  const DayOver over{{"pd day, 2026"}, *parse_day("2026-11-20")};
  world.tablet->keep_day_over({{"pd day, 2026"}, *parse_day("2026-11-19")});
  world.tablet->keep_day_over(over);
  world.switch_off();
  world.switch_on();
  REQUIRE(world.tablet->day_over());
  CHECK(*world.tablet->day_over() == over);
}

TEST_CASE("what is kept of a day that is over and cannot be read costs a question, not the door",
          "[tablet]") {
  World world;
  world.switch_on();
  world.switch_off();
  {
    const auto store = store::Store::open(world.folder.path()).value();
    REQUIRE(store->schedule().set_setting("day_over", "soon pd-2026 and more"));
  }
  world.switch_on();
  CHECK_FALSE(world.tablet->day_over());
}

TEST_CASE("a bundle that cannot be written is told, and nothing else changes", "[tablet][bundle]") {
  World world;
  world.switch_on();
  world.answer(0, 5);
  world.close();
  world.tablet->write_bundle(world.folder.path("no-stick"));
  REQUIRE(world.box->saw_any<BundleFailed>());
  CHECK(world.holds(5));
}

}  // namespace lintel
