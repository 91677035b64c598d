#include "kiosk/ui/rounded.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace lintel::kiosk::ui {
namespace {

constexpr float soft_px = 0.5F;  // an edge fades over one pixel, half of it outside
constexpr int steps_max = 32;    // in a quarter; at a tenth of a pixel this is a radius of 800

// Unit vectors of a quarter circle, from along x to along y.
struct Quarter {
  std::array<ImVec2, steps_max + 1> at{};
  int steps = 1;

  Quarter(const ImDrawList& list, float radius) {
    constexpr int quarters = 4;
    steps = std::clamp((list._CalcCircleAutoSegmentCount(radius) + quarters - 1) / quarters, 1,
                       steps_max);
    for (int i = 0; i <= steps; ++i) {
      const float angle =
          std::numbers::pi_v<float> / 2 * static_cast<float>(i) / static_cast<float>(steps);
      at[static_cast<std::size_t>(i)] = {std::cos(angle), std::sin(angle)};
    }
  }
};

struct Corner {
  ImVec2 centre;
  float right;  // 1 or -1: which way it looks
  float down;
};

std::array<Corner, 4> corners_of(const Rect& px, float radius) {
  const float left = px.x + radius;
  const float top = px.y + radius;
  const float right = px.right() - radius;
  const float bottom = px.bottom() - radius;
  return {Corner{{left, top}, -1, -1}, Corner{{right, top}, 1, -1}, Corner{{right, bottom}, 1, 1},
          Corner{{left, bottom}, -1, 1}};
}

void fill_corner(ImDrawList& list, const Corner& corner, float radius, const Quarter& quarter,
                 ImU32 ink) {
  const ImVec2 uv = ImGui::GetFontTexUvWhitePixel();
  const int points = quarter.steps + 1;
  list.PrimReserve(quarter.steps * 9, 1 + 2 * points);
  const unsigned first = list._VtxCurrentIdx;
  list.PrimWriteVtx(corner.centre, uv, ink);
  for (int i = 0; i < points; ++i) {
    const ImVec2 way = quarter.at[static_cast<std::size_t>(i)];
    const ImVec2 out{way.x * corner.right, way.y * corner.down};
    const float inner = radius - soft_px;
    const float outer = radius + soft_px;
    list.PrimWriteVtx({corner.centre.x + out.x * inner, corner.centre.y + out.y * inner}, uv, ink);
    list.PrimWriteVtx({corner.centre.x + out.x * outer, corner.centre.y + out.y * outer}, uv,
                      ink & ~IM_COL32_A_MASK);
  }
  const auto write = [&](int a, int b, int c) {
    for (const int index : {a, b, c}) {
      list.PrimWriteIdx(static_cast<ImDrawIdx>(first + static_cast<unsigned>(index)));
    }
  };
  for (int i = 0; i < quarter.steps; ++i) {
    const int inner = 1 + 2 * i;
    const int outer = inner + 1;
    write(0, inner, inner + 2);
    write(inner, outer, outer + 2);
    write(inner, outer + 2, inner + 2);
  }
}

void fill_plain(ImDrawList& list, float left, float top, float right, float bottom, ImU32 ink) {
  if (right > left && bottom > top) {
    list.AddRectFilled({left, top}, {right, bottom}, ink);
  }
}

float radius_in(const Rect& px, float wanted) {
  // A pill keeps two pixels of its straight side, as ImGui's boxes do.
  const float fits = std::floor(std::min(px.width, px.height) / 2 - 1);
  return std::clamp(std::round(wanted), 0.0F, std::max(0.0F, fits));
}

bool is_seen(ImU32 ink) {
  return (ink & IM_COL32_A_MASK) != 0;
}

ImU32 packed(Colour colour) {
  return IM_COL32(colour.red, colour.green, colour.blue, colour.alpha);
}

}  // namespace

void fill_rounded(ImDrawList& list, const Rect& px, float radius_px, Colour colour) {
  const ImU32 ink = packed(colour);
  if (px.empty() || !is_seen(ink)) {
    return;
  }
  const float radius = radius_in(px, radius_px);
  const float top = px.y + radius;
  const float bottom = px.bottom() - radius;
  fill_plain(list, px.x, top, px.right(), bottom, ink);
  if (radius < 1) {
    return;
  }
  fill_plain(list, px.x + radius, px.y, px.right() - radius, top, ink);
  fill_plain(list, px.x + radius, bottom, px.right() - radius, px.bottom(), ink);
  const Quarter quarter{list, radius};
  for (const Corner& corner : corners_of(px, radius)) {
    fill_corner(list, corner, radius, quarter, ink);
  }
}

void frame_rounded(ImDrawList& list, const Rect& px, float radius_px, float width_px,
                   Colour colour) {
  const ImU32 ink = packed(colour);
  if (px.empty() || !is_seen(ink)) {
    return;
  }
  const float wanted = radius_in(px, radius_px);
  const float radius = wanted < width_px ? 0 : wanted;
  const float side = std::max(radius, width_px);
  fill_plain(list, px.x + radius, px.y, px.right() - radius, px.y + width_px, ink);
  fill_plain(list, px.x + radius, px.bottom() - width_px, px.right() - radius, px.bottom(), ink);
  fill_plain(list, px.x, px.y + side, px.x + width_px, px.bottom() - side, ink);
  fill_plain(list, px.right() - width_px, px.y + side, px.right(), px.bottom() - side, ink);
  if (radius < 1) {
    return;
  }
  const Quarter quarter{list, radius};
  for (const Corner& corner : corners_of(px, radius)) {
    fill_corner(list, corner, radius, quarter, ink);
  }
}

}  // namespace lintel::kiosk::ui
