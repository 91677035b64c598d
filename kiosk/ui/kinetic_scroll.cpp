#include "kiosk/ui/kinetic_scroll.h"

#include <algorithm>
#include <cmath>

namespace lintel::kiosk::ui {
namespace {

constexpr float decay_seconds = 0.325F;   // speed falls to 1/e in this time
constexpr float memory_seconds = 0.045F;  // of the finger's speed: smooths, does not lag
constexpr float stop_below = 12;          // units a second: slower than anybody sees
constexpr float speed_max = 6000;         // a flick of a panel, not a glitch of a digitiser
constexpr float step_seconds_max = 0.1F;  // after a sleep the first step is not a leap

}  // namespace

void KineticScroll::update(MonoTime now, const Finger& finger, float overflow, Pace pace) {
  const float passed = static_cast<float>((now - last_).count()) / 1000.0F;
  const float seconds = std::clamp(passed, 0.0F, step_seconds_max);
  last_ = now;
  overflow_ = std::max(0.0F, overflow);
  if (finger.held && finger.dragging && overflow_ > 0) {
    if (!dragging_) {
      dragging_ = true;
      velocity_ = 0;
      last_position_ = finger.position;
    }
    const float moved = last_position_ - finger.position;
    last_position_ = finger.position;
    offset_ += moved;
    if (seconds > 0) {
      const float kept = std::exp(-seconds / memory_seconds);
      velocity_ = kept * velocity_ + (1 - kept) * moved / seconds;
      velocity_ = std::clamp(velocity_, -speed_max, speed_max);
    }
  } else {
    if (finger.held || (dragging_ && pace == Pace::still)) {
      velocity_ = 0;
    }
    dragging_ = false;
    glide(seconds);
  }
  const float bounded = std::clamp(offset_, 0.0F, overflow_);
  if (bounded != offset_) {
    offset_ = bounded;
    velocity_ = dragging_ ? velocity_ : 0;
  }
}

void KineticScroll::glide(float seconds) {
  if (velocity_ == 0) {
    return;
  }
  const float kept = std::exp(-seconds / decay_seconds);
  offset_ += velocity_ * decay_seconds * (1 - kept);
  velocity_ *= kept;
  if (std::abs(velocity_) < stop_below) {
    velocity_ = 0;
    offset_ = std::round(offset_);
  }
}

void KineticScroll::jump(float offset) {
  velocity_ = 0;
  offset_ = offset;
}

void KineticScroll::nudge(float by) {
  velocity_ = 0;
  offset_ = std::clamp(offset_ + by, 0.0F, overflow_);
}

}  // namespace lintel::kiosk::ui
