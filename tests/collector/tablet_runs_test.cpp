#include "sync/collector/tablet_runs.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/collector/day.h"

using namespace lintel;
using namespace lintel::collector;
using Run = TabletRuns::Run;

namespace {

const UtcTime start{std::chrono::sys_days{std::chrono::year{2026} / 11 / 20} +
                    std::chrono::hours{16}};

UtcTime after(int count) {
  return start + minutes{count};
}

Ledger ledger(int run, const std::string& room, UtcTime as_of) {
  Ledger made;
  made.device = device_number(1);
  made.run = id_number(run);
  made.room = room;
  made.as_of = as_of;
  return made;
}

}  // namespace

TEST_CASE("A tablet that is started again is one tablet", "[collector][runs]") {
  TabletRuns runs;
  CHECK(runs.note(ledger(1, "204", after(0)), nullptr, after(0)) == Run::current);
  CHECK(runs.note(ledger(1, "204", after(10)), nullptr, after(10)) == Run::current);
  CHECK(runs.note(ledger(2, "204", after(20)), nullptr, after(20)) == Run::restarted);
  CHECK(runs.note(ledger(3, "204", after(30)), nullptr, after(30)) == Run::restarted);
  CHECK(runs.note(ledger(3, "204", after(40)), nullptr, after(40)) == Run::current);
}

TEST_CASE("Two runs that take turns are two tablets, and both rooms are known",
          "[collector][runs]") {
  TabletRuns runs;
  runs.note(ledger(1, "204", after(0)), nullptr, after(0));
  CHECK(runs.note(ledger(2, "206", after(5)), nullptr, after(5)) == Run::restarted);
  CHECK(runs.note(ledger(1, "204", after(10)), nullptr, after(10)) == Run::alive_twice);
  CHECK(runs.rooms_of(device_number(1)) == std::vector<std::string>{"204", "206"});
  CHECK(runs.note(ledger(2, "206", after(15)), nullptr, after(15)) == Run::alive_twice);
  runs.forget(device_number(1));
  CHECK(runs.rooms_of(device_number(1)).empty());
}

TEST_CASE("Two copies are found though the clock of one is an hour behind", "[collector][runs]") {
  TabletRuns runs;
  runs.note(ledger(1, "204", after(-60)), nullptr, after(0));
  runs.note(ledger(2, "206", after(5)), nullptr, after(5));
  CHECK(runs.note(ledger(1, "204", after(-50)), nullptr, after(10)) == Run::alive_twice);
}

TEST_CASE("A ledger that was on its way during a restart is old, and nothing else",
          "[collector][runs]") {
  TabletRuns runs;
  runs.note(ledger(1, "204", after(0)), nullptr, after(0));
  runs.note(ledger(2, "204", after(1)), nullptr, after(1));
  CHECK(runs.note(ledger(1, "204", after(1)), nullptr, after(1)) == Run::superseded);
  // Kept by somebody and sent again, hours later.
  CHECK(runs.note(ledger(1, "204", after(0)), nullptr, after(200)) == Run::superseded);
}

TEST_CASE("After a restart of the collector the run that it stored is the one before",
          "[collector][runs]") {
  TabletRuns runs;
  const Ledger stored = ledger(1, "204", after(0));
  CHECK(runs.note(ledger(2, "206", after(5)), &stored, after(5)) == Run::restarted);
  CHECK(runs.note(ledger(1, "204", after(10)), &stored, after(10)) == Run::alive_twice);
}

TEST_CASE("Two tablets with one identity are found, too, when the clock was ten years ahead before",
          "[collector][runs][clock]") {
  constexpr std::chrono::days ten_years{3653};
  TabletRuns runs;
  runs.note(ledger(1, "204", after(0) + ten_years), nullptr, after(0) + ten_years);
  runs.note(ledger(2, "206", after(5) + ten_years), nullptr, after(5) + ten_years);
  // The clock is put right. What is on its way is still no second tablet.
  CHECK(runs.note(ledger(1, "204", after(6)), nullptr, after(6)) == Run::superseded);
  CHECK(runs.note(ledger(1, "204", after(16)), nullptr, after(16)) == Run::alive_twice);
}
