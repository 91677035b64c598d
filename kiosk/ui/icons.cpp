#include "kiosk/ui/icons.h"

#include <cmath>
#include <numbers>
#include <vector>

namespace lintel::kiosk::ui {
namespace {

constexpr float grid = 24;

// Collects a path on the grid and strokes it about a centre.
class Pen {
 public:
  Pen(Canvas& canvas, Point centre, float size, float width, Colour colour)
      : canvas_(canvas), centre_(centre), unit_(size / grid), width_(width), colour_(colour) {}

  Pen& line(float x, float y) {
    const Point next = at(x, y);
    // A piece without length has no direction, and a stroke along it would go astray.
    constexpr float same = 0.01F;
    if (points_.empty() ||
        std::hypot(next.x - points_.back().x, next.y - points_.back().y) > same) {
      points_.push_back(next);
    }
    return *this;
  }
  // The upper half of a circle, from left to right: a finger's tip.
  Pen& tip(float x, float y, float radius) {
    constexpr int steps = 16;
    for (int i = 0; i <= steps; ++i) {
      const float angle = std::numbers::pi_v<float> * (1 + static_cast<float>(i) / steps);
      line(x + radius * std::cos(angle), y + radius * std::sin(angle));
    }
    return *this;
  }
  Pen& curve(Point a, Point b, Point end) {
    constexpr int steps = 20;
    const Point start{(points_.back().x - centre_.x) / unit_ + grid / 2,
                      (points_.back().y - centre_.y) / unit_ + grid / 2};
    for (int i = 1; i <= steps; ++i) {
      const float t = static_cast<float>(i) / steps;
      const float s = 1 - t;
      const float w0 = s * s * s;
      const float w1 = 3 * s * s * t;
      const float w2 = 3 * s * t * t;
      const float w3 = t * t * t;
      line(w0 * start.x + w1 * a.x + w2 * b.x + w3 * end.x,
           w0 * start.y + w1 * a.y + w2 * b.y + w3 * end.y);
    }
    return *this;
  }
  void stroke() {
    canvas_.stroke_path(points_, width_ * unit_, colour_);
    points_.clear();
  }
  void fill() {
    canvas_.fill_convex(points_, colour_);
    points_.clear();
  }
  void dot(float x, float y, float radius) { canvas_.circle(at(x, y), radius * unit_, colour_); }

 private:
  Point at(float x, float y) const {
    return {centre_.x + (x - grid / 2) * unit_, centre_.y + (y - grid / 2) * unit_};
  }

  Canvas& canvas_;
  Point centre_;
  float unit_;
  float width_;
  Colour colour_;
  std::vector<Point> points_;
};

void draw_hand(Pen& pen) {
  constexpr float finger = 1.85F;  // half a finger
  pen.line(7.1F, 14.8F).line(7.1F, 5.9F).tip(8.95F, 5.9F, finger).line(10.8F, 11.6F).stroke();
  pen.line(10.8F, 11.6F).line(10.8F, 3.9F).tip(12.65F, 3.9F, finger).line(14.5F, 11.6F).stroke();
  pen.line(14.5F, 11.6F).line(14.5F, 5.3F).tip(16.35F, 5.3F, finger).line(18.2F, 11.6F).stroke();
  pen.line(18.2F, 11.6F)
      .line(18.2F, 8.9F)
      .tip(20.05F, 8.9F, finger)
      .line(21.9F, 14.2F)
      .curve({21.9F, 19.2F}, {18.6F, 22.2F}, {14.2F, 22.2F})
      .curve({11.2F, 22.2F}, {9.2F, 21.1F}, {7.6F, 19.1F})
      .line(3.4F, 14.4F)
      .curve({2.1F, 12.8F}, {4.0F, 11.0F}, {5.5F, 12.5F})
      .line(7.1F, 14.8F)
      .stroke();
}

void draw_shift(Pen& pen) {
  pen.line(12, 4)
      .line(3.5F, 12.5F)
      .line(8.2F, 12.5F)
      .line(8.2F, 19.5F)
      .line(15.8F, 19.5F)
      .line(15.8F, 12.5F)
      .line(20.5F, 12.5F)
      .line(12, 4)
      .stroke();
}

}  // namespace

void draw_icon(Canvas& canvas, Icon icon, Point centre, float size, Colour colour) {
  constexpr float thin = 2.2F;
  constexpr float firm = 2.6F;
  constexpr float bold = 4.6F;
  switch (icon) {
    case Icon::check:
      Pen(canvas, centre, size, bold, colour)
          .line(2.5F, 12.6F)
          .line(9, 19.2F)
          .line(21.5F, 5.4F)
          .stroke();
      return;
    case Icon::hand: {
      Pen pen(canvas, centre, size, firm, colour);
      draw_hand(pen);
      return;
    }
    case Icon::dots: {
      Pen pen(canvas, centre, size, bold, colour);
      for (const float x : {2.7F, 12.0F, 21.3F}) {
        pen.dot(x, grid / 2, 3.1F);
      }
      return;
    }
    case Icon::minus:
      Pen(canvas, centre, size, bold, colour).line(2.5F, 12).line(21.5F, 12).stroke();
      return;
    case Icon::shift:
    case Icon::shift_filled: {
      Pen pen(canvas, centre, size, thin, colour);
      draw_shift(pen);
      if (icon == Icon::shift_filled) {
        pen.line(12, 4).line(20.5F, 12.5F).line(3.5F, 12.5F).fill();
        pen.line(8.2F, 11).line(15.8F, 11).line(15.8F, 19.5F).line(8.2F, 19.5F).fill();
      }
      return;
    }
    case Icon::backspace: {
      Pen pen(canvas, centre, size, thin, colour);
      pen.line(8.2F, 5.5F)
          .line(21.5F, 5.5F)
          .line(21.5F, 18.5F)
          .line(8.2F, 18.5F)
          .line(2.5F, 12)
          .line(8.2F, 5.5F)
          .stroke();
      pen.line(11.2F, 9.2F).line(16.8F, 14.8F).stroke();
      pen.line(16.8F, 9.2F).line(11.2F, 14.8F).stroke();
      return;
    }
    case Icon::space_bar:
      Pen(canvas, centre, size, thin, colour)
          .line(-6, 10)
          .line(-6, 14)
          .line(30, 14)
          .line(30, 10)
          .stroke();
      return;
    case Icon::warning: {
      Pen pen(canvas, centre, size, 3.2F, colour);
      pen.line(12, 3.5F).line(12, 13.8F).stroke();
      pen.dot(12, 20, 2.1F);
      return;
    }
    case Icon::search: {
      Pen pen(canvas, centre, size, thin, colour);
      constexpr int corners = 32;
      constexpr float reach = 6.5F;
      for (int i = 0; i <= corners; ++i) {
        const float turn = 2 * std::numbers::pi_v<float> * static_cast<float>(i) / corners;
        pen.line(10 + reach * std::cos(turn), 10 + reach * std::sin(turn));
      }
      pen.stroke();
      pen.line(15, 15).line(20.5F, 20.5F).stroke();
      return;
    }
  }
}

}  // namespace lintel::kiosk::ui
