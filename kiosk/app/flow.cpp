#include "kiosk/app/flow.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "kiosk/app/note.h"
#include "kiosk/app/place.h"
#include "kiosk/app/rules.h"
#include "kiosk/app/storing.h"

namespace lintel::kiosk {
namespace {

bool contains(const std::vector<std::string>& keys, const std::string& key) {
  return std::ranges::find(keys, key) != keys.end();
}

// A finger that bounces hits the same place again at once; a person needs longer than that, and two
// fingers at once are two people.
bool is_bounce(const State& state, const intent::TapUse& tap) {
  return tap.touches == Touches::apart && state.last_use == tap.use &&
         state.mono - state.last_use_at < limits::bounce;
}

void remember_answer(State& state) {
  state.recent_answers.push_back(state.mono);
  if (std::ssize(state.recent_answers) > burst_answers) {
    state.recent_answers.pop_front();
  }
}

bool in_burst(const State& state) {
  const auto is_recent = [&](MonoTime at) { return state.mono - at < burst_span; };
  return std::ranges::count_if(state.recent_answers, is_recent) >= burst_answers;
}

Response new_response(const State& state, const Session& session, const std::string& use,
                      const Uuid& id) {
  Response response;
  response.id = id;
  response.event = state.event->id;
  response.session = session.id;
  response.form = state.event->form.id;
  response.use = use;
  return response;
}

OpenAnswer new_answer(State& state, const Session& session, const std::string& use,
                      const Uuid& id) {
  remember_answer(state);
  OpenAnswer answer;
  answer.response = new_response(state, session, use, id);
  const bool was_in_burst = std::exchange(state.in_burst, in_burst(state));
  answer.burst = !state.in_burst ? Burst::no : was_in_burst ? Burst::yes : Burst::begins;
  answer.closes = exit_window(*state.event, session, state.actual_ends).closes;
  answer.tapped_at = state.mono;
  return answer;
}

bool takes_taps(const State& state) {
  return state.screen == Screen::exit || state.screen == Screen::note || shows_compact_exit(state);
}

// Sealed at once, or when its last write was answered.
void let_go(Step& step, OpenAnswer answer) {
  if (answer.writing) {
    step.state.leaving.push_back(std::move(answer));
  } else if (answer.stored) {
    seal(step, answer);
  }
}

// Somebody writes a note: the tap has no strip, so its answer is complete as it is.
void answer_aside(Step& step, OpenAnswer answer) {
  State& state = step.state;
  state.tile_news = TileNews{answer.response.use, answer.response.id, state.mono};
  write(step, answer);
  state.leaving.push_back(std::move(answer));
}

void answer_with_strip(Step& step, OpenAnswer answer) {
  State& state = step.state;
  finish_hand_over(step);
  if (state.answer) {
    answer.after_another = true;
    state.handing_over = HandingOver{std::move(*state.answer), state.mono};
  }
  state.answer = std::move(answer);
  write(step, *state.answer);
}

// Whose ticks a touch in the strip makes; null when it is nobody's any more.
OpenAnswer* ticking(State& state, intent::Began began) {
  if (!state.answer || state.screen == Screen::note) {
    return nullptr;
  }
  if (!is_hand_over(state, began)) {
    return &*state.answer;
  }
  return state.handing_over ? &state.handing_over->answer : nullptr;
}

// The chips that the finger saw are those of the answer it ticks for: after the next tap the strip
// begins with the ideas again, and may be about another session.
bool saw_own_chips(const State& state, const OpenAnswer& ticking, ChoiceKind kind,
                   intent::Began began) {
  const OpenAnswer& shown = *state.answer;
  const bool before_next = began && *began < shown.tapped_at;
  if (&ticking == &shown || before_next) {
    return true;
  }
  const bool same_ideas =
      kind == ChoiceKind::help || ticking.response.session == shown.response.session;
  return ticking.tab == shown.tab && same_ideas;
}

void ticked(Step& step, OpenAnswer& answer) {
  answer.touched_at = step.state.mono;
  write(step, answer);
}

template <class Key>
void flip(std::vector<Key>& keys, const Key& key) {
  const auto place = std::ranges::find(keys, key);
  if (place == keys.end()) {
    keys.push_back(key);
  } else {
    keys.erase(place);
  }
}

}  // namespace

bool is_hand_over(const State& state, intent::Began began) {
  return state.answer && state.answer->after_another &&
         began.value_or(state.mono) < state.answer->tapped_at + hand_over;
}

void tap_use(Step& step, const intent::TapUse& tap, const Uuid& fresh_id) {
  State& state = step.state;
  const Session* session = asked_session(state);
  if (!takes_taps(state) || !session || !contains(state.event->form.use, tap.use) ||
      is_bounce(state, tap)) {
    return;
  }
  state.last_use = tap.use;
  state.last_use_at = state.mono;
  state.farewell = Farewell::none;
  // What becomes of this tap is said where the sheet stands; its person's fingers are still there.
  const bool sheet_stood = state.overlay != OverlayKind::none;
  state.overlay = OverlayKind::none;
  state.refused = state.leaving.size() >= leaving_max;
  if (state.refused) {
    state.storage = StorageStanding::failing;
    leave_answer(step);
    return;
  }
  OpenAnswer answer = new_answer(state, *session, tap.use, fresh_id);
  answer.after_another = sheet_stood;
  state.chosen_session.reset();  // it holds for one answer
  if (state.screen == Screen::note) {
    leave_answer(step);  // the writer's: with the next tap its strip is gone
    answer_aside(step, std::move(answer));
  } else {
    answer_with_strip(step, std::move(answer));
  }
}

void toggle_idea(Step& step, const intent::ToggleIdea& toggle) {
  State& state = step.state;
  OpenAnswer* answer = ticking(state, toggle.began);
  if (!answer || !saw_own_chips(state, *answer, ChoiceKind::ideas, toggle.began)) {
    return;
  }
  const Session* session =
      state.event ? state.event->find_session(answer->response.session) : nullptr;
  if (!session || toggle.number < 1 ||
      static_cast<std::size_t>(toggle.number) > session->suggestions.size()) {
    return;
  }
  flip(answer->response.tried, toggle.number);
  std::ranges::sort(answer->response.tried);
  ticked(step, *answer);
}

void toggle_help(Step& step, const intent::ToggleHelp& toggle) {
  State& state = step.state;
  OpenAnswer* answer = ticking(state, toggle.began);
  if (!answer || !saw_own_chips(state, *answer, ChoiceKind::help, toggle.began) || !state.event ||
      !contains(state.event->form.help, toggle.help)) {
    return;
  }
  std::vector<std::string>& help = answer->response.help;
  flip(help, toggle.help);
  const auto& order = state.event->form.help;
  std::ranges::sort(help, {},
                    [&](const std::string& key) { return std::ranges::find(order, key); });
  ticked(step, *answer);
}

void show_choices(State& state, const intent::ShowChoices& shown) {
  if (state.answer && state.screen != Screen::note && !is_hand_over(state, shown.began)) {
    state.answer->tab = shown.kind;
    state.answer->touched_at = state.mono;
  }
}

void undo(Step& step, const intent::Undo& undone) {
  State& state = step.state;
  if (!state.answer || state.screen == Screen::note || is_hand_over(state, undone.began)) {
    return;
  }
  const OpenAnswer taken_back = std::move(*state.answer);
  state.answer.reset();
  std::erase(state.recent_answers, taken_back.tapped_at);
  discard(step, taken_back.response);
  if (taken_back.note) {
    discard_note(step, *taken_back.note);
  }
  // Whoever corrects a tap is asked about the same session again.
  const Session* usual = asked_session(state);
  if (!usual || usual->id != taken_back.response.session) {
    state.chosen_session = taken_back.response.session;
  }
  state.last_use.clear();
  say_farewell(state, Farewell::taken_back);
}

void leave_answer(Step& step) {
  State& state = step.state;
  finish_hand_over(step);
  if (state.answer) {
    OpenAnswer answer = std::move(*state.answer);
    state.answer.reset();
    let_go(step, std::move(answer));
  }
}

void finish_hand_over(Step& step) {
  State& state = step.state;
  if (state.handing_over) {
    OpenAnswer before = std::move(state.handing_over->answer);
    state.handing_over.reset();
    let_go(step, std::move(before));
  }
}

void end_flow(Step& step) {
  State& state = step.state;
  abandon_note(step);
  leave_answer(step);
  state.overlay = OverlayKind::none;
  state.chosen_session.reset();
  state.chosen_day.reset();
  state.search.reset();
  state.opened.reset();
  state.still_here_since.reset();
  state.farewell = Farewell::none;
  state.refused = false;
  state.away_from_base = false;
  state.screen = base_screen(state);
}

void forget_preferences(State& state) {
  state.language.clear();
  state.large_text = false;
}

void say_farewell(State& state, Farewell farewell) {
  state.farewell = farewell;
  state.farewell_since = state.mono;
}

MonoTime strip_ends(const State& state) {
  const OpenAnswer& answer = *state.answer;
  const MonoTime longest = answer.tapped_at + strip_longest;
  if (state.screen == Screen::note) {
    return longest;
  }
  const int patience = state.large_text ? large_text_patience : 1;
  const MonoTime quiet = answer.touched_at ? *answer.touched_at + patience * strip_after_touch
                                           : answer.tapped_at + patience * strip_untouched;
  return std::min(quiet, longest);
}

}  // namespace lintel::kiosk
