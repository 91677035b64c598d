// A connection of our own to the X server that GLFW draws on. What one connection selects on a
// window disturbs no other, so each part here listens for what it is about, on a connection that
// it alone reads. UI thread only.
#pragma once

#include <memory>
#include <vector>

// Xlib's own name for its connection; its headers, and their macros, are seen by .cpp files only.
struct _XDisplay;
struct GLFWwindow;

namespace lintel::kiosk {

class X11Connection {
 public:
  // To GLFW's server. Null when it takes no more. A server that goes sets `lost` (x11_errors.h).
  static std::unique_ptr<X11Connection> open(bool& lost);
  // To the server of DISPLAY, before GLFW has one. Null when there is none.
  static std::unique_ptr<X11Connection> open_alone();
  ~X11Connection();
  X11Connection(const X11Connection&) = delete;
  X11Connection& operator=(const X11Connection&) = delete;

  _XDisplay* display() const { return display_; }
  int descriptor() const;  // readable when something came
  unsigned long root() const;
  unsigned long atom(const char* name) const;
  // A property of 32-bit values; empty when the window or the property is not there.
  std::vector<unsigned long> values(unsigned long window, const char* property) const;
  // A message to whoever manages windows, as EWMH has it ("Root Window Properties").
  void tell_manager(unsigned long window, const char* message,
                    const std::vector<long>& values) const;

  static _XDisplay* glfw_display();
  static int glfw_descriptor();  // of GLFW's own connection
  static unsigned long window_of(GLFWwindow* window);

 private:
  explicit X11Connection(_XDisplay* display) : display_(display) {}
  _XDisplay* display_;
};

}  // namespace lintel::kiosk
