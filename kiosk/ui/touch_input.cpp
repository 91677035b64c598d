#include "kiosk/ui/touch_input.h"

#include <imgui.h>

#include <cfloat>

namespace lintel::kiosk::ui {
namespace {

void queue_position(float x, float y) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
  io.AddMousePosEvent(x, y);
}

void queue_button(bool down) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
  io.AddMouseButtonEvent(ImGuiMouseButton_Left, down);
}

}  // namespace

void TouchInput::down(float x, float y) {
  queue_position(x, y);
  queue_button(true);
  down_ = true;
}

void TouchInput::move(float x, float y) {
  if (down_) {
    queue_position(x, y);
  }
}

void TouchInput::up() {
  if (!down_) {
    return;
  }
  down_ = false;
  queue_button(false);
  queue_position(-FLT_MAX, -FLT_MAX);
}

void TouchInput::leave() {
  queue_position(-FLT_MAX, -FLT_MAX);
  if (down_) {
    down_ = false;
    queue_button(false);
  }
}

}  // namespace lintel::kiosk::ui
