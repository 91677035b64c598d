#include "kiosk/app/browsing.h"

#include <algorithm>

#include "kiosk/app/keyboard.h"
#include "kiosk/app/note.h"
#include "kiosk/app/place.h"
#include "kiosk/app/rules.h"
#include "shared/core/folding.h"
#include "shared/core/text.h"

namespace lintel::kiosk {
namespace {

Search* query_of(State& state) {
  const bool is_open = state.screen == Screen::search && state.overlay == OverlayKind::none;
  return is_open && state.search ? &*state.search : nullptr;
}

bool is_browsing(const State& state) {
  return state.screen == Screen::board || state.screen == Screen::search;
}

std::string searched_text(const State& state, const Session& session) {
  std::string text = session.title;
  for (const std::string& name : session.presenters) {
    text += " " + name;
  }
  const Room* room = state.event->find_room(session.room);
  return fold(text + " " + session.group + " " + (room ? room->name : ""));
}

}  // namespace

std::vector<LocalDay> board_days(const State& state) {
  std::vector<LocalDay> days;
  if (state.event) {
    for (const Session& session : state.event->sessions) {
      days.push_back(day_of(session.start.local()));
    }
  }
  std::ranges::sort(days);
  const auto repeated = std::ranges::unique(days);
  days.erase(repeated.begin(), repeated.end());
  return days;
}

std::optional<LocalDay> board_day(const State& state) {
  const std::vector<LocalDay> days = board_days(state);
  if (days.empty()) {
    return std::nullopt;
  }
  if (state.chosen_day && std::ranges::binary_search(days, *state.chosen_day)) {
    return state.chosen_day;
  }
  const LocalDay today = day_of(local_now(state));
  return *std::ranges::min_element(days, {},
                                   [&](LocalDay day) { return std::chrono::abs(day - today); });
}

void show_day(State& state, const std::string& day) {
  const auto parsed = parse_day(day);
  if (state.screen == Screen::board && state.overlay == OverlayKind::none && parsed) {
    state.chosen_day = *parsed;
  }
}

void open_session(State& state, const SessionId& session) {
  if (is_browsing(state) && state.overlay == OverlayKind::none) {
    state.opened = session;
    state.overlay = opened_session(state) ? OverlayKind::session : OverlayKind::none;
  }
}

const Session* opened_session(const State& state) {
  return state.event && state.opened ? state.event->find_session(*state.opened) : nullptr;
}

void open_search(State& state) {
  if (state.screen == Screen::board && state.overlay == OverlayKind::none && state.event) {
    state.search = Search{};
    state.screen = Screen::search;
  }
}

void close_search(State& state) {
  if (query_of(state)) {
    state.search.reset();
    state.screen = Screen::board;
  }
}

void show_search_keyboard(State& state) {
  if (Search* search = query_of(state)) {
    search->has_keyboard = true;
  }
}

void type_query(State& state, const std::string& utf8) {
  Search* search = query_of(state);
  if (search && is_typable(utf8) && search->text.size() + utf8.size() <= query_bytes_max) {
    search->text += utf8;
    search->layer = after_typing(search->layer, utf8);
  }
}

void erase_query(State& state) {
  if (Search* search = query_of(state)) {
    search->text = without_last_character(search->text);
  }
}

void switch_query_layer(State& state, const std::string& layer) {
  Search* search = query_of(state);
  if (search && is_layer(layer)) {
    search->layer = layer;
  }
}

void hide_search_keyboard(State& state) {
  if (Search* search = query_of(state)) {
    search->has_keyboard = false;
  }
}

std::vector<const Session*> found_sessions(const State& state) {
  std::vector<const Session*> found;
  const std::vector<std::string> words =
      state.search ? split(fold(state.search->text), ' ') : std::vector<std::string>{};
  const bool is_empty = std::ranges::all_of(words, [](const auto& word) { return word.empty(); });
  if (!state.event || is_empty) {
    return found;
  }
  for (const Session& session : state.event->sessions) {
    const std::string text = searched_text(state, session);
    const auto has = [&](const std::string& word) { return text.find(word) != std::string::npos; };
    if (std::ranges::all_of(words, has)) {
      found.push_back(&session);
    }
  }
  std::ranges::stable_partition(
      found, [&](const Session* session) { return state.now < session->end.utc; });
  found.resize(std::min(found.size(), search_results_max));
  return found;
}

}  // namespace lintel::kiosk
