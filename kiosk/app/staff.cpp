#include "kiosk/app/staff.h"

#include <algorithm>

#include "kiosk/app/flow.h"
#include "kiosk/app/place.h"
#include "kiosk/app/visiting.h"

namespace lintel::kiosk {

void open_staff(State& state) {
  if (!state.event || !is_at_base(state) || state.overlay != OverlayKind::none) {
    return;
  }
  open_in_strip(state, OverlayKind::staff);
  if (state.stick.standing != StickStanding::writing) {
    state.stick = {};
  }
}

bool may_end_day(const State& state) {
  const LocalDay today = day_of(local_now(state));
  if (!door_room(state) || is_day_done(state) || !is_event_day(state)) {
    return false;
  }
  return std::ranges::none_of(state.event->sessions, [&](const Session& session) {
    return session.room == state.room && session.status == SessionStatus::scheduled &&
           day_of(session.start.local()) == today && end_of(session, state.actual_ends) > state.now;
  });
}

void ask_end_day(State& state) {
  if (state.overlay == OverlayKind::staff && may_end_day(state)) {
    state.overlay = OverlayKind::end_day;
    // The button that does it may stand where this one did: a second tap is none.
    state.layout_changed = state.mono;
    state.tiles_stayed = true;
  }
}

bool is_day_done(const State& state) {
  const LocalDay today = day_of(local_now(state));
  if (is_day_over(state, today)) {
    return true;
  }
  return state.day_ended && (*state.day_ended == today || !is_event_day(state));
}

int unsent(const State& state) {
  int count = state.counts.open + state.counts.held + state.counts.released;
  for (const auto& [topic, of_topic] : state.counts.topics) {
    count += of_topic.notes_held;
  }
  return count;
}

bool may_save_to_stick(const State& state) {
  return is_day_done(state) && unsent(state) > 0 && state.stick.standing != StickStanding::writing;
}

void save_to_stick(Step& step) {
  if (step.state.overlay == OverlayKind::staff && may_save_to_stick(step.state)) {
    step.state.stick = {.standing = StickStanding::writing};
    step.effects.emplace_back(effect::SaveToStick{});
  }
}

void on_bundle_written(State& state, const event::BundleWritten& written) {
  state.stick = {StickStanding::written, written.records, written.still_waiting};
}

void on_bundle_failed(State& state, const event::BundleFailed& failed) {
  state.stick = {.standing = StickStanding::failed, .why = failed.why};
}

}  // namespace lintel::kiosk
