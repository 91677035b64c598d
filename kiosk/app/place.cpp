#include "kiosk/app/place.h"

#include <algorithm>

#include "kiosk/app/rules.h"

namespace lintel::kiosk {

const Room* door_room(const State& state) {
  return state.event ? state.event->find_room(state.room) : nullptr;
}

Attribution attribution(const State& state) {
  if (!door_room(state) || is_day_over(state, day_of(local_now(state)))) {
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
  if (state.event && state.question && is_question_held(state)) {
    if (const Session* held = state.event->find_session(*state.question)) {
      return held;
    }
  }
  return attribution(state).asked;
}

bool may_change_layout(const State& state) {
  return state.mono - state.last_touch >= layout_settles;
}

bool is_settling(const State& state) {
  return state.layout_changed && state.mono - *state.layout_changed < layout_settling;
}

bool is_at_base(const State& state) {
  return state.screen == Screen::door || state.screen == Screen::exit;
}

bool is_event_day(const State& state) {
  const LocalDay today = day_of(local_now(state));
  return state.event && std::ranges::any_of(state.event->sessions, [&](const Session& session) {
           return day_of(session.start.local()) == today;
         });
}

bool is_day_over(const State& state, LocalDay day) {
  if (!state.event) {
    return false;
  }
  return state.ended_here == DayOver{state.event->id, day} ||
         std::ranges::find(state.event->days_over, day) != state.event->days_over.end();
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

// Its question was touched so lately that it must not go yet.
bool is_being_asked(const State& state) {
  const bool touched = state.exit_touch && state.mono - *state.exit_touch < layout_settles;
  return state.question && (touched || state.answer || state.note);
}

}  // namespace

Screen base_screen(const State& state) {
  return asks_about_ended(state) && !current_session(state) ? Screen::exit : Screen::door;
}

bool shows_compact_exit(const State& state) {
  const Session* current = state.screen == Screen::door ? current_session(state) : nullptr;
  if (!current) {
    return false;
  }
  return asks_about_ended(state) || (is_being_asked(state) && *state.question != current->id &&
                                     state.event->find_session(*state.question));
}

bool is_question_held(const State& state) {
  return is_being_asked(state) && shows_question(state);
}

bool shows_question(const State& state) {
  return state.screen == Screen::exit || state.screen == Screen::note || shows_compact_exit(state);
}

bool shows_pairing(const State& state) {
  return state.pairing.needed && !state.event && state.screen == Screen::door;
}

LocalTime local_now(const State& state) {
  const minutes offset = state.event ? state.event->offset_at(state.now) : minutes{0};
  return to_local(state.now, offset);
}

bool is_in_use(const State& state) {
  return state.answer || state.handing_over || state.note || state.screen == Screen::search ||
         state.overlay != OverlayKind::none || state.still_here_since || is_exit_read(state) ||
         state.mono - state.last_touch < touch_settles;
}

bool is_exit_read(const State& state) {
  return state.screen == Screen::exit && state.exit_touched &&
         state.mono - state.last_touch < limits::flow_idle;
}

}  // namespace lintel::kiosk
