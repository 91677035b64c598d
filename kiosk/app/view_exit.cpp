#include "kiosk/app/capitals.h"
#include "kiosk/app/place.h"
#include "kiosk/app/view_parts.h"
#include "kiosk/app/wording.h"

namespace lintel::kiosk {
namespace {

std::string when_text(const State& state, const Words& words, const Session& session) {
  const UtcTime end = end_of(session, state.actual_ends);
  if (state.now < end) {
    return words.text("exit.leaving");
  }
  const Phase phase = phase_of(*state.event, session, state.now, state.actual_ends);
  if (phase == Phase::late) {
    const LocalTime local_end = to_local(end, session.end.offset);
    return fill(words.text("exit.ended_at"), {clock_text(local_end, clock_style(state))});
  }
  return words.text("exit.just_ended");
}

// Which session this is about, always: by its presenters, or by its title when their names are
// withheld, and by its room when that is another one.
std::string kicker_of(const State& state, const Words& words, const Session& session) {
  const Room* room = session.room == state.room ? nullptr : state.event->find_room(session.room);
  const std::string names = name_list(words, session.presenters);
  return in_capitals(dotted(
      {room ? room->name : "", when_text(state, words, session),
       names.empty() ? short_title(session.title) : fill(words.text("exit.tell"), {names})}));
}

std::string next_text(const State& state, const Words& words) {
  const Session* next = room_timeline(*state.event, state.room, state.now, state.actual_ends).next;
  if (!next) {
    return "";
  }
  return fill(words.text("exit.next"), {start_text(*next, clock_style(state)), next->title});
}

void show_banner(ExitView& view, const State& state, const Words& words) {
  if (state.refused) {
    view.save = SaveStanding::failed;
    view.banner = failure_sentence(state, words);
    return;
  }
  if (!state.answer) {
    return;
  }
  view.save = state.answer->save;
  view.banner = words.text(view.save == SaveStanding::saved ? "exit.saved" : "exit.saving");
  view.banner_undo = words.text("undo");
}

}  // namespace

ExitView make_exit(const State& state, const Words& words) {
  ExitView view;
  view.question = words.text("exit.question");
  view.hint = words.text("exit.hint");
  show_banner(view, state, words);
  const Session* session = asked_session(state);
  if (!session) {
    return view;
  }
  view.kicker = kicker_of(state, words, *session);
  view.session_title = session->title;
  view.tiles = answer_tiles(state, words);
  view.next = next_text(state, words);
  return view;
}

}  // namespace lintel::kiosk
