// Icons as vector strokes with round ends: crisp at any size, no icon font. Each is drawn on a
// 24-unit grid about `centre`; `size` is the side of that grid.
#pragma once

#include "kiosk/ui/canvas.h"

namespace lintel::kiosk::ui {

enum class Icon {
  check,
  hand,
  dots,
  minus,
  shift,
  shift_filled,
  backspace,
  space_bar,
  warning,
  search
};

void draw_icon(Canvas& canvas, Icon icon, Point centre, float size, Colour colour);

}  // namespace lintel::kiosk::ui
