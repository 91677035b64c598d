#include "kiosk/platform/x11_connection.h"

#include <algorithm>
#include <cstddef>

#include "kiosk/platform/x11_errors.h"

// Xlib's headers define macros such as Status and None: they come last.
#include <X11/Xlib.h>

// As glfw3native.h declares them; it asks for the headers of XRandR.
extern "C" {
Display* glfwGetX11Display(void);
Window glfwGetX11Window(GLFWwindow* window);
}

namespace lintel::kiosk {

std::unique_ptr<X11Connection> X11Connection::open(bool& lost) {
  Display* display = XOpenDisplay(DisplayString(glfwGetX11Display()));
  if (display == nullptr) {
    return nullptr;
  }
  survive_loss(display, lost);
  return std::unique_ptr<X11Connection>{new X11Connection{display}};
}

std::unique_ptr<X11Connection> X11Connection::open_alone() {
  Display* display = XOpenDisplay(nullptr);
  return display == nullptr ? nullptr : std::unique_ptr<X11Connection>{new X11Connection{display}};
}

X11Connection::~X11Connection() {
  XCloseDisplay(display_);
}

int X11Connection::descriptor() const {
  return ConnectionNumber(display_);
}

unsigned long X11Connection::root() const {
  return DefaultRootWindow(display_);
}

unsigned long X11Connection::atom(const char* name) const {
  return XInternAtom(display_, name, False);
}

std::vector<unsigned long> X11Connection::values(unsigned long window, const char* property) const {
  constexpr long values_max = 1024;
  Atom type = 0;
  int format = 0;
  unsigned long count = 0;
  unsigned long left = 0;
  unsigned char* data = nullptr;
  const X11ErrorCount errors{display_};
  if (XGetWindowProperty(display_, window, atom(property), 0, values_max, False, AnyPropertyType,
                         &type, &format, &count, &left, &data) != Success ||
      data == nullptr) {
    return {};
  }
  std::vector<unsigned long> values;
  if (format == 32) {  // which Xlib hands out as longs
    const auto* const first = reinterpret_cast<const unsigned long*>(data);
    values.assign(first, first + count);
  }
  XFree(data);
  return values;
}

void X11Connection::tell_manager(unsigned long window, const char* message,
                                 const std::vector<long>& values) const {
  XEvent event{};
  event.xclient.type = ClientMessage;
  event.xclient.window = window;
  event.xclient.message_type = atom(message);
  event.xclient.format = 32;
  std::copy_n(values.begin(), std::min<std::size_t>(values.size(), 5), event.xclient.data.l);
  XSendEvent(display_, root(), False, SubstructureNotifyMask | SubstructureRedirectMask, &event);
}

_XDisplay* X11Connection::glfw_display() {
  return glfwGetX11Display();
}

int X11Connection::glfw_descriptor() {
  return ConnectionNumber(glfwGetX11Display());
}

unsigned long X11Connection::window_of(GLFWwindow* window) {
  return glfwGetX11Window(window);
}

}  // namespace lintel::kiosk
