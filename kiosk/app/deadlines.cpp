#include "kiosk/app/deadlines.h"

#include <algorithm>

#include "kiosk/app/browsing.h"
#include "kiosk/app/door_day.h"
#include "kiosk/app/flow.h"
#include "kiosk/app/place.h"
#include "kiosk/app/visiting.h"

namespace lintel::kiosk {
namespace {

// Screens somebody may stand before and think: they are asked before anything is taken away.
bool asks_still_here(const State& state) {
  return state.overlay != OverlayKind::none || state.screen == Screen::note ||
         state.screen == Screen::board || state.screen == Screen::search;
}

bool has_something_to_forget(const State& state) {
  return !state.language.empty() || state.large_text || state.chosen_session ||
         state.away_from_base || state.refused;
}

std::optional<Deadline> answer_deadline(const State& state) {
  if (!state.answer) {
    return std::nullopt;
  }
  switch (state.screen) {
    case Screen::thanks:
      return Deadline{state.thanks_since + limits::thanks_shown, DeadlineKind::thanks_over};
    case Screen::ideas:
    case Screen::help:
      return Deadline{state.answer->last_touch + limits::next_person, DeadlineKind::next_person};
    case Screen::exit:
      if (state.banner_since) {
        return Deadline{*state.banner_since + limits::thanks_shown, DeadlineKind::banner_over};
      }
      // The disk has not answered yet: the answer waits for it without holding up the door.
      return Deadline{state.answer->last_touch + limits::next_person, DeadlineKind::banner_over};
    case Screen::note:
    case Screen::door:
    case Screen::board:
    case Screen::search:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Deadline> idle_deadline(const State& state) {
  if (state.still_here_since) {
    return Deadline{*state.still_here_since + limits::still_here, DeadlineKind::gone};
  }
  const MonoTime idle = state.last_touch + limits::flow_idle;
  if (asks_still_here(state)) {
    return Deadline{idle, DeadlineKind::ask_still_here};
  }
  const bool at_base = state.screen == Screen::door || state.screen == Screen::exit;
  if (at_base && !state.answer && has_something_to_forget(state)) {
    return Deadline{idle, DeadlineKind::back_to_default};
  }
  return std::nullopt;
}

void meet(Step& step, const Deadline& deadline) {
  State& state = step.state;
  switch (deadline.kind) {
    case DeadlineKind::thanks_over:
      end_flow(step, EndedBy::person);
      return;
    case DeadlineKind::next_person:
    case DeadlineKind::gone:
    case DeadlineKind::back_to_default:
      end_flow(step, EndedBy::idle);
      return;
    case DeadlineKind::banner_over:
      leave_answer(step);
      return;
    case DeadlineKind::ask_still_here:
      state.still_here_since = deadline.at;
      return;
  }
}

}  // namespace

std::optional<Deadline> next_deadline(const State& state) {
  const auto of_answer = answer_deadline(state);
  const auto of_idle = idle_deadline(state);
  if (of_answer && of_idle) {
    return of_answer->at <= of_idle->at ? of_answer : of_idle;
  }
  return of_answer ? of_answer : of_idle;
}

void meet_deadlines(Step& step) {
  // Every deadline ends something, so a handful is the most that one sleep can hold.
  for (auto due = next_deadline(step.state); due && due->at <= step.state.mono;
       due = next_deadline(step.state)) {
    meet(step, *due);
    settle(step.state);
  }
}

namespace {

bool is_offered(const State& state, const SessionId& session) {
  const auto neighbours = attribution(state).neighbours;
  return std::ranges::any_of(neighbours,
                             [&](const Session* other) { return other->id == session; });
}

bool overlay_has_reason(const State& state) {
  switch (state.overlay) {
    case OverlayKind::none:
      return true;
    case OverlayKind::change:
      return state.screen == Screen::exit && asked_session(state) != nullptr;
    case OverlayKind::pairing:
      return state.pairing.needed && !shows_pairing(state);
    case OverlayKind::slides: {
      const Session* shown = main_session(state);
      return state.screen == Screen::door && shown && !shown->slides_url.empty();
    }
    case OverlayKind::languages:
      return offered_languages(state).size() > 1;
    case OverlayKind::session:
      return (state.screen == Screen::board || state.screen == Screen::search) &&
             opened_session(state) != nullptr;
  }
  return false;
}

}  // namespace

void settle(State& state) {
  state.exit_touched = state.exit_touched && state.screen == Screen::exit;
  if (state.chosen_session && state.overlay == OverlayKind::none &&
      !is_offered(state, *state.chosen_session)) {
    state.chosen_session.reset();
  }
  if (!overlay_has_reason(state)) {
    state.overlay = OverlayKind::none;
    state.still_here_since.reset();
  }
  // A flow's screen without its answer has nothing to show: never leave the door stuck there.
  const bool at_base = state.screen != Screen::board && state.screen != Screen::search;
  if (!at_base || state.overlay != OverlayKind::none || state.answer) {
    return;
  }
  const Screen base = base_screen(state);
  if (state.screen == Screen::exit && !asked_session(state)) {
    state.away_from_base = false;
  }
  if (state.screen == base) {
    state.away_from_base = false;
  } else if (!state.away_from_base) {
    state.screen = base;
    state.refused = false;
  }
}

}  // namespace lintel::kiosk
