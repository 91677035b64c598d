#include "kiosk/screens/low_sheet.h"

#include <algorithm>

#include "kiosk/screens/sheet.h"

namespace lintel::kiosk::screens {

using namespace ui;

Rect draw_sheet_head(const SheetHead& head, Ui& ui, const Rect& place, Answer& answer) {
  const Rect inside = from_edges(place.x + space::l, place.y + space::xxs, place.right() - space::l,
                                 place.bottom() - space::s);
  const float width = button_width(ui, head.close, look::pill, space::l);
  const Rect hit{inside.right() - width, inside.y, width, extent::target};
  const Rect face{hit.x, hit.centre().y - extent::pill / 2, width, extent::pill};
  if (button(ui, {"close", head.close, face, hit, false, {}}, look::pill)) {
    answer = intent::CloseOverlay{};
  }
  const Rect row = from_edges(inside.x, hit.y, hit.x - space::m, hit.bottom());
  ui.put_middle(ui.set(head.title,
                       {type::card_title, colour::ink, 2, type::label.size, Align::left,
                        Wrap::balanced, Line::plain},
                       row.width, row.height),
                row, {head.id, SemanticNode::Role::heading});
  return from_edges(inside.x, hit.bottom() + space::xxs, inside.right(), inside.bottom());
}

Rect draw_low_sheet(Ui& ui, const Rect& room) {
  const float wanted = ui.portrait() ? 400 : 260;
  const float height = std::min(wanted, room.bottom() - reach_top(ui));
  return draw_sheet_at(ui, {room.x, room.bottom() - height, room.width, height});
}

}  // namespace lintel::kiosk::screens
