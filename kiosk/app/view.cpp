#include "kiosk/app/place.h"
#include "kiosk/app/reduce.h"
#include "kiosk/app/view_parts.h"

namespace lintel::kiosk {
namespace {

template <class Unit>
int count_left(milliseconds span) {
  return static_cast<int>(std::chrono::ceil<Unit>(std::max(span, milliseconds{0})).count());
}

TileIcon icon_of(std::string_view use) {
  if (use == "yes-this-week") {
    return TileIcon::check;
  }
  if (use == "yes-with-help") {
    return TileIcon::hand;
  }
  return use == "not-for-me" ? TileIcon::minus : TileIcon::dots;
}

ScreenView make_screen(const State& state, const Words& words) {
  switch (state.screen) {
    case Screen::door:
      return shows_pairing(state) ? ScreenView{make_pairing(state, words)}
                                  : ScreenView{make_door(state, words)};
    case Screen::exit:
      return make_exit(state, words);
    case Screen::note:
      return make_note(state, words);
    case Screen::board:
      return make_board(state, words);
    case Screen::search:
      return make_search(state, words);
  }
  return make_door(state, words);
}

}  // namespace

View make_view(const State& state, const Words& words) {
  return {make_chrome(state, words), make_screen(state, words), make_overlay(state, words)};
}

std::vector<AnswerTile> answer_tiles(const State& state, const Words& words) {
  std::vector<AnswerTile> tiles;
  for (const auto& use : state.event->form.use) {
    tiles.push_back({use, words.text("use." + use), icon_of(use)});
  }
  return tiles;
}

int most_ideas(const Event& event) {
  std::size_t most = 0;
  for (const Session& session : event.sessions) {
    most = std::max(most, session.suggestions.size());
  }
  return static_cast<int>(most);
}

ClockStyle clock_style(const State& state) {
  return state.event ? state.event->clock_style : ClockStyle::hours_12;
}

std::string failure_sentence(const State& state, const Words& words) {
  return words.text(state.storage == StorageStanding::full ? "failed.full" : "failed.failing");
}

int minutes_left(milliseconds span) {
  return count_left<minutes>(span);
}
int seconds_left(milliseconds span) {
  return count_left<seconds>(span);
}

}  // namespace lintel::kiosk
