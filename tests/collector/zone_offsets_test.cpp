// The rules of a zone around an event, and that tablets and reports go by them.
#include "sync/collector/zone_offsets.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/wire/schedule.h"
#include "tests/collector/day.h"

using namespace lintel;
using namespace lintel::collector;

namespace {

// On the Monday after the clocks went back in Chicago; staff set up on the Friday before.
Event monday() {
  Event event = small_day();
  event.time_zone = "America/Chicago";
  constexpr std::chrono::days earlier{18};  // 20 November to 2 November
  for (Session& session : event.sessions) {
    session.start.utc -= earlier;
    session.end.utc -= earlier;
  }
  return *make_event(event);
}

UtcTime utc(const char* text) {
  return UtcTime{parse_rfc3339(text)->utc};
}

}  // namespace

TEST_CASE("Before a change of the clocks a door goes by the hour of its own day",
          "[collector][clock]") {
  const auto served = make_schedule(wire::encode(monday()));
  REQUIRE(served);
  const auto at_tablet = wire::decode_schedule(served->document);
  REQUIRE(at_tablet);
  const UtcTime friday = utc("2026-10-30T10:41:00-05:00");
  for (const Event* event : {&served->event, &*at_tablet}) {
    CHECK(event->offset_at(friday) == minutes{-300});
    CHECK(event->offset_at(utc("2026-11-01T01:59:59-05:00")) == minutes{-300});
    CHECK(event->offset_at(utc("2026-11-01T01:00:00-06:00")) == minutes{-360});
    CHECK(event->offset_at(utc("2026-11-02T10:41:00-06:00")) == minutes{-360});
    CHECK(event->offset_at(utc("2027-06-01T10:00:00-05:00")) == minutes{-300});
  }
}

TEST_CASE("Every zone's own rules count: none, half an hour, four times a year",
          "[collector][clock]") {
  Event event = monday();
  event.time_zone = "Asia/Kolkata";
  CHECK(offsets_around(event).size() == 1);
  CHECK(offsets_around(event).front().offset == minutes{330});
  event.time_zone = "Australia/Lord_Howe";
  event.zone_offsets = offsets_around(event);
  CHECK(event.offset_at(utc("2026-07-01T12:00:00Z")) == minutes{630});
  CHECK(event.offset_at(utc("2026-12-01T12:00:00Z")) == minutes{660});
  event.time_zone = "Africa/Casablanca";  // Ramadan 2026: 15 February to 22 March
  event.zone_offsets = offsets_around(event);
  CHECK(event.offset_at(utc("2026-03-01T12:00:00Z")) == minutes{0});
  CHECK(event.offset_at(utc("2026-04-01T12:00:00Z")) == minutes{60});
}

TEST_CASE("Without a zone that is known the sessions' own offsets have to do",
          "[collector][clock]") {
  Event event = monday();
  event.time_zone = "Mars/Olympus";
  CHECK(offsets_around(event).empty());
  CHECK(event.offset_at(utc("2026-10-30T10:41:00-05:00")) == event.sessions.front().start.offset);
  event.sessions.clear();
  event.time_zone = "America/Chicago";
  CHECK(offsets_around(event).empty());
}
