#include "kiosk/app/clock_check.h"

#include <algorithm>

#include "kiosk/app/place.h"
#include "kiosk/app/rules.h"
#include "kiosk/app/view_parts.h"
#include "kiosk/app/wording.h"

namespace lintel::kiosk {
namespace {

// Closed here, while its window is open by the time that is known now. The day an adult ended stays
// ended.
std::vector<Topic> closed_too_soon(const State& state) {
  std::vector<Topic> topics;
  for (const Session& session : state.event->sessions) {
    const Topic topic{state.event->id, Purpose::exit, session.id};
    const auto counted = state.counts.topics.find(topic);
    const bool is_closed = state.closed.contains(topic) ||
                           state.day_ended >= day_of(session.start.local()) ||
                           (counted != state.counts.topics.end() && counted->second.closed);
    if (is_closed && !is_day_over(state, day_of(session.start.local())) &&
        exit_window(*state.event, session, state.actual_ends).closes > state.now) {
      topics.push_back(topic);
    }
  }
  return topics;
}

}  // namespace

void on_clock(Step& step, const event::ClockChanged& changed) {
  State& state = step.state;
  state.clock = changed.standing;
  state.clock_since = state.mono;
  if (state.event && changed.forward <= -clock_noticed) {
    std::vector<Topic> topics = closed_too_soon(state);
    for (const Topic& topic : topics) {
      state.closed.erase(topic);
    }
    if (!topics.empty()) {
      step.effects.emplace_back(effect::Reopen{std::move(topics)});
    }
  }
  count_early(step);
}

void count_early(Step& step) {
  const State& state = step.state;
  if (!state.event || state.clock != ClockStanding::checked) {
    return;
  }
  std::vector<Topic> topics;
  for (const auto& [topic, counts] : state.counts.topics) {
    if (topic.purpose != Purpose::exit || topic.event != state.event->id ||
        counts.held + counts.released <= counts.early) {
      continue;
    }
    const Session* session = state.event->find_session(topic.session);
    if (session && session->start.utc > state.now) {
      topics.push_back(topic);
    }
  }
  if (!topics.empty()) {
    step.effects.emplace_back(effect::CountEarly{std::move(topics)});
  }
}

bool may_close(const State& state) {
  return state.clock == ClockStanding::checked || state.mono - state.clock_since >= clock_awaited;
}

bool is_clock_doubtful(const State& state) {
  const bool is_behind =
      state.schedule_fetched && *state.schedule_fetched - state.now > clock_slack;
  return state.clock == ClockStanding::was_wrong ||
         (state.clock == ClockStanding::unchecked && is_behind);
}

std::string door_clock_text(const State& state, const Words& words) {
  const LocalTime local = local_now(state);
  const std::string clock = clock_text(local, clock_style(state));
  return is_event_day(state) ? clock : date_text(words, day_of(local)) + " " + clock;
}

}  // namespace lintel::kiosk
