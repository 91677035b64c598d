#include "kiosk/ui/touch.h"

#include <cmath>

#include "kiosk/ui/tokens.h"

namespace lintel::kiosk::ui {

void Touch::begin(const FingerSample& sample) {
  began_ = sample.down && !held_;
  ended_ = !sample.down && held_;
  fired_ = false;
  repeating_ = false;
  now_ = sample.when;
  if (began_) {
    repeated_ = false;
    next_repeat_ = now_ + touch::repeat_after;
    start_ = sample.at;
    slipped_ = false;
    cancelled_ = false;
    owner_.clear();
  }
  held_ = sample.down;
  if ((held_ || ended_) && sample.valid) {
    at_ = sample.at;
    const float distance = std::hypot(at_.x - start_.x, at_.y - start_.y);
    slipped_ = slipped_ || distance >= touch::slip;
  }
  // A finger that was lost instead of lifted asks for nothing.
  cancelled_ = cancelled_ || ((held_ || ended_) && !sample.valid);
}

Touch::Answer Touch::offer(std::string_view id, const Rect& hit, Firing firing) {
  if (began_ && owner_.empty() && !cancelled_ && hit.contains(start_)) {
    owner_ = id;
  }
  if (owner_ != id || id.empty() || slipped_ || cancelled_ || !hit.contains(at_)) {
    return {};
  }
  Answer answer{held_, ended_ && !fired_ && !repeated_};
  if (firing == Firing::repeating && held_) {
    repeating_ = true;
    if (now_ >= next_repeat_) {
      answer.fired = repeated_ = true;
      next_repeat_ = now_ + touch::repeat_every;
    }
  }
  fired_ = fired_ || answer.fired;
  return answer;
}

void Touch::cancel() {
  cancelled_ = true;
}

}  // namespace lintel::kiosk::ui
