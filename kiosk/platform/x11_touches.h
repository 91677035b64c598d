// Every finger on an X11 window. GLFW 3.3 and 3.4 know one pointer, into which the X server turns
// the first touch only; this asks the server for the touches themselves (XInput 2.2, "Touch device
// support" in XI2proto.txt) on a connection of its own. A touch that is delivered here sends no
// pointer event to anybody else, so GLFW never counts it a second time; mice stay with GLFW.
// The window must outlive this. UI thread only.
#pragma once

#include <memory>

#include "kiosk/platform/server_time.h"
#include "kiosk/platform/x11_connection.h"
#include "kiosk/ui/touch_input.h"

namespace lintel::kiosk {

class X11Touches {
 public:
  // Nothing: a server without XInput 2.2, or another program has this window's touches. Then the
  // first touch comes as the pointer. A machine without a touch screen is no reason: one may be
  // plugged in later.
  static std::unique_ptr<X11Touches> open(GLFWwindow* window, bool& lost);

  int descriptor() const { return connection_->descriptor(); }
  // Hands everything that came to `input`.
  struct Came {
    bool any = false;
    bool down = false;
  };
  Came drain(ui::TouchInput& input, MonoTime now);

 private:
  X11Touches(std::unique_ptr<X11Connection> connection, int opcode);
  std::unique_ptr<X11Connection> connection_;
  int opcode_;  // of XInput's events
  ServerTime server_time_;
};

}  // namespace lintel::kiosk
