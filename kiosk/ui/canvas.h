// The drawing surface: shapes and text in reference units on one ImGui draw list, put on whole
// pixels so that edges are crisp at any scale. The smaller side of the window decides the scale
// (1280x800 or 800x1280 units always fit); what is left over makes the canvas larger, nothing is
// letterboxed. UI thread only; valid between begin() and end() of a frame.
#pragma once

#include <span>
#include <vector>

#include "kiosk/ui/fonts.h"
#include "kiosk/ui/geometry.h"
#include "kiosk/ui/tokens.h"
#include "kiosk/ui/typeset.h"

struct ImDrawList;
struct ImVec2;

namespace lintel::kiosk::ui {

struct Border {
  Colour colour;
  float width = stroke::hair;
};

class Canvas {
 public:
  void begin(ImDrawList& list, Fonts& fonts, float width_px, float height_px);

  const Rect& area() const { return area_; }  // the whole window, in units
  float scale() const { return scale_; }      // window pixels in a unit
  bool portrait() const { return area_.height > area_.width; }
  // To whole window pixels, and the same back in units.
  Rect pixels(const Rect& rect) const;
  Rect snapped(const Rect& rect) const;

  void fill(const Rect& rect, Colour colour, float corner = 0);
  void panel(const Rect& rect, Colour colour, float corner, const Border& border);
  void outline(const Rect& rect, float corner, const Border& border);
  void dashed_outline(const Rect& rect, float corner, const Border& border);
  void shadow(const Rect& rect, float corner, float depth);
  void circle(Point centre, float radius, Colour colour);
  void fill_convex(std::span<const Point> corners, Colour colour);  // clockwise
  // Round ends and joints.
  void stroke_path(std::span<const Point> points, float width, Colour colour);
  // Colour at one edge, nothing at the other: says that there is more to scroll to.
  enum class Side { left, top, right, bottom };
  void fade(const Rect& rect, Side towards, Colour colour);

  // Draws lines from the top of `rect`, aligned in its width as the paragraph says. Returns the
  // place the text takes.
  Rect text(const TextBlock& block, const Rect& rect);

  void push_clip(const Rect& rect);
  void pop_clip();
  const Rect& clip() const { return clips_.back(); }

  // All that is drawn while a group is open is scaled about a point, moved down and faded, once.
  struct GroupLook {
    Point about;
    float size = 1;
    float down = 0;
    float opacity = 1;
  };
  class Group {
   public:
    Group(Canvas& canvas, const GroupLook& look);
    ~Group();
    Group(const Group&) = delete;
    Group& operator=(const Group&) = delete;

   private:
    Canvas& canvas_;
    GroupLook look_;
    int first_vertex_;
  };

 private:
  ImVec2 pixel(Point point) const;
  float rounded(float units) const;  // to whole pixels, in pixels
  void stroke_smooth(const ImVec2* points, int count, float width_px, Colour colour);

  ImDrawList* list_ = nullptr;
  Fonts* fonts_ = nullptr;
  Rect area_;
  float scale_ = 1;
  std::vector<Rect> clips_;
};

class ClipScope {
 public:
  ClipScope(Canvas& canvas, const Rect& rect) : canvas_(canvas) { canvas_.push_clip(rect); }
  ~ClipScope() { canvas_.pop_clip(); }
  ClipScope(const ClipScope&) = delete;
  ClipScope& operator=(const ClipScope&) = delete;

 private:
  Canvas& canvas_;
};

}  // namespace lintel::kiosk::ui
