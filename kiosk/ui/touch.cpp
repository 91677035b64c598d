#include "kiosk/ui/touch.h"

#include <algorithm>
#include <cmath>

#include "kiosk/ui/tokens.h"

namespace lintel::kiosk::ui {

void Touch::begin(TouchInput& input, MonoTime now, float pixels) {
  std::erase_if(fingers_, [](const Finger& finger) { return !finger.held; });
  for (Finger& finger : fingers_) {
    finger.new_here = false;
    finger.fired = false;
  }
  now_ = now;
  ended_ = fired_ = acting_ = false;
  while (!input.empty() && play(input.front(), pixels)) {
    input.pop();
  }
  waiting_ = !input.empty();
}

bool Touch::play(const TouchEvent& event, float pixels) {
  const MonoTime when = std::min(event.when.value_or(now_), now_);
  const Point at{event.x / pixels, event.y / pixels};
  Finger* finger = find(event.finger);
  switch (event.kind) {
    case TouchEvent::Kind::down:
      if (ended_) {
        return false;  // what that release does may put something else in this place
      }
      come_down(event, at, when);
      return true;
    case TouchEvent::Kind::move:
      if (finger != nullptr) {
        finger->at = at;
        const float distance = std::hypot(at.x - finger->start.x, at.y - finger->start.y);
        finger->slipped = finger->slipped || distance >= touch::slip;
      }
      return true;
    case TouchEvent::Kind::up:
    case TouchEvent::Kind::lost:
      if (finger == nullptr) {
        return true;
      }
      if (ended_ || finger->new_here) {
        return false;
      }
      lift(*finger, event.kind, when);
      return true;
  }
  return true;
}

void Touch::come_down(const TouchEvent& event, Point at, MonoTime when) {
  Finger finger;
  finger.id = event.finger;
  finger.start = finger.at = at;
  finger.began = when;
  finger.next_repeat = when + touch::repeat_after;
  finger.cancelled = when < counts_from_;
  for (Finger& other : fingers_) {
    // What lies on the glass for longer is a bag or a stuck place of the panel, nobody's finger.
    if (other.held && when - other.began <= touch::rest_max) {
      other.touches = finger.touches = Touches::overlapping;
    }
  }
  fingers_.push_back(std::move(finger));
}

void Touch::lift(Finger& finger, TouchEvent::Kind kind, MonoTime when) {
  finger.held = false;
  finger.cancelled =
      finger.cancelled || kind == TouchEvent::Kind::lost || when - finger.began > touch::rest_max;
  ended_ = true;
}

Touch::Answer Touch::offer(std::string_view id, const Rect& hit, Firing firing) {
  Answer answer;
  if (id.empty()) {
    return answer;
  }
  for (Finger& finger : fingers_) {
    if (finger.cancelled) {
      continue;
    }
    if (finger.new_here && finger.owner.empty() && hit.contains(finger.start)) {
      finger.owner = id;
    }
    if (finger.owner != id || finger.slipped || !hit.contains(finger.at)) {
      continue;
    }
    answer.pressed = answer.pressed || finger.held;
    if (fires(finger, firing)) {
      finger.fired = fired_ = answer.fired = true;
      answer.began = finger.began;
      answer.touches = finger.touches;
    }
  }
  return answer;
}

bool Touch::fires(Finger& finger, Firing firing) {
  if (!finger.held) {
    return !fired_ && !finger.acted && firing != Firing::held;
  }
  if (firing == Firing::once || (firing == Firing::held && finger.acted)) {
    return false;
  }
  acting_ = true;
  const MonoTime due =
      firing == Firing::held ? finger.began + touch::long_press : finger.next_repeat;
  // A release that was played in this frame comes first; the next frame is soon.
  if (now_ < due || ended_ || fired_) {
    return false;
  }
  finger.acted = true;
  finger.next_repeat = now_ + touch::repeat_every;
  return true;
}

void Touch::screen_changed(MonoTime now) {
  for (Finger& finger : fingers_) {
    finger.cancelled = true;
  }
  counts_from_ = std::max(counts_from_, now);
}

void Touch::layout_changed(MonoTime now) {
  screen_changed(now + touch::after_layout);
}

void Touch::cancel(FingerId id) {
  if (Finger* finger = find(id)) {
    finger->cancelled = true;
  }
}

bool Touch::held() const {
  return std::ranges::any_of(fingers_, &Finger::held);
}

bool Touch::began() const {
  return std::ranges::any_of(fingers_, &Finger::new_here);
}

bool Touch::unanswered() const {
  return std::ranges::any_of(fingers_, [](const Finger& finger) {
    return (finger.new_here && finger.owner.empty()) || (!finger.held && !finger.fired);
  });
}

Finger* Touch::find(FingerId id) {
  const auto place = std::ranges::find_if(
      fingers_, [id](const Finger& finger) { return finger.held && finger.id == id; });
  return place == fingers_.end() ? nullptr : &*place;
}

}  // namespace lintel::kiosk::ui
