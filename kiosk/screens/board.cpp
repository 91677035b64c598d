// Screen 6: all rooms as rows, all starts as columns. What does not fit is scrolled by finger under
// standing headings, with the present hour in view first. Rows have one height, so that only the
// cells on the glass need to be set, whatever the size of the day.
#include <algorithm>
#include <cmath>
#include <cstddef>

#include "kiosk/screens/screens.h"

namespace lintel::kiosk::screens {
namespace {

using namespace ui;
using Role = SemanticNode::Role;

constexpr float gap = space::s;
constexpr float heading_height = 56;
constexpr float cell_padding = 18;
constexpr float cell_least_width = 206;
constexpr float cell_tallest = 260;       // a short list is not blown up to posters
constexpr float cell_least_height = 124;  // three lines of title and one of names

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
  std::size_t depth = 1;
  for (const auto& cells : row.cells) {
    depth = std::max(depth, cells.size());
  }
  return 1 + further * static_cast<float>(depth - 1);
}

Layout lay_out(const BoardView& view, Ui& ui, const Rect& place) {
  Layout layout;
  TextStyle style = type::button;
  style.weight = Weight::extrabold;
  float widest = 0;
  for (const BoardRow& row : view.rows) {
    widest = std::max(
        {widest, ui.width_of(row.room, style), ui.width_of(row.note, type::caption_strong)});
  }
  const float label_max = ui.portrait() ? 150 : 200;
  const float label_min = ui.portrait() ? 84 : 150;
  const float labels = std::clamp(widest, label_min, label_max) + gap;
  layout.body =
      from_edges(place.x + labels, place.y + heading_height, place.right(), place.bottom());
  layout.rooms = from_edges(place.x, layout.body.y, layout.body.x - gap, place.bottom());
  layout.headings =
      from_edges(layout.body.x, place.y - space::m, place.right(), layout.body.y - space::xs);
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

struct CellLook {
  Colour fill;
  Border border;
  Colour title;
  Colour words;
  TextStyle style;
  Line line = Line::plain;
  bool dashed = false;
};

CellLook look_of(CellKind kind) {
  const Border hair{colour::line, stroke::hair};
  switch (kind) {
    case CellKind::normal:
      return {colour::card, hair, colour::ink, colour::mute, type::cell};
    case CellKind::now:
      return {colour::accent_soft,
              {colour::accent, stroke::selected},
              colour::ink,
              colour::mute,
              type::cell};
    case CellKind::cancelled:
      return {colour::quiet_card, hair, colour::mute, colour::mute, type::cell_quiet, Line::struck};
    case CellKind::moved_away:
      return {colour::paper,
              {colour::coral_line, stroke::control},
              colour::coral_deep,
              colour::coral_deep,
              type::cell_quiet,
              Line::struck,
              true};
    case CellKind::moved_here:
      return {colour::coral_soft,
              {colour::coral_line, stroke::hair},
              colour::ink,
              colour::coral_deep,
              type::cell};
    case CellKind::free:
      return {colour::quiet_card, hair, colour::mute, colour::mute, type::cell_quiet};
  }
  return {colour::card, hair, colour::ink, colour::mute, type::cell};
}

void draw_cell(const BoardCell& cell, Ui& ui, const Rect& place, const std::string& id) {
  const CellLook look = look_of(cell.kind);
  constexpr float corner = radius::box;
  if (look.dashed) {
    ui.canvas().dashed_outline(place, corner, look.border);
  } else {
    ui.canvas().panel(place, look.fill, corner, look.border);
  }
  const Rect inside = place.inset(cell_padding, space::m);
  // The title takes what the short lines leave over.
  const auto line = [&](const std::string& text, const TextStyle& style, Colour ink, int lines) {
    return ui.set(text,
                  {style, ink, lines, type::smallest, Align::left, Wrap::natural, Line::plain},
                  inside.width);
  };
  const TextBlock kicker = line(cell.kicker, type::cell, look.words, 1);
  const TextBlock byline = line(cell.byline, type::cell_quiet, look.words, 1);
  const TextBlock change = line(cell.change, type::cell_quiet, look.words, 1);
  float short_lines = 0;
  for (const TextBlock* block : {&kicker, &byline, &change}) {
    short_lines += block->text.empty() ? 0 : block->height;
  }
  const TextBlock title =
      ui.set(cell.title,
             {look.style, look.title, 4, type::caption.size, Align::left, Wrap::natural, look.line},
             inside.width, inside.height - short_lines);
  float y = inside.y;
  const auto put = [&](const TextBlock& block, const char* part) {
    if (!block.text.empty()) {
      ui.put(block, {inside.x, y, inside.width, block.height}, {id + part});
      y += block.height;
    }
  };
  put(kicker, ".kicker");
  put(title, ".title");
  put(byline, ".byline");
  put(change, ".change");
}

void draw_headings(const BoardView& view, const Layout& layout, Ui& ui, float moved) {
  const ClipScope clip{ui.canvas(), layout.headings};
  for (std::size_t i = 0; i < view.columns.size(); ++i) {
    const BoardColumn& column = view.columns[i];
    const bool now = static_cast<int>(i) == view.now_column;
    const Rect place{layout.body.x + static_cast<float>(i) * layout.column - moved,
                     layout.headings.y, layout.column - gap, heading_height};
    TextStyle style = type::label;
    style.weight = Weight::extrabold;
    ui.put_middle(ui.set(column.label + column.now,
                         {style, now ? colour::accent : colour::ink, 1, type::smallest, Align::left,
                          Wrap::natural, Line::plain},
                         place.width),
                  place, {"column." + std::to_string(i + 1), Role::heading});
  }
}

void draw_room(const BoardRow& row, Ui& ui, const Rect& place, const std::string& id) {
  TextStyle style = type::button;
  style.weight = Weight::extrabold;
  const TextBlock name =
      ui.set(row.room,
             {style, colour::ink, 2, type::caption.size, Align::left, Wrap::balanced, Line::plain},
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

void draw_rows(const BoardView& view, const Layout& layout, Ui& ui, Point moved) {
  for (std::size_t r = 0; r < view.rows.size(); ++r) {
    const BoardRow& row = view.rows[r];
    const float top = layout.body.y + layout.tops[r] - moved.y;
    const float tall = layout.tops[r + 1] - layout.tops[r] - gap;
    if (top > layout.body.bottom() || top + tall < layout.body.y) {
      continue;
    }
    const std::string id = "row." + std::to_string(r + 1);
    {
      const ClipScope clip{ui.canvas(), {0, layout.body.y, layout.body.x, layout.body.height}};
      draw_room(row, ui, {layout.rooms.x, top, layout.rooms.width, tall}, id);
    }
    const ClipScope clip{ui.canvas(), layout.body};
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      const float left = layout.body.x + static_cast<float>(c) * layout.column - moved.x;
      const float wide = layout.column - gap;
      if (left > layout.body.right() || left + wide < layout.body.x) {
        continue;
      }
      const auto& cells = row.cells[c];
      const auto count = static_cast<float>(cells.size());
      for (std::size_t k = 0; k < cells.size(); ++k) {
        const float each = (tall - gap * (count - 1)) / count;
        const Rect place{left, top + static_cast<float>(k) * (each + gap), wide, each};
        draw_cell(cells[k], ui, place,
                  id + ".cell." + std::to_string(c + 1) + "." + std::to_string(k + 1));
      }
    }
  }
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
  Canvas& canvas = ui.canvas();
  if (moved.x > 0) {
    canvas.fade({body.x, body.y, depth, body.height}, Canvas::Side::left, colour::paper);
  }
  if (moved.x < layout.content.x - body.width - 1) {
    canvas.fade({body.right() - depth, body.y, depth, body.height}, Canvas::Side::right,
                colour::paper);
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
  const Layout layout = lay_out(view, ui, place);
  const Point moved =
      ui.scroll(ui.board_scroll, layout.body, layout.content, first_look(view, layout));
  draw_headings(view, layout, ui, moved.x);
  draw_rows(view, layout, ui, moved);
  draw_fades(layout, ui, moved);
  return std::nullopt;
}

}  // namespace lintel::kiosk::screens
