#include "kiosk/app/news.h"

#include <algorithm>

#include "kiosk/app/place.h"
#include "kiosk/app/rules.h"
#include "kiosk/app/view_parts.h"
#include "kiosk/app/wording.h"

namespace lintel::kiosk {
namespace {

// A time yet to come, or long before any PD day was changed, was written by a clock that has been
// set since: it says nothing.
bool is_believable(const State& state, std::optional<UtcTime> since) {
  return since && *since - state.now <= clock_slack && state.now - *since <= news_age_max;
}

std::string with_age(const State& state, const Words& words, std::string sentence,
                     std::optional<UtcTime> since) {
  return is_believable(state, since) ? dotted({std::move(sentence), age_text(state, words, *since)})
                                     : sentence;
}

// "1:00", "1:00 – 1:45" when only the end is another, "Friday 20 November 1:00" on another day.
std::string time_before(const State& state, const Words& words, const Change& change,
                        const Session& session) {
  const ClockStyle style = clock_style(state);
  const std::string start = clock_text(change.start.local(), style);
  if (change.start == session.start) {
    return start + " – " + clock_text(change.end.local(), style);
  }
  const LocalDay day = day_of(change.start.local());
  return day == day_of(session.start.local()) ? start : date_text(words, day) + " " + start;
}

const Change* last_move(const State& state, const Session& session) {
  return find_change(state.changes, session.id, ChangeKind::moved);
}

}  // namespace

std::string room_name(const State& state, const RoomId& id) {
  const Room* room = state.event ? state.event->find_room(id) : nullptr;
  return room ? room->name : id.value;
}

bool has_left(const State& state, const Session& session, const RoomId& room) {
  return session.room != room &&
         (session.moved_from == room || find_move(state.changes, session.id, room) != nullptr);
}

bool is_soon(const State& state, const Session& session) {
  UtcTime from{session.start.utc};
  UtcTime to = std::max(UtcTime{session.end.utc}, end_of(session, state.actual_ends));
  if (const Change* change = find_change(state.changes, session.id, ChangeKind::new_time)) {
    from = std::min(from, UtcTime{change->start.utc});
    to = std::max(to, UtcTime{change->end.utc});
  }
  return from - state.now <= news_shown_ahead && state.now < to;
}

std::vector<std::string> news_of(const State& state, const Words& words, const Session& session) {
  std::vector<std::string> news;
  const auto add = [&](std::string_view key, const std::string& before,
                       std::optional<UtcTime> since) {
    news.push_back(with_age(state, words, fill(words.text(key), {before}), since));
  };
  const Change* moved = last_move(state, session);
  if (moved || session.moved_from) {
    add("news.moved_from", room_name(state, moved ? moved->room : *session.moved_from),
        moved ? moved->since : std::nullopt);
  }
  if (const Change* time = find_change(state.changes, session.id, ChangeKind::new_time)) {
    add("news.new_time", time_before(state, words, *time, session), time->since);
  }
  if (const Change* title = find_change(state.changes, session.id, ChangeKind::new_title)) {
    add("news.new_title", in_quotes(words, title->title), title->since);
  }
  return news;
}

std::string gone_since(const State& state, const Words& words, const Session& session) {
  for (const ChangeKind kind : {ChangeKind::dropped, ChangeKind::cancelled, ChangeKind::moved}) {
    const Change* change = find_change(state.changes, session.id, kind);
    if (change && is_believable(state, change->since)) {
      return fill(words.text("news.changed"), {age_text(state, words, *change->since)});
    }
  }
  return "";
}

std::string age_text(const State& state, const Words& words, UtcTime since) {
  const milliseconds age = std::max(state.now - since, milliseconds{0});
  if (age < minutes{1}) {
    return words.text("news.just_now");
  }
  if (age < std::chrono::hours{1}) {
    return words.plural("news.minutes_ago", static_cast<int>(age / minutes{1}));
  }
  if (age < std::chrono::days{1}) {
    return words.plural("news.hours_ago", static_cast<int>(age / std::chrono::hours{1}));
  }
  const minutes offset = state.event ? state.event->offset_at(since) : minutes{0};
  return date_text(words, day_of(to_local(since, offset)));
}

std::string stale_since(const State& state, const Words& words) {
  // A time yet to come was written by a clock that was wrong: it says nothing.
  if (!state.event || !state.schedule_fetched || *state.schedule_fetched > state.now ||
      state.now - *state.schedule_fetched < schedule_stale_after) {
    return "";
  }
  const UtcTime then = *state.schedule_fetched;
  const LocalTime local = to_local(then, state.event->offset_at(then));
  const std::string clock = clock_text(local, clock_style(state));
  return day_of(local) == day_of(local_now(state)) ? clock
                                                   : date_text(words, day_of(local)) + " " + clock;
}

}  // namespace lintel::kiosk
