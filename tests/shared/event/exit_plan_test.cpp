#include "shared/event/exit_plan.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/shared/sample.h"

using namespace lintel;
using namespace lintel::sample;

TEST_CASE("An exit plan is another one exactly when a window is", "[event]") {
  const Event event = sample::event(
      {session({"door", "204", "10:00", "10:45"}), session({"names", "204", "11:30", "12:15"})});
  const ExitPlan plan = exit_plan(event);
  REQUIRE(plan.windows.size() == 2);
  CHECK(plan.windows.at({"door"}).closes == at("11:05"));
  CHECK(plan.windows.at({"door"}).room == RoomId{"204"});

  Event other = event;
  other.sessions[0].title = "Another title";
  other.days_over.push_back(plan.windows.at({"door"}).day);
  CHECK(exit_plan(other).tag == plan.tag);

  other = event;
  other.sessions[0].status = SessionStatus::cancelled;
  CHECK(exit_plan(other).tag != plan.tag);
  CHECK_FALSE(exit_plan(other).windows.contains({"door"}));
  other = event;
  other.id = EventId{"another-day"};
  CHECK(exit_plan(other).tag != plan.tag);
  const Event later = sample::event(
      {session({"door", "204", "10:00", "10:50"}), session({"names", "204", "11:30", "12:15"})});
  CHECK(exit_plan(later).tag != plan.tag);
  // "ab" at one and "c" at the other are not "a" and "bc".
  const Event one = sample::event({session({"ab", "204", "10:00", "10:45"})});
  const Event two = sample::event({session({"a", "204", "10:00", "10:45"})});
  CHECK(exit_plan(one).tag != exit_plan(two).tag);
}
