#include "kiosk/app/visiting.h"

#include <algorithm>

#include "kiosk/app/browsing.h"
#include "kiosk/app/door_day.h"
#include "kiosk/app/flow.h"
#include "kiosk/app/note.h"
#include "kiosk/app/place.h"

namespace lintel::kiosk {

bool may_leave(const State& state) {
  const Attribution due = attribution(state);
  return due.asked && (due.window_open || current_session(state));
}

void show_door(Step& step) {
  State& state = step.state;
  if (state.screen != Screen::exit) {
    end_flow(step);
    return;
  }
  // From the exit question the door is one tap away, for a while: what is on now, what comes next.
  end_flow(step);
  state.away_from_base = state.screen == Screen::exit;
  state.screen = Screen::door;
}

void show_board(Step& step) {
  end_flow(step);
  step.state.screen = Screen::board;
}

void open_exit(State& state) {
  if (state.screen == Screen::door && state.overlay == OverlayKind::none && may_leave(state)) {
    state.screen = Screen::exit;
    state.away_from_base = base_screen(state) != Screen::exit;
  }
}

void go_back(Step& step) {
  State& state = step.state;
  if (state.overlay != OverlayKind::none) {
    state.overlay = OverlayKind::none;
    return;
  }
  switch (state.screen) {
    case Screen::note:
      if (state.note && state.note->note.text.empty()) {
        cancel_note(step);
      }
      return;
    case Screen::search:
      close_search(state);
      return;
    case Screen::board:
      show_door(step);
      return;
    case Screen::door:
    case Screen::exit:
      return;
  }
}

// On the exit screen a sheet takes the strip's place. Whoever was ticking ideas there must not
// choose with the same finger what the sheet offers.
void open_in_strip(State& state, OverlayKind overlay) {
  if (state.screen == Screen::exit && state.answer && state.overlay == OverlayKind::none) {
    state.layout_changed = state.mono;
    state.tiles_stayed = true;
  }
  state.overlay = overlay;
}

void open_change(State& state) {
  if (state.screen == Screen::exit && asked_session(state)) {
    open_in_strip(state, OverlayKind::change);
  }
}

void choose_session(State& state, const SessionId& session) {
  if (state.overlay != OverlayKind::change) {
    return;
  }
  const auto neighbours = attribution(state).neighbours;
  const auto is_chosen = [&](const Session* other) { return other->id == session; };
  if (std::ranges::any_of(neighbours, is_chosen)) {
    state.chosen_session = session;
    state.overlay = OverlayKind::none;
  }
}

void open_slides(State& state) {
  const Session* shown = main_session(state);
  if (state.screen == Screen::door && shown && !shown->slides_url.empty()) {
    state.overlay = OverlayKind::slides;
  }
}

bool may_open_pairing(const State& state) {
  return state.pairing.needed && is_at_base(state) && state.overlay == OverlayKind::none &&
         !state.answer && !shows_pairing(state);
}

void open_pairing(State& state) {
  if (may_open_pairing(state)) {
    state.overlay = OverlayKind::pairing;
  }
}

void ask_to_pair_again(Step& step) {
  if (step.state.pairing.refused) {
    step.effects.emplace_back(effect::AskToPairAgain{});
  }
}

void open_languages(State& state) {
  const bool has_room = state.overlay == OverlayKind::none || state.overlay == OverlayKind::change;
  if (has_room && state.screen != Screen::note && offered_languages(state).size() > 1) {
    open_in_strip(state, OverlayKind::languages);
  }
}

void set_language(State& state, const std::string& code) {
  const auto offered = offered_languages(state);
  if (std::ranges::find(offered, code) != offered.end()) {
    state.language = code;
    if (state.overlay == OverlayKind::languages) {
      state.overlay = OverlayKind::none;
    }
  }
}

std::vector<std::string> offered_languages(const State& state) {
  std::vector<std::string> offered;
  if (!state.event) {
    return offered;
  }
  for (const auto& code : state.event->languages) {
    const bool has_words = state.catalogues.empty() ||
                           std::ranges::find(state.catalogues, code) != state.catalogues.end();
    if (has_words) {
      offered.push_back(code);
    }
  }
  return offered;
}

std::string shown_language(const State& state) {
  if (!state.language.empty()) {
    return state.language;
  }
  if (!state.default_language.empty()) {
    return state.default_language;
  }
  const auto offered = offered_languages(state);
  return offered.empty() ? "en" : offered.front();
}

}  // namespace lintel::kiosk
