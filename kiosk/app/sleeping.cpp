// until_next_change(): how long a door may sleep. Everything that time alone changes is counted in
// whole minutes (the clock, the time left, the progress), whole seconds (the countdowns) or is a
// deadline or a turn of the schedule; so the next one is known exactly.
#include <algorithm>

#include "kiosk/app/closing.h"
#include "kiosk/app/deadlines.h"
#include "kiosk/app/door_day.h"
#include "kiosk/app/place.h"
#include "kiosk/app/rules.h"

namespace lintel::kiosk {
namespace {

class Soonest {
 public:
  explicit Soonest(const State& state) : state_(state) {}

  void at(UtcTime time) { in(time - state_.now); }
  void at(MonoTime time) { in(time - state_.mono); }
  // A value counted down in whole units towards `end` changes next after this.
  void countdown(milliseconds left, milliseconds unit) {
    const milliseconds part = left % unit;
    in(part.count() == 0 ? unit : part);
  }
  void due(MonoTime time) { wait_ = std::min(wait_, std::max(time - state_.mono, {})); }
  milliseconds wait() const { return wait_; }

 private:
  void in(milliseconds wait) {
    if (wait.count() > 0) {
      wait_ = std::min(wait_, wait);
    }
  }

  const State& state_;
  milliseconds wait_ = sleep_max;
};

void consider_schedule(Soonest& soonest, const State& state) {
  for (const Session& session : state.event->sessions) {
    soonest.at(UtcTime{session.start.utc});
    if (session.start.utc > state.now) {
      return;  // sorted: all that follows changes later
    }
    const UtcTime last = std::max(end_of(session, state.actual_ends), UtcTime{session.end.utc});
    if (last + limits::exit_closes_after_end <= state.now) {
      continue;
    }
    const ExitWindow window = exit_window(*state.event, session, state.actual_ends);
    soonest.at(window.opens);
    soonest.at(end_of(session, state.actual_ends));
    soonest.at(UtcTime{session.end.utc});
    soonest.at(window.closes);
  }
}

// What the main card counts: the time that is left of its session or until it.
void consider_main(Soonest& soonest, const State& state) {
  if (const Session* current = current_session(state)) {
    const milliseconds gone = state.now - UtcTime{current->start.utc};
    soonest.countdown(minutes{1} - gone % minutes{1}, minutes{1});
    soonest.countdown(end_of(*current, state.actual_ends) - state.now, minutes{1});
    soonest.at(UtcTime{current->start.utc} + just_started);
  } else if (const Session* next = main_session(state)) {
    const milliseconds left = UtcTime{next->start.utc} - state.now;
    soonest.countdown(left, minutes{1});
    soonest.at(UtcTime{next->start.utc} - counted_in_minutes);
    soonest.at(UtcTime{next->start.utc} - door_open_before);
  }
}

void consider_countdowns(Soonest& soonest, const State& state) {
  if (state.still_here_since) {
    soonest.countdown(*state.still_here_since + limits::still_here - state.mono, seconds{1});
  }
}

// What waits for the end of touches.
void consider_touches(Soonest& soonest, const State& state) {
  const bool follows = is_at_base(state);
  if (follows && !state.away_from_base && state.screen != base_screen(state)) {
    soonest.at(state.last_touch + layout_settles);
  }
  if (const auto settles = closing_settles(state)) {
    soonest.at(*settles);
  }
  if (state.layout_changed) {
    soonest.at(*state.layout_changed + layout_settling);
  }
  if (state.note) {
    soonest.at(state.note->last_key + note_covered);
  }
  if (state.waiting_schedule) {
    soonest.at(state.last_touch + touch_settles);
    if (is_exit_read(state)) {
      soonest.at(state.last_touch + limits::flow_idle);
    }
  }
}

}  // namespace

milliseconds until_next_change(const State& state) {
  Soonest soonest{state};
  if (state.event) {
    // Offsets are whole minutes, so the minute turns everywhere at once.
    soonest.at(std::chrono::floor<minutes>(state.now) + minutes{1});
    consider_schedule(soonest, state);
    consider_main(soonest, state);
  }
  consider_countdowns(soonest, state);
  consider_touches(soonest, state);
  if (const auto deadline = next_deadline(state)) {
    soonest.due(deadline->at);
  }
  return soonest.wait();
}

}  // namespace lintel::kiosk
