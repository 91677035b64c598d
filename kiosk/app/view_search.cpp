#include "kiosk/app/browsing.h"
#include "kiosk/app/keyboard.h"
#include "kiosk/app/news.h"
#include "kiosk/app/view_parts.h"
#include "kiosk/app/wording.h"
#include "shared/core/text.h"

namespace lintel::kiosk {
namespace {

FoundSession found_session(const State& state, const Words& words, const Session& session,
                           bool has_days) {
  FoundSession found;
  found.session = session.id;
  found.cancelled = session.status == SessionStatus::cancelled;
  const std::string day =
      has_days ? date_text(words, day_of(session.start.local())) : std::string{};
  found.kicker = dotted({room_name(state, session.room), day,
                         span_text(session, state.actual_ends, clock_style(state)),
                         found.cancelled ? words.text("board.cancelled") : ""});
  found.title = session.title;
  found.byline = dotted({short_name_list(session.presenters), session.group});
  return found;
}

}  // namespace

SearchView make_search(const State& state, const Words& words) {
  SearchView view;
  view.hint = words.text("search.hint");
  view.close = words.text("close");
  if (!state.search) {
    return view;
  }
  view.text = state.search->text;
  const bool has_days = board_days(state).size() > 1;
  for (const Session* session : found_sessions(state)) {
    view.found.push_back(found_session(state, words, *session, has_days));
  }
  if (view.found.empty() && !trim(view.text).empty()) {
    view.none = fill(words.text("search.none"), {in_quotes(words, std::string{trim(view.text)})});
  }
  const auto count = static_cast<int>(view.found.size());
  view.heading = count > 0 ? words.plural("search.found", count) : "";
  if (state.search->has_keyboard) {
    view.keyboard = keyboard_rows(state.search->layer, words.text("done"));
  }
  return view;
}

SessionOverlay make_session(const State& state, const Words& words) {
  SessionOverlay view;
  view.close = words.text("close");
  const Session* session = opened_session(state);
  if (!session) {
    return view;
  }
  view.session = session->id;
  view.cancelled = session->status == SessionStatus::cancelled;
  const std::string day = date_text(words, day_of(session->start.local()));
  view.kicker = dotted({room_title(words, room_name(state, session->room)), day,
                        span_text(*session, state.actual_ends, clock_style(state)),
                        view.cancelled ? words.text("board.cancelled") : ""});
  view.title = session->title;
  view.byline = dotted({name_list(words, session->presenters), session->group});
  view.news = news_of(state, words, *session);
  if (view.cancelled) {
    view.news = {dotted({words.text("board.cancelled"), gone_since(state, words, *session)})};
  }
  if (!session->challenge.empty()) {
    view.challenge_label = words.text("door.challenge");
    view.challenge = in_quotes(words, session->challenge);
  }
  if (!session->suggestions.empty()) {
    view.suggestions_label = words.text("session.suggestions");
    view.suggestions = session->suggestions;
  }
  if (!session->slides_url.empty()) {
    view.slides_label = words.text("door.slides");
    view.slides_url = session->slides_url;
  }
  return view;
}

}  // namespace lintel::kiosk
