// The card that overlays stand on.
#pragma once

#include <algorithm>

#include "kiosk/ui/ui.h"

namespace lintel::kiosk::screens {

inline ui::Rect draw_sheet_at(ui::Ui& ui, const ui::Rect& sheet) {
  ui.canvas().shadow(sheet, ui::radius::card, ui::space::xl);
  ui.canvas().fill(sheet, ui::colour::paper, ui::radius::card);
  return sheet;
}

// In the middle of the window, at most this large.
inline ui::Rect draw_sheet(ui::Ui& ui, float width, float height) {
  const ui::Rect& area = ui.area();
  const float w = std::min(width, area.width - 2 * ui::space::margin);
  const float h = std::min(height, area.height - 2 * ui::space::margin);
  return draw_sheet_at(ui, {(area.width - w) / 2, (area.height - h) / 2, w, h});
}

// At the foot of the window, within reach of everybody.
inline ui::Rect draw_low_sheet(ui::Ui& ui, float width, float height) {
  const ui::Rect& area = ui.area();
  const float w = std::min(width, area.width - 2 * ui::space::margin);
  const float h = std::min(height, area.height - 2 * ui::space::margin);
  return draw_sheet_at(ui, {(area.width - w) / 2, area.height - ui::space::margin - h, w, h});
}

}  // namespace lintel::kiosk::screens
