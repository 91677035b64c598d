#include "kiosk/ui/motion.h"

#include <algorithm>

namespace lintel::kiosk::ui {

float ease_out(float share) {
  const float rest = 1 - std::clamp(share, 0.0F, 1.0F);
  return 1 - rest * rest * rest;
}

void Motion::begin(MonoTime now, Pace pace) {
  now_ = now;
  pace_ = pace;
  animating_ = false;
  for (auto& [name, glide] : glides_) {
    glide.asked = false;
  }
}

void Motion::end() {
  std::erase_if(glides_, [](const auto& entry) { return !entry.second.asked; });
}

float Motion::toward(std::string_view name, float target, milliseconds duration) {
  return appear(name, target, target, duration);
}

float Motion::appear(std::string_view name, float from, float target, milliseconds duration) {
  auto place = glides_.find(name);
  if (place == glides_.end()) {
    place = glides_.emplace(std::string{name}, Glide{from, target, now_, true}).first;
  }
  Glide& glide = place->second;
  glide.asked = true;
  const auto position = [&] {
    const float passed = static_cast<float>((now_ - glide.start).count());
    const float share = duration.count() > 0 ? passed / static_cast<float>(duration.count()) : 1;
    return glide.from + (glide.target - glide.from) * ease_out(share);
  };
  if (glide.target != target) {
    glide = {position(), target, now_, true};
  }
  if (pace_ == Pace::still || glide.from == glide.target || now_ - glide.start >= duration) {
    glide.from = target;
    return target;
  }
  animating_ = true;
  return position();
}

}  // namespace lintel::kiosk::ui
