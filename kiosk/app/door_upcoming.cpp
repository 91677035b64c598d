// A door where nothing runs: screen 13. The next session is the main card from the evening before
// until it begins, so that nobody has to look for it at the side.
#include <algorithm>

#include "kiosk/app/capitals.h"
#include "kiosk/app/door_cards.h"
#include "kiosk/app/news.h"
#include "kiosk/app/place.h"
#include "kiosk/app/rules.h"
#include "kiosk/app/view_parts.h"
#include "kiosk/app/wording.h"

namespace lintel::kiosk {
namespace {

using std::chrono::days;

LocalDay day_of_start(const Session& session) {
  return day_of(session.start.local());
}

// "tomorrow 9:00", "Monday 9:00", "Friday 20 November, 9:00".
std::string day_and_time(const State& state, const Words& words, const Session& session) {
  const LocalDay day = day_of_start(session);
  const days ahead = day - day_of(local_now(state));
  const std::string time = start_text(session, clock_style(state));
  if (ahead == days{1}) {
    return fill(words.text("door.tomorrow"), {time});
  }
  constexpr days week{7};
  if (ahead < week) {
    const std::chrono::weekday weekday{day};
    return fill(words.text("door.on_day"),
                {words.text("day." + std::to_string(weekday.c_encoding())), time});
  }
  return fill(words.text("door.on_date"), {date_text(words, day), time});
}

Countdown countdown_to(const State& state, const Words& words, const Session& session) {
  const milliseconds left = UtcTime{session.start.utc} - state.now;
  if (day_of_start(session) != day_of(local_now(state))) {
    return {words.text("door.starts"), day_and_time(state, words, session), ""};
  }
  if (left > counted_in_minutes) {
    return {words.text("door.starts"),
            fill(words.text("door.starts_at"), {start_text(session, clock_style(state))}), ""};
  }
  return {words.text("door.starts_in"), words.plural("door.minutes", minutes_left(left)),
          left <= door_open_before ? words.text("door.come_in") : ""};
}

// "FIRST HERE TODAY · 10:00 – 10:45", "NEXT HERE · …"; "THEN HERE · …" when the one before it is
// not here.
std::string kicker_of(const State& state, const Words& words, const Session& session,
                      bool after_gone) {
  const bool is_today = day_of_start(session) == day_of(local_now(state));
  const char* key = after_gone ? "door.then_here" : "door.next_here";
  if (is_today && !after_gone && !had_sessions_today(state)) {
    key = "door.first_today";
  }
  const std::string day = is_today ? "" : date_text(words, day_of_start(session));
  return in_capitals(
      dotted({words.text(key), day, span_text(session, state.actual_ends, clock_style(state))}));
}

void show_next(DoorView& door, const State& state, const Words& words, const Session& session,
               bool after_gone) {
  door.kicker = kicker_of(state, words, session, after_gone);
  door.title = session.title;
  door.byline = byline_of(words, session);
  door.news = news_at_door(state, words, session);
  show_challenge(door, words, session);
  if (!session.slides_url.empty()) {
    door.slides_button = words.text("door.slides");
  }
  door.countdown = countdown_to(state, words, session);
}

void show_day_over(DoorView& door, const State& state, const Words& words) {
  const bool was_used = had_sessions_today(state);
  door.title = words.text(was_used ? "door.day_over" : "door.nothing_planned");
  door.byline = was_used ? words.text("door.day_over_thanks") : "";
  if (const Session* later = on_another_day(state)) {
    door.countdown =
        Countdown{words.text("door.next_here"), day_and_time(state, words, *later), later->title};
  }
}

ListedSession listed(const State& state, const Words& words, const Session& session) {
  ListedSession line{kind_at_door(state, session), start_text(session, clock_style(state)),
                     short_title(session.title)};
  if (line.kind == CardKind::moved) {
    line.words = fill(words.text("door.moved"), {room_name(state, session.room)});
  } else if (line.kind == CardKind::cancelled) {
    const char* key = is_dropped(state, session) ? "door.dropped" : "door.cancelled";
    line.words = dotted({words.text(key), line.words});
  }
  return line;
}

// Of other rooms, where this one has nothing more to say: what runs there or comes, today.
SessionList elsewhere(const State& state, const Words& words) {
  SessionList list;
  for (const Session& session : state.event->sessions) {
    const bool is_today = day_of_start(session) == day_of(local_now(state));
    if (!is_today || is_cancelled(session) || session.room == state.room ||
        end_of(session, state.actual_ends) <= state.now) {
      continue;
    }
    if (list.sessions.size() == listed_max) {
      break;
    }
    list.sessions.push_back({CardKind::normal, start_text(session, clock_style(state)),
                             dotted({room_name(state, session.room), short_title(session.title)})});
  }
  list.kicker = list.sessions.empty() ? "" : in_capitals(words.text("door.elsewhere"));
  return list;
}

SessionList list_of(const State& state, const Words& words,
                    const std::vector<const Session*>& sessions) {
  if (sessions.empty()) {
    return elsewhere(state, words);
  }
  SessionList list{in_capitals(words.text("door.later_here")), {}};
  for (const Session* session : sessions) {
    if (list.sessions.size() < listed_max) {
      list.sessions.push_back(listed(state, words, *session));
    }
  }
  return list;
}

SideCard card_of(const State& state, const Words& words, const Session& session, bool is_next) {
  SideCard card;
  card.kind = kind_at_door(state, session);
  card.kicker = kicker_at_door(state, words, session);
  if (is_next) {
    card.kicker = in_capitals(dotted({words.text("door.next"), card.kicker}));
  }
  card.title = session.title;
  card.news = news_at_door(state, words, session);
  return card;
}

// What is not here and comes before the main card's session, or has news, is a card of its own;
// the rest is a list.
void show_beside(DoorView& door, const State& state, const Words& words, const DoorDay& day,
                 const Session* main) {
  std::vector<const Session*> rest;
  for (const Session* session : day.to_come) {
    if (session == main) {
      continue;
    }
    const bool before = kind_at_door(state, *session) != CardKind::normal &&
                        (!main || session->start < main->start);
    const bool is_card = before || !news_at_door(state, words, *session).empty();
    if (is_card && door.side.size() < side_cards_beside_next) {
      door.side.push_back(card_of(state, words, *session, before && door.side.empty()));
    } else {
      rest.push_back(session);
    }
  }
  door.list = list_of(state, words, rest);
  if (!state.event->theme.empty()) {
    door.theme_label =
        in_capitals(words.text(is_event_day(state) ? "door.theme" : "door.theme_another_day"));
    door.theme = in_quotes(words, state.event->theme);
  }
}

}  // namespace

void show_upcoming(DoorView& door, const State& state, const Words& words, const DoorDay& day) {
  const Session* main = main_session(state);
  if (main) {
    const bool after_gone = !day.to_come.empty() && day.to_come.front() != main &&
                            day.to_come.front()->start < main->start &&
                            day_of_start(*main) == day_of(local_now(state));
    show_next(door, state, words, *main, after_gone);
  } else {
    show_day_over(door, state, words);
  }
  show_beside(door, state, words, day, main);
}

}  // namespace lintel::kiosk
