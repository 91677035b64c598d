// The question about the session that has ended, at a door where the next one already runs.
#include "kiosk/app/capitals.h"
#include "kiosk/app/door_cards.h"
#include "kiosk/app/place.h"
#include "kiosk/app/view_parts.h"
#include "kiosk/app/wording.h"

namespace lintel::kiosk {

CompactExit make_compact_exit(const State& state, const Words& words) {
  const Session& session = *asked_session(state);
  const UtcTime end = end_of(session, state.actual_ends);
  const ExitWindow window = exit_window(*state.event, session, state.actual_ends);
  const auto time = [&](UtcTime at) {
    return clock_text(to_local(at, session.end.offset), clock_style(state));
  };
  const std::string names = name_list(words, session.presenters);
  const std::string title = short_title(session.title);
  CompactExit exit;
  exit.kicker = in_capitals(dotted({words.text("exit.just_ended"), time(end)}));
  exit.title = words.text("turnover.leaving");
  exit.about = names.empty() ? title : fill(words.text("turnover.about"), {title, names});
  exit.question = words.text("exit.question");
  exit.until = fill(words.text("turnover.until"), {time(window.closes)});
  exit.tiles = answer_tiles(state, words);
  exit.saved = make_saved(state, words);
  exit.more = state.answer ? words.text("turnover.more") : "";
  return exit;
}

}  // namespace lintel::kiosk
