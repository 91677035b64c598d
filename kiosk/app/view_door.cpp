#include <algorithm>

#include "kiosk/app/capitals.h"
#include "kiosk/app/door_cards.h"
#include "kiosk/app/news.h"
#include "kiosk/app/place.h"
#include "kiosk/app/rules.h"
#include "kiosk/app/view_parts.h"
#include "kiosk/app/visiting.h"
#include "kiosk/app/wording.h"

namespace lintel::kiosk {
namespace {

void show_current(DoorView& door, const State& state, const Words& words, const Session& session) {
  const UtcTime start{session.start.utc};
  const UtcTime end = end_of(session, state.actual_ends);
  door.running = true;
  door.kicker = in_capitals(
      dotted({words.text("door.now"), span_text(session, state.actual_ends, clock_style(state))}));
  if (state.now < start + just_started) {
    door.tag = words.text("door.just_started");
  }
  door.title = session.title;
  door.byline = byline_of(words, session);
  door.news = news_at_door(state, words, session);
  show_challenge(door, words, session);
  if (!session.slides_url.empty() && !door.exit) {
    door.slides_button = words.text("door.slides");
  }
  // In whole minutes: between two of them nothing moves and no frame is drawn.
  door.time_left = words.plural("door.left", minutes_left(end - state.now));
  const auto gone = std::chrono::floor<minutes>(state.now - start);
  const std::chrono::duration<float> whole = end - start;
  door.progress = std::clamp(std::chrono::duration<float>(gone) / whole, 0.0F, 1.0F);
}

void show_gone(DoorView& door, const State& state, const Words& words, const Session& session) {
  door.kind = kind_at_door(state, session);
  door.kicker = kicker_at_door(state, words, session);
  door.title = session.title;
  door.news = news_at_door(state, words, session);
  door.byline = door.kind == CardKind::moved
                    ? fill(words.text("door.moved_hint"), {room_name(state, session.room)})
                    : words.text("door.cancelled_hint");
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
    case Sending::certificate_dates:
      return words.text("waiting.certificate_dates");
    case Sending::certificate_or_clock:
      return words.text("waiting.certificate_or_clock");
    case Sending::intercepted:
      return words.text("waiting.intercepted");
    case Sending::not_paired:
      return words.text("waiting.not_paired");
    case Sending::own_computer_only:
      return words.text("waiting.own_computer_only");
  }
  return "";
}

DoorView waiting_for_schedule(const State& state, const Words& words) {
  DoorView door;
  door.title = words.text("waiting.title");
  const std::string room =
      state.room_name.empty()
          ? ""
          : fill(words.text("waiting.room"), {room_title(words, state.room_name)}) + " ";
  door.byline = room + collector_sentence(state, words);
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
  door.title = state.room_name.empty() ? words.text("unknown_room.none")
                                       : fill(words.text("unknown_room.title"), {state.room_name});
  door.byline = fill(words.text("unknown_room.rooms"), {short_name_list(names)});
  return door;
}

}  // namespace

std::string byline_of(const Words& words, const Session& session) {
  const std::string names = name_list(words, session.presenters);
  const auto count = static_cast<int>(session.presenters.size());
  const std::string by =
      names.empty() ? "" : fill(words.plural("door.presented", count), {"", names});
  return dotted({by, session.group});
}

void show_challenge(DoorView& door, const Words& words, const Session& session) {
  if (!session.challenge.empty()) {
    door.challenge_label = words.text("door.challenge");
    door.challenge = in_quotes(words, session.challenge);
  }
}

DoorView make_door(const State& state, const Words& words) {
  if (!state.event) {
    return waiting_for_schedule(state, words);
  }
  if (!door_room(state)) {
    return unknown_room(state, words);
  }
  const DoorDay day = door_day(state);
  DoorView door;
  if (shows_compact_exit(state)) {
    door.exit = make_compact_exit(state, words);
  } else if (may_leave(state)) {
    door.leave_button = words.text("door.leaving");
  }
  if (day.current) {
    show_current(door, state, words, *day.current);
    show_side(door, state, words, day);
  } else if (day.gone) {
    show_gone(door, state, words, *day.gone);
    show_side(door, state, words, day);
  } else {
    show_upcoming(door, state, words, day);
  }
  return door;
}

}  // namespace lintel::kiosk
