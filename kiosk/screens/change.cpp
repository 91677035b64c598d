// "Not this session? Change": the neighbours in time and place, one tap each, below the tiles.
#include <algorithm>

#include "kiosk/screens/low_sheet.h"

namespace lintel::kiosk::screens {
namespace {

using namespace ui;
using Role = SemanticNode::Role;

constexpr float gap = space::xs;
constexpr float row_most = 144;
constexpr float mark = 22;  // of the chosen one, beside its kicker

Rect words_place(const Rect& tile) {
  return tile.inset(space::m + space::xxs, space::xxs + 1);
}

TextBlock set_kicker(const SessionChoice& choice, Ui& ui, float width) {
  TextStyle style = type::kicker;
  style.size = type::smallest;
  style.line_height = 1.2F;
  return ui.set(choice.kicker,
                {style, choice.selected ? colour::accent : colour::mute, 1, type::smallest - 2,
                 Align::left, Wrap::natural, Line::plain},
                width - (choice.selected ? mark + space::xs : 0));
}

Paragraph title_look(float size) {
  return {{Weight::semibold, size, 1.18F, 0.0F},
          colour::ink,
          4,
          type::smallest,
          Align::left,
          Wrap::balanced,
          Line::plain};
}

// Titles share one size, as the ideas of the strip do in the same place: the largest at which all
// of them can be read in full.
float title_size(const ChangeOverlay& view, Ui& ui, const Rect& tile) {
  const Rect words = words_place(tile);
  for (const float size : {22.0F, 20.0F, 18.0F}) {
    const float wanted = ui.set("A", title_look(size)).size;
    const auto fits = [&](const SessionChoice& choice) {
      const float above = set_kicker(choice, ui, words.width).height;
      const TextBlock block =
          ui.set(choice.title, title_look(size), words.width, words.height - above);
      return !block.shortened && !block.split_word && block.size >= wanted;
    };
    if (std::ranges::all_of(view.sessions, fits)) {
      return size;
    }
  }
  return type::smallest;
}

bool draw_session(const SessionChoice& choice, float size, Ui& ui, const Rect& place) {
  const std::string id = "session." + choice.session.value;
  const Press press =
      ui.target({Role::tile, id, choice.title, place, place, choice.selected, true});
  Canvas& canvas = ui.canvas();
  const Canvas::Group group{canvas,
                            {place.centre(), 1 - (1 - motion::press_scale) * press.depth, 0, 1}};
  const Colour fill = choice.selected ? colour::accent_soft : colour::card;
  const Border border{choice.selected ? colour::accent : colour::outline,
                      choice.selected ? stroke::selected : stroke::control};
  canvas.panel(place, mix(fill, colour::accent_soft, press.depth), radius::box, border);
  const Rect inside = words_place(place);
  const TextBlock kicker = set_kicker(choice, ui, inside.width);
  const TextBlock title =
      ui.set(choice.title, title_look(size), inside.width, inside.height - kicker.height);
  const float spare = inside.height - kicker.height - title.height;
  const float between = std::clamp(spare, 0.0F, space::xxs);
  const float tall = kicker.height + between + title.height;
  Rect line{inside.x, place.centre().y - tall / 2, inside.width, kicker.height};
  ui.put(kicker, line, {id + ".kicker", Role::text, id});
  if (choice.selected) {
    draw_icon(canvas, Icon::check, {line.right() - mark / 2, line.centre().y}, mark,
              colour::accent);
  }
  line.y += kicker.height + between;
  ui.put(title, line, {id + ".title", Role::text, id});
  return press.fired;
}

// Where the choices stand in their window: rows as high as it has room for, and where that is too
// little for a finger, a list to scroll.
struct Grid {
  std::size_t columns = 1;
  float width = 0;   // of one
  float row = 0;     // its height
  float height = 0;  // of all

  Rect place(std::size_t i, const Rect& window, float moved) const {
    const auto column = static_cast<float>(i % columns);
    const auto down = static_cast<float>(i / columns);
    return {window.x + column * (width + gap), window.y + down * (row + gap) - moved, width, row};
  }
};

Grid grid_of(std::size_t count, const Ui& ui, const Rect& window) {
  Grid grid;
  grid.columns = ui.portrait() || count <= 4 ? 2 : 3;
  const auto across = static_cast<float>(grid.columns);
  grid.width = (window.width - gap * (across - 1)) / across;
  const auto rows =
      static_cast<float>(std::max<std::size_t>(1, (count + grid.columns - 1) / grid.columns));
  grid.row = std::clamp((window.height - gap * (rows - 1)) / rows, extent::target, row_most);
  grid.height = rows * (grid.row + gap) - gap;
  return grid;
}

Answer draw_sessions(const ChangeOverlay& view, Ui& ui, const Rect& window) {
  const Grid grid = grid_of(view.sessions.size(), ui, window);
  Answer answer;
  Point first;
  for (std::size_t i = 0; i < view.sessions.size(); ++i) {
    if (view.sessions[i].selected) {
      // The chosen one in the middle of the list.
      first.y = grid.place(i, window, 0).y - window.y - (window.height - grid.row) / 2;
    }
  }
  const Point moved = ui.scroll(ui.change_scroll, window, {window.width, grid.height}, first);
  const float size = title_size(view, ui, grid.place(0, window, 0));
  const ClipScope clip{ui.canvas(), window};
  for (std::size_t i = 0; i < view.sessions.size(); ++i) {
    const Rect row = grid.place(i, window, moved.y);
    if (!row.cut(window).empty() && draw_session(view.sessions[i], size, ui, row)) {
      answer = intent::ChooseSession{view.sessions[i].session};
    }
  }
  constexpr float depth = 20;
  if (moved.y > 0) {
    ui.canvas().fade({window.x, window.y, window.width, depth}, Canvas::Side::top,
                     colour::quiet_card);
  }
  if (moved.y < grid.height - window.height - 1) {
    ui.canvas().fade({window.x, window.bottom() - depth, window.width, depth}, Canvas::Side::bottom,
                     colour::quiet_card);
  }
  return answer;
}

}  // namespace

Answer draw_change(const ChangeOverlay& view, Ui& ui, const Rect& place) {
  Answer closed;
  const Rect window = draw_sheet_head({"change.title", view.title, view.close}, ui, place, closed);
  const Answer chosen = draw_sessions(view, ui, window);
  return closed ? closed : chosen;
}

}  // namespace lintel::kiosk::screens
