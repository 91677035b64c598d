#include "shared/results/tablet_states.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/shared/sample.h"

using namespace lintel;
using namespace lintel::sample;

namespace {

// 204: "door" 10:00-10:45 closes 11:05, "names" 11:30-12:15 closes 12:35; gym: "test" 10:00-10:45.
Event day() {
  return event({session({"door", "204", "10:00", "10:45"}),
                session({"test", "gym", "10:00", "10:45"}),
                session({"names", "204", "11:30", "12:15"})});
}

Topic topic(const std::string& id) {
  return {day().id, Purpose::exit, {id}};
}

Uuid device(int number) {
  std::array<std::uint8_t, 16> bytes{};
  bytes[15] = static_cast<std::uint8_t>(number);
  return Uuid::from_random(bytes);
}

// A tablet whose ledger and answers belong to it.
struct Door {
  TabletFacts facts;
  Ledger ledger;
  std::map<Topic, Received> received;
  Door(int number, const std::string& room) {
    facts.device = device(number);
    facts.room = {room};
  }
  Door& heard(const std::string& clock) {
    ledger.as_of = at(clock);
    ledger.closed = ClosedWindows{at(clock), {}, {}};
    facts.seen = at(clock);
    has_ledger = true;
    return *this;
  }
  Door& took(const std::string& session, int taken, int came) {
    ledger.topics[topic(session)].answers.taken = taken;
    if (came > 0) {
      received[topic(session)].answers.taken = came;
    }
    return *this;
  }
  Door& closed(const std::string& session, const std::string& clock) {
    ledger.topics[topic(session)].closed = true;
    ledger.topics[topic(session)].closes = at(clock);
    return *this;
  }
  bool has_ledger = false;
};

struct Seen {
  Event event;
  ExitPlan plan;
  std::vector<Door> doors;
  DayFacts facts;
  std::vector<TabletFacts> tablets;
  std::vector<TabletStatus> states;
  DayStanding standing;
  Seen(const std::string& clock, std::vector<Door> seen, Event served = day())
      : event(std::move(served)), plan(exit_plan(event)), doors(std::move(seen)) {
    facts.event = &event;
    facts.plan = &plan;
    facts.now = at(clock);
    for (const Door& door : doors) {
      TabletFacts tablet = door.facts;
      tablet.ledger = door.has_ledger ? &door.ledger : nullptr;
      tablet.received = &door.received;
      tablets.push_back(tablet);
    }
    states = tablet_states(facts, tablets);
    standing = day_standing(facts, states);
  }
  CloseCheck close(const std::string& id) const {
    return blocks_close(topic(id), facts, tablets, states);
  }
};

Door both_in(int number, const std::string& room, const std::string& clock) {
  Door door(number, room);
  door.heard(clock).took("door", 5, 5).closed("door", "11:05");
  return door;
}

}  // namespace

TEST_CASE("A tablet cut off with answers is never in: it waits, then it is overdue",
          "[results][tablets]") {
  // Ten came in the window; seven more lie on the tablet, of which nobody here knows.
  const Door door = Door(1, "204").heard("10:50").took("door", 10, 10);
  const Door gym = Door(2, "gym").heard("11:06");
  for (const char* clock : {"10:50", "10:51", "11:04", "11:05", "11:08"}) {
    CAPTURE(clock);
    const Seen seen(clock, {door, gym});
    REQUIRE(seen.states[0].state == TabletState::waiting);
    REQUIRE(seen.states[0].until == at("11:05"));
    REQUIRE(seen.standing.standing != Standing::complete);
  }
  for (const char* clock : {"11:09", "11:29", "11:31", "15:00", "23:59"}) {
    CAPTURE(clock);
    const Seen seen(clock, {door, gym});
    REQUIRE(seen.states[0].state == TabletState::overdue);
    REQUIRE(seen.states[0].since == at("11:05"));
    REQUIRE(seen.states[0].reason == TabletReason::old_ledger);
    REQUIRE(seen.standing.standing == Standing::incomplete);
  }
}

TEST_CASE("Everything is in when every ledger is newer than the last window that closed",
          "[results][tablets]") {
  const Door gym = Door(2, "gym").heard("11:06");
  const Seen between("11:20", {both_in(1, "204", "11:06"), gym});
  REQUIRE(between.states[0].state == TabletState::in);
  REQUIRE(between.standing.standing == Standing::complete);
  REQUIRE(between.standing.in == 2);
  REQUIRE(between.standing.more_to_come);
  // The next session runs: its answers may lie there.
  const Seen running("11:40", {both_in(1, "204", "11:06"), gym});
  REQUIRE(running.states[0].state == TabletState::waiting);
  REQUIRE(running.states[0].until == at("12:35"));
  REQUIRE(running.states[1].state == TabletState::in);
  REQUIRE(running.standing.standing == Standing::waiting);
  // After the last window of the day the gym's old ledger is not enough either: late answers.
  const Seen after("12:50", {both_in(1, "204", "12:36"), gym});
  REQUIRE(after.states[0].state == TabletState::in);
  REQUIRE(after.states[1].state == TabletState::overdue);
  REQUIRE(after.states[1].since == at("12:35"));
  const Seen done("12:50", {both_in(1, "204", "12:36"), Door(2, "gym").heard("12:41")});
  REQUIRE(done.standing.standing == Standing::complete);
  REQUIRE_FALSE(done.standing.more_to_come);
}

TEST_CASE("A room with sessions and no tablet is missing", "[results][tablets]") {
  const Seen seen("11:20", {both_in(1, "204", "11:06")});
  REQUIRE(seen.standing.in == 1);
  REQUIRE(seen.standing.rooms_without == std::vector<RoomId>{{"gym"}});
  REQUIRE(seen.standing.standing == Standing::incomplete);
}

TEST_CASE("Before the first window closes nothing is due", "[results][tablets]") {
  const Seen early("08:00", {Door(1, "204"), Door(2, "gym").heard("07:59")});
  REQUIRE(early.standing.standing == Standing::nothing_due);
  REQUIRE(early.standing.next_close == at("11:05"));
  REQUIRE(early.states[0].state == TabletState::waiting);
  REQUIRE(early.states[0].reason == TabletReason::nothing_due);
  REQUIRE(early.states[0].until == at("11:05"));
  REQUIRE(Seen("08:00", {}).standing.standing == Standing::nothing_due);
  REQUIRE(Seen("11:10", {}).standing.standing == Standing::incomplete);
  const Seen silent("11:10", {Door(1, "204"), Door(2, "gym").heard("11:06")});
  REQUIRE(silent.states[0].reason == TabletReason::no_ledger);
  REQUIRE(silent.states[0].since == at("11:05"));
}

TEST_CASE("The window's end is the tablet's own when it ran late", "[results][tablets]") {
  Door late = Door(1, "204").heard("11:06").took("door", 5, 5);
  late.ledger.topics[topic("door")].closes = at("11:15");
  const Seen waiting("11:10", {late, Door(2, "gym").heard("11:06")});
  REQUIRE(waiting.states[0].state == TabletState::waiting);
  REQUIRE(waiting.states[0].until == at("11:15"));
  REQUIRE(waiting.close("door").window_open);
  const Seen overdue("11:19", {late, Door(2, "gym").heard("11:16")});
  REQUIRE(overdue.states[0].since == at("11:15"));
}

TEST_CASE("A window that never ends is not believed, and keeps no session open",
          "[results][tablets]") {
  const Door honest = both_in(1, "204", "11:06");
  Door liar = both_in(2, "gym", "11:06");
  liar.ledger.topics[topic("door")].closed = false;
  liar.ledger.topics[topic("door")].closes = at("11:05") + std::chrono::hours{24 * 365 * 100};
  Seen seen("11:10", {honest, liar});
  CHECK(seen.close("door").window_open);
  seen.facts.now = at("23:59");
  CHECK_FALSE(seen.close("door").window_open);
}

TEST_CASE("Counts that differ are told apart", "[results][tablets]") {
  const auto reason = [](Door door) {
    door.closed("door", "11:05").heard("11:06");
    return Seen("11:20", {door}).states[0].reason;
  };
  REQUIRE(reason(Door(1, "204").took("door", 8, 5)) == TabletReason::holds);
  REQUIRE(reason(Door(1, "204").took("door", 5, 8)) == TabletReason::more_than_taken);
  Door refused = Door(1, "204").took("door", 8, 5);
  refused.ledger.topics[topic("door")].quarantined = 3;
  REQUIRE(reason(refused) == TabletReason::refused);
  Door other = Door(1, "204").took("door", 5, 5);
  other.received[topic("door")].answers.digest[0] = 1;
  REQUIRE(reason(other) == TabletReason::other_answers);
  Door notes = Door(1, "204").took("door", 5, 5);
  notes.ledger.topics[topic("door")].notes.taken = 1;
  REQUIRE(reason(notes) == TabletReason::holds);
  // For three minutes it may be on its way.
  Door fresh = Door(1, "204").took("door", 8, 5).closed("door", "11:05").heard("11:06");
  REQUIRE(Seen("11:07", {fresh}).states[0].reason == TabletReason::on_its_way);
}

TEST_CASE("While a window of the day is open anywhere, not everything is in",
          "[results][tablets]") {
  // The gym was closed by hand; another door may still hold an answer about it.
  const Door gym = Door(2, "gym").heard("10:50").took("test", 5, 5).closed("test", "11:05");
  const Door other = both_in(1, "204", "10:55");
  const Seen seen("10:56", {other, gym});
  REQUIRE(seen.standing.in == 2);
  REQUIRE(seen.standing.standing == Standing::waiting);
}

TEST_CASE("A session that left the plan is waited for by the tablet's own window",
          "[results][tablets]") {
  Door door = both_in(1, "204", "11:06").took("gone", 5, 5);
  door.ledger.topics[topic("gone")].closes = at("11:25");
  REQUIRE(Seen("11:20", {door}).states[0].until == at("11:25"));
  REQUIRE(Seen("11:29", {door}).states[0].state == TabletState::overdue);
  door.heard("11:26").closed("gone", "11:25");
  REQUIRE(Seen("11:29", {door}).states[0].state == TabletState::in);
}

// A tablet of 204 last heard at 11:06, when its plan asked about "door" until 11:25; it holds four
// answers, of which its ledger says nothing.
struct Cut {
  ExitPlan old = exit_plan(event(
      {session({"door", "204", "10:00", "11:05"}), session({"test", "gym", "10:00", "10:45"})}));
  Door door = Door(1, "204").heard("11:06");
  Cut() { door.facts.plan = &old; }
  Cut(const Cut&) = delete;
  TabletState at_clock(const std::string& clock, const Event& served) {
    return Seen(clock, {door}, served).states[0].state;
  }
};

TEST_CASE("A tablet cut off is waited for by the plan it goes by, too", "[results][tablets]") {
  const Event earlier = day();
  const Event without = event({session({"test", "gym", "10:00", "10:45"})});
  Event cancelled = day();
  cancelled.sessions[0].status = SessionStatus::cancelled;
  for (const Event& served : {earlier, without, cancelled}) {
    Cut cut;
    CHECK(cut.at_clock("11:07", served) == TabletState::waiting);
    CHECK(cut.at_clock("11:29", served) == TabletState::overdue);
    // It closed by its own plan; or it has the one that is served.
    cut.door.heard("11:26");
    CHECK(cut.at_clock("11:29", served) == TabletState::in);
    cut.door.heard("11:06").facts.plan = nullptr;
    CHECK(cut.at_clock("11:07", served) == TabletState::in);
  }
  // Results are not closed before its answers could have come.
  Cut cut;
  CHECK(Seen("11:10", {cut.door}, earlier).close("door").waits_for == std::vector{device(1)});
  cut.door.heard("11:26");
  CHECK(Seen("11:29", {cut.door}, earlier).close("door").may_close());
}

TEST_CASE("A tablet that goes by a plan nobody knows is not believed", "[results][tablets]") {
  Door door = Door(1, "204").heard("11:06");
  door.facts.plan_unknown = true;
  const Seen seen("11:20", {door, Door(2, "gym").heard("11:06")});
  CHECK(seen.states[0].state == TabletState::overdue);
  CHECK(seen.close("door").waits_for == std::vector{device(1)});
  // What it counts itself, and closed, is known all the same.
  CHECK(Seen("11:20", {both_in(1, "204", "11:06"), door}).states[0].state == TabletState::in);
}

TEST_CASE("After a window was made longer, late answers are waited for until the day's end",
          "[results][tablets]") {
  const Event longer =
      event({session({"door", "204", "10:00", "11:00"}), session({"test", "gym", "10:00", "10:45"}),
             session({"last", "gym", "12:00", "12:40"})});
  Door door = both_in(1, "204", "11:06");  // closed at 11:05; asks again until 11:20
  const Door gym = Door(2, "gym").heard("13:01");
  CHECK(Seen("11:10", {door, gym}, longer).states[0].until == at("13:00"));
  CHECK(Seen("13:04", {door, gym}, longer).states[0].state == TabletState::overdue);
  door.heard("13:01");
  CHECK(Seen("13:04", {door, gym}, longer).states[0].state == TabletState::in);
}

TEST_CASE("A clock that is far off tells nothing, a clock that is ahead brings nothing forward",
          "[results][tablets]") {
  Door gym = Door(2, "gym").heard("10:50");
  gym.ledger.closed->until = at("12:00");  // 70 minutes ahead
  REQUIRE(Seen("11:20", {gym}).states[0].state == TabletState::overdue);
  gym.ledger.closed->until = at("10:00");  // behind: its window is open, whatever we think
  gym.facts.seen = at("11:06");
  REQUIRE(Seen("11:20", {gym}).states[0].state == TabletState::overdue);
  gym.ledger.closed->until = at("11:07");  // 4 minutes ahead
  gym.facts.seen = at("11:03");
  REQUIRE(Seen("11:20", {gym}).states[0].state == TabletState::overdue);
  gym.facts.seen = at("11:07");
  REQUIRE(Seen("11:20", {gym}).states[0].state == TabletState::in);
}

TEST_CASE("A ledger made before anybody looked after the windows says nothing of what is held",
          "[results][tablets]") {
  Door door = Door(1, "204").heard("11:06");
  REQUIRE(Seen("11:20", {door}).states[0].state == TabletState::in);  // it took nothing
  door.ledger.closed.reset();  // switched on just now, or a stick of one that is off
  const Seen seen("11:20", {door});
  REQUIRE(seen.states[0].state == TabletState::overdue);
  REQUIRE(seen.states[0].reason == TabletReason::old_ledger);
  REQUIRE(seen.standing.standing == Standing::incomplete);
}

TEST_CASE("A day that was ended is waited for at doors that have not heard of it",
          "[results][tablets]") {
  const auto at_door = [](const std::string& clock, bool heard) {
    Door door = Door(1, "204").heard("10:44");
    if (heard) {
      door.ledger.closed->day_over = DayOver{day().id, day_of(moment("10:00").local())};
    }
    Seen seen(clock, {door});
    seen.facts.over[day_of(moment("10:00").local())] = at("10:40");
    return tablet_states(seen.facts, seen.tablets)[0].state;
  };
  CHECK(at_door("10:45", true) == TabletState::in);
  CHECK(at_door("20:00", true) == TabletState::in);
  // That something came of it since says nothing: it may not have been told.
  CHECK(at_door("10:45", false) == TabletState::waiting);
  CHECK(at_door("20:00", false) == TabletState::overdue);
}

TEST_CASE("A tablet whose day was ended by hand owes nothing to later windows",
          "[results][tablets]") {
  Door door = both_in(1, "204", "10:50").closed("door", "11:05");
  door.ledger.closed->day_over = DayOver{day().id, day_of(moment("10:00").local())};
  CHECK(Seen("20:00", {door}).states[0].state == TabletState::in);
  CHECK(Seen("11:40", {door}).states[0].state == TabletState::in);
  // Of another event, or the day before, it says nothing.
  door.ledger.closed->day_over->event = EventId{"another"};
  CHECK(Seen("20:00", {door}).states[0].state == TabletState::overdue);
  door.ledger.closed->day_over =
      DayOver{day().id, day_of(moment("10:00").local()) - std::chrono::days{1}};
  CHECK(Seen("20:00", {door}).states[0].state == TabletState::overdue);
}

TEST_CASE("What was given in a window that was open when its plan was replaced is waited for",
          "[results][tablets]") {
  // "door" was taken out, or put off, at 10:42; the tablet goes by the new plan and holds four.
  const Event without = event(
      {session({"test", "gym", "10:00", "10:45"}), session({"names", "204", "11:30", "12:15"})});
  const Event later = event(
      {session({"test", "gym", "10:00", "10:45"}), session({"door", "204", "13:00", "13:45"})});
  ExitPlan open = exit_plan(day());
  std::erase_if(open.windows, [](const auto& window) { return window.first != SessionId{"door"}; });
  const auto state = [&](const Event& served, const std::string& heard, const std::string& clock) {
    Seen seen(clock, {Door(1, "204").heard(heard)}, served);
    seen.facts.open_when_replaced = {open};
    return tablet_states(seen.facts, seen.tablets)[0];
  };
  CHECK(state(without, "10:43", "10:44").until == at("11:05"));
  CHECK(state(without, "10:43", "11:25").state == TabletState::overdue);
  CHECK(state(without, "11:06", "11:25").state == TabletState::in);
  CHECK(state(later, "10:43", "10:44").until == at("14:05"));
  CHECK(state(later, "11:06", "14:20").state == TabletState::overdue);
  CHECK(state(later, "14:06", "14:20").state == TabletState::in);
}

TEST_CASE("The room an adult gave wins, and what the tablet says is told", "[results][tablets]") {
  Door door = Door(1, "204").heard("08:00");
  door.ledger.room = "Gym";
  REQUIRE(Seen("08:01", {door}).states[0].room == RoomId{"204"});
  REQUIRE(Seen("08:01", {door}).states[0].says_room == "Gym");
  door.ledger.room = "Room 204";
  REQUIRE(Seen("08:01", {door}).states[0].says_room.empty());
  door.facts.room = {};
  REQUIRE(Seen("08:01", {door}).states[0].room == RoomId{"204"});
}

TEST_CASE("Two tablets with one identity are never in", "[results][tablets]") {
  Door door = both_in(1, "204", "11:06");
  door.facts.identity_shared = true;
  const Seen seen("11:20", {door, Door(2, "gym").heard("11:06")});
  REQUIRE(seen.states[0].reason == TabletReason::identity_shared);
  REQUIRE(seen.standing.standing == Standing::incomplete);
}

TEST_CASE("When an adult said that the day is over, no later window is waited for",
          "[results][tablets]") {
  Door door = both_in(1, "204", "11:44");
  Door gym = Door(2, "gym").heard("11:44");
  const DayOver over{day().id, day_of(moment("10:00").local())};
  CHECK(Seen("11:50", {door, gym}).states[0].state == TabletState::waiting);
  door.ledger.closed->day_over = over;
  gym.ledger.closed->day_over = over;
  Seen seen("11:50", {door, gym});
  seen.facts.over[over.day] = at("11:40");
  const auto states = tablet_states(seen.facts, seen.tablets);
  CHECK(states[0].state == TabletState::in);
  CHECK(day_standing(seen.facts, states).standing == Standing::complete);
  CHECK_FALSE(day_standing(seen.facts, states).more_to_come);
}

TEST_CASE("A close waits for every tablet of the room and for every other that is not overdue",
          "[results][tablets]") {
  const Door other = Door(2, "gym").heard("11:06");
  const Door open = Door(1, "204").took("door", 5, 5).heard("11:04");
  REQUIRE(Seen("11:04", {open, other}).close("door").window_open);
  REQUIRE(Seen("11:07", {both_in(1, "204", "11:06"), other}).close("door").may_close());
  // The room's own second tablet, however late it is.
  const Door second = Door(3, "204").heard("10:50");
  REQUIRE(Seen("11:40", {both_in(1, "204", "11:06"), other, second}).close("door").waits_for ==
          std::vector<Uuid>{device(3)});
  Door lost = second;
  lost.facts.written_off = at("10:50");
  REQUIRE(Seen("11:40", {both_in(1, "204", "11:06"), other, lost}).close("door").may_close());
  // Another door may hold one of its answers, but not for ever.
  const Door silent = Door(2, "gym").heard("10:50");
  REQUIRE(Seen("11:07", {both_in(1, "204", "11:06"), silent}).close("door").waits_for ==
          std::vector<Uuid>{device(2)});
  REQUIRE(Seen("11:09", {both_in(1, "204", "11:06"), silent}).close("door").may_close());
  // What was counted has to be here.
  const Door holds = Door(1, "204").took("door", 8, 5).closed("door", "11:05").heard("11:06");
  REQUIRE_FALSE(Seen("11:07", {holds, other}).close("door").may_close());
  // Nobody knows this one's window.
  REQUIRE_FALSE(Seen("11:07", {other}).close("gone").may_close());
}

TEST_CASE("A ledger that came while the collector's clock was ahead says nothing of what is over",
          "[results][tablets][clock]") {
  Door door = both_in(1, "204", "11:06");
  const Door gym = Door(2, "gym").heard("11:06");
  REQUIRE(Seen("11:20", {door, gym}).standing.standing == Standing::complete);
  Door ahead = Door(1, "204").took("door", 5, 5);
  ahead.has_ledger = true;
  ahead.facts.seen = at("11:06") + std::chrono::days{3653};
  ahead.ledger.as_of = *ahead.facts.seen;
  ahead.ledger.closed = ClosedWindows{*ahead.facts.seen, {}, {}};
  const Seen seen("12:50", {ahead, Door(2, "gym").heard("12:41")});
  CHECK(seen.states[0].state == TabletState::overdue);
  CHECK(seen.states[0].reason == TabletReason::old_ledger);
  CHECK_FALSE(seen.close("names").may_close());
}

TEST_CASE("A day that was ended by a clock years behind or ahead has its windows of the plan",
          "[results][tablets][clock]") {
  for (const auto wrong_by : {-std::chrono::days{3653}, std::chrono::days{3653}}) {
    Seen seen("11:20", {Door(1, "204").heard("10:30").took("door", 5, 5)});
    seen.facts.over[day_of(day().sessions.front().start.local())] = at("10:40") + wrong_by;
    seen.states = tablet_states(seen.facts, seen.tablets);
    CHECK(seen.states[0].state == TabletState::overdue);
    CHECK(seen.close("door").closes == at("11:05"));
  }
}
