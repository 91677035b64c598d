#include "kiosk/app/place.h"

#include <algorithm>

#include "kiosk/app/rules.h"

namespace lintel::kiosk {

const Room* door_room(const State& state) {
  return state.event ? state.event->find_room(state.room) : nullptr;
}

Attribution attribution(const State& state) {
  if (!door_room(state)) {
    return {};
  }
  return attribute(*state.event, state.room, state.now, state.actual_ends);
}

const Session* asked_session(const State& state) {
  if (state.event && state.chosen_session) {
    if (const Session* chosen = state.event->find_session(*state.chosen_session)) {
      return chosen;
    }
  }
  return attribution(state).asked;
}

const Session* answered_session(const State& state) {
  if (!state.event || !state.answer) {
    return nullptr;
  }
  return state.event->find_session(state.answer->response.session);
}

const Session* current_session(const State& state) {
  if (!door_room(state)) {
    return nullptr;
  }
  return room_timeline(*state.event, state.room, state.now, state.actual_ends).current;
}

namespace {

bool asks_about_ended(const State& state) {
  const Attribution due = attribution(state);
  return due.asked && due.window_open && state.now >= end_of(*due.asked, state.actual_ends);
}

}  // namespace

Screen base_screen(const State& state) {
  return asks_about_ended(state) && !current_session(state) ? Screen::exit : Screen::door;
}

bool shows_compact_exit(const State& state) {
  return state.screen == Screen::door && asks_about_ended(state) && current_session(state);
}

bool in_rush(const State& state) {
  const auto is_recent = [&](MonoTime at) { return state.mono - at < limits::rush_span; };
  return std::ranges::count_if(state.recent_answers, is_recent) >= limits::rush_answers;
}

bool shows_pairing(const State& state) {
  return state.pairing.needed && !state.event && state.screen == Screen::door;
}

LocalTime local_now(const State& state) {
  const minutes offset = state.event ? state.event->offset_at(state.now) : minutes{0};
  return to_local(state.now, offset);
}

bool is_in_use(const State& state) {
  return state.answer || is_flow(state.screen) || state.screen == Screen::search ||
         state.overlay != OverlayKind::none || state.still_here_since || is_exit_read(state) ||
         state.mono - state.last_touch < touch_settles;
}

bool is_exit_read(const State& state) {
  return state.screen == Screen::exit && state.exit_touched &&
         state.mono - state.last_touch < limits::flow_idle;
}

bool is_flow(Screen screen) {
  switch (screen) {
    case Screen::ideas:
    case Screen::help:
    case Screen::note:
    case Screen::thanks:
      return true;
    case Screen::door:
    case Screen::exit:
    case Screen::board:
    case Screen::search:
      return false;
  }
  return false;
}

}  // namespace lintel::kiosk
