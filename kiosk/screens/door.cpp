// Screen 1: what is on in this room now, and what comes.
#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "kiosk/screens/screens.h"

namespace lintel::kiosk::screens {
namespace {

using namespace ui;
using Role = SemanticNode::Role;

struct CardColours {
  Colour fill;
  Colour line;
  Colour kicker;
};

CardColours colours_of(CardKind kind, Colour normal_kicker) {
  switch (kind) {
    case CardKind::normal:
      return {colour::card, colour::line, normal_kicker};
    case CardKind::moved:
      return {colour::coral_soft, colour::coral_line, colour::coral_deep};
    case CardKind::cancelled:
      return {colour::quiet_card, colour::line, colour::coral_deep};
  }
  return {colour::card, colour::line, normal_kicker};
}

// Sizes to try in turn until everything stands in full.
struct Step {
  float title;
  float byline;
  float challenge;
};
constexpr std::array<Step, 6> steps{
    {{48, 24, 24}, {44, 24, 24}, {40, 22, 22}, {36, 22, 20}, {32, 20, 20}, {28, 18, 18}}};

struct Upper {
  TextBlock kicker;
  TextBlock title;
  TextBlock byline;
  TextBlock news;
  TextBlock challenge;
  float height = 0;
  bool complete = false;  // nothing is shortened
  bool whole = false;     // and no word is broken
};

constexpr float after_kicker = space::m;
constexpr float after_title = space::m;
constexpr float after_byline = space::l - space::xxs;
constexpr float challenge_padding = space::l;

// One line for each thing that changed.
TextBlock set_news(const std::vector<std::string>& news, Ui& ui, float width, int lines) {
  std::string all;
  for (const std::string& line : news) {
    all += (all.empty() ? "" : "\n") + line;
  }
  return ui.set(all,
                {type::label, colour::coral_deep, lines, type::smallest, Align::left, Wrap::natural,
                 Line::plain},
                width);
}

Upper set_upper(const DoorView& view, Ui& ui, float width, float height, const Step& step) {
  Upper upper;
  const bool cancelled = view.kind == CardKind::cancelled;
  upper.kicker = ui.set(view.kicker,
                        {type::kicker, colours_of(view.kind, colour::accent).kicker, 2,
                         type::smallest, Align::left, Wrap::natural, Line::plain},
                        width);
  TextStyle style = type::title_large;
  style.size = step.title;
  upper.title = ui.set(view.title,
                       {style, cancelled ? colour::mute : colour::ink, 4, 0, Align::left,
                        Wrap::balanced, cancelled ? Line::struck : Line::plain},
                       width);
  style = type::body_large;
  style.size = step.byline;
  const bool message = view.kicker.empty();  // "Waiting for the schedule" and why
  upper.byline = ui.set(view.byline,
                        {style, colour::mute, 3, 0, Align::left,
                         message ? Wrap::balanced : Wrap::natural, Line::plain},
                        width);
  upper.news = set_news(view.news, ui, width, 4);
  const auto stand = [](const TextBlock& block, float gap) {
    return block.text.empty() ? 0 : block.height + gap;
  };
  float used = stand(upper.kicker, after_kicker) + stand(upper.title, after_title) +
               stand(upper.byline, after_byline) + stand(upper.news, after_byline);
  if (!view.challenge.empty()) {
    style.size = step.challenge;
    const float room = std::max(height - used - 2 * challenge_padding, style.size);
    const std::string label = view.challenge_label + " ";
    upper.challenge = ui.set({Run{label, Weight::extrabold}, Run{view.challenge, Weight::regular}},
                             {style, colour::ink, 8, 0, Align::left, Wrap::natural, Line::plain},
                             width - 2 * challenge_padding, room);
    used += upper.challenge.height + 2 * challenge_padding;
  }
  upper.height = used;
  upper.complete = used <= height && !upper.title.shortened && !upper.byline.shortened &&
                   !upper.news.shortened && !upper.challenge.shortened;
  upper.whole = upper.complete && !upper.title.split_word;
  return upper;
}

// The largest step at which all is there in whole words; else in broken ones; else the smallest.
Upper fit_upper(const DoorView& view, Ui& ui, float width, float height) {
  std::optional<Upper> complete;
  Upper upper;
  for (const Step& step : steps) {
    upper = set_upper(view, ui, width, height, step);
    if (upper.whole) {
      return upper;
    }
    if (upper.complete && !complete) {
      complete = upper;
    }
  }
  return complete ? *complete : upper;
}

void put_upper(const Upper& upper, Ui& ui, const Rect& place) {
  float y = place.y;
  const auto stack = [&](const TextBlock& block, float gap, const Caption& caption) {
    if (!block.text.empty()) {
      ui.put(block, {place.x, y, place.width, block.height}, caption);
      y += block.height + gap;
    }
  };
  stack(upper.kicker, after_kicker, {"kicker"});
  stack(upper.title, after_title, {"title", Role::heading});
  stack(upper.byline, after_byline, {"byline"});
  stack(upper.news, after_byline, {"news"});
  if (!upper.challenge.text.empty()) {
    const Rect box{place.x, y, place.width, upper.challenge.height + 2 * challenge_padding};
    ui.canvas().fill(box, colour::sun_soft, radius::box);
    ui.put(upper.challenge, box.inset(challenge_padding), {"challenge"});
  }
}

struct Lower {
  float height = 0;
  bool buttons = false;
  bool clockwork = false;  // time left and the bar
};

Lower measure_lower(const DoorView& view) {
  Lower lower;
  lower.buttons = !view.leave_button.empty() || !view.slides_button.empty();
  lower.clockwork = view.running && !view.time_left.empty();
  if (lower.buttons) {
    lower.height += extent::button;
  }
  if (lower.clockwork) {
    lower.height +=
        (lower.buttons ? space::m : 0) + space::l + space::xxs + space::m + extent::progress;
  }
  return lower;
}

Answer draw_lower(const DoorView& view, const Lower& lower, Ui& ui, const Rect& place) {
  Answer answer;
  float bottom = place.bottom();
  if (lower.clockwork) {
    progress_bar(ui, {place.x, bottom - extent::progress, place.width, extent::progress},
                 view.progress);
    bottom -= extent::progress + space::m;
    const TextBlock left = ui.set(view.time_left,
                                  {type::label_quiet, colour::mute, 1, type::smallest, Align::left,
                                   Wrap::natural, Line::plain},
                                  place.width);
    const Rect row{place.x, bottom - left.height, place.width, left.height};
    ui.put(left, row, {"time-left"});
    bottom -= space::l + space::xxs + space::m;
  }
  if (!lower.buttons) {
    return answer;
  }
  const Rect row{place.x, bottom - extent::button, place.width, extent::button};
  float slides = 0;
  if (!view.slides_button.empty()) {
    const float wanted = button_width(ui, view.slides_button, look::outline, space::xxl);
    slides = view.leave_button.empty() ? row.width : std::min(wanted, row.width * 0.36F);
    if (button(ui,
               {"slides",
                view.slides_button,
                {row.right() - slides, row.y, slides, row.height},
                {},
                false,
                {}},
               look::outline)) {
      answer = intent::OpenSlides{};
    }
  }
  if (!view.leave_button.empty()) {
    const float width = row.width - (slides > 0 ? slides + space::m : 0);
    if (button(ui, {"leave", view.leave_button, {row.x, row.y, width, row.height}, {}, false, {}},
               look::primary)) {
      answer = intent::OpenExit{};
    }
  }
  return answer;
}

Answer draw_main_card(const DoorView& view, Ui& ui, const Rect& place) {
  const CardColours colours = colours_of(view.kind, colour::accent);
  ui.canvas().panel(place, colours.fill, radius::card, {colours.line, stroke::hair});
  const Rect inside = place.inset(space::xl + stroke::hair);
  const Lower lower = measure_lower(view);
  const float room = inside.height - lower.height - (lower.height > 0 ? space::l : 0);
  const Upper upper = fit_upper(view, ui, inside.width, room);
  Rect top = inside;
  if (!view.running && lower.height == 0) {
    // A quiet room: one sentence in the middle of its card.
    top.y += std::max(0.0F, (inside.height - upper.height) * 0.42F);
  }
  put_upper(upper, ui, top);
  return draw_lower(view, lower, ui, inside);
}

struct SideLook {
  float padding;
  float title;
  int lines;
};
constexpr std::array<SideLook, 5> side_looks{
    {{26, 26, 3}, {26, 26, 2}, {20, 24, 2}, {16, 22, 2}, {12, 20, 1}}};

struct SideBlock {
  TextBlock kicker;
  TextBlock title;
  TextBlock byline;
  TextBlock news;
  float height = 0;
};

SideBlock set_side(const SideCard& card, Ui& ui, float width, const SideLook& look) {
  SideBlock block;
  const float inner = width - 2 * (look.padding + stroke::hair);
  const bool cancelled = card.kind == CardKind::cancelled;
  block.kicker = ui.set(card.kicker,
                        {type::kicker, colours_of(card.kind, colour::mute).kicker, 2,
                         type::smallest, Align::left, Wrap::natural, Line::plain},
                        inner);
  TextStyle style = type::card_title;
  style.size = look.title;
  block.title = ui.set(
      card.title,
      {style, cancelled ? colour::mute : colour::ink, look.lines, cancelled ? 0 : style.size - 4,
       Align::left, Wrap::balanced, cancelled ? Line::struck : Line::plain},
      inner);
  block.byline = ui.set(card.byline,
                        {type::label_quiet, colour::mute, 1, type::caption.size, Align::left,
                         Wrap::natural, Line::plain},
                        inner);
  block.height =
      2 * (look.padding + stroke::hair) + block.kicker.height + space::xs + block.title.height;
  if (!card.byline.empty()) {
    block.height += space::xxs + block.byline.height;
  }
  block.news = set_news(card.news, ui, inner, 4);
  if (!card.news.empty()) {
    block.height += space::xxs + block.news.height;
  }
  return block;
}

void put_side(const SideCard& card, const SideBlock& block, Ui& ui, const Rect& place,
              const SideLook& look, const std::string& id) {
  const CardColours colours = colours_of(card.kind, colour::mute);
  ui.canvas().panel(place, colours.fill, radius::card, {colours.line, stroke::hair});
  const Rect inside = place.inset(look.padding + stroke::hair);
  float y = inside.y;
  ui.put(block.kicker, {inside.x, y, inside.width, block.kicker.height}, {id + ".kicker"});
  y += block.kicker.height + space::xs;
  ui.put(block.title, {inside.x, y, inside.width, block.title.height},
         {id + ".title", Role::heading});
  y += block.title.height + space::xxs;
  ui.put(block.byline, {inside.x, y, inside.width, block.byline.height}, {id + ".byline"});
  y += card.byline.empty() ? 0 : block.byline.height + space::xxs;
  ui.put(block.news, {inside.x, y, inside.width, block.news.height}, {id + ".news"});
}

// The cards in a grid of this many columns; the look gives way until they fit into `room`.
struct SideGrid {
  std::vector<SideBlock> blocks;
  std::vector<float> row_heights;
  SideLook look{};
  float column_width = 0;
  float height = 0;
};

SideGrid set_side_grid(const std::vector<SideCard>& cards, Ui& ui, float width, int columns,
                       float room) {
  SideGrid grid;
  const auto across = static_cast<float>(columns);
  grid.column_width = (width - space::m * (across - 1)) / across;
  for (const SideLook& look : side_looks) {
    grid.look = look;
    grid.blocks.clear();
    grid.row_heights.clear();
    for (std::size_t i = 0; i < cards.size(); ++i) {
      const bool alone = columns > 1 && i + 1 == cards.size() && cards.size() % 2 == 1;
      grid.blocks.push_back(set_side(cards[i], ui, alone ? width : grid.column_width, look));
      const float height = grid.blocks.back().height;
      if (i % static_cast<std::size_t>(columns) == 0) {
        grid.row_heights.push_back(height);
      } else {
        grid.row_heights.back() = std::max(grid.row_heights.back(), height);
      }
    }
    grid.height = space::m * static_cast<float>(grid.row_heights.size() - 1);
    for (const float height : grid.row_heights) {
      grid.height += height;
    }
    if (grid.height <= room) {
      break;
    }
  }
  return grid;
}

void draw_side_grid(const std::vector<SideCard>& cards, const SideGrid& grid, Ui& ui,
                    const Rect& place, std::size_t columns) {
  float y = place.y;
  for (std::size_t i = 0; i < cards.size(); ++i) {
    const std::size_t row = i / columns;
    const std::size_t column = i % columns;
    const bool alone = columns > 1 && i + 1 == cards.size() && column == 0;
    const Rect card{place.x + static_cast<float>(column) * (grid.column_width + space::m), y,
                    alone ? place.width : grid.column_width, grid.row_heights[row]};
    put_side(cards[i], grid.blocks[i], ui, card, grid.look, "side." + std::to_string(i + 1));
    if (column + 1 == columns) {
      y += grid.row_heights[row] + space::m;
    }
  }
}

}  // namespace

Answer draw_door(const DoorView& view, Ui& ui, const Rect& place) {
  if (view.side.empty()) {
    return draw_main_card(view, ui, place);
  }
  if (ui.portrait()) {
    constexpr int columns = 2;
    const int used = view.side.size() == 1 ? 1 : columns;
    const SideGrid grid = set_side_grid(view.side, ui, place.width, used, place.height * 0.42F);
    const Rect main{place.x, place.y, place.width, place.height - grid.height - space::m};
    const Answer answer = draw_main_card(view, ui, main);
    draw_side_grid(view.side, grid, ui,
                   from_edges(place.x, main.bottom() + space::m, place.right(), place.bottom()),
                   static_cast<std::size_t>(used));
    return answer;
  }
  constexpr float side_share = 404.0F / 1200.0F;
  const float side = place.width * side_share;
  const Rect main{place.x, place.y, place.width - side - space::l, place.height};
  const SideGrid grid = set_side_grid(view.side, ui, side, 1, place.height);
  const Answer answer = draw_main_card(view, ui, main);
  draw_side_grid(view.side, grid, ui, {main.right() + space::l, place.y, side, place.height}, 1);
  return answer;
}

}  // namespace lintel::kiosk::screens
