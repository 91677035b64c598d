// The finger, as Dear ImGui wants to hear of it. Events say "touch screen", so that a press waits
// one frame after its move (imgui 1.89.5), and every release is followed by a position off the
// screen: otherwise the last tile stays "hovered" until the next person comes (imgui #2074).
// Taps that begin and end between two frames still fire, each on its own place and in order: the
// events queue up and ImGui plays them over the next frames, so the caller draws three frames after
// every event and after every touch that a frame answered.
// An ImGui context must be current. UI thread only.
#pragma once

namespace lintel::kiosk::ui {

// Positions are window pixels.
class TouchInput {
 public:
  void down(float x, float y);
  void move(float x, float y);  // ignored while no finger is down
  void up();
  void leave();  // the finger left the glass or the window lost it: nothing fires

 private:
  bool down_ = false;
};

}  // namespace lintel::kiosk::ui
