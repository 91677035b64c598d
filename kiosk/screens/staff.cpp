// The sheet for staff: the end of the day at this door.
#include "kiosk/screens/screens.h"
#include "kiosk/screens/sheet.h"

namespace lintel::kiosk::screens {

using namespace ui;
using Role = SemanticNode::Role;

Answer draw_staff(const StaffOverlay& view, Ui& ui, const Rect& room) {
  constexpr float width_max = 760;
  const Rect sheet = draw_sheet(ui, room, width_max, 420);
  const Rect inside = sheet.inset(space::xxl);
  const TextBlock title = ui.set(view.title,
                                 {type::title_small, colour::ink, 2, type::lead.size, Align::left,
                                  Wrap::balanced, Line::plain},
                                 inside.width);
  Rect line{inside.x, inside.y, inside.width, title.height};
  ui.put(title, line, {"staff.title", Role::heading});
  const float buttons = inside.bottom() - extent::button;
  line.y += title.height + space::s;
  line.height = buttons - line.y - space::l;
  ui.put(ui.set(view.hint,
                {type::body_large, colour::mute, 5, type::label.size, Align::left, Wrap::natural,
                 Line::plain},
                line.width, line.height),
         line, {"staff.hint", Role::status});
  const float close_width = button_width(ui, view.close, look::outline, space::xl);
  const Rect close{inside.x, buttons, close_width, extent::button};
  Answer answer;
  if (button(ui, {"close", view.close, close, {}, false, {}}, look::outline)) {
    answer = intent::CloseOverlay{};
  }
  if (view.action.empty()) {
    return answer;
  }
  const Rect action =
      from_edges(close.right() + space::m, buttons, inside.right(), buttons + extent::button);
  if (button(ui, {"end-day", view.action, action, {}, false, {}}, look::primary)) {
    return view.asks ? Answer{intent::EndDayHere{}} : Answer{intent::AskEndDay{}};
  }
  return answer;
}

}  // namespace lintel::kiosk::screens
