#include "kiosk/app/clock_check.h"
#include "kiosk/app/door_day.h"
#include "kiosk/app/place.h"
#include "kiosk/app/view_parts.h"
#include "kiosk/app/wording.h"

namespace lintel::kiosk {
namespace {

ChangeOverlay make_change(const State& state, const Words& words) {
  ChangeOverlay overlay;
  overlay.title = words.text("change.title");
  overlay.close = words.text("close");
  const Session* asked = asked_session(state);
  for (const Session* session : attribution(state).neighbours) {
    const Room* room = state.event->find_room(session->room);
    const std::string span = span_text(*session, state.actual_ends, clock_style(state));
    overlay.sessions.push_back({session->id, dotted({room ? room->name : "", span}), session->title,
                                asked && asked->id == session->id});
  }
  return overlay;
}

SlidesOverlay make_slides(const State& state, const Words& words) {
  const Session* shown = main_session(state);
  return {words.text("slides.title"), words.text("slides.hint"), shown ? shown->slides_url : "",
          words.text("close")};
}

StillHereOverlay make_still_here(const State& state, const Words& words) {
  const MonoTime over = *state.still_here_since + limits::still_here;
  return {words.text("still.title"), words.plural("still.hint", seconds_left(over - state.mono)),
          words.text("still.button")};
}

}  // namespace

Overlay make_overlay(const State& state, const Words& words) {
  if (state.still_here_since) {
    return make_still_here(state, words);
  }
  switch (state.overlay) {
    case OverlayKind::none:
      return std::monostate{};
    case OverlayKind::change:
      return make_change(state, words);
    case OverlayKind::slides:
      return make_slides(state, words);
    case OverlayKind::languages:
      return LanguagesOverlay{words.text("languages.title"), language_choices(state),
                              words.text("close")};
    case OverlayKind::staff:
    case OverlayKind::end_day:
      return make_staff(state, words);
    case OverlayKind::session:
      return make_session(state, words);
    case OverlayKind::pairing: {
      PairingView view = make_pairing(state, words);
      view.close = words.text("close");
      return view;
    }
  }
  return std::monostate{};
}

}  // namespace lintel::kiosk
