#include "kiosk/app/deadlines.h"

#include <algorithm>

#include "kiosk/app/browsing.h"
#include "kiosk/app/door_day.h"
#include "kiosk/app/flow.h"
#include "kiosk/app/note.h"
#include "kiosk/app/place.h"
#include "kiosk/app/rules.h"
#include "kiosk/app/staff.h"
#include "kiosk/app/visiting.h"

namespace lintel::kiosk {
namespace {

// Screens somebody may stand before and think: they are asked before anything is taken away. Before
// the exit question people come and go; nobody waits for an answer there, and no sheet may cover
// it.
bool asks_still_here(const State& state) {
  return state.screen == Screen::board || state.screen == Screen::search ||
         (state.screen == Screen::door && state.overlay != OverlayKind::none &&
          !shows_compact_exit(state));
}

// Of what the last person did; their language and letter size stay longer.
bool has_something_to_forget(const State& state) {
  return state.chosen_session || state.away_from_base || state.refused ||
         state.overlay != OverlayKind::none;
}

std::optional<Deadline> sooner(std::optional<Deadline> one, std::optional<Deadline> other) {
  if (one && other) {
    return one->at <= other->at ? one : other;
  }
  return one ? one : other;
}

std::optional<Deadline> answer_deadline(const State& state) {
  std::optional<Deadline> soonest;
  if (state.handing_over) {
    soonest =
        Deadline{state.handing_over->since + hand_over + touch_lasts, DeadlineKind::hand_over_over};
  }
  if (state.answer) {
    soonest = sooner(soonest, Deadline{strip_ends(state), DeadlineKind::strip_over});
  }
  if (state.farewell != Farewell::none) {
    soonest = sooner(soonest,
                     Deadline{state.farewell_since + farewell_shown, DeadlineKind::farewell_over});
  }
  if (state.tile_news) {
    soonest = sooner(
        soonest, Deadline{state.tile_news->since + tile_news_shown, DeadlineKind::tile_news_over});
  }
  return soonest;
}

std::optional<Deadline> note_deadline(const State& state) {
  if (!state.note) {
    return std::nullopt;
  }
  const Deadline over{state.note->last_key + note_over, DeadlineKind::note_over};
  if (has_undrafted(state)) {
    return sooner(Deadline{state.note->last_key + note_pause, DeadlineKind::note_pause}, over);
  }
  return over;
}

std::optional<Deadline> idle_deadline(const State& state) {
  if (state.still_here_since) {
    return Deadline{*state.still_here_since + limits::still_here, DeadlineKind::gone};
  }
  const MonoTime idle = state.last_touch + limits::flow_idle;
  if (asks_still_here(state)) {
    return Deadline{idle, DeadlineKind::ask_still_here};
  }
  if (is_at_base(state) && !state.answer && has_something_to_forget(state)) {
    return Deadline{idle, DeadlineKind::back_to_default};
  }
  return std::nullopt;
}

std::optional<Deadline> preferences_deadline(const State& state) {
  if (state.language.empty() && !state.large_text) {
    return std::nullopt;
  }
  return Deadline{state.last_touch + preferences_kept, DeadlineKind::preferences_over};
}

// The strip's person has gone. Whoever went to the question by hand needs it no longer either.
void end_strip(Step& step) {
  leave_answer(step);
  step.state.away_from_base = step.state.away_from_base && step.state.screen == Screen::door;
  step.state.exit_touched = false;
}

// Whoever was to tap again has gone, and with them the session they had chosen.
void end_farewell(State& state) {
  if (state.farewell == Farewell::taken_back && !state.answer) {
    state.chosen_session.reset();
  }
  state.farewell = Farewell::none;
}

void meet(Step& step, const Deadline& deadline) {
  State& state = step.state;
  switch (deadline.kind) {
    case DeadlineKind::hand_over_over:
      finish_hand_over(step);
      return;
    case DeadlineKind::strip_over:
      end_strip(step);
      return;
    case DeadlineKind::farewell_over:
      end_farewell(state);
      return;
    case DeadlineKind::tile_news_over:
      state.tile_news.reset();
      return;
    case DeadlineKind::note_pause:
      draft_note(step);
      return;
    case DeadlineKind::note_over:
      abandon_note(step);
      return;
    case DeadlineKind::gone:
    case DeadlineKind::back_to_default:
      end_flow(step);
      return;
    case DeadlineKind::preferences_over:
      forget_preferences(state);
      return;
    case DeadlineKind::ask_still_here:
      state.still_here_since = deadline.at;
      return;
  }
}

}  // namespace

std::optional<Deadline> next_deadline(const State& state) {
  return sooner(sooner(answer_deadline(state), note_deadline(state)),
                sooner(idle_deadline(state), preferences_deadline(state)));
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
      return state.pairing.needed && !shows_pairing(state) && state.screen != Screen::note;
    case OverlayKind::slides: {
      const Session* shown = main_session(state);
      return state.screen == Screen::door && shown && !shown->slides_url.empty();
    }
    case OverlayKind::staff:
      return is_at_base(state) && state.event;
    case OverlayKind::end_day:
      return is_at_base(state) && may_end_day(state);
    case OverlayKind::languages:
      return offered_languages(state).size() > 1 && state.screen != Screen::note;
    case OverlayKind::session:
      return (state.screen == Screen::board || state.screen == Screen::search) &&
             opened_session(state) != nullptr;
  }
  return false;
}

}  // namespace

namespace {

// The question stays with its session as long as somebody may be about to answer it.
void follow_question(State& state) {
  if (is_question_held(state)) {
    return;
  }
  const Session* due = attribution(state).asked;
  state.question = due ? std::optional{due->id} : std::nullopt;
}

}  // namespace

void settle(State& state) {
  follow_question(state);
  state.exit_touched = state.exit_touched && shows_question(state);
  if (state.chosen_session && state.overlay == OverlayKind::none &&
      state.farewell != Farewell::taken_back && !is_offered(state, *state.chosen_session)) {
    state.chosen_session.reset();
  }
  if (!overlay_has_reason(state)) {
    state.overlay = OverlayKind::none;
    state.still_here_since.reset();
  }
  if (shows_question(state)) {
    state.still_here_since.reset();
  }
  if (!is_at_base(state) || state.overlay != OverlayKind::none || state.answer) {
    return;
  }
  const bool nothing_to_ask = state.screen == Screen::exit && !asked_session(state);
  state.away_from_base = state.away_from_base && !nothing_to_ask;
  const Screen base = base_screen(state);
  if (state.screen == base) {
    state.away_from_base = false;
  } else if (nothing_to_ask || (!state.away_from_base && may_change_layout(state))) {
    state.screen = base;
    state.refused = false;
  }
}

}  // namespace lintel::kiosk
