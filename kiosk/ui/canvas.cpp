#include "kiosk/ui/canvas.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/ui/rounded.h"

namespace lintel::kiosk::ui {
namespace {

constexpr float reference_long = 1280;
constexpr float reference_short = 800;
// From this size on ImGui bakes glyphs without horizontal oversampling; they look best on whole
// pixels (imgui_draw.cpp, ImFontAtlasBuildGetOversampleFactors).
constexpr float whole_pixel_glyphs_from = 36;

ImU32 packed(Colour colour) {
  return IM_COL32(colour.red, colour.green, colour.blue, colour.alpha);
}

}  // namespace

void Canvas::begin(ImDrawList& list, Fonts& fonts, float width_px, float height_px) {
  list_ = &list;
  fonts_ = &fonts;
  const bool tall = height_px > width_px;
  const float reference_width = tall ? reference_short : reference_long;
  const float reference_height = tall ? reference_long : reference_short;
  scale_ = std::max(0.05F, std::min(width_px / reference_width, height_px / reference_height));
  area_ = {0, 0, width_px / scale_, height_px / scale_};
  clips_.assign(1, area_);
}

ImVec2 Canvas::pixel(Point point) const {
  return {point.x * scale_, point.y * scale_};
}

float Canvas::rounded(float units) const {
  return std::round(units * scale_);
}

Rect Canvas::pixels(const Rect& rect) const {
  const float left = rounded(rect.x);
  const float top = rounded(rect.y);
  return {left, top, rounded(rect.right()) - left, rounded(rect.bottom()) - top};
}

Rect Canvas::snapped(const Rect& rect) const {
  const Rect px = pixels(rect);
  return {px.x / scale_, px.y / scale_, px.width / scale_, px.height / scale_};
}

void Canvas::fill(const Rect& rect, Colour colour, float corner) {
  const Rect px = pixels(rect);
  if (px.empty()) {
    return;
  }
  fill_rounded(*list_, px, corner * scale_, colour);
}

void Canvas::panel(const Rect& rect, Colour colour, float corner, const Border& border) {
  const Rect px = pixels(rect);
  if (px.empty()) {
    return;
  }
  const float width = std::max(1.0F, rounded(border.width));
  const float radius_px = corner * scale_;
  frame_rounded(*list_, px, radius_px, width, border.colour);
  // An edge between two filled shapes is sharp where it bends; a stroke of one pixel blurs there.
  fill_rounded(*list_, px.inset(width), std::max(0.0F, radius_px - width), colour);
}

void Canvas::outline(const Rect& rect, float corner, const Border& border) {
  const Rect px = pixels(rect);
  const float width = std::max(1.0F, rounded(border.width));
  const float half = width / 2;
  list_->PathRect({px.x + half, px.y + half}, {px.right() - half, px.bottom() - half},
                  corner * scale_ - half);
  list_->PathStroke(packed(border.colour), ImDrawFlags_Closed, width);
}

void Canvas::dashed_outline(const Rect& rect, float corner, const Border& border) {
  constexpr float dash = 7;
  constexpr float gap = 5;
  const Rect px = pixels(rect);
  const float width = std::max(1.0F, rounded(border.width));
  const float half = width / 2;
  list_->PathClear();
  list_->PathRect({px.x + half, px.y + half}, {px.right() - half, px.bottom() - half},
                  corner * scale_ - half);
  std::vector<ImVec2> points(list_->_Path.begin(), list_->_Path.end());
  list_->PathClear();
  if (points.size() < 3) {
    return;
  }
  points.push_back(points.front());
  float length = 0;
  for (std::size_t i = 1; i < points.size(); ++i) {
    length += std::hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y);
  }
  // A whole number of dashes goes round, so that the ends meet.
  const float pairs = std::max(1.0F, std::round(length / ((dash + gap) * scale_)));
  const float period = length / pairs;
  const float dash_px = period * dash / (dash + gap);
  float walked = 0;
  std::vector<ImVec2> piece{points.front()};
  bool drawing = true;
  float next = dash_px;
  for (std::size_t i = 1; i < points.size(); ++i) {
    ImVec2 from = points[i - 1];
    float step = std::hypot(points[i].x - from.x, points[i].y - from.y);
    while (walked + step >= next && step > 0) {
      const float share = (next - walked) / step;
      from = {from.x + (points[i].x - from.x) * share, from.y + (points[i].y - from.y) * share};
      step -= next - walked;
      walked = next;
      if (drawing) {
        piece.push_back(from);
        list_->AddPolyline(piece.data(), static_cast<int>(piece.size()), packed(border.colour), 0,
                           width);
      }
      drawing = !drawing;
      piece.assign(1, from);
      next += drawing ? dash_px : period - dash_px;
    }
    walked += step;
    piece.push_back(points[i]);
  }
}

void Canvas::shadow(const Rect& rect, float corner, float depth) {
  constexpr int layers = 5;
  constexpr float darkness = 0.028F;
  for (int i = layers; i >= 1; --i) {
    const float spread = depth * static_cast<float>(i) / layers;
    const Rect layer{rect.x - spread * 0.6F, rect.y - spread * 0.2F, rect.width + spread * 1.2F,
                     rect.height + spread};
    list_->AddRectFilled(pixel({layer.x, layer.y}), pixel({layer.right(), layer.bottom()}),
                         packed(with_alpha(colour::ink, darkness)),
                         (corner + spread * 0.6F) * scale_);
  }
}

void Canvas::circle(Point centre, float radius, Colour colour) {
  list_->AddCircleFilled(pixel(centre), radius * scale_, packed(colour));
}

void Canvas::fill_convex(std::span<const Point> corners, Colour colour) {
  std::vector<ImVec2> points;
  for (const Point& corner : corners) {
    points.push_back(pixel(corner));
  }
  list_->AddConvexPolyFilled(points.data(), static_cast<int>(points.size()), packed(colour));
}

void Canvas::stroke_smooth(const ImVec2* points, int count, float width_px, Colour colour) {
  list_->AddPolyline(points, count, packed(colour), 0, width_px);
}

void Canvas::stroke_path(std::span<const Point> points, float width, Colour colour) {
  if (points.empty()) {
    return;
  }
  // Bends sharper than this are made of two strokes and a round joint: a mitre would stick out.
  constexpr float smooth_cosine = 0.9F;
  const float width_px = width * scale_;
  std::vector<ImVec2> piece;
  const auto flush = [&] {
    if (piece.size() > 1) {
      stroke_smooth(piece.data(), static_cast<int>(piece.size()), width_px, colour);
    }
    list_->AddCircleFilled(piece.front(), width_px / 2, packed(colour));
    list_->AddCircleFilled(piece.back(), width_px / 2, packed(colour));
  };
  for (std::size_t i = 0; i < points.size(); ++i) {
    piece.push_back(pixel(points[i]));
    if (i == 0 || i + 1 == points.size()) {
      continue;
    }
    const Point in{points[i].x - points[i - 1].x, points[i].y - points[i - 1].y};
    const Point out{points[i + 1].x - points[i].x, points[i + 1].y - points[i].y};
    const float lengths = std::hypot(in.x, in.y) * std::hypot(out.x, out.y);
    if (lengths > 0 && (in.x * out.x + in.y * out.y) / lengths < smooth_cosine) {
      flush();
      piece.assign(1, pixel(points[i]));
    }
  }
  flush();
}

void Canvas::fade(const Rect& rect, Side towards, Colour colour) {
  const Rect px = pixels(rect);
  const ImU32 full = packed(colour);
  const ImU32 none = packed(with_alpha(colour, 0));
  const auto at = [towards, full, none](Side a, Side b) {
    return towards == a || towards == b ? full : none;
  };
  list_->AddRectFilledMultiColor({px.x, px.y}, {px.right(), px.bottom()}, at(Side::left, Side::top),
                                 at(Side::right, Side::top), at(Side::right, Side::bottom),
                                 at(Side::left, Side::bottom));
}

Rect Canvas::text(const TextBlock& block, const Rect& rect) {
  const float size_px = block.size * scale_;
  const bool whole = size_px > whole_pixel_glyphs_from;
  const ImU32 ink = packed(block.paragraph.colour);
  float top = rect.y;
  Rect used{rect.x, rect.y, block.width, block.height};
  if (block.paragraph.align == Align::centre) {
    used.x = rect.x + (rect.width - block.width) / 2;
  } else if (block.paragraph.align == Align::right) {
    used.x = rect.right() - block.width;
  }
  for (const auto& line : block.lines) {
    float left = rect.x;
    if (block.paragraph.align == Align::centre) {
      left += (rect.width - line.width) / 2;
    } else if (block.paragraph.align == Align::right) {
      left += rect.width - line.width;
    }
    const float left_px = rounded(left);
    const float baseline_px = rounded(top + block.baseline);
    for (const auto& glyph : line.glyphs) {
      ImFontBaked* baked = fonts_->drawn(glyph.weight)->GetFontBaked(size_px);
      const ImFontGlyph* shape = baked->FindGlyph(static_cast<ImWchar>(glyph.character));
      if (shape == nullptr || !shape->Visible) {
        continue;
      }
      const float pen = left_px + glyph.x * scale_;
      const float x = whole ? std::round(pen) : pen;
      const float y = baseline_px - baked->Ascent - rounded(glyph.raise);
      list_->PrimReserve(6, 4);
      list_->PrimRectUV({x + shape->X0, y + shape->Y0}, {x + shape->X1, y + shape->Y1},
                        {shape->U0, shape->V0}, {shape->U1, shape->V1}, ink);
    }
    if (block.paragraph.line == Line::struck && line.width > 0) {
      constexpr float middle_em = 0.28F;  // of small letters
      const float thick = std::max(1.0F, rounded(block.size / 13));
      const float y = std::round(baseline_px - middle_em * size_px - thick / 2);
      list_->AddRectFilled({left_px, y}, {left_px + std::round(line.width * scale_), y + thick},
                           ink);
    }
    top += block.pitch;
  }
  return used;
}

void Canvas::push_clip(const Rect& rect) {
  clips_.push_back(rect.cut(clips_.back()));
  const Rect px = pixels(clips_.back());
  list_->PushClipRect({px.x, px.y}, {px.right(), px.bottom()}, true);
}

void Canvas::pop_clip() {
  clips_.pop_back();
  list_->PopClipRect();
}

Canvas::Group::Group(Canvas& canvas, const GroupLook& look)
    : canvas_(canvas), look_(look), first_vertex_(canvas.list_->VtxBuffer.Size) {}

Canvas::Group::~Group() {
  if (look_.size == 1 && look_.down == 0 && look_.opacity >= 1) {
    return;
  }
  const ImVec2 about = canvas_.pixel(look_.about);
  const float down = look_.down * canvas_.scale_;
  for (int i = first_vertex_; i < canvas_.list_->VtxBuffer.Size; ++i) {
    ImDrawVert& vertex = canvas_.list_->VtxBuffer[i];
    vertex.pos.x = about.x + (vertex.pos.x - about.x) * look_.size;
    vertex.pos.y = about.y + (vertex.pos.y - about.y) * look_.size + down;
    const auto alpha = static_cast<float>((vertex.col >> IM_COL32_A_SHIFT) & 0xFF);
    vertex.col = (vertex.col & ~IM_COL32_A_MASK) |
                 (static_cast<ImU32>(alpha * look_.opacity + 0.5F) << IM_COL32_A_SHIFT);
  }
}

}  // namespace lintel::kiosk::ui
