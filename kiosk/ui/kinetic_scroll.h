// Scrolling by finger along one axis, with inertia. The finger takes the content with it once it
// has moved 12 units; on release the content goes on and slows down by the same share in equal
// times (independent of the frame rate); a new touch stops it. Pure: positions in reference
// units, times from the frame. UI thread only.
#pragma once

#include "kiosk/ui/motion.h"
#include "shared/core/time.h"

namespace lintel::kiosk::ui {

class KineticScroll {
 public:
  struct Finger {
    bool held = false;
    bool dragging = false;  // it has slipped and started inside the scrolled area
    float position = 0;
  };

  // Once a frame. `overflow` is how much longer the content is than its window, 0 when it fits.
  void update(MonoTime now, const Finger& finger, float overflow, Pace pace);
  // Jumps there at once; the next update keeps it inside the content.
  void jump(float offset);
  void nudge(float by);  // a wheel, or a key
  void stop() { velocity_ = 0; }

  float offset() const { return offset_; }
  bool moving() const { return dragging_ || velocity_ != 0; }
  bool gliding() const { return !dragging_ && velocity_ != 0; }

 private:
  void glide(float seconds);

  float offset_ = 0;
  float overflow_ = 0;
  float velocity_ = 0;  // units a second, in the direction of growing offset
  float last_position_ = 0;
  bool dragging_ = false;
  MonoTime last_{};
};

}  // namespace lintel::kiosk::ui
