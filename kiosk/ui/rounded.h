// Filled boxes with round corners, made so that a software rasteriser has little to do: straight
// parts are upright rectangles, only the corners are small fans with soft edges, and the frame of a
// panel does not lie beneath its face as well. (ImGui fans a rounded box out from one point into
// slivers as long as the box, and a frame made of two such boxes paints every pixel twice.)
#pragma once

#include "kiosk/ui/geometry.h"
#include "kiosk/ui/tokens.h"

struct ImDrawList;

namespace lintel::kiosk::ui {

// `px` stands on whole pixels; the radius is taken to whole pixels, and to what fits into the box.
void fill_rounded(ImDrawList& list, const Rect& px, float radius_px, Colour colour);
// A frame of `width_px` (whole pixels) inside the edge of `px`; what it surrounds stays as it is.
void frame_rounded(ImDrawList& list, const Rect& px, float radius_px, float width_px,
                   Colour colour);

}  // namespace lintel::kiosk::ui
