#include "kiosk/app/reduce.h"

#include <algorithm>

#include "kiosk/app/browsing.h"
#include "kiosk/app/clock_check.h"
#include "kiosk/app/closing.h"
#include "kiosk/app/deadlines.h"
#include "kiosk/app/flow.h"
#include "kiosk/app/note.h"
#include "kiosk/app/place.h"
#include "kiosk/app/rules.h"
#include "kiosk/app/staff.h"
#include "kiosk/app/storing.h"
#include "kiosk/app/visiting.h"
#include "shared/event/exit_plan.h"

namespace lintel::kiosk {
namespace {

template <class... Functions>
struct Match : Functions... {
  using Functions::operator()...;
};

void obey(Step& step, const Intent& intent, const Uuid& fresh_id) {
  State& state = step.state;
  std::visit(
      Match{
          [&](const intent::ShowDoor&) { show_door(step); },
          [&](const intent::ShowBoard&) { show_board(step); },
          [&](const intent::OpenExit&) { open_exit(state); },
          [&](const intent::TapUse& tap) { tap_use(step, tap, fresh_id); },
          [&](const intent::ToggleIdea& toggle) { toggle_idea(step, toggle); },
          [&](const intent::ToggleHelp& toggle) { toggle_help(step, toggle); },
          [&](const intent::ShowChoices& shown) { show_choices(state, shown); },
          [&](const intent::Undo& undone) { undo(step, undone); },
          [&](const intent::AddNote& added) { add_note(step, added, fresh_id); },
          [&](const intent::UncoverNote&) { uncover_note(state); },
          [&](const intent::PickPrompt& pick) { pick_prompt(state, pick.prompt); },
          [&](const intent::TypeText& typed) {
            type_text(state, typed.utf8);
            type_query(state, typed.utf8);
          },
          [&](const intent::Backspace&) {
            backspace(state);
            erase_query(state);
          },
          [&](const intent::SwitchLayer& layer) {
            switch_layer(state, layer.layer);
            switch_query_layer(state, layer.layer);
          },
          [&](const intent::KeepNote&) {
            keep_note(step);
            hide_search_keyboard(state);
          },
          [&](const intent::CancelNote&) { cancel_note(step); },
          [&](const intent::OpenChange&) { open_change(state); },
          [&](const intent::ChooseSession& chosen) { choose_session(state, chosen.session); },
          [&](const intent::OpenSlides&) { open_slides(state); },
          [&](const intent::OpenPairing&) { open_pairing(state); },
          [&](const intent::AskToPairAgain&) { ask_to_pair_again(step); },
          [&](const intent::CloseOverlay&) { state.overlay = OverlayKind::none; },
          [&](const intent::GoBack&) { go_back(step); },
          [&](const intent::ShowDay& chosen) { show_day(state, chosen.day); },
          [&](const intent::OpenSession& opened) { open_session(state, opened.session); },
          [&](const intent::OpenSearch&) { open_search(state); },
          [&](const intent::CloseSearch&) { close_search(state); },
          [&](const intent::EditSearch&) { show_search_keyboard(state); },
          [&](const intent::StillHere&) {},
          [&](const intent::SetLanguage& language) { set_language(state, language.code); },
          [&](const intent::OpenLanguages&) { open_languages(state); },
          [&](const intent::ToggleLargeText&) { state.large_text = !state.large_text; },
          [&](const intent::OpenStaff&) { open_staff(state); },
          [&](const intent::AskEndDay&) { ask_end_day(state); },
          [&](const intent::EndDayHere&) { end_day_here(step); },
          [&](const intent::SaveToStick&) { save_to_stick(step); },
          [&](const intent::Touched&) {},
      },
      intent);
}

// Meant for what stood there before the layout changed.
bool comes_too_late(const State& state, const Intent& intent) {
  if (!is_settling(state)) {
    return false;
  }
  return !(state.tiles_stayed && std::holds_alternative<intent::TapUse>(intent));
}

void on_person(Step& step, const event::Person& person) {
  State& state = step.state;
  state.last_touch = state.mono;
  if (shows_question(state)) {
    state.exit_touch = state.mono;
  }
  // While the question is "Still here?", every touch answers it and does nothing else: nobody
  // aims at what lies beneath.
  if (state.still_here_since) {
    state.still_here_since.reset();
  } else if (!comes_too_late(state, person.intent)) {
    obey(step, person.intent, person.fresh_id);
  }
  state.exit_touched = shows_question(state);
}

void find_room(State& state) {
  const Room* room = state.event ? state.event->find_room_by_name(state.room_name) : nullptr;
  state.room = room ? room->id : RoomId{};
}

void on_pairing(State& state, const event::PairingChanged& changed) {
  state.pairing = changed.pairing;
  if (!changed.room.empty()) {
    state.waiting_room = changed.room;
  }
}

// The room an adult chose at the collector wins over the one this tablet was started with.
void take_over_room(State& state) {
  if (!state.waiting_room || is_in_use(state)) {
    return;
  }
  state.room_name = state.waiting_room->value;
  state.waiting_room.reset();
  find_room(state);
}

Session dropped_session(const Change& change) {
  Session session;
  session.id = change.session;
  session.room = change.room;
  session.title = change.title;
  session.start = change.start;
  session.end = change.end;
  session.status = SessionStatus::cancelled;
  return session;
}

// All at once and never under somebody's finger: a question does not turn into another one, an
// answer stays with the session it was given to.
void take_over_schedule(State& state) {
  const bool nothing_to_lose = !state.event;
  if (!state.waiting_schedule || (!nothing_to_lose && is_in_use(state))) {
    return;
  }
  NewSchedule fresh = std::move(*state.waiting_schedule);
  state.waiting_schedule.reset();
  state.event = std::move(fresh.event);
  state.plan = state.event ? exit_plan(*state.event).tag : std::string{};
  state.schedule_fetched = fresh.fetched;
  state.changes = std::move(fresh.changes);
  state.dropped.clear();
  for (const Change& change : state.changes) {
    if (change.kind == ChangeKind::dropped) {
      state.dropped.push_back(dropped_session(change));
    }
  }
  find_room(state);
}

void on_confirmed(State& state, UtcTime when) {
  if (state.waiting_schedule) {
    state.waiting_schedule->fetched = when;
  } else {
    state.schedule_fetched = when;
  }
}

void take(Step& step, const Happening& happening) {
  State& state = step.state;
  std::visit(
      Match{
          [&](const event::Tick&) {},
          [&](const event::Person& person) { on_person(step, person); },
          [&](const event::Stored& stored) { on_stored(step, stored.id); },
          [&](const event::StoreFailed& failed) { on_store_failed(step, failed.id, failed.error); },
          [&](const event::Sealed& sealed) { on_sealed(state, sealed.id); },
          [&](const event::Counted& counted) {
            state.counts = counted.counts;
            count_early(step);
          },
          [&](const event::ScheduleCame& came) { state.waiting_schedule = came; },
          [&](const event::ScheduleConfirmed& confirmed) { on_confirmed(state, confirmed.when); },
          [&](const event::SendingChanged& changed) { state.sending = changed.sending; },
          [&](const event::PairingChanged& changed) { on_pairing(state, changed); },
          [&](const event::NotesOffered& offered) { state.notes_offered = offered.has_key; },
          [&](const event::IdentityShared& identity) { state.identity_shared = identity.shared; },
          [&](const event::RoomGiven& given) { state.waiting_room = given.room; },
          [&](const event::ClockChanged& changed) { on_clock(step, changed); },
          [&](const event::DamageSetAside&) { state.damage_set_aside = true; },
          [&](const event::BundleWritten& written) { on_bundle_written(state, written); },
          [&](const event::BundleFailed& failed) { on_bundle_failed(state, failed); },
      },
      happening.what);
}

enum class By { time, person };

bool has_tiles(Screen screen) {
  return screen == Screen::exit || screen == Screen::note;
}

// Whoever opens a screen by hand sees it come; but tiles must not come under a second tap, and
// nothing may come by itself under anybody's.
void note_layout(State& state, Screen before, By by) {
  const bool counts = by == By::time || has_tiles(state.screen);
  if (state.screen != before && counts) {
    state.layout_changed = state.mono;
    state.tiles_stayed = has_tiles(before) && has_tiles(state.screen);
  }
}

}  // namespace

State initial_state(std::string room_name) {
  State state;
  state.room_name = std::move(room_name);
  return state;
}

Step reduce(State state, const Happening& happening) {
  Step step{std::move(state), {}};
  step.state.now = happening.now;
  step.state.mono = happening.mono;
  const Screen shown = step.state.screen;
  settle(step.state);
  meet_deadlines(step);
  note_layout(step.state, shown, By::time);
  const Screen touched = step.state.screen;
  take(step, happening);
  note_layout(step.state, touched, By::person);
  const Screen left = step.state.screen;
  settle(step.state);
  take_over_schedule(step.state);
  take_over_room(step.state);
  settle(step.state);
  note_layout(step.state, left, By::time);
  close_what_is_over(step);
  return step;
}

}  // namespace lintel::kiosk
