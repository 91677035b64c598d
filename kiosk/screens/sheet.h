// The card that overlays stand on. `room` is where it may stand.
#pragma once

#include <algorithm>

#include "kiosk/ui/ui.h"

namespace lintel::kiosk::screens {

// All of the window, but for its margin.
inline ui::Rect whole_room(const ui::Ui& ui) {
  return ui.area().inset(ui::space::margin);
}

inline ui::Rect draw_sheet_at(ui::Ui& ui, const ui::Rect& sheet) {
  ui.canvas().shadow(sheet, ui::radius::card, ui::space::xl);
  ui.canvas().fill(sheet, ui::colour::paper, ui::radius::card);
  return sheet;
}

// In the middle, at most this large.
inline ui::Rect draw_sheet(ui::Ui& ui, const ui::Rect& room, float width, float height) {
  const float w = std::min(width, room.width);
  const float h = std::min(height, room.height);
  return draw_sheet_at(ui, {room.centre().x - w / 2, room.centre().y - h / 2, w, h});
}

}  // namespace lintel::kiosk::screens
