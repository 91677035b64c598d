// What a frame of "All rooms" costs before it is drawn. Drawing touches only what is in sight (a
// test counts that); the view behind it is made of the whole day.
#include <chrono>

#include "kiosk/app/reduce.h"
#include "tests/bench/parts.h"
#include "tests/support/words_map.h"

namespace lintel::bench {
namespace {

constexpr int rooms = 25;
constexpr int sessions_in_room = 20;
constexpr int frames = 200;
constexpr double budget_ms = 4;  // a quarter of a frame at 60 a second

// 500 sessions, no grid: every room begins five minutes after the one before.
Result<Event> large_day() {
  Event event;
  event.id.value = "large";
  event.title = "A conference";
  event.time_zone = "UTC";
  event.languages = {"en"};
  const auto opening = parse_rfc3339("2026-11-20T08:00:00Z");
  for (int r = 0; r < rooms; ++r) {
    const std::string room = "room-" + std::to_string(r);
    event.rooms.push_back({RoomId{room}, room});
    for (int s = 0; s < sessions_in_room; ++s) {
      Session session;
      session.id.value = room + "-" + std::to_string(s);
      session.room.value = room;
      session.title = "What number " + std::to_string(s) + " of a long day is really about";
      session.presenters = {"Amara", "Luis", "Mei"};
      session.group = "Grade 10";
      session.start = *opening;
      session.start.utc += minutes{5 * (r % 4) + 30 * s};
      session.end = session.start;
      session.end.utc += minutes{25};
      event.sessions.push_back(std::move(session));
    }
  }
  return make_event(std::move(event));
}

double view_ms(const kiosk::State& state, const kiosk::Words& words) {
  std::vector<double> times;
  for (int i = 0; i < frames; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    const kiosk::View view = kiosk::make_view(state, words);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    times.push_back(took.count() + (view.chrome.clock.empty() ? 1e-9 : 0));
  }
  return median(std::move(times));
}

}  // namespace

Status measure_board(const Setting&, Figures& figures) {
  TRY(Event event, large_day());
  kiosk::State state;
  state.room = event.rooms.front().id;
  state.now = UtcTime{event.sessions.front().start.utc + std::chrono::hours{3}};
  // The worst day: as much has changed as a tablet remembers.
  for (std::size_t i = 0; i < limits::changes_max; ++i) {
    const Session& session = event.sessions[i * event.sessions.size() / limits::changes_max];
    state.changes.push_back({ChangeKind::new_title, session.id, session.room, session.start,
                             session.end, "Another title", state.now});
  }
  state.event = std::make_shared<const Event>(std::move(event));
  const test::WordsMap words{"en", {}};
  state.screen = kiosk::Screen::door;
  const double door = view_ms(state, words);
  state.screen = kiosk::Screen::board;
  const double board = view_ms(state, words);
  figures.push_back({"view of All rooms, 500 sessions", "ms", board, door, "view of the door",
                     "4 ms", board <= budget_ms});
  return ok();
}

}  // namespace lintel::bench
