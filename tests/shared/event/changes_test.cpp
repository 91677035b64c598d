#include "shared/event/changes.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/shared/sample.h"

namespace lintel {
namespace {

using sample::event;
using sample::session;

Event day() {
  return event({session({"a", "204", "10:00", "10:45"}), session({"b", "204", "11:00", "11:45"}),
                session({"c", "gym", "10:00", "10:45"})});
}

Event with_rooms(Event draft) {
  draft.rooms.push_back({RoomId{"lab"}, "Lab"});
  return *make_event(std::move(draft));
}

Session& find(Event& event, const std::string& id) {
  for (Session& session : event.sessions) {
    if (session.id.value == id) {
      return session;
    }
  }
  throw std::runtime_error("no session " + id);
}

constexpr UtcTime at(int minute) {
  return UtcTime{minutes{minute}};
}

}  // namespace

TEST_CASE("two equal schedules have no changes between them", "[changes]") {
  CHECK(changes_between(day(), day(), at(1)).empty());
}

TEST_CASE("each field that changed is a change with what was before", "[changes]") {
  Event after = day();
  find(after, "a").room = RoomId{"gym"};
  find(after, "a").title = "Another title";
  find(after, "b").start = sample::moment("11:10");
  find(after, "c").status = SessionStatus::cancelled;
  const Changes changes = changes_between(day(), after, at(7));
  REQUIRE(changes.size() == 4);
  const Change* moved = find_change(changes, SessionId{"a"}, ChangeKind::moved);
  REQUIRE(moved);
  CHECK(moved->room == RoomId{"204"});
  CHECK(moved->since == at(7));
  const Event before = day();
  CHECK(find_change(changes, SessionId{"a"}, ChangeKind::new_title)->title ==
        before.find_session(SessionId{"a"})->title);
  CHECK(find_change(changes, SessionId{"b"}, ChangeKind::new_time)->start ==
        sample::moment("11:00"));
  CHECK(find_change(changes, SessionId{"c"}, ChangeKind::cancelled));
}

TEST_CASE("a session that is gone is dropped, unless another took its place", "[changes]") {
  Event after = day();
  std::erase_if(after.sessions, [](const Session& s) { return s.id.value == "a"; });
  CHECK(find_change(changes_between(day(), after, at(1)), SessionId{"a"}, ChangeKind::dropped));
  after.sessions.push_back(session({"new", "204", "10:15", "10:45"}));
  CHECK(changes_between(day(), after, at(1)).empty());
}

TEST_CASE("another event has no changes", "[changes]") {
  Event other = day();
  other.id = EventId{"other"};
  other.sessions[0].title = "Something else";
  CHECK(changes_between(day(), other, at(1)).empty());
  CHECK(later(changes_between(day(), day(), at(1)), day(), other, at(2)).empty());
}

TEST_CASE("a session that moved twice is missed at both doors, as of the last move", "[changes]") {
  const Event first = with_rooms(day());
  Event second = first;
  find(second, "a").room = RoomId{"gym"};
  Event third = second;
  find(third, "a").room = RoomId{"lab"};
  Changes known = later({}, first, second, at(1));
  known = later(known, second, third, at(5));
  REQUIRE(find_move(known, SessionId{"a"}, RoomId{"204"}));
  REQUIRE(find_move(known, SessionId{"a"}, RoomId{"gym"}));
  CHECK(find_move(known, SessionId{"a"}, RoomId{"204"})->since == at(5));
  known = later(known, third, first, at(9));
  CHECK_FALSE(find_move(known, SessionId{"a"}, RoomId{"204"}));
  CHECK(find_move(known, SessionId{"a"}, RoomId{"lab"}));
}

TEST_CASE("a time that changed twice is remembered as people first read it", "[changes]") {
  const Event first = day();
  Event second = first;
  find(second, "b").start = sample::moment("11:10");
  Event third = first;
  find(third, "b").start = sample::moment("11:20");
  Changes known = later(later({}, first, second, at(1)), second, third, at(2));
  REQUIRE(known.size() == 1);
  CHECK(known[0].start == sample::moment("11:00"));
  CHECK(known[0].since == at(2));
  CHECK(later(known, third, first, at(3)).empty());
}

TEST_CASE("what was taken back is no news any more", "[changes]") {
  const Event first = day();
  Event second = first;
  find(second, "a").status = SessionStatus::cancelled;
  find(second, "c").title = "Other";
  Event without = second;
  std::erase_if(without.sessions, [](const Session& s) { return s.id.value == "c"; });
  Changes known = later({}, first, second, at(1));
  CHECK(known.size() == 2);
  known = later(known, second, without, at(2));
  REQUIRE(find_change(known, SessionId{"c"}, ChangeKind::dropped));
  CHECK_FALSE(find_change(known, SessionId{"c"}, ChangeKind::new_title));
  CHECK(later(known, without, first, at(3)).empty());
}

TEST_CASE("the list of changes is bounded and keeps the newest", "[changes]") {
  const Event first = day();
  Event second = first;
  find(second, "a").title = "Other";
  Change old = changes_between(first, second, at(1)).front();
  old.kind = ChangeKind::dropped;
  Changes known;
  for (std::size_t i = 0; i < limits::changes_max; ++i) {
    old.session.value = "gone-" + std::to_string(i);
    known.push_back(old);
  }
  known = later(known, first, second, at(2));
  CHECK(known.size() == limits::changes_max);
  CHECK(known.front().session.value == "gone-1");
  CHECK(known.back().kind == ChangeKind::new_title);
}

}  // namespace lintel
