// Screen 6: all rooms as rows, the day's starts or pieces of the clock as columns. What does not
// fit is scrolled by finger under standing headings, with the present hour in view first. Where a
// cell stands follows from numbers alone, so only those on the glass are set and drawn, whatever
// the size of the day.
#include <algorithm>
#include <cmath>
#include <cstddef>

#include "kiosk/screens/board_cell.h"
#include "kiosk/screens/screens.h"

namespace lintel::kiosk::screens {
namespace {

using namespace ui;
using Role = SemanticNode::Role;

using board::cell_least_width;
using board::gap;

constexpr float heading_height = 56;
constexpr float tabs_height = 64;
constexpr float cell_tallest = 260;       // a short list is not blown up to posters
constexpr float cell_least_height = 116;  // two lines of title and one of names

struct Layout {
  Rect rooms;     // labels of the rows
  Rect headings;  // labels of the columns
  Rect body;
  float column = 0;  // pitch
  float row = 0;     // pitch of one cell; a row of several sessions is a multiple
  std::vector<float> tops;
  Point content;
};

// In cells, how tall a row is: sessions that share an hour stand on each other, a little closer.
float height_of(const BoardRow& row) {
  constexpr float further = 0.7F;
  return 1 + further * static_cast<float>(row.lanes - 1);
}

Layout lay_out(const BoardView& view, Ui& ui, const Rect& place) {
  Layout layout;
  float widest = 0;
  for (const BoardRow& row : view.rows) {
    widest = std::max(
        {widest, ui.width_of(row.room, type::room), ui.width_of(row.note, type::caption_strong)});
  }
  const float label_max = ui.portrait() ? 150 : 200;
  const float label_min = ui.portrait() ? 84 : 150;
  const float labels = std::clamp(widest, label_min, label_max) + gap;
  layout.body = from_edges(place.x + labels, std::max(place.y + heading_height, reach_top(ui)),
                           place.right(), place.bottom());
  layout.rooms = from_edges(place.x, layout.body.y, layout.body.x - gap, place.bottom());
  layout.headings = from_edges(layout.body.x, layout.body.y - heading_height, place.right(),
                               layout.body.y - space::xxs);
  const auto columns = static_cast<float>(std::max<std::size_t>(1, view.columns.size()));
  layout.column = std::max(cell_least_width + gap, (layout.body.width + gap) / columns);
  float depth = 0;
  for (const BoardRow& row : view.rows) {
    depth += height_of(row);
  }
  layout.row =
      std::max(cell_least_height + gap, (layout.body.height + gap) / std::max(1.0F, depth));
  layout.row = std::min(layout.row, cell_tallest);
  float y = 0;
  for (const BoardRow& row : view.rows) {
    layout.tops.push_back(y);
    y += layout.row * height_of(row);
  }
  layout.tops.push_back(y);
  layout.content = {layout.column * columns - gap, y - gap};
  return layout;
}

void draw_headings(const BoardView& view, const Layout& layout, Ui& ui, float moved) {
  const ClipScope clip{ui.canvas(), layout.headings};
  for (std::size_t i = 0; i < view.columns.size(); ++i) {
    const BoardColumn& column = view.columns[i];
    const bool now = static_cast<int>(i) == view.now_column;
    const Rect place{layout.body.x + static_cast<float>(i) * layout.column - moved,
                     layout.headings.y, layout.column - gap, layout.headings.height};
    if (place.cut(layout.headings).empty()) {
      continue;
    }
    TextStyle style = type::room;
    style.size = type::label.size;
    ui.put_middle(ui.set(column.label + column.now,
                         {style, now ? colour::accent : colour::ink, 1, type::smallest, Align::left,
                          Wrap::natural, Line::plain},
                         place.width),
                  place, {"column." + std::to_string(i + 1), Role::heading});
  }
}

void draw_room(const BoardRow& row, Ui& ui, const Rect& place, const std::string& id) {
  const TextBlock name = ui.set(
      row.room,
      {type::room, colour::ink, 2, type::caption.size, Align::left, Wrap::balanced, Line::plain},
      place.width, place.height);
  const TextBlock note = ui.set(
      row.note,
      {type::caption, colour::mute, 2, type::smallest, Align::left, Wrap::natural, Line::plain},
      place.width);
  const float tall = name.height + (row.note.empty() ? 0 : note.height);
  Rect line{place.x, place.y + (place.height - tall) / 2, place.width, name.height};
  ui.put(name, line, {id, Role::heading});
  line.y += name.height;
  ui.put(note, line, {id + ".note"});
}

// The cells of a row that are on the glass.
Answer draw_cells(const BoardRow& row, const Layout& layout, Ui& ui, const Rect& band,
                  const std::string& id) {
  Answer answer;
  const ClipScope clip{ui.canvas(), layout.body};
  for (const BoardCell& cell : row.cells) {
    const float left = band.x + cell.from * layout.column;
    const float wide = (cell.to - cell.from) * layout.column - gap;
    if (left > layout.body.right()) {
      break;  // sorted: all that follows begins further right
    }
    if (left + wide < layout.body.x) {
      continue;
    }
    const auto lanes = static_cast<float>(cell.lanes);
    const float each = (band.height - gap * (lanes - 1)) / lanes;
    const Rect place{left, band.y + static_cast<float>(cell.lane) * (each + gap), wide, each};
    if (place.cut(layout.body).empty()) {
      continue;
    }
    const Answer tapped =
        draw_board_cell(cell, ui, place,
                        id + ".cell." + std::to_string(static_cast<int>(cell.from) + 1) + "." +
                            std::to_string(cell.lane + 1));
    answer = answer ? answer : tapped;
  }
  return answer;
}

Answer draw_rows(const BoardView& view, const Layout& layout, Ui& ui, Point moved) {
  Answer answer;
  for (std::size_t r = 0; r < view.rows.size(); ++r) {
    const float top = layout.body.y + layout.tops[r] - moved.y;
    const float tall = layout.tops[r + 1] - layout.tops[r] - gap;
    if (top > layout.body.bottom() || top + tall < layout.body.y) {
      continue;
    }
    const std::string id = "row." + std::to_string(r + 1);
    {
      const ClipScope clip{ui.canvas(), {0, layout.body.y, layout.body.x, layout.body.height}};
      draw_room(view.rows[r], ui, {layout.rooms.x, top, layout.rooms.width, tall}, id);
    }
    const Rect band{layout.body.x - moved.x, top, layout.content.x, tall};
    const Answer tapped = draw_cells(view.rows[r], layout, ui, band, id);
    answer = answer ? answer : tapped;
  }
  return answer;
}

// Along the clock: where the present is, behind the cells, whose words it must not cross.
void draw_now(const BoardView& view, const Layout& layout, Ui& ui, Point moved) {
  if (view.now < 0) {
    return;
  }
  const ClipScope clip{ui.canvas(), layout.body};
  const float x = layout.body.x + view.now * layout.column - moved.x;
  const float tall = std::min(layout.body.height, layout.content.y - moved.y);
  ui.canvas().fill({x - stroke::selected / 2, layout.body.y, stroke::selected, tall},
                   with_alpha(colour::accent, 0.6F));
}

// Above what can be touched: which day this is. In landscape the header says so.
void draw_day(const BoardView& view, Ui& ui, const Rect& place) {
  if (!ui.portrait() || view.day_title.empty() || place.height < extent::target) {
    return;
  }
  ui.canvas().fill(place, colour::accent, radius::card);
  const Rect inside = place.inset(space::xl, space::m);
  const TextBlock kicker = ui.set(view.day_kicker,
                                  {type::kicker, colour::on_accent_soft, 1, type::smallest,
                                   Align::left, Wrap::natural, Line::plain},
                                  inside.width);
  const TextBlock title = ui.set(view.day_title,
                                 {type::title_small, colour::on_accent, 2, type::body.size,
                                  Align::left, Wrap::balanced, Line::plain},
                                 inside.width, inside.height - kicker.height - space::xxs);
  const float tall = kicker.height + space::xxs + title.height;
  Rect line{inside.x, inside.centre().y - tall / 2, inside.width, 0};
  ui.put(kicker, line, {"day.kicker"});
  line.y += kicker.height + space::xxs;
  ui.put(title, line, {"day.title", Role::heading});
}

// What comes first into view: the present hour at the left, with a glimpse of the one before, and
// this room in the middle.
Point first_look(const BoardView& view, const Layout& layout) {
  constexpr float glimpse = 48;
  const auto column = static_cast<float>(std::max(0, view.now_column));
  const auto here =
      std::ranges::find_if(view.rows, [](const auto& row) { return !row.note.empty(); });
  if (here == view.rows.end()) {
    return {column * layout.column - glimpse, 0};
  }
  const auto row = static_cast<std::size_t>(here - view.rows.begin());
  const float middle = (layout.tops[row] + layout.tops[row + 1] - gap) / 2;
  return {column * layout.column - glimpse, middle - layout.body.height / 2};
}

// Says at an edge that there is more behind it.
void draw_fades(const Layout& layout, Ui& ui, Point moved) {
  constexpr float depth = 28;
  const Rect& body = layout.body;
  // Half a time would be read as another one, so the headings fade as the cells do.
  const float top = layout.headings.y;
  Canvas& canvas = ui.canvas();
  if (moved.x > 0) {
    canvas.fade(from_edges(body.x, top, body.x + depth, body.bottom()), Canvas::Side::left,
                colour::paper);
  }
  if (moved.x < layout.content.x - body.width - 1) {
    canvas.fade(from_edges(body.right() - depth, top, body.right(), body.bottom()),
                Canvas::Side::right, colour::paper);
  }
  const float left = layout.rooms.x;
  if (moved.y > 0) {
    canvas.fade(from_edges(left, body.y, body.right(), body.y + depth), Canvas::Side::top,
                colour::paper);
  }
  if (moved.y < layout.content.y - body.height - 1) {
    canvas.fade(from_edges(left, body.bottom() - depth, body.right(), body.bottom()),
                Canvas::Side::bottom, colour::paper);
  }
}

}  // namespace

Answer draw_board(const BoardView& view, Ui& ui, const Rect& place) {
  if (view.rows.empty() || view.columns.empty()) {
    card(ui, place);
    const Rect inside = place.inset(space::xxl);
    ui.put_middle(ui.set(view.empty,
                         {type::title_small, colour::mute, 4, type::body.size, Align::centre,
                          Wrap::balanced, Line::plain},
                         inside.width, inside.height),
                  inside, {"empty"});
    return std::nullopt;
  }
  Answer answer;
  Rect rest = place;
  if (!view.days.empty()) {
    rest.height -= tabs_height + space::s;
    answer = draw_day_tabs(view.days, ui,
                           {place.x, place.bottom() - tabs_height, place.width, tabs_height});
  }
  if (ui.board_scroll.of != view.day) {
    ui.board_scroll = ScrollState{};
    ui.board_scroll.of = view.day;
  }
  const Layout layout = lay_out(view, ui, rest);
  draw_day(view, ui, from_edges(place.x, place.y, place.right(), layout.headings.y - space::xs));
  const Point moved =
      ui.scroll(ui.board_scroll, layout.body, layout.content, first_look(view, layout));
  draw_headings(view, layout, ui, moved.x);
  draw_now(view, layout, ui, moved);
  const Answer tapped = draw_rows(view, layout, ui, moved);
  answer = answer ? answer : tapped;
  draw_fades(layout, ui, moved);
  return answer;
}

}  // namespace lintel::kiosk::screens
