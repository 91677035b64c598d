#include "kiosk/ui/touch_input.h"

#include <algorithm>

namespace lintel::kiosk::ui {

bool TouchInput::is_down(FingerId finger) const {
  return std::ranges::find(down_, finger) != down_.end();
}

void TouchInput::down(float x, float y, FingerId finger, When when) {
  leave(finger, when);  // a second press without a release between them: the first was lost
  if (down_.size() >= fingers_max || events_.size() >= events_max) {
    return;
  }
  down_.push_back(finger);
  events_.push_back({TouchEvent::Kind::down, finger, x, y, when});
}

void TouchInput::move(float x, float y, FingerId finger, When when) {
  if (is_down(finger) && events_.size() < events_max) {
    events_.push_back({TouchEvent::Kind::move, finger, x, y, when});
  }
}

void TouchInput::up(FingerId finger, When when) {
  lift(finger, TouchEvent::Kind::up, when);
}

void TouchInput::leave(FingerId finger, When when) {
  lift(finger, TouchEvent::Kind::lost, when);
}

void TouchInput::lift(FingerId finger, TouchEvent::Kind kind, When when) {
  if (std::erase(down_, finger) > 0) {
    events_.push_back({kind, finger, 0, 0, when});
  }
}

}  // namespace lintel::kiosk::ui
