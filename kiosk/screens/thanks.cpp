// Screen 5: it was heard, by whom, and the last chance to take it back.
#include <algorithm>
#include <vector>

#include "kiosk/screens/screens.h"

namespace lintel::kiosk::screens {

using namespace ui;
using Role = SemanticNode::Role;

Answer draw_thanks(const ThanksView& view, Ui& ui, const Rect& place) {
  constexpr float circle = 136;
  constexpr float icon_share = 0.56F;
  Canvas& canvas = ui.canvas();
  canvas.fill(place, colour::accent);
  const float width = std::min(place.width - 2 * space::margin, 960.0F);
  const TextBlock title = ui.set(view.title,
                                 {type::display, colour::on_accent, 2, type::title_medium.size,
                                  Align::centre, Wrap::balanced, Line::plain},
                                 width);
  std::vector<TextBlock> lines;
  float tall = circle + space::xxl + title.height + space::l;
  for (const std::string& line : view.lines) {
    lines.push_back(ui.set(line,
                           {type::lead, colour::on_accent_soft, 3, type::body.size, Align::centre,
                            Wrap::balanced, Line::plain},
                           width));
    tall += lines.back().height;
  }
  tall += space::xxl + extent::pill;
  float y = place.y + std::max(space::margin, (place.height - tall) / 2);
  const Point centre{place.centre().x, y + circle / 2};
  canvas.circle(centre, circle / 2, colour::card);
  draw_icon(canvas, Icon::check, centre, circle * icon_share, colour::accent);
  y += circle + space::xxl;
  const auto row = [&](const TextBlock& block) {
    const Rect line{place.centre().x - width / 2, y, width, block.height};
    y += block.height;
    return line;
  };
  ui.put(title, row(title), {"title", Role::heading});
  y += space::l;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    ui.put(lines[i], row(lines[i]), {"line." + std::to_string(i + 1)});
  }
  if (view.undo.empty()) {
    return std::nullopt;
  }
  y += space::xxl;
  const float wanted = button_width(ui, view.undo, look::on_accent, space::l);
  const Rect pill{place.centre().x - wanted / 2, y, wanted, extent::pill};
  if (button(ui, {"undo", view.undo, pill, {}, false, {}}, look::on_accent)) {
    return intent::Undo{};
  }
  return std::nullopt;
}

}  // namespace lintel::kiosk::screens
