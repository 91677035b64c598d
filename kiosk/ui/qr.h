// A QR code (ISO/IEC 18004, by libqrencode) as a grid of modules, and its drawing with whole
// pixels per module inside the four-module quiet zone that scanners need.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/canvas.h"

namespace lintel::kiosk::ui {

struct QrCode {
  std::string text;
  int side = 0;            // modules
  std::vector<bool> dark;  // row by row

  // Empty when the text does not fit into a QR code.
  static std::optional<QrCode> encode(std::string_view text);
};

// In the middle of `rect`, on white, as large as whole pixels allow.
void draw_qr(Canvas& canvas, const QrCode& code, const Rect& rect);

}  // namespace lintel::kiosk::ui
