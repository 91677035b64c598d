// The window: GLFW, an OpenGL 3 context, an ImGui context, and the finger. UI thread only, but for
// wake(). X11 (on GLFW 3.4 asked for: its native Wayland has no touch, glfw#42). Fingers come as
// touches where the X server has them, each on its own; the mouse, and the first touch of an older
// server, come as the pointer.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "kiosk/platform/clocks.h"
#include "kiosk/platform/x11_touches.h"
#include "kiosk/ui/touch_input.h"
#include "shared/core/result.h"
#include "shared/core/time.h"

struct GLFWwindow;
struct ImGuiContext;

namespace lintel::kiosk {

struct PixelSize {
  int width = 0;
  int height = 0;
};

struct WindowOptions {
  std::string title = "Lintel";
  std::optional<PixelSize> windowed;  // empty: full screen on the first monitor
};

class Window {
 public:
  // unavailable: no display or no OpenGL, in one sentence with what to do.
  static Result<std::unique_ptr<Window>> open(const WindowOptions& options);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  PixelSize size() const;
  bool should_close() const;
  // What the fingers did since a frame took it out.
  ui::TouchInput& input() { return input_; }
  // Sleeps until input, wake() or the time is over; zero only looks. Calls no frame.
  void wait(milliseconds at_most);
  static void wake();  // any thread

  // True once after input, an exposed or a resized window.
  bool take_activity();
  // True once after a finger went down: keeps a flow from going idle.
  bool take_touch();

  // One frame: begin_frame, draw with ImGui, end_frame. end_frame shows nothing and returns false
  // when the picture is the one already on the screen.
  void begin_frame(MonoTime now);
  bool end_frame();

 private:
  struct LastPicture;
  Window();
  static Result<GLFWwindow*> create_glfw_window(const WindowOptions& options);
  void install_callbacks();
  void press(int action);
  void take_events();
  bool same_picture();

  GLFWwindow* window_ = nullptr;
  ImGuiContext* imgui_ = nullptr;
  bool gl_ready_ = false;
  SystemClock clock_;
  ui::TouchInput input_;
  std::unique_ptr<X11Touches> touches_;  // nothing: the pointer stands for them
  bool pressed_ = false;
  float pointer_x_ = 0;  // where the last event left the pointer
  float pointer_y_ = 0;
  bool activity_ = true;
  bool touched_ = false;
  bool exposed_ = true;
  MonoTime last_frame_{};
  std::unique_ptr<LastPicture> last_picture_;
};

}  // namespace lintel::kiosk
