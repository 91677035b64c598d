// "Not this session? Change": the neighbours in time and place, one tap each.
#include <algorithm>

#include "kiosk/screens/screens.h"
#include "kiosk/screens/sheet.h"

namespace lintel::kiosk::screens {
namespace {

using namespace ui;
using Role = SemanticNode::Role;

constexpr float row_height = 120;
constexpr float sheet_width = 820;
constexpr float sheet_width_wide = 1120;

bool draw_session(const SessionChoice& choice, Ui& ui, const Rect& place) {
  const std::string id = "session." + choice.session.value;
  const Press press =
      ui.target({Role::tile, id, choice.title, place, place, choice.selected, true});
  Canvas& canvas = ui.canvas();
  const Canvas::Group group{canvas,
                            {place.centre(), 1 - (1 - motion::press_scale) * press.depth, 0, 1}};
  const Colour fill = choice.selected ? colour::accent_soft : colour::card;
  const Border border{choice.selected ? colour::accent : colour::outline,
                      choice.selected ? stroke::selected : stroke::control};
  canvas.panel(place, mix(fill, colour::accent_soft, press.depth), radius::button, border);
  Rect inside = place.inset(space::l + space::xxs, space::s);
  if (choice.selected) {
    constexpr float icon = 24;
    draw_icon(canvas, Icon::check, {inside.right() - icon / 2, place.centre().y}, icon,
              colour::accent);
    inside.width -= icon + space::m;
  }
  const TextBlock kicker = ui.set(choice.kicker,
                                  {type::kicker, choice.selected ? colour::accent : colour::mute, 1,
                                   type::smallest, Align::left, Wrap::natural, Line::plain},
                                  inside.width);
  const TextBlock title = ui.set(
      choice.title,
      {type::card_title, colour::ink, 2, type::label.size, Align::left, Wrap::natural, Line::plain},
      inside.width, inside.height - kicker.height - space::xxs);
  const float tall = kicker.height + space::xxs + title.height;
  Rect line{inside.x, place.centre().y - tall / 2, inside.width, kicker.height};
  ui.put(kicker, line, {id + ".kicker", Role::text, id});
  line.y += kicker.height + space::xxs;
  ui.put(title, line, {id + ".title", Role::text, id});
  return press.fired;
}

// Where the choices stand in their window: two beside each other where it is wide.
struct Grid {
  std::size_t columns = 1;
  float width = 0;   // of one
  float height = 0;  // of all

  Rect place(std::size_t i, const Rect& window, float moved) const {
    const auto column = static_cast<float>(i % columns);
    const auto row = static_cast<float>(i / columns);
    return {window.x + space::xs + column * (width + space::s),
            window.y + row * (row_height + space::s) - moved, width, row_height};
  }
};

Grid grid_of(std::size_t count, Ui& ui, float width) {
  Grid grid;
  grid.columns = ui.portrait() ? 1 : 2;
  const auto across = static_cast<float>(grid.columns);
  grid.width = (width - space::s * (across - 1)) / across;
  const auto rows = static_cast<float>((count + grid.columns - 1) / grid.columns);
  grid.height = rows * (row_height + space::s) - space::s;
  return grid;
}

Answer draw_choices(const ChangeOverlay& view, const Grid& grid, Ui& ui, const Rect& window) {
  Answer answer;
  Point first;
  for (std::size_t i = 0; i < view.sessions.size(); ++i) {
    if (view.sessions[i].selected) {
      // The chosen one in the middle of the list.
      first.y = grid.place(i, window, 0).y - window.y - (window.height - row_height) / 2;
    }
  }
  const Point moved = ui.scroll(ui.change_scroll, window, {window.width, grid.height}, first);
  const ClipScope clip{ui.canvas(), window};
  for (std::size_t i = 0; i < view.sessions.size(); ++i) {
    const Rect row = grid.place(i, window, moved.y);
    if (!row.cut(window).empty() && draw_session(view.sessions[i], ui, row)) {
      answer = intent::ChooseSession{view.sessions[i].session};
    }
  }
  constexpr float depth = 28;
  if (moved.y > 0) {
    ui.canvas().fade({window.x, window.y, window.width, depth}, Canvas::Side::top, colour::paper);
  }
  if (moved.y < grid.height - window.height - 1) {
    ui.canvas().fade({window.x, window.bottom() - depth, window.width, depth}, Canvas::Side::bottom,
                     colour::paper);
  }
  return answer;
}

}  // namespace

Answer draw_change(const ChangeOverlay& view, Ui& ui) {
  constexpr float padding = space::xl;
  constexpr float close_height = extent::target + space::xs;
  const Rect& area = ui.area();
  const float widest = ui.portrait() ? sheet_width : sheet_width_wide;
  const float width = std::min(widest, area.width - 2 * space::margin);
  const TextBlock title = ui.set(view.title,
                                 {type::title_small, colour::ink, 2, type::body.size, Align::left,
                                  Wrap::balanced, Line::plain},
                                 width - 2 * padding);
  const Grid grid = grid_of(view.sessions.size(), ui, width - 2 * padding);
  // As low as it has to be for the list to begin below the top quarter.
  const float below = space::l + close_height + padding;
  const float above = padding + title.height + space::l;
  const float list = std::min(grid.height, area.height - space::margin - below - reach_top(ui));
  const float top = std::max((area.height - above - list - below) / 2, reach_top(ui) - above);
  const Rect sheet =
      draw_sheet_at(ui, {(area.width - width) / 2, top, width, above + list + below});
  ui.put(title, sheet.inset(padding), {"change.title", Role::heading});
  const Rect window{sheet.x + padding - space::xs, sheet.y + above,
                    sheet.width - 2 * padding + 2 * space::xs, list};
  Answer answer = draw_choices(view, grid, ui, window);
  const float wanted = button_width(ui, view.close, look::outline, space::xxl);
  const Rect close{sheet.right() - padding - wanted, sheet.bottom() - padding - close_height,
                   wanted, close_height};
  if (button(ui, {"close", view.close, close, {}, false, {}}, look::outline)) {
    answer = intent::CloseOverlay{};
  }
  return answer;
}

}  // namespace lintel::kiosk::screens
