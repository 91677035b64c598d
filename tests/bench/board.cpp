// What a frame of "All rooms" costs before it is drawn. Drawing touches only what is in sight (a
// test counts that); the view behind it is made of the whole day.
#include <chrono>

#include "kiosk/app/reduce.h"
#include "tests/bench/conference.h"
#include "tests/bench/parts.h"
#include "tests/support/words_map.h"

namespace lintel::bench {
namespace {

constexpr int frames = 200;
constexpr double budget_ms = 4;  // a quarter of a frame at 60 a second

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
