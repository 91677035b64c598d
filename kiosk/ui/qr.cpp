#include "kiosk/ui/qr.h"

#include <qrencode.h>

#include <cmath>
#include <memory>

namespace lintel::kiosk::ui {
namespace {

constexpr int quiet_modules = 4;  // ISO/IEC 18004, section 9.1

struct CodeCloser {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

}  // namespace

std::optional<QrCode> QrCode::encode(std::string_view text) {
  const std::string bytes{text};
  // Level M survives 15 % of dirt and glare; version 0 lets the library choose the smallest.
  const std::unique_ptr<QRcode, CodeCloser> made{
      QRcode_encodeData(static_cast<int>(bytes.size()),
                        reinterpret_cast<const unsigned char*>(bytes.data()), 0, QR_ECLEVEL_M)};
  if (!made) {
    return std::nullopt;
  }
  QrCode code;
  code.text = bytes;
  code.side = made->width;
  const auto modules =
      static_cast<std::size_t>(made->width) * static_cast<std::size_t>(made->width);
  code.dark.reserve(modules);
  for (std::size_t i = 0; i < modules; ++i) {
    code.dark.push_back((made->data[i] & 1U) != 0);
  }
  return code;
}

void draw_qr(Canvas& canvas, const QrCode& code, const Rect& rect) {
  const Rect px = canvas.pixels(rect);
  const float modules = static_cast<float>(code.side + 2 * quiet_modules);
  const float module_px = std::max(1.0F, std::floor(std::min(px.width, px.height) / modules));
  const float left = std::round(px.x + (px.width - module_px * modules) / 2);
  const float top = std::round(px.y + (px.height - module_px * modules) / 2);
  const float scale = canvas.scale();
  const auto place = [&](float column, float row, float columns, float rows) {
    return Rect{(left + column * module_px) / scale, (top + row * module_px) / scale,
                columns * module_px / scale, rows * module_px / scale};
  };
  canvas.fill(place(0, 0, modules, modules), colour::card);
  for (int y = 0; y < code.side; ++y) {
    for (int x = 0; x < code.side; ++x) {
      const auto dark = [&](int column) {
        return column < code.side && code.dark[static_cast<std::size_t>(y * code.side + column)];
      };
      if (!dark(x)) {
        continue;
      }
      int length = 1;
      while (dark(x + length)) {
        ++length;
      }
      canvas.fill(place(static_cast<float>(x + quiet_modules),
                        static_cast<float>(y + quiet_modules), static_cast<float>(length), 1),
                  colour::ink);
      x += length;
    }
  }
}

}  // namespace lintel::kiosk::ui
