// The waiting strip: what is on here, what comes next, what has moved. What runs now comes first
// whenever something does, and nothing that was to come here is passed over in silence.
#include <algorithm>

#include "kiosk/app/capitals.h"
#include "kiosk/app/news.h"
#include "kiosk/app/place.h"
#include "kiosk/app/rules.h"
#include "kiosk/app/view_parts.h"
#include "kiosk/app/wording.h"

namespace lintel::kiosk {
namespace {

CardKind kind_of(const State& state, const Session& session) {
  if (session.status == SessionStatus::cancelled) {
    return CardKind::cancelled;
  }
  return session.room == state.room ? CardKind::normal : CardKind::moved;
}

// Everything of this door's day that is not over: also what left the room or the schedule.
std::vector<const Session*> to_come(const State& state) {
  std::vector<const Session*> sessions;
  const LocalDay today = day_of(local_now(state));
  const auto add = [&](const Session& session) {
    const bool here = session.room == state.room || has_left(state, session, state.room);
    if (here && day_of(session.start.local()) == today && state.now < session.end.utc) {
      sessions.push_back(&session);
    }
  };
  std::ranges::for_each(state.event->sessions, add);
  std::ranges::for_each(state.dropped, add);
  std::ranges::stable_sort(sessions, {}, [](const Session* session) { return session->start; });
  return sessions;
}

std::string people_of(const Words& words, const Session& session) {
  const std::string names = name_list(words, session.presenters);
  return names.empty() ? session.group : names;
}

void show_change(NoticeCard& card, const State& state, const Words& words, const Session& session) {
  const bool cancelled = card.kind == CardKind::cancelled;
  card.kicker = in_capitals(dotted({start_text(session, clock_style(state)),
                                    words.text(cancelled ? "door.cancelled" : "exit.moved")}));
  card.byline = cancelled ? words.text("door.cancelled_hint")
                          : fill(words.text("exit.go_to"),
                                 {room_title(words, room_name(state, session.room))});
  card.foot = gone_since(state, words, session);
}

NoticeCard coming(const State& state, const Words& words, const Session& session, bool is_next) {
  NoticeCard card;
  card.kind = kind_of(state, session);
  card.is_next = is_next;
  card.title = session.title;
  if (card.kind != CardKind::normal) {
    show_change(card, state, words, session);
    return card;
  }
  card.kicker = in_capitals(dotted(
      {is_next ? words.text("exit.next_here") : "", start_text(session, clock_style(state))}));
  card.byline = people_of(words, session);
  const std::vector<std::string> news = news_of(state, words, session);
  const milliseconds length = session.end.utc - session.start.utc;
  card.foot = is_soon(state, session) && !news.empty()
                  ? news.front()
                  : words.plural("exit.length", minutes_left(length));
  return card;
}

NoticeCard running(const State& state, const Words& words, const Session& session) {
  NoticeCard card;
  card.kicker = in_capitals(words.text("exit.on_now"));
  card.title = session.title;
  card.byline = people_of(words, session);
  card.foot =
      words.plural("door.left", minutes_left(end_of(session, state.actual_ends) - state.now));
  return card;
}

NoticeCard pause(const State& state, const Words& words, const Session* next) {
  NoticeCard card;
  card.kicker = in_capitals(words.text("exit.on_now"));
  if (!next) {
    card.title = words.text("door.day_over");
    card.foot = words.text("door.day_over_thanks");
    return card;
  }
  const std::string begins = start_text(*next, clock_style(state));
  const milliseconds left = next->start.utc - state.now;
  if (left > time_to_change_rooms) {
    card.title = fill(words.text("door.nothing_until"), {begins});
    return card;
  }
  card.title = fill(words.text("exit.break_until"), {begins});
  card.foot = words.plural("exit.to_change", minutes_left(left));
  return card;
}

bool has_news(const State& state, const Words& words, const Session& session) {
  return kind_of(state, session) != CardKind::normal ||
         (is_soon(state, session) && !news_of(state, words, session).empty());
}

}  // namespace

std::vector<NoticeCard> make_notices(const State& state, const Words& words) {
  const RoomTimeline timeline =
      room_timeline(*state.event, state.room, state.now, state.actual_ends);
  std::vector<const Session*> ahead = to_come(state);
  std::erase(ahead, timeline.current);
  // What should be on now and is not: whoever comes needs to know where it went.
  const auto is_now = [&](const Session* session) { return session->start.utc <= state.now; };
  const auto gone = std::ranges::find_if(ahead, is_now);
  std::vector<NoticeCard> notices;
  if (timeline.current) {
    notices.push_back(running(state, words, *timeline.current));
  } else if (gone != ahead.end()) {
    notices.push_back(coming(state, words, **gone, false));
  } else {
    notices.push_back(pause(state, words, timeline.next));
  }
  std::erase_if(ahead, is_now);
  if (ahead.empty()) {
    return notices;
  }
  const Session* first = ahead.front();
  notices.push_back(coming(state, words, *first, true));
  ahead.erase(ahead.begin());
  // Beside one that does not come: the one that does. Else what has changed, else what follows.
  const auto changed = std::ranges::find_if(
      ahead, [&](const Session* session) { return has_news(state, words, *session); });
  const auto next = std::ranges::find(ahead, timeline.next);
  if (next != ahead.end()) {
    notices.push_back(coming(state, words, **next, true));
  } else if (changed != ahead.end()) {
    notices.push_back(coming(state, words, **changed, false));
  } else if (!ahead.empty()) {
    notices.push_back(coming(state, words, *ahead.front(), false));
  }
  return notices;
}

}  // namespace lintel::kiosk
