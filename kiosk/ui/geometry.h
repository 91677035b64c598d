// Points and rectangles of a screen. Lengths are reference units: one unit is one pixel of the
// 1280x800 canvas; Canvas turns them into window pixels in one place.
#pragma once

#include <algorithm>

namespace lintel::kiosk::ui {

struct Point {
  float x = 0;
  float y = 0;
};

struct Rect {
  float x = 0;
  float y = 0;
  float width = 0;
  float height = 0;

  float right() const { return x + width; }
  float bottom() const { return y + height; }
  Point centre() const { return {x + width / 2, y + height / 2}; }
  bool empty() const { return width <= 0 || height <= 0; }
  bool contains(Point p) const { return p.x >= x && p.x < right() && p.y >= y && p.y < bottom(); }

  Rect inset(float horizontal, float vertical) const {
    return {x + horizontal, y + vertical, std::max(0.0F, width - 2 * horizontal),
            std::max(0.0F, height - 2 * vertical)};
  }
  Rect inset(float all) const { return inset(all, all); }
  // At least this large, grown around the centre: the hit area of a small control.
  Rect at_least(float width_min, float height_min) const {
    const float w = std::max(width, width_min);
    const float h = std::max(height, height_min);
    return {x - (w - width) / 2, y - (h - height) / 2, w, h};
  }
  Rect cut(const Rect& other) const {
    const float left = std::max(x, other.x);
    const float top = std::max(y, other.y);
    return {left, top, std::max(0.0F, std::min(right(), other.right()) - left),
            std::max(0.0F, std::min(bottom(), other.bottom()) - top)};
  }
};

inline Rect from_edges(float left, float top, float right, float bottom) {
  return {left, top, std::max(0.0F, right - left), std::max(0.0F, bottom - top)};
}

}  // namespace lintel::kiosk::ui
