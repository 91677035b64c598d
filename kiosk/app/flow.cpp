#include "kiosk/app/flow.h"

#include <algorithm>

#include "kiosk/app/note.h"
#include "kiosk/app/place.h"
#include "kiosk/app/rules.h"
#include "kiosk/app/storing.h"

namespace lintel::kiosk {
namespace {

bool contains(const std::vector<std::string>& keys, const std::string& key) {
  return std::ranges::find(keys, key) != keys.end();
}

// A finger that bounces hits the same place again at once; a person needs longer than that.
bool within_bounce(const State& state) {
  return !state.last_use.empty() && state.mono - state.last_use_at < limits::bounce;
}

void remember_answer(State& state) {
  state.recent_answers.push_back(state.mono);
  if (state.recent_answers.size() > burst_answers) {
    state.recent_answers.pop_front();
  }
}

bool in_burst(const State& state) {
  const auto is_recent = [&](MonoTime at) { return state.mono - at < burst_span; };
  const auto count = std::ranges::count_if(state.recent_answers, is_recent);
  return static_cast<std::size_t>(count) >= burst_answers;
}

Screen after_tap(const Form& form, const Session& session, const std::string& use) {
  if (asks_ideas(use) && !session.suggestions.empty()) {
    return Screen::ideas;
  }
  return asks_help(use) && !form.help.empty() ? Screen::help : Screen::thanks;
}

Response new_response(const State& state, const Session& session, const std::string& use,
                      const Uuid& id) {
  Response response;
  response.id = id;
  response.event = state.event->id;
  response.session = session.id;
  response.form = state.event->form.id;
  response.phase = phase_of(*state.event, session, state.now, state.actual_ends);
  response.use = use;
  if (in_burst(state)) {
    response.flags.emplace_back("burst");
  }
  return response;
}

bool may_toggle(const State& state, Screen screen) {
  return state.screen == screen && state.answer && !within_bounce(state);
}

}  // namespace

void tap_use(Step& step, const std::string& use, const Uuid& fresh_id) {
  State& state = step.state;
  const Session* session = asked_session(state);
  if (state.screen != Screen::exit || state.overlay != OverlayKind::none || !session ||
      !contains(state.event->form.use, use)) {
    return;
  }
  if (state.last_use == use && within_bounce(state)) {
    return;
  }
  state.last_use = use;
  state.last_use_at = state.mono;
  state.refused = false;
  leave_answer(step);
  if (state.leaving.size() >= leaving_max) {
    state.storage = StorageStanding::failing;
    state.refused = true;
    return;
  }
  remember_answer(state);
  OpenAnswer answer;
  answer.response = new_response(state, *session, use, fresh_id);
  answer.tapped_at = state.mono;
  answer.last_touch = state.mono;
  if (in_rush(state)) {
    state.chosen_session.reset();  // the next person starts afresh
  } else {
    answer.then = after_tap(state.event->form, *session, use);
  }
  state.answer = std::move(answer);
  write(step, *state.answer);
}

void toggle_idea(Step& step, int number) {
  State& state = step.state;
  const Session* session = answered_session(state);
  if (!may_toggle(state, Screen::ideas) || !session || number < 1 ||
      static_cast<std::size_t>(number) > session->suggestions.size()) {
    return;
  }
  std::vector<int>& tried = state.answer->response.tried;
  const auto place = std::ranges::lower_bound(tried, number);
  if (place != tried.end() && *place == number) {
    tried.erase(place);
  } else {
    tried.insert(place, number);
  }
  write(step, *state.answer);
}

void toggle_help(Step& step, const std::string& help) {
  State& state = step.state;
  if (!may_toggle(state, Screen::help) || !state.event || !contains(state.event->form.help, help)) {
    return;
  }
  std::vector<std::string>& chosen = state.answer->response.help;
  std::vector<std::string> in_order;
  for (const auto& key : state.event->form.help) {
    if (contains(chosen, key) != (key == help)) {
      in_order.push_back(key);
    }
  }
  chosen = std::move(in_order);
  write(step, *state.answer);
}

void go_next(Step& step) {
  State& state = step.state;
  if (state.screen == Screen::ideas && state.answer && state.event &&
      asks_help(state.answer->response.use) && !state.event->form.help.empty()) {
    state.screen = Screen::help;
    state.answer->then.reset();
  }
}

void finish(Step& step) {
  State& state = step.state;
  if (!state.answer || (state.screen != Screen::ideas && state.screen != Screen::help)) {
    return;
  }
  state.answer->then = Screen::thanks;
  go_on_when_stored(state);
}

void undo(Step& step) {
  State& state = step.state;
  if (!state.answer) {
    return;
  }
  const Response& response = state.answer->response;
  std::erase(state.recent_answers, state.answer->tapped_at);
  discard(step, response);
  const Session* usual = attribution(state).asked;
  if (!usual || usual->id != response.session) {
    state.chosen_session = response.session;
  }
  state.answer.reset();
  state.note.reset();
  state.banner_since.reset();
  state.overlay = OverlayKind::none;
  state.last_use.clear();
  state.screen = Screen::exit;
  state.away_from_base = base_screen(state) != Screen::exit;
}

void leave_answer(Step& step) {
  State& state = step.state;
  if (!state.answer) {
    return;
  }
  OpenAnswer answer = std::move(*state.answer);
  state.answer.reset();
  state.banner_since.reset();
  if (answer.writing) {
    state.leaving.push_back(std::move(answer));
  } else if (answer.stored) {
    seal(step, *answer.stored);
  }
}

void end_flow(Step& step, EndedBy by) {
  State& state = step.state;
  if (state.note && state.answer) {
    keep_draft(step);
  }
  leave_answer(step);
  state.note.reset();
  state.overlay = OverlayKind::none;
  state.chosen_session.reset();
  state.chosen_day.reset();
  state.search.reset();
  state.opened.reset();
  state.still_here_since.reset();
  state.refused = false;
  state.away_from_base = false;
  state.screen = base_screen(state);
  if (by == EndedBy::idle) {
    forget_preferences(state);
  }
}

void forget_preferences(State& state) {
  state.language.clear();
  state.large_text = false;
}

}  // namespace lintel::kiosk
