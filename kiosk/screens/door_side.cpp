// Beside the main card: the sessions to come as cards; where nothing runs, the theme and a list
// too.
#include <algorithm>
#include <array>

#include "kiosk/screens/door_parts.h"

namespace lintel::kiosk::screens::door {
namespace {

using namespace ui;
using Role = SemanticNode::Role;

struct SideLook {
  float padding;  // at the sides
  float air;      // above and below
  float title;
  int lines;
};
constexpr std::array<SideLook, 5> side_looks{
    {{26, 26, 26, 3}, {26, 26, 26, 2}, {24, 20, 24, 2}, {24, 16, 22, 2}, {20, 12, 20, 2}}};

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
                         type::smallest, Align::left, Wrap::natural, ui::Line::plain},
                        inner);
  TextStyle style = type::card_title;
  style.size = look.title;
  block.title = ui.set(
      card.title,
      {style, cancelled ? colour::mute : colour::ink, look.lines, cancelled ? 0 : style.size - 4,
       Align::left, Wrap::balanced, cancelled ? ui::Line::struck : ui::Line::plain},
      inner);
  block.byline =
      ui.set(card.byline,
             {type::label_quiet, card.kind == CardKind::normal ? colour::mute : colour::ink, 1,
              type::caption.size, Align::left, Wrap::natural, ui::Line::plain},
             inner);
  block.height =
      2 * (look.air + stroke::hair) + block.kicker.height + space::xs + block.title.height;
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
  const Rect inside = place.inset(look.padding + stroke::hair, look.air + stroke::hair);
  constexpr float shared_at_most = 24;  // beside a taller card the words stay at the top
  const float more = place.height - block.height;
  float y = inside.y + (more <= shared_at_most ? more / 2 : 0);
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
  // A little that is left over goes to the cards, so that they end where the main card does.
  const auto rows = static_cast<float>(grid.row_heights.size());
  constexpr float more_at_most = 24;
  const float more = (room - grid.height) / rows;
  if (columns == 1 && more > 0 && more <= more_at_most) {
    for (float& height : grid.row_heights) {
      height += more;
    }
    grid.height = room;
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

// The theme of the day, where it is not in the header.
struct Theme {
  TextBlock kicker;
  TextBlock words;
  float height = 0;
};

constexpr float theme_padding = 28;

Theme set_theme(const DoorView& view, Ui& ui, float width, float size) {
  Theme theme;
  const float inner = width - 2 * theme_padding;
  theme.kicker = ui.set(view.theme_label,
                        {type::kicker, colour::on_accent_soft, 1, type::smallest, Align::left,
                         Wrap::natural, ui::Line::plain},
                        inner);
  TextStyle style = type::title_medium;
  style.size = size;
  theme.words = ui.set(
      view.theme,
      {style, colour::on_accent, 3, type::body.size, Align::left, Wrap::balanced, ui::Line::plain},
      inner);
  theme.height = 2 * theme_padding + theme.kicker.height + space::xs + theme.words.height;
  return theme;
}

void put_theme(const Theme& theme, Ui& ui, const Rect& place) {
  ui.canvas().fill(place, colour::accent, radius::card);
  const Rect inside = place.inset(theme_padding);
  ui.put(theme.kicker, inside, {"theme.label"});
  ui.put(theme.words,
         {inside.x, inside.y + theme.kicker.height + space::xs, inside.width, theme.words.height},
         {"theme", Role::heading});
}

struct ListRow {
  TextBlock time;
  TextBlock words;
  float height = 0;
};
struct List {
  TextBlock kicker;
  std::vector<ListRow> lines;
  float times = 0;  // width
  float height = 0;
};

constexpr float list_padding = theme_padding;
constexpr float between_lines = space::xs + 2;

List set_list(const SessionList& view, Ui& ui, float width, std::size_t count) {
  List list;
  const float inner = width - 2 * list_padding;
  list.kicker = ui.set(
      view.kicker,
      {type::kicker, colour::mute, 1, type::smallest, Align::left, Wrap::natural, ui::Line::plain},
      inner);
  list.height = 2 * space::l + list.kicker.height + space::xxs;
  for (std::size_t i = 0; i < std::min(count, view.sessions.size()); ++i) {
    const ListedSession& session = view.sessions[i];
    const bool normal = session.kind == CardKind::normal;
    const Colour ink = normal ? colour::ink : colour::coral_deep;
    const float time_room = std::max(64.0F, ui.width_of("00:00", type::caption_strong) + space::s);
    list.times = time_room;
    ListRow line;
    line.time = ui.set(session.time, {type::caption_strong, ink, 1, 0, Align::left, Wrap::natural,
                                      ui::Line::plain});
    line.words = ui.set(session.words,
                        {normal ? type::caption : type::caption_strong, ink, 2, 0, Align::left,
                         Wrap::natural, ui::Line::plain},
                        inner - time_room);
    line.height = std::max(line.time.height, line.words.height);
    list.height += between_lines + line.height;
    list.lines.push_back(std::move(line));
  }
  return list;
}

void put_list(const List& list, Ui& ui, const Rect& place) {
  card(ui, place);
  Rect row{place.x + list_padding, place.y + space::l, place.width - 2 * list_padding, 0};
  ui.put(list.kicker, row, {"list", Role::heading});
  row.y += list.kicker.height + space::xxs + between_lines;
  for (std::size_t i = 0; i < list.lines.size(); ++i) {
    const std::string id = "list." + std::to_string(i + 1);
    const ListRow& line = list.lines[i];
    ui.put(line.time, row, {id + ".time"});
    ui.put(line.words, {row.x + list.times, row.y, row.width - list.times, line.height},
           {id + ".words"});
    row.y += line.height + between_lines;
  }
}

// All that stands beside, from top to bottom: the theme, the cards, the list.
struct Side {
  Theme theme;
  std::vector<SideCard> cards;
  SideGrid grid;
  List list;
  std::size_t columns = 1;
  float height = 0;
};

Side set_side_with(const DoorView& view, Ui& ui, float width, float room, float theme_size,
                   std::size_t lines, std::size_t cards) {
  Side side;
  side.cards.assign(view.side.begin(), view.side.begin() + static_cast<std::ptrdiff_t>(
                                                               std::min(cards, view.side.size())));
  const auto stack = [&](float height) {
    side.height += (side.height > 0 ? space::m : 0) + height;
  };
  if (!view.theme.empty() && theme_size > 0) {
    side.theme = set_theme(view, ui, width, theme_size);
    stack(side.theme.height);
  }
  if (!view.list.sessions.empty() && lines > 0) {
    side.list = set_list(view.list, ui, width, lines);
    stack(side.list.height);
  }
  side.columns = ui.portrait() && side.cards.size() > 1 ? 2 : 1;
  if (!side.cards.empty()) {
    const float rest = room - side.height - (side.height > 0 ? space::m : 0);
    side.grid = set_side_grid(side.cards, ui, width, static_cast<int>(side.columns), rest);
    stack(side.grid.height);
  }
  return side;
}

// The theme gives way first, then lines of the list, then what comes last.
Side set_all(const DoorView& view, Ui& ui, float width, float room) {
  struct Way {
    float theme;
    std::size_t lines;
  };
  constexpr std::array<Way, 6> ways{{{40, 5}, {32, 5}, {28, 4}, {0, 4}, {0, 2}, {0, 0}}};
  Side side;
  for (const Way& way : ways) {
    side = set_side_with(view, ui, width, room, way.theme, way.lines, view.side.size());
    if (side.height <= room) {
      return side;
    }
  }
  for (std::size_t cards = view.side.size(); cards > 1 && side.height > room;) {
    side = set_side_with(view, ui, width, room, 0, 0, --cards);
  }
  return side;
}

}  // namespace

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

TextBlock set_news(const std::vector<std::string>& news, Ui& ui, float width, int lines) {
  std::string all;
  for (const std::string& line : news) {
    all += (all.empty() ? "" : "\n") + line;
  }
  return ui.set(all,
                {type::label, colour::coral_deep, lines, type::smallest, Align::left, Wrap::natural,
                 ui::Line::plain},
                width);
}

float side_height(const DoorView& view, Ui& ui, float width, float room) {
  return set_all(view, ui, width, room).height;
}

void draw_side(const DoorView& view, Ui& ui, const Rect& place) {
  const Side side = set_all(view, ui, place.width, place.height);
  float y = place.y;
  const auto stand = [&](float height) {
    const Rect rect{place.x, y, place.width, height};
    y += height + space::m;
    return rect;
  };
  if (!side.theme.words.text.empty()) {
    put_theme(side.theme, ui, stand(side.theme.height));
  }
  if (!side.cards.empty()) {
    draw_side_grid(side.cards, side.grid, ui, stand(side.grid.height), side.columns);
  }
  if (!side.list.lines.empty()) {
    put_list(side.list, ui, stand(side.list.height));
  }
}

}  // namespace lintel::kiosk::screens::door
