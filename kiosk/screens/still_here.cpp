// "Still here?": before a screen is taken back, the person in front of it is asked (WCAG 2.2.1).
#include "kiosk/screens/screens.h"
#include "kiosk/screens/sheet.h"

namespace lintel::kiosk::screens {

using namespace ui;
using Role = SemanticNode::Role;

Answer draw_still_here(const StillHereOverlay& view, Ui& ui) {
  constexpr float width_max = 680;
  const Rect sheet = draw_sheet(ui, whole_room(ui), width_max, 372);
  const Rect inside = sheet.inset(space::xxl);
  const TextBlock title = ui.set(view.title,
                                 {type::title_large, colour::ink, 2, type::lead.size, Align::centre,
                                  Wrap::balanced, Line::plain},
                                 inside.width, 112);
  const TextBlock hint = ui.set(view.hint,
                                {type::body_large, colour::mute, 2, type::label.size, Align::centre,
                                 Wrap::balanced, Line::plain},
                                inside.width);
  const Rect face{inside.x, inside.bottom() - extent::button, inside.width, extent::button};
  const float room = face.y - inside.y;
  const float tall = title.height + space::s + hint.height;
  Rect line{inside.x, inside.y + (room - tall) / 2 - space::xs, inside.width, title.height};
  ui.put(title, line, {"still-here.title", Role::heading});
  line.y += title.height + space::s;
  ui.put(hint, line, {"still-here.hint", Role::status});
  if (button(ui, {"still-here", view.button, face, {}, false, {}}, look::primary)) {
    return intent::StillHere{};
  }
  return std::nullopt;
}

}  // namespace lintel::kiosk::screens
