#include "kiosk/app/browsing.h"
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

// What keeps answers from being sent, with how many are safe here meanwhile.
StatusLine held_up(const Words& words, std::string_view key, int waiting) {
  const std::string saved_here = waiting > 0 ? words.plural("status.saved_here", waiting) : "";
  const std::string short_key = std::string{key} + "_short";
  return {Tone::trouble, dotted({words.text(key), saved_here}), words.text(short_key)};
}

StatusLine waiting_line(const Words& words, int waiting) {
  return {Tone::waiting, words.plural("status.waiting", waiting),
          words.plural("status.waiting_short", waiting)};
}

StatusLine plain_line(Tone tone, std::string text) {
  return {tone, text, text};
}

StatusLine sending_line(const State& state, const Words& words) {
  const int waiting = state.counts.held + state.counts.released;
  switch (state.sending) {
    case Sending::not_paired:
      return held_up(words, "status.not_paired", waiting);
    case Sending::intercepted:
      return held_up(words, "status.intercepted", waiting);
    case Sending::clock_wrong:
      return held_up(words, "status.clock_wrong", waiting);
    case Sending::sign_in:
      return held_up(words, "status.sign_in", waiting);
    case Sending::unknown:
    case Sending::connected:
    case Sending::no_network:
    case Sending::busy:
      break;
  }
  if (state.counts.quarantined > 0) {
    return plain_line(Tone::trouble, words.plural("status.quarantined", state.counts.quarantined));
  }
  if (waiting > 0) {
    return waiting_line(words, waiting);
  }
  switch (state.sending) {
    case Sending::connected:
      return plain_line(Tone::good, words.text("status.all_sent"));
    case Sending::no_network:
      return plain_line(Tone::normal, words.text("status.offline"));
    case Sending::unknown:
    case Sending::busy:
    case Sending::sign_in:
    case Sending::clock_wrong:
    case Sending::intercepted:
    case Sending::not_paired:
      break;
  }
  return plain_line(Tone::normal, words.text("status.ready"));
}

StatusLine status_line(const State& state, const Words& words) {
  switch (state.storage) {
    case StorageStanding::full:
      return {Tone::trouble, words.text("status.full"), words.text("status.full_short")};
    case StorageStanding::failing:
      return {Tone::trouble, words.text("status.failing"), words.text("status.failing_short")};
    case StorageStanding::ok:
      break;
  }
  if (state.damage_set_aside) {
    return {Tone::trouble, words.text("status.set_aside"), words.text("status.set_aside_short")};
  }
  return sending_line(state, words);
}

std::string subtitle(const State& state, const Words& words) {
  if (!state.event) {
    return "";
  }
  if (state.screen == Screen::board || state.screen == Screen::search) {
    const auto day = board_day(state);
    return dotted({state.event->title, day ? date_text(words, *day) : ""});
  }
  return dotted({state.event->title, in_quotes(words, state.event->theme)});
}

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

}  // namespace

Chrome make_chrome(const State& state, const Words& words) {
  const bool on_board = state.screen == Screen::board || state.screen == Screen::search;
  const Room* room = door_room(state);
  Chrome chrome;
  chrome.this_room = words.text("chrome.this_room");
  chrome.all_rooms = words.text("chrome.all_rooms");
  chrome.title =
      on_board ? chrome.all_rooms : room_title(words, room ? room->name : state.room_name);
  chrome.subtitle = subtitle(state, words);
  // Without a schedule nobody knows the school's offset from UTC: no clock beats a wrong one.
  chrome.clock = state.event ? clock_text(local_now(state), clock_style(state)) : "";
  chrome.tab = on_board ? Tab::all_rooms : Tab::this_room;
  if (shows_pairing(state)) {
    chrome.tab = Tab::none;  // there is nowhere to go yet
  }
  if (chrome.title.empty()) {
    chrome.title = words.text("pairing.no_room");
  }
  StatusLine status = status_line(state, words);
  chrome.status_tone = status.tone;
  chrome.status = std::move(status.text);
  chrome.status_short = std::move(status.text_short);
  chrome.status_opens_pairing = may_open_pairing(state);
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
