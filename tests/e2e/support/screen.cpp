#include "tests/e2e/support/screen.h"

#include <png.h>

#include <cstdint>
#include <cstring>
#include <vector>

#include "tests/e2e/support/eventually.h"

// Xlib's headers define macros such as Status and None: they come last.
#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>
using XStatus = Status;
#undef Status
#undef None
#undef Bool

namespace lintel::e2e {

struct Screen::Connection {
  Display* display = nullptr;
  Window window = 0;
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;

  ~Connection() {
    if (display) {
      XCloseDisplay(display);
    }
  }

  bool belongs_to(Window candidate, pid_t process) const {
    const Atom property = XInternAtom(display, "_NET_WM_PID", False);
    Atom type = 0;
    int format = 0;
    unsigned long count = 0;
    unsigned long left = 0;
    unsigned char* data = nullptr;
    if (XGetWindowProperty(display, candidate, property, 0, 1, False, XA_CARDINAL, &type, &format,
                           &count, &left, &data) != Success) {
      return false;
    }
    unsigned long value = 0;
    const bool found = count == 1 && format == 32;
    if (found) {
      std::memcpy(&value, data, sizeof value);  // Xlib hands out 32-bit properties as longs
    }
    if (data) {
      XFree(data);
    }
    return found && static_cast<pid_t>(value) == process;
  }

  Window find(Window parent, pid_t process) const {
    if (belongs_to(parent, process)) {
      return parent;
    }
    Window root = 0;
    Window above = 0;
    Window* children = nullptr;
    unsigned count = 0;
    Window found = 0;
    if (XQueryTree(display, parent, &root, &above, &children, &count) != 0) {
      for (unsigned i = 0; i < count && found == 0; ++i) {
        found = find(children[i], process);
      }
      if (children) {
        XFree(children);
      }
    }
    return found;
  }

  bool place_window() {
    XWindowAttributes attributes{};
    Window child = 0;
    if (XGetWindowAttributes(display, window, &attributes) == 0 ||
        attributes.map_state != IsViewable) {
      return false;
    }
    width = attributes.width;
    height = attributes.height;
    return XTranslateCoordinates(display, window, DefaultRootWindow(display), 0, 0, &x, &y,
                                 &child) != 0;
  }

  void finger(Point at) const {
    XTestFakeMotionEvent(display, DefaultScreen(display), x + at.x, y + at.y, CurrentTime);
  }
};

Screen::Screen(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
Screen::~Screen() = default;

Result<std::unique_ptr<Screen>> Screen::open(const std::string& display) {
  // A window may go away between two of our requests; Xlib's own handler would end the program.
  XSetErrorHandler([](Display*, XErrorEvent*) { return 0; });
  auto connection = std::make_unique<Connection>();
  connection->display = XOpenDisplay(display.c_str());
  int ignored = 0;
  if (!connection->display ||
      XTestQueryExtension(connection->display, &ignored, &ignored, &ignored, &ignored) == 0) {
    return Error{ErrorCode::unavailable,
                 "The display " + display + " cannot be opened, or has no XTEST extension."};
  }
  return std::unique_ptr<Screen>{new Screen{std::move(connection)}};
}

Status Screen::look_at(pid_t process) {
  Connection& x = *connection_;
  const bool found = eventually([&] {
    x.window = x.find(DefaultRootWindow(x.display), process);
    return x.window != 0 && x.place_window();
  });
  if (!found) {
    return Error{ErrorCode::not_found, "The program shows no window."};
  }
  return ok();
}

void Screen::tap(Point at) {
  press(at);
  release();
}

void Screen::press(Point at) {
  connection_->finger(at);
  XTestFakeButtonEvent(connection_->display, 1, True, CurrentTime);
  XSync(connection_->display, False);
}

void Screen::move(Point to) {
  connection_->finger(to);
  XSync(connection_->display, False);
}

void Screen::release() {
  XTestFakeButtonEvent(connection_->display, 1, False, CurrentTime);
  XSync(connection_->display, False);
}

void Screen::close_window() {
  Connection& x = *connection_;
  XEvent event{};
  event.xclient.type = ClientMessage;
  event.xclient.window = x.window;
  event.xclient.message_type = XInternAtom(x.display, "WM_PROTOCOLS", False);
  event.xclient.format = 32;
  event.xclient.data.l[0] = static_cast<long>(XInternAtom(x.display, "WM_DELETE_WINDOW", False));
  event.xclient.data.l[1] = CurrentTime;
  XSendEvent(x.display, x.window, False, NoEventMask, &event);
  XSync(x.display, False);
}

Status Screen::photograph(const std::string& path) {
  Connection& x = *connection_;
  XImage* image = XGetImage(x.display, x.window, 0, 0, static_cast<unsigned>(x.width),
                            static_cast<unsigned>(x.height), AllPlanes, ZPixmap);
  if (!image) {
    return Error{ErrorCode::io, "The window cannot be photographed: is it still there?"};
  }
  std::vector<std::uint8_t> rgb;
  rgb.reserve(static_cast<std::size_t>(x.width) * static_cast<std::size_t>(x.height) * 3);
  for (int row = 0; row < x.height; ++row) {
    for (int column = 0; column < x.width; ++column) {
      const unsigned long pixel = XGetPixel(image, column, row);
      for (const int shift : {16, 8, 0}) {
        rgb.push_back(static_cast<std::uint8_t>((pixel >> shift) & 0xFFU));
      }
    }
  }
  XDestroyImage(image);
  png_image png{};
  png.version = PNG_IMAGE_VERSION;
  png.width = static_cast<png_uint_32>(x.width);
  png.height = static_cast<png_uint_32>(x.height);
  png.format = PNG_FORMAT_RGB;
  if (png_image_write_to_file(&png, path.c_str(), 0, rgb.data(), 0, nullptr) == 0) {
    return Error{ErrorCode::io, "Cannot write " + path + ": " + png.message + "."};
  }
  return ok();
}

}  // namespace lintel::e2e
