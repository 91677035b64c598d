#include "kiosk/app/browsing.h"
#include "kiosk/app/clock_check.h"
#include "kiosk/app/door_day.h"
#include "kiosk/app/news.h"
#include "kiosk/app/place.h"
#include "kiosk/app/reduce.h"
#include "kiosk/app/view_parts.h"
#include "kiosk/app/visiting.h"
#include "kiosk/app/wording.h"
#include "shared/event/accent.h"

namespace lintel::kiosk {
namespace {

struct StatusLine {
  Tone tone = Tone::normal;
  std::string text;
  std::string text_short;
};

// No line says how many: whoever watches the door would see it move with one answer. Only what has
// been released changes a line, and that happens to a group at a time or at a close.
bool was_ever_given(const JournalCounts& counts) {
  return counts.released > 0 || counts.sent > 0 || counts.quarantined > 0;
}

StatusLine line(Tone tone, const Words& words, const std::string& key) {
  return {tone, words.text(key), words.text(key + "_short")};
}

// What keeps answers from being sent, and that they are safe here meanwhile.
StatusLine held_up(const State& state, const Words& words, const std::string& key) {
  StatusLine status = line(Tone::trouble, words, key);
  if (was_ever_given(state.counts)) {
    status.text = dotted({status.text, words.text("status.saved_here")});
  }
  return status;
}

StatusLine sending_line(const State& state, const Words& words) {
  switch (state.sending) {
    case Sending::not_paired:
      return held_up(state, words, "status.not_paired");
    case Sending::intercepted:
      return held_up(state, words, "status.intercepted");
    case Sending::clock_wrong:
      return held_up(state, words, "status.clock_wrong");
    case Sending::certificate_dates:
      return held_up(state, words, "status.certificate_dates");
    case Sending::certificate_or_clock:
      return held_up(state, words, "status.certificate_or_clock");
    case Sending::sign_in:
      return held_up(state, words, "status.sign_in");
    case Sending::own_computer_only:
      return held_up(state, words, "status.own_computer_only");
    case Sending::unknown:
    case Sending::connected:
    case Sending::no_network:
    case Sending::busy:
      break;
  }
  if (state.counts.quarantined > 0) {
    return line(Tone::trouble, words, "status.quarantined");
  }
  if (!was_ever_given(state.counts)) {
    return line(Tone::normal, words, "status.ready");
  }
  if (state.counts.released > 0) {
    return line(Tone::waiting, words,
                state.sending == Sending::no_network ? "status.waiting_offline" : "status.waiting");
  }
  return state.sending == Sending::connected ? line(Tone::good, words, "status.connected")
                                             : line(Tone::normal, words, "status.offline");
}

StatusLine status_line(const State& state, const Words& words) {
  switch (state.storage) {
    case StorageStanding::full:
      return line(Tone::trouble, words, "status.full");
    case StorageStanding::failing:
      return line(Tone::trouble, words, "status.failing");
    case StorageStanding::ok:
      break;
  }
  if (state.identity_shared) {
    return line(Tone::trouble, words, "status.identity_shared");
  }
  if (state.damage_set_aside) {
    return line(Tone::trouble, words, "status.set_aside");
  }
  if (is_clock_doubtful(state) && state.event) {
    const std::string clock = door_clock_text(state, words);
    StatusLine status = line(Tone::trouble, words, "status.clock_doubtful");
    status.text = fill(status.text, {clock});
    status.text_short = fill(status.text_short, {clock});
    return status;
  }
  return sending_line(state, words);
}

bool is_browsing(const State& state) {
  return state.screen == Screen::board || state.screen == Screen::search;
}

// The exit question still stands because somebody touched it just now, while the next session has
// begun: whoever arrives must read so.
const Session* runs_behind(const State& state) {
  const bool is_door = state.screen == Screen::door || is_browsing(state);
  return is_door || base_screen(state) == Screen::exit ? nullptr : current_session(state);
}

std::string subtitle(const State& state, const Words& words) {
  if (!state.event) {
    return "";
  }
  if (is_browsing(state)) {
    const auto day = board_day(state);
    return dotted({state.event->title, day ? date_text(words, *day) : ""});
  }
  if (const Session* session = runs_behind(state)) {
    return fill(words.text("chrome.now"), {session->title});
  }
  const bool is_quiet = state.screen == Screen::door && door_room(state) && !current_session(state);
  return dotted({state.event->title, is_quiet ? date_text(words, day_of(local_now(state)))
                                              : in_quotes(words, state.event->theme)});
}

// What can be pressed in the bar of this screen, besides languages and letter size.
void show_bar(Chrome& chrome, const State& state, const Words& words) {
  if (shows_pairing(state)) {
    return;  // there is nowhere to go yet
  }
  chrome.pairing = may_open_pairing(state) ? words.text("chrome.pairing") : "";
  if (is_browsing(state)) {
    chrome.this_room = words.text("chrome.this_room");
    chrome.search = state.screen == Screen::board && state.event ? words.text("board.search") : "";
    return;
  }
  chrome.all_rooms = words.text("chrome.all_rooms");
  if (state.screen == Screen::exit && asked_session(state)) {
    chrome.change = words.text("exit.change");
    chrome.change_short = words.text("exit.change_short");
  }
  const Session* shown = main_session(state);
  if (shows_compact_exit(state) && shown && !shown->slides_url.empty()) {
    chrome.slides = words.text("door.slides");
  }
}

}  // namespace

std::vector<LanguageChoice> language_choices(const State& state) {
  std::vector<LanguageChoice> choices;
  const auto offered = offered_languages(state);
  if (offered.size() < 2) {
    return choices;  // nothing to choose
  }
  for (const auto& code : offered) {
    choices.push_back({code, language_label(code), code == shown_language(state)});
  }
  return choices;
}

Chrome make_chrome(const State& state, const Words& words) {
  const Room* room = door_room(state);
  Chrome chrome;
  chrome.title = is_browsing(state) ? words.text("chrome.all_rooms")
                                    : room_title(words, room ? room->name : state.room_name);
  if (chrome.title.empty()) {
    chrome.title = words.text("pairing.no_room");
  }
  chrome.subtitle = subtitle(state, words);
  // Without a schedule nobody knows the school's offset from UTC: no clock beats a wrong one.
  chrome.clock = state.event ? clock_text(local_now(state), clock_style(state)) : "";
  StatusLine status = status_line(state, words);
  chrome.status_tone = status.tone;
  // In the line that every layout has room for.
  const std::string watched =
      state.watched && !state.pairing.needed ? words.text("chrome.watched") : "";
  chrome.status = dotted({watched, std::move(status.text)});
  chrome.status_short = dotted({watched, std::move(status.text_short)});
  chrome.staff = is_at_base(state) && state.event ? words.text("staff.title") : "";
  show_bar(chrome, state, words);
  chrome.languages = language_choices(state);
  chrome.large_text = state.large_text;
  if (state.event) {
    const auto accent = parse_colour(state.event->accent);
    chrome.accent = accent && is_readable_accent(*accent) ? state.event->accent : "";
  }
  const std::string stale = stale_since(state, words);
  chrome.stale = stale.empty() ? "" : fill(words.text("chrome.stale"), {stale});
  return chrome;
}

}  // namespace lintel::kiosk
