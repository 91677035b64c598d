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

// Whoever reads that the next one is not here asks what then.
std::string nothing_until(const State& state, const Words& words, const DoorDay& day,
                          const Session& gone) {
  const auto is_here = [&](const Session* session) {
    return kind_at_door(state, *session) == CardKind::normal && session->start >= gone.start;
  };
  const auto then = std::ranges::find_if(day.to_come, is_here);
  return then == day.to_come.end()
             ? words.text("door.nothing_more")
             : fill(words.text("door.nothing_until"), {start_text(**then, clock_style(state))});
}

SideCard side_card(const State& state, const Words& words, const DoorDay& day,
                   const Session& session, const Session* next) {
  SideCard card;
  card.kind = kind_at_door(state, session);
  card.kicker = kicker_at_door(state, words, session);
  card.title = session.title;
  card.news = news_at_door(state, words, session);
  if (&session != next) {
    return card;
  }
  card.kicker = in_capitals(dotted({words.text("door.next"), card.kicker}));
  if (card.kind != CardKind::normal) {
    card.byline = nothing_until(state, words, day, session);
    return card;
  }
  card.byline = name_list(words, session.presenters);
  if (card.byline.empty()) {
    card.byline = session.group;
  }
  return card;
}

// The first to come, whether it takes place or not: nobody should wait at a door for nothing.
const Session* next_of(const State& state, const DoorDay& day) {
  const auto found = std::ranges::find_if(day.to_come, [&](const Session* session) {
    return session == day.next || session->start.utc > state.now;
  });
  return found == day.to_come.end() ? nullptr : *found;
}

// What fits, in the day's order: the next one, then what is not here or has news, then what comes
// first.
std::vector<const Session*> chosen_of(const State& state, const Words& words, const DoorDay& day,
                                      const Session* next, std::size_t count) {
  std::vector<const Session*> chosen = day.to_come;
  std::ranges::stable_partition(chosen, [&](const Session* session) {
    return session == next || kind_at_door(state, *session) != CardKind::normal ||
           !news_at_door(state, words, *session).empty();
  });
  std::ranges::stable_partition(chosen, [&](const Session* session) { return session == next; });
  chosen.resize(std::min(chosen.size(), count));
  std::ranges::stable_sort(chosen, {}, [](const Session* session) { return session->start; });
  return chosen;
}

}  // namespace

std::string kicker_at_door(const State& state, const Words& words, const Session& session) {
  const std::string time = start_text(session, clock_style(state));
  switch (kind_at_door(state, session)) {
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

std::vector<std::string> news_at_door(const State& state, const Words& words,
                                      const Session& session) {
  if (!is_soon(state, session)) {
    return {};
  }
  if (kind_at_door(state, session) == CardKind::normal) {
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

void show_side(DoorView& door, const State& state, const Words& words, const DoorDay& day) {
  const Session* next = next_of(state, day);
  const std::size_t count = door.exit ? side_cards_at_turnover : side_cards_max;
  for (const Session* session : chosen_of(state, words, day, next, count)) {
    door.side.push_back(side_card(state, words, day, *session, next));
  }
}

}  // namespace lintel::kiosk
