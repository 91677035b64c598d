// Keeps a window as large as its monitor, shown and on top, whatever happens around it: with a
// window manager or without, one that dies or comes, dialogs that take the focus, a key that puts
// windows away, another resolution, a screen that is turned, unplugged or plugged in. It is told by
// the server of each of these (RandR, EWMH, ICCCM), looks at how the window stands, and asks for
// what is wrong, no more often than every half second, so that a quarrel with another program of
// the same mind costs little. GLFW's own full screen does none of this and changes the mode of the
// monitor behind everybody's back, so the window is an ordinary one to GLFW, without decoration.
// The window must outlive this. UI thread only.
#pragma once

#include <memory>
#include <optional>

#include "kiosk/platform/x11_connection.h"
#include "shared/core/time.h"

namespace lintel::kiosk {

struct ScreenArea {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;
  bool operator==(const ScreenArea&) const = default;
};

// The mark that a window manager leaves on the root window outlives it when it is killed, and GLFW
// 3.3 ends the program over it (glfw#2601). Takes it away where no window manager answers to it.
// Call before glfwInit(); nothing happens without a display.
void forget_dead_window_manager();

class X11FullScreen {
 public:
  // The window is to be hidden still; the first keep() shows it. Null when the server takes no
  // more connections.
  static std::unique_ptr<X11FullScreen> open(GLFWwindow* window, bool& lost);

  int descriptor() const { return connection_->descriptor(); }
  // Puts the window where it belongs. Returns when to call it again although nothing came, if so.
  std::optional<milliseconds> keep(MonoTime now);

 private:
  X11FullScreen(std::unique_ptr<X11Connection> connection, unsigned long window);
  void listen();
  void dress() const;
  bool take_events();
  ScreenArea monitor();
  std::optional<ScreenArea> place() const;  // nothing: not shown
  bool stands(const ScreenArea& wanted) const;
  bool is_full_screen() const;
  bool has_focus() const;
  void ask(const ScreenArea& wanted) const;
  void ask_manager(const ScreenArea& wanted) const;
  void go_past_manager(bool past) const;

  std::unique_ptr<X11Connection> connection_;
  unsigned long window_;
  int randr_events_ = -1;  // the number of the first; none without RandR
  ScreenArea last_monitor_;
  bool obscured_ = false;
  bool to_look_ = true;
  std::optional<MonoTime> asked_at_;
  int asked_in_vain_ = 0;
};

}  // namespace lintel::kiosk
