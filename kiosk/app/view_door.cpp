#include <algorithm>

#include "kiosk/app/capitals.h"
#include "kiosk/app/news.h"
#include "kiosk/app/place.h"
#include "kiosk/app/rules.h"
#include "kiosk/app/view_parts.h"
#include "kiosk/app/visiting.h"
#include "kiosk/app/wording.h"

namespace lintel::kiosk {
namespace {

bool is_cancelled(const Session& session) {
  return session.status == SessionStatus::cancelled;
}

CardKind kind_at(const State& state, const Session& session) {
  if (is_cancelled(session)) {
    return CardKind::cancelled;
  }
  return session.room == state.room ? CardKind::normal : CardKind::moved;
}

bool is_dropped(const State& state, const Session& session) {
  return std::ranges::any_of(state.dropped,
                             [&](const Session& dropped) { return &dropped == &session; });
}

// "1:00", "1:00 · MOVED TO LIBRARY", "11:00 · CANCELLED".
std::string kicker_of(const State& state, const Words& words, const Session& session) {
  const std::string time = start_text(session, clock_style(state));
  switch (kind_at(state, session)) {
    case CardKind::normal:
      return time;
    case CardKind::moved:
      return in_capitals(
          dotted({time, fill(words.text("door.moved"), {room_name(state, session.room)})}));
    case CardKind::cancelled:
      return in_capitals(dotted(
          {time, words.text(is_dropped(state, session) ? "door.dropped" : "door.cancelled")}));
  }
  return time;
}

std::string byline_of(const Words& words, const Session& session) {
  const std::string names = name_list(words, session.presenters);
  const auto count = static_cast<int>(session.presenters.size());
  const std::string by =
      names.empty() ? "" : fill(words.plural("door.presented", count), {"", names});
  return dotted({by, session.group});
}

std::vector<std::string> news_here(const State& state, const Words& words, const Session& session) {
  if (!is_soon(state, session)) {
    return {};
  }
  if (kind_at(state, session) == CardKind::normal) {
    return news_of(state, words, session);
  }
  std::vector<std::string> news;
  const std::string since = gone_since(state, words, session);
  if (!since.empty()) {
    news.push_back(since);
  }
  // Whoever comes to the old door looks for the old title.
  if (const Change* title = find_change(state.changes, session.id, ChangeKind::new_title)) {
    news.push_back(fill(words.text("news.new_title"), {in_quotes(words, title->title)}));
  }
  return news;
}

void show_current(DoorView& door, const State& state, const Words& words, const Session& session) {
  door.running = true;
  door.kicker = in_capitals(
      dotted({words.text("door.now"), span_text(session, state.actual_ends, clock_style(state))}));
  door.title = session.title;
  door.byline = byline_of(words, session);
  door.news = news_here(state, words, session);
  if (!session.challenge.empty()) {
    door.challenge_label = words.text("door.challenge");
    door.challenge = in_quotes(words, session.challenge);
  }
  if (!session.slides_url.empty()) {
    door.slides_button = words.text("door.slides");
  }
  // In whole minutes: between two of them nothing moves and no frame is drawn.
  const UtcTime start{session.start.utc};
  const UtcTime end = end_of(session, state.actual_ends);
  door.time_left = words.plural("door.left", minutes_left(end - state.now));
  const auto gone = std::chrono::floor<minutes>(state.now - start);
  const std::chrono::duration<float> whole = end - start;
  door.progress = std::clamp(std::chrono::duration<float>(gone) / whole, 0.0F, 1.0F);
}

// Everything about this door that its timeline cannot know: sessions that this tablet saw leave the
// room, or the schedule.
void add_departed(const State& state, std::vector<const Session*>& later) {
  const LocalDay today = day_of(local_now(state));
  const auto add = [&](const Session& session) {
    if (day_of(session.start.local()) == today && state.now < session.end.utc &&
        std::ranges::find(later, &session) == later.end()) {
      later.push_back(&session);
    }
  };
  for (const Session& session : state.event->sessions) {
    if (has_left(state, session, state.room)) {
      add(session);
    }
  }
  for (const Session& session : state.dropped) {
    if (session.room == state.room) {
      add(session);
    }
  }
}

// What should be on now at this door and is not: whoever stands here needs to know where it went.
const Session* gone_now(const State& state, const std::vector<const Session*>& later) {
  const auto is_now = [&](const Session* session) {
    return kind_at(state, *session) != CardKind::normal && session->start.utc <= state.now;
  };
  const auto found = std::ranges::find_if(later, is_now);
  return found == later.end() ? nullptr : *found;
}

void show_gone(DoorView& door, const State& state, const Words& words, const Session& session) {
  door.kind = kind_at(state, session);
  door.kicker = kicker_of(state, words, session);
  door.title = session.title;
  door.news = news_here(state, words, session);
  door.byline = door.kind == CardKind::moved
                    ? fill(words.text("door.moved_hint"), {room_name(state, session.room)})
                    : words.text("door.cancelled_hint");
}

// The first session of this room after today.
const Session* on_another_day(const State& state) {
  const LocalDay today = day_of(local_now(state));
  const auto found = std::ranges::find_if(state.event->sessions, [&](const Session& session) {
    return session.room == state.room && !is_cancelled(session) &&
           day_of(session.start.local()) > today;
  });
  return found == state.event->sessions.end() ? nullptr : &*found;
}

bool had_sessions_today(const State& state) {
  const LocalDay today = day_of(local_now(state));
  return std::ranges::any_of(state.event->sessions, [&](const Session& session) {
    return session.room == state.room && !is_cancelled(session) &&
           day_of(session.start.local()) == today;
  });
}

void show_nothing(DoorView& door, const State& state, const Words& words, const Session* next) {
  door.title = words.text("door.nothing");
  if (next) {
    door.byline = fill(words.text("door.nothing_next"), {start_text(*next, clock_style(state))});
    return;
  }
  const Session* later = on_another_day(state);
  if (had_sessions_today(state)) {
    door.title = words.text("door.day_over");
    door.byline = words.text("door.day_over_thanks");
  } else {
    door.byline = words.text("door.nothing_planned");
  }
  if (later) {
    door.byline = fill(
        words.text("door.nothing_next_day"),
        {date_text(words, day_of(later->start.local())), start_text(*later, clock_style(state))});
  }
}

std::string collector_sentence(const State& state, const Words& words) {
  switch (state.sending) {
    case Sending::unknown:
      return words.text("waiting.unknown");
    case Sending::connected:
    case Sending::busy:
      return words.text("waiting.connected");
    case Sending::no_network:
      return words.text("waiting.no_network");
    case Sending::sign_in:
      return words.text("waiting.sign_in");
    case Sending::clock_wrong:
      return words.text("waiting.clock_wrong");
    case Sending::intercepted:
      return words.text("waiting.intercepted");
    case Sending::not_paired:
      return words.text("waiting.not_paired");
  }
  return "";
}

DoorView waiting_for_schedule(const State& state, const Words& words) {
  DoorView door;
  door.title = words.text("waiting.title");
  door.byline =
      fill(words.text("waiting.room"), {state.room_name}) + " " + collector_sentence(state, words);
  return door;
}

DoorView unknown_room(const State& state, const Words& words) {
  std::vector<std::string> names;
  for (const Room& room : state.event->rooms) {
    if (names.size() == rooms_named_max) {
      names.emplace_back("…");
      break;
    }
    names.push_back(room.name);
  }
  DoorView door;
  door.title = fill(words.text("unknown_room.title"), {state.room_name});
  door.byline = fill(words.text("unknown_room.rooms"), {short_name_list(names)});
  return door;
}

SideCard side_card(const State& state, const Words& words, const Session& session, bool is_next) {
  SideCard card;
  card.kind = kind_at(state, session);
  card.kicker = kicker_of(state, words, session);
  card.title = session.title;
  card.news = news_here(state, words, session);
  if (is_next) {
    card.kicker = in_capitals(dotted({words.text("door.next"), card.kicker}));
    card.byline = name_list(words, session.presenters);
    if (card.byline.empty()) {
      card.byline = session.group;
    }
  }
  return card;
}

// What fits beside the main card, in the day's order: the next one, then what has news, then what
// comes first.
std::vector<const Session*> beside_main(const State& state, const Words& words,
                                        const RoomTimeline& timeline, const Session* gone) {
  std::vector<const Session*> beside = timeline.later;
  std::erase(beside, gone);
  if (timeline.next) {
    beside.push_back(timeline.next);
  }
  const auto by_start = [](const Session* session) { return session->start; };
  std::ranges::stable_sort(beside, {}, by_start);
  std::ranges::stable_partition(beside, [&](const Session* session) {
    return session == timeline.next || !news_here(state, words, *session).empty();
  });
  std::ranges::stable_partition(beside,
                                [&](const Session* session) { return session == timeline.next; });
  beside.resize(std::min(beside.size(), side_cards_max));
  std::ranges::stable_sort(beside, {}, by_start);
  return beside;
}

}  // namespace

DoorView make_door(const State& state, const Words& words) {
  if (!state.event) {
    return waiting_for_schedule(state, words);
  }
  if (!door_room(state)) {
    return unknown_room(state, words);
  }
  RoomTimeline timeline = room_timeline(*state.event, state.room, state.now, state.actual_ends);
  add_departed(state, timeline.later);
  const Session* gone = timeline.current ? nullptr : gone_now(state, timeline.later);
  DoorView door;
  if (timeline.current) {
    show_current(door, state, words, *timeline.current);
  } else if (gone) {
    show_gone(door, state, words, *gone);
  } else {
    show_nothing(door, state, words, timeline.next);
  }
  if (may_leave(state)) {
    door.leave_button = words.text("door.leaving");
  }
  for (const Session* session : beside_main(state, words, timeline, gone)) {
    door.side.push_back(side_card(state, words, *session, session == timeline.next));
  }
  return door;
}

}  // namespace lintel::kiosk
