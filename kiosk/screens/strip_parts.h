// What the strip's cards have in common. For the strip's own files.
#pragma once

#include "kiosk/screens/strip.h"

namespace lintel::kiosk::screens::strip {

inline constexpr float inner = ui::space::l;
inline constexpr float tall_row = 200;  // a card lower than this is laid out as a row

inline ui::TextStyle sized(ui::TextStyle style, float size, float line_height = 1.17F) {
  style.size = size;
  style.line_height = line_height;
  return style;
}

}  // namespace lintel::kiosk::screens::strip
