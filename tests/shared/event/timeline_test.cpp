#include <catch2/catch_test_macros.hpp>

#include "../sample.h"

using namespace lintel;
using namespace std::chrono_literals;
using sample::at;
using sample::id_of;
using sample::ids_of;

namespace {

std::string to_text(Phase phase) {
  return phase == Phase::during ? "during" : phase == Phase::exit ? "exit" : "late";
}

const RoomId room_204{"204"};
const RoomId gym{"gym"};
using Ids = std::vector<std::string>;

// 204: a 10:00, b 11:00, c 13:00; gym: g 10:00, h 11:00.
Event plain_day() {
  return sample::event({sample::session({"a", "204", "10:00", "10:45"}),
                        sample::session({"g", "gym", "10:00", "10:45"}),
                        sample::session({"b", "204", "11:00", "11:45"}),
                        sample::session({"h", "gym", "11:00", "11:45"}),
                        sample::session({"c", "204", "13:00", "13:45"})});
}

struct Door {
  std::string current;
  std::string next;
  Ids later;
  bool operator==(const Door&) const = default;
};
Door door(const Event& event, const RoomId& room, const std::string& clock,
          const ActualEnds& actual = {}) {
  const RoomTimeline timeline = room_timeline(event, room, at(clock), actual);
  return {id_of(timeline.current), id_of(timeline.next), ids_of(timeline.later)};
}

std::string asked(const Event& event, const RoomId& room, const std::string& clock,
                  const ActualEnds& actual = {}) {
  const Attribution found = attribute(event, room, at(clock), actual);
  return id_of(found.asked) + " " + to_text(found.phase) + (found.window_open ? " due" : "");
}

bool window_is(const Event& event, const std::string& id, const std::string& opens,
               const std::string& closes, const ActualEnds& actual = {}) {
  const ExitWindow window = exit_window(event, *event.find_session({id}), actual);
  return window.opens == at(opens) && window.closes == at(closes);
}

}  // namespace

TEST_CASE("A door shows what is on, what is next and what comes later", "[timeline]") {
  const Event event = plain_day();
  CHECK(door(event, room_204, "09:00") == Door{"-", "a", {"b", "c"}});
  CHECK(door(event, room_204, "10:00") == Door{"a", "b", {"c"}});
  CHECK(door(event, room_204, "10:44:59") == Door{"a", "b", {"c"}});
  CHECK(door(event, room_204, "10:45") == Door{"-", "b", {"c"}});
  CHECK(door(event, room_204, "13:50") == Door{"-", "-", {}});
  CHECK(door(event, {"pool"}, "10:10") == Door{"-", "-", {}});
}

TEST_CASE("The exit question opens five minutes before the end and closes in time", "[timeline]") {
  const Event event = plain_day();
  CHECK(window_is(event, "a", "10:40", "11:05"));
  CHECK(window_is(event, "c", "13:40", "14:05"));
  CHECK(asked(event, room_204, "10:39:59") == "a during");
  CHECK(asked(event, room_204, "10:40") == "a exit due");
  CHECK(asked(event, room_204, "11:04:59") == "a exit due");
  CHECK(asked(event, room_204, "11:05") == "b during");
  CHECK(asked(event, room_204, "12:30") == "b late");
  CHECK(asked(event, room_204, "09:00") == "- during");
  CHECK(asked(event, room_204, "14:05") == "c late");
}

TEST_CASE("Back to back, the last session is asked about ten minutes into the next", "[timeline]") {
  const Event event = sample::event({sample::session({"a", "204", "10:00", "10:45"}),
                                     sample::session({"b", "204", "10:45", "11:30"}),
                                     sample::session({"c", "204", "11:30", "11:38"})});
  CHECK(window_is(event, "a", "10:40", "10:55"));
  CHECK(asked(event, room_204, "10:54:59") == "a exit due");
  CHECK(asked(event, room_204, "10:55") == "b during");
  CHECK(door(event, room_204, "10:50") == Door{"b", "c", {}});
  // b is asked about until 11:40, but c ends at 11:38: the latest to end is meant.
  CHECK(asked(event, room_204, "11:32") == "b exit due");
  CHECK(asked(event, room_204, "11:34") == "c exit due");
}

TEST_CASE("A session shorter than the window's lead is asked about from its start", "[timeline]") {
  const Event event = sample::event({sample::session({"a", "204", "10:00", "10:03"})});
  CHECK(window_is(event, "a", "10:00", "10:23"));
}

TEST_CASE("Ended now opens the question at once and frees the room", "[timeline]") {
  const Event event = plain_day();
  const ActualEnds early = {{{"a"}, at("10:30")}};
  CHECK(window_is(event, "a", "10:25", "10:50", early));
  CHECK(door(event, room_204, "10:31", early) == Door{"-", "b", {"c"}});
  CHECK(asked(event, room_204, "10:31", early) == "a exit due");
  CHECK(asked(event, room_204, "10:50", early) == "a late");
}

TEST_CASE("An overrun keeps the session current and holds up the next one", "[timeline]") {
  const Event event = plain_day();
  const ActualEnds late = {{{"a"}, at("11:08")}};
  CHECK(door(event, room_204, "11:02", late) == Door{"a", "b", {"c"}});
  CHECK(door(event, room_204, "11:08", late) == Door{"b", "c", {}});
  CHECK(window_is(event, "a", "11:03", "11:10", late));
  CHECK(asked(event, room_204, "11:09", late) == "a exit due");
  CHECK(asked(event, room_204, "11:10", late) == "b during");
  // Longer than ten minutes into the next: never closed before the end itself.
  CHECK(window_is(event, "a", "11:15", "11:20", {{{"a"}, at("11:20")}}));
}

TEST_CASE("The last word on an end counts, and none puts it before the start", "[timeline]") {
  const Event event = plain_day();
  const Session& a = *event.find_session({"a"});
  CHECK(end_of(a, {}) == at("10:45"));
  CHECK(end_of(a, {{{"a"}, at("10:30")}, {{"b"}, at("12:00")}, {{"a"}, at("10:50")}}) ==
        at("10:50"));
  CHECK(end_of(a, {{{"a"}, at("09:00")}}) == at("10:00"));
}

TEST_CASE("A cancelled session is never current nor asked about, but stays on the door",
          "[timeline]") {
  auto sessions = plain_day().sessions;
  for (Session& session : sessions) {
    if (session.id.value == "b") {
      session.status = SessionStatus::cancelled;
    }
  }
  const Event event = sample::event(sessions);
  CHECK(door(event, room_204, "10:10") == Door{"a", "c", {"b"}});
  CHECK(door(event, room_204, "11:10") == Door{"-", "c", {"b"}});
  CHECK(door(event, room_204, "11:45") == Door{"-", "c", {}});
  CHECK(asked(event, room_204, "11:10") == "a late");
  CHECK(asked(event, room_204, "11:42") == "a late");
  CHECK(window_is(event, "a", "10:40", "11:05"));
  CHECK(ids_of(attribute(event, room_204, at("10:42"), {}).neighbours) == Ids{"a", "c", "g"});
}

TEST_CASE("A moved session is listed on its old door and runs behind its new one", "[timeline]") {
  auto sessions = plain_day().sessions;
  for (Session& session : sessions) {
    if (session.id.value == "c") {
      session.room = gym;
      session.moved_from = room_204;
    }
  }
  const Event event = sample::event(sessions);
  CHECK(door(event, room_204, "10:10") == Door{"a", "b", {"c"}});
  CHECK(door(event, room_204, "13:10") == Door{"-", "-", {"c"}});
  CHECK(door(event, gym, "13:10") == Door{"c", "-", {}});
  CHECK(door(event, room_204, "13:45") == Door{"-", "-", {}});
  CHECK(asked(event, room_204, "13:42") == "b late");
  CHECK(asked(event, gym, "13:42") == "c exit due");
}

TEST_CASE("Of two sessions that overlap in one room the one that began last is on", "[timeline]") {
  const Event event = sample::event({sample::session({"a", "204", "10:00", "11:00"}),
                                     sample::session({"b", "204", "10:30", "11:30"})});
  CHECK(door(event, room_204, "10:40") == Door{"b", "-", {}});
  CHECK(asked(event, room_204, "10:56") == "a exit due");
  CHECK(window_is(event, "a", "10:55", "11:00"));
  CHECK(asked(event, room_204, "11:26") == "b exit due");
}

TEST_CASE("Who leaves may have been next door or in the block before", "[timeline]") {
  const Event event = plain_day();
  CHECK(ids_of(attribute(event, room_204, at("09:00"), {}).neighbours) == Ids{"a"});
  CHECK(ids_of(attribute(event, room_204, at("10:42"), {}).neighbours) == Ids{"a", "b", "g"});
  CHECK(ids_of(attribute(event, room_204, at("11:10"), {}).neighbours) == Ids{"b", "a", "c", "h"});
  CHECK(ids_of(attribute(event, room_204, at("11:03"), {}).neighbours) == Ids{"a", "b", "g"});
  CHECK(ids_of(attribute(event, room_204, at("12:30"), {}).neighbours) == Ids{"b", "a", "c"});
}

TEST_CASE("At most six neighbours are offered", "[timeline]") {
  Event draft = plain_day();
  for (int i = 0; i < 9; ++i) {
    const std::string name = "r" + std::to_string(i);
    draft.rooms.push_back({{name}, name});
    draft.sessions.push_back(sample::session({"s" + name, name, "10:00", "10:45"}));
  }
  const Event event = *make_event(draft);
  CHECK(attribute(event, room_204, at("10:42"), {}).neighbours.size() == 6);
}

TEST_CASE("Yesterday and tomorrow are not on today's door", "[timeline]") {
  Session before = sample::session({"y", "204", "10:00", "10:45"});
  before.start = sample::moment_on("2026-11-19", "15:00", -6h);
  before.end = sample::moment_on("2026-11-19", "23:50", -6h);
  Session after = sample::session({"t", "204", "10:00", "10:45"});
  after.start = sample::moment_on("2026-11-21", "09:00", -6h);
  after.end = sample::moment_on("2026-11-21", "09:45", -6h);
  const Event event =
      sample::event({before, sample::session({"a", "204", "10:00", "10:45"}), after});
  CHECK(door(event, room_204, "09:00") == Door{"-", "a", {}});
  CHECK(door(event, room_204, "12:00") == Door{"-", "-", {}});
  CHECK(asked(event, room_204, "08:00") == "- during");
  // Ten past midnight the exit window of the evening before is still open.
  CHECK(asked(event, room_204, "00:09") == "y exit due");
  CHECK(asked(event, room_204, "00:10") == "- during");
  CHECK(ids_of(attribute(event, room_204, at("10:42"), {}).neighbours) == Ids{"a"});
}

TEST_CASE("A change of the clocks between two days moves no session", "[timeline]") {
  Session friday = sample::session({"f", "204", "10:00", "10:45"});
  friday.start = sample::moment_on("2026-10-30", "23:30", -5h);
  friday.end = sample::moment_on("2026-10-30", "23:55", -5h);
  Session monday = sample::session({"m", "204", "10:00", "10:45"});
  monday.start = sample::moment_on("2026-11-02", "00:10", -6h);
  monday.end = sample::moment_on("2026-11-02", "00:55", -6h);
  const Event event = sample::event({friday, monday});
  const auto at_local = [](const char* day, const char* clock, minutes offset) {
    return UtcTime{sample::moment_on(day, clock, offset).utc};
  };
  CHECK(id_of(room_timeline(event, room_204, at_local("2026-10-30", "23:00", -5h), {}).next) ==
        "f");
  CHECK(id_of(room_timeline(event, room_204, at_local("2026-11-02", "00:05", -6h), {}).next) ==
        "m");
  CHECK(room_timeline(event, room_204, at_local("2026-11-01", "23:30", -6h), {}).next == nullptr);
}

TEST_CASE("A sleeping door knows when it has to look again", "[timeline]") {
  const Event event = plain_day();
  const auto wakes = [&](const std::string& from, const ActualEnds& actual = {}) {
    return next_change(event, room_204, at(from), actual);
  };
  CHECK(wakes("09:00") == at("10:00"));
  CHECK(wakes("10:00") == at("10:40"));
  CHECK(wakes("10:40") == at("10:45"));
  CHECK(wakes("10:45") == at("11:00"));
  CHECK(wakes("11:00") == at("11:05"));
  CHECK(wakes("10:10", {{{"a"}, at("10:20")}}) == at("10:15"));
  CHECK(wakes("10:20", {{{"a"}, at("10:20")}}) == at("10:40"));
  CHECK(wakes("14:05") == at("23:59") + 1min);
  CHECK_FALSE(next_change(event, {"pool"}, at("10:00"), {}));
  CHECK_FALSE(next_change(sample::event({}), room_204, at("10:00"), {}));
}

TEST_CASE("Between two wake-ups nothing that a door shows changes", "[timeline][property]") {
  auto sessions = plain_day().sessions;
  sessions[2].status = SessionStatus::cancelled;
  sessions[4].room = gym;
  sessions[4].moved_from = room_204;
  sessions.push_back(sample::session({"o", "204", "11:30", "12:10"}));
  const Event event = sample::event(sessions);
  const std::vector<ActualEnds> says = {{}, {{{"a"}, at("11:34")}}, {{{"g"}, at("10:20")}}};
  for (const ActualEnds& actual : says) {
    for (const RoomId& room : {room_204, gym}) {
      std::optional<UtcTime> wake;
      std::string shown;
      for (UtcTime now = at("09:00"); now < at("15:00"); now += 30s) {
        const RoomTimeline timeline = room_timeline(event, room, now, actual);
        const Attribution found = attribute(event, room, now, actual);
        std::string state = id_of(timeline.current) + id_of(timeline.next) + "|";
        for (const std::string& id : ids_of(timeline.later)) {
          state += id;
        }
        state += "|" + id_of(found.asked) + to_text(found.phase) + (found.window_open ? "!" : "");
        for (const std::string& id : ids_of(found.neighbours)) {
          state += id;
        }
        if (wake && now < *wake) {
          REQUIRE(state == shown);
        }
        shown = state;
        wake = next_change(event, room, now, actual);
        REQUIRE((wake && *wake > now));
      }
    }
  }
}
