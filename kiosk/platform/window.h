// The window: GLFW, an OpenGL 3 context, an ImGui context, finger, wheel and keyboard. UI thread
// only, but for wake(). X11 (on GLFW 3.4 asked for: its native Wayland has no touch, glfw#42).
// Fingers come as touches where the X server has them, each on its own; the mouse, and the first
// touch of an older server, come as the pointer.
// Full screen is for a door: the window stays there (x11_full_screen.h), the display stays lit, and
// nothing that the window system asks for closes it. A window at a desk does as it is told.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "kiosk/platform/clocks.h"
#include "kiosk/platform/x11_full_screen.h"
#include "kiosk/platform/x11_light.h"
#include "kiosk/platform/x11_touches.h"
#include "kiosk/ui/desk_input.h"
#include "kiosk/ui/touch_input.h"
#include "shared/core/result.h"
#include "shared/core/time.h"

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
  bool should_close() const;  // at a desk: somebody closed it
  // The X server has gone, and with it the window: nothing here may be called but the destructor.
  bool is_lost() const { return lost_; }
  static Error lost_error();
  // What the fingers did since a frame took it out, and wheel and keyboard.
  ui::TouchInput& input() { return input_; }
  ui::DeskInput& desk() { return desk_; }
  // When nobody could see the screen, until this time; once.
  std::optional<MonoTime> take_lit();
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
  Status build(const WindowOptions& options);
  Status create_glfw_window(const WindowOptions& options);
  Status create_context();
  Status join_server(const WindowOptions& options);
  void install_callbacks();
  void press(int action);
  bool is_meant(int key, int action);
  void press_key(int key, int mods);
  void push(ui::DeskEvent event);
  void take_events();
  void take_full_screen();
  bool same_picture();

  bool lost_ = false;  // outlives the connections that set it
  GLFWwindow* window_ = nullptr;
  ImGuiContext* imgui_ = nullptr;
  const char* glsl_ = nullptr;
  bool gl_ready_ = false;
  SystemClock clock_;
  ui::TouchInput input_;
  ui::DeskInput desk_;
  std::unique_ptr<X11Touches> touches_;         // nothing: the pointer stands for them
  std::unique_ptr<X11FullScreen> full_screen_;  // nothing: at a desk
  std::unique_ptr<X11Light> light_;             // nothing: no way to know
  std::optional<milliseconds> full_screen_in_;  // to look at it again
  std::optional<MonoTime> lit_;
  mutable PixelSize last_size_;
  bool pressed_ = false;
  bool key_repeats_ = false;
  MonoTime key_down_since_{};
  float pointer_x_ = 0;  // where the last event left the pointer
  float pointer_y_ = 0;
  bool activity_ = true;
  bool touched_ = false;
  bool came_down_ = false;  // finger, wheel or key, in the last take_events()
  bool exposed_ = true;
  MonoTime last_frame_{};
  std::unique_ptr<LastPicture> last_picture_;
};

}  // namespace lintel::kiosk
