#include "kiosk/app/closing.h"

#include <algorithm>

#include "kiosk/app/clock_check.h"
#include "kiosk/app/flow.h"
#include "kiosk/app/place.h"
#include "kiosk/app/rules.h"
#include "kiosk/app/staff.h"

namespace lintel::kiosk {
namespace {

LocalDay day_of_session(const Session& session) {
  return day_of(session.start.local());
}

Topic topic_of(const State& state, const Session& session) {
  return {state.event->id, Purpose::exit, session.id};
}

bool is_closed(const State& state, const Topic& topic) {
  const auto counted = state.counts.topics.find(topic);
  return state.closed.contains(topic) ||
         (counted != state.counts.topics.end() && counted->second.closed);
}

// Somebody has an answer or a note of it in hand.
bool is_being_given(const State& state, const Topic& topic) {
  const auto is_of_it = [&](const OpenAnswer& answer) { return answer.response.topic() == topic; };
  return (state.answer && is_of_it(*state.answer)) ||
         (state.handing_over && is_of_it(state.handing_over->answer)) ||
         std::ranges::any_of(state.leaving, is_of_it) ||
         (state.note && state.note->note.topic == topic);
}

// false: it cannot be closed yet.
bool close(Step& step, const Topic& topic, UtcTime closes) {
  if (is_closed(step.state, topic)) {
    return true;
  }
  if (is_being_given(step.state, topic)) {
    return false;
  }
  step.state.closed.insert(topic);
  step.effects.emplace_back(effect::Close{topic, closes});
  return true;
}

UtcTime closes_of(const State& state, const Session& session) {
  return exit_window(*state.event, session, state.actual_ends).closes;
}

// Sessions of this room today, and whatever this tablet holds answers of. false: not all.
bool close_sessions(Step& step) {
  const State& state = step.state;
  bool all = true;
  const LocalDay today = day_of(local_now(state));
  for (const Session& session : state.event->sessions) {
    // A window never closes before the end, so most sessions need no closer look.
    if (end_of(session, state.actual_ends) > state.now) {
      continue;
    }
    const Topic topic = topic_of(state, session);
    const bool ours = session.room == state.room && day_of_session(session) == today;
    if (!ours && !state.counts.topics.contains(topic)) {
      continue;
    }
    const UtcTime closes = closes_of(state, session);
    if (closes <= state.now) {
      all = close(step, topic, closes) && all;
    }
  }
  return all;
}

// Answers of a session that left the schedule: their window is the one that was kept with them.
bool close_departed(Step& step) {
  bool all = true;
  std::vector<std::pair<Topic, UtcTime>> over;
  for (const auto& [topic, counts] : step.state.counts.topics) {
    const Event* event = step.state.event.get();
    const bool is_known = event && event->id == topic.event && event->find_session(topic.session);
    const bool holds = counts.open > 0 || counts.held > 0 || counts.notes_held > 0;
    if (topic.purpose == Purpose::exit && !is_known && holds && counts.closes &&
        *counts.closes <= step.state.now) {
      over.emplace_back(topic, *counts.closes);
    }
  }
  for (const auto& [topic, closes] : over) {
    all = close(step, topic, closes) && all;
  }
  return all;
}

// No window of the session can end later; exact only where it matters.
UtcTime closes_at_most(const State& state, const Session& session) {
  const UtcTime end = end_of(session, state.actual_ends);
  const bool is_near = end <= state.now && end + limits::exit_closes_after_end > state.now;
  return is_near ? closes_of(state, session) : end;
}

// A day is over when its last window is, at any room, or when an adult said so. Sessions are in the
// order of their starts, so those of a day stand together.
std::optional<LocalDay> latest_day_over(const State& state) {
  std::optional<LocalDay> latest;
  const auto& sessions = state.event->sessions;
  for (auto first = sessions.begin(); first != sessions.end();) {
    const LocalDay day = day_of_session(*first);
    UtcTime ends{};
    for (; first != sessions.end() && day_of_session(*first) == day; ++first) {
      ends = std::max(ends, closes_at_most(state, *first));
    }
    if (ends <= state.now || is_day_over(state, day)) {
      latest = day;
    }
  }
  return latest;
}

// false: the end of a day still has to be said.
bool end_days(Step& step) {
  State& state = step.state;
  const std::optional<LocalDay> over = latest_day_over(state);
  if (state.day_ended && (!over || *over < *state.day_ended)) {
    state.day_ended = over;  // its last session runs late after all, or the clock was put back
  }
  if (!over || over == state.day_ended) {
    return true;
  }
  if (state.answer || state.handing_over || state.note || !state.leaving.empty()) {
    return false;
  }
  state.day_ended = over;
  effect::EndDay end;
  for (const Session& session : state.event->sessions) {
    if (day_of_session(session) > *over) {
      end.going_on.push_back(topic_of(state, session));
    }
  }
  step.effects.emplace_back(std::move(end));
  return true;
}

// In whole minutes, so that no answer moves it. A day that ended by the clock is told by its
// windows.
void say_closed(Step& step) {
  State& state = step.state;
  ClosedWindows closed{std::chrono::floor<minutes>(state.now), state.plan, std::nullopt};
  if (state.event && state.day_ended && is_day_over(state, *state.day_ended)) {
    closed.day_over = DayOver{state.event->id, *state.day_ended};
  }
  if (state.said_closed != closed) {
    state.said_closed = closed;
    step.effects.emplace_back(effect::SayClosed{std::move(closed)});
  }
}

}  // namespace

void close_what_is_over(Step& step) {
  const auto settles = closing_settles(step.state);
  if (!may_close(step.state)) {
    return;
  }
  if (settles && *settles > step.state.mono) {
    return;
  }
  bool all = close_departed(step);
  if (step.state.event) {
    all = close_sessions(step) && all;
    all = end_days(step) && all;
  }
  if (all) {
    say_closed(step);
  }
}

void end_day_here(Step& step) {
  State& state = step.state;
  if (state.overlay != OverlayKind::end_day || !may_end_day(state)) {
    return;
  }
  state.ended_here = DayOver{state.event->id, day_of(local_now(state))};
  step.effects.emplace_back(effect::KeepDayOver{*state.ended_here});
  state.exit_touch.reset();  // said by an adult: nobody is waited for
  end_flow(step);
  // The sheet stays: what was not sent may be carried. Its button stands where the one before did,
  // so a second tap must not press it.
  state.overlay = OverlayKind::staff;
  state.stick = {};
  state.layout_changed = state.mono;
  state.tiles_stayed = false;
}

std::optional<MonoTime> closing_settles(const State& state) {
  return state.exit_touch ? std::optional{*state.exit_touch + layout_settles} : std::nullopt;
}

}  // namespace lintel::kiosk
