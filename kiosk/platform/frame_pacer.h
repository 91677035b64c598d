// When to draw: three frames after anything happened, frames while something moves, else none until
// the next deadline. Pure; UI thread only. Why three: a press, what its release did, and what ImGui
// places a frame late (ocornut/imgui#2749, #1206).
#pragma once

#include "shared/core/time.h"

namespace lintel::kiosk {

class FramePacer {
 public:
  // Input, news from another thread, a resized or exposed window, or a deadline that was reached.
  void on_event() { settling_frames_ = settling_frames_per_event; }
  void on_frame(bool animating) {
    animating_ = animating;
    if (settling_frames_ > 0) {
      --settling_frames_;
    }
  }
  bool wants_frame() const { return animating_ || settling_frames_ > 0; }
  // How long to sleep, given the time until the next change that time alone brings. Zero while a
  // frame is wanted; never negative (glfwWaitEventsTimeout refuses that).
  milliseconds wait(milliseconds until_next_change) const {
    if (wants_frame() || until_next_change.count() < 0) {
      return milliseconds{0};
    }
    return until_next_change;
  }

 private:
  static constexpr int settling_frames_per_event = 3;
  int settling_frames_ = settling_frames_per_event;  // the first frames of all
  bool animating_ = false;
};

}  // namespace lintel::kiosk
