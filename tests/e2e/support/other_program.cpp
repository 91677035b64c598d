#include "tests/e2e/support/other_program.h"

#include <array>
#include <vector>

#include "tests/e2e/support/eventually.h"

// Xlib's headers define macros such as Status and None: they come last.
#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>
#include <X11/extensions/scrnsaver.h>
#undef Status
#undef None

namespace lintel::e2e {
namespace {

std::vector<unsigned long> values(Display* display, Window window, const char* property) {
  Atom type = 0;
  int format = 0;
  unsigned long count = 0;
  unsigned long left = 0;
  unsigned char* data = nullptr;
  if (XGetWindowProperty(display, window, XInternAtom(display, property, False), 0, 1024, False,
                         AnyPropertyType, &type, &format, &count, &left, &data) != Success ||
      data == nullptr) {
    return {};
  }
  const auto* const first = reinterpret_cast<const unsigned long*>(data);
  std::vector<unsigned long> found(first, format == 32 ? first + count : first);
  XFree(data);
  return found;
}

Window window_of(Display* display, Window parent, pid_t process) {
  const auto named = values(display, parent, "_NET_WM_PID");
  if (named.size() == 1 && static_cast<pid_t>(named.front()) == process) {
    return parent;
  }
  Window root = 0;
  Window above = 0;
  Window* children = nullptr;
  unsigned count = 0;
  Window found = 0;
  if (XQueryTree(display, parent, &root, &above, &children, &count) != 0) {
    for (unsigned i = 0; i < count && found == 0; ++i) {
      found = window_of(display, children[i], process);
    }
    if (children != nullptr) {
      XFree(children);
    }
  }
  return found;
}

// The window that somebody touches there.
Window window_at(Display* display, int x, int y) {
  Window at = DefaultRootWindow(display);
  for (;;) {
    int inside_x = 0;
    int inside_y = 0;
    Window child = 0;
    if (XTranslateCoordinates(display, DefaultRootWindow(display), at, x, y, &inside_x, &inside_y,
                              &child) == 0 ||
        child == 0) {
      return at;
    }
    at = child;
  }
}

}  // namespace

struct OtherProgram::Connection {
  Display* display = nullptr;
  Window dialog = 0;

  ~Connection() {
    if (display != nullptr) {
      XCloseDisplay(display);
    }
  }
  void tell_manager(Window window, const char* message, std::array<long, 5> what) const {
    XEvent event{};
    event.xclient.type = ClientMessage;
    event.xclient.window = window;
    event.xclient.message_type = XInternAtom(display, message, False);
    event.xclient.format = 32;
    for (std::size_t i = 0; i < what.size(); ++i) {
      event.xclient.data.l[i] = what[i];
    }
    XSendEvent(display, DefaultRootWindow(display), False,
               SubstructureNotifyMask | SubstructureRedirectMask, &event);
    XSync(display, False);
  }
  void key(const std::string& name, Bool is_down) const {
    const KeyCode code = XKeysymToKeycode(display, XStringToKeysym(name.c_str()));
    XTestFakeKeyEvent(display, code, is_down, CurrentTime);
    XSync(display, False);
  }
  Window focus() const {
    Window window = 0;
    int revert = 0;
    XGetInputFocus(display, &window, &revert);
    return window;
  }
};

std::string to_string(const std::optional<Standing>& standing) {
  if (!standing) {
    return "not shown";
  }
  return std::to_string(standing->width) + "x" + std::to_string(standing->height) + "+" +
         std::to_string(standing->x) + "+" + std::to_string(standing->y) +
         (standing->on_top ? ", on top" : ", covered") +
         (standing->has_focus ? ", with the focus" : ", without the focus");
}

OtherProgram::OtherProgram(std::unique_ptr<Connection> connection)
    : connection_(std::move(connection)) {}
OtherProgram::~OtherProgram() = default;

Result<std::unique_ptr<OtherProgram>> OtherProgram::start(const std::string& display) {
  // Windows of others may go between two of our requests; Xlib's own handler would end the program.
  XSetErrorHandler([](Display*, XErrorEvent*) { return 0; });
  auto connection = std::make_unique<Connection>();
  connection->display = XOpenDisplay(display.c_str());
  if (connection->display == nullptr) {
    return Error{ErrorCode::unavailable, "The display " + display + " cannot be opened."};
  }
  return std::unique_ptr<OtherProgram>{new OtherProgram{std::move(connection)}};
}

unsigned long OtherProgram::window() const {
  return window_of(connection_->display, DefaultRootWindow(connection_->display), watched_);
}

std::optional<Standing> OtherProgram::see() const {
  Display* display = connection_->display;
  const Window window = this->window();
  XWindowAttributes is{};
  Standing standing;
  Window child = 0;
  if (window == 0 || XGetWindowAttributes(display, window, &is) == 0 ||
      is.map_state != IsViewable ||
      XTranslateCoordinates(display, window, DefaultRootWindow(display), 0, 0, &standing.x,
                            &standing.y, &child) == 0) {
    return std::nullopt;
  }
  standing.width = is.width;
  standing.height = is.height;
  standing.has_focus = connection_->focus() == window;
  standing.on_top = true;
  for (const int across : {1, is.width / 2, is.width - 2}) {
    for (const int down : {1, is.height / 2, is.height - 2}) {
      standing.on_top =
          standing.on_top && window_at(display, standing.x + across, standing.y + down) == window;
    }
  }
  return standing;
}

void OtherProgram::open_dialog() {
  Display* display = connection_->display;
  connection_->dialog = XCreateSimpleWindow(display, DefaultRootWindow(display), 300, 200, 320, 240,
                                            0, 0, WhitePixel(display, DefaultScreen(display)));
  XStoreName(display, connection_->dialog, "Updates are ready");
  const Atom type = XInternAtom(display, "_NET_WM_WINDOW_TYPE", False);
  const unsigned long dialog = XInternAtom(display, "_NET_WM_WINDOW_TYPE_DIALOG", False);
  XChangeProperty(display, connection_->dialog, type, XA_ATOM, 32, PropModeReplace,
                  reinterpret_cast<const unsigned char*>(&dialog), 1);
  XMapRaised(display, connection_->dialog);
  XSync(display, False);
  eventually([&] {
    XWindowAttributes is{};
    return XGetWindowAttributes(display, connection_->dialog, &is) != 0 &&
           is.map_state == IsViewable;
  });
  XSetInputFocus(display, connection_->dialog, RevertToPointerRoot, CurrentTime);
  XSync(display, False);
}

void OtherProgram::close_dialog() {
  XDestroyWindow(connection_->display, connection_->dialog);
  XSync(connection_->display, False);
  connection_->dialog = 0;
}

void OtherProgram::ask_to_close() const {
  Display* display = connection_->display;
  XEvent event{};
  event.xclient.type = ClientMessage;
  event.xclient.window = window();
  event.xclient.message_type = XInternAtom(display, "WM_PROTOCOLS", False);
  event.xclient.format = 32;
  event.xclient.data.l[0] = static_cast<long>(XInternAtom(display, "WM_DELETE_WINDOW", False));
  XSendEvent(display, event.xclient.window, False, NoEventMask, &event);
  XSync(display, False);
}

void OtherProgram::put_away() const {
  XIconifyWindow(connection_->display, window(), DefaultScreen(connection_->display));
  XSync(connection_->display, False);
}

void OtherProgram::leave_full_screen() const {
  const auto full =
      static_cast<long>(XInternAtom(connection_->display, "_NET_WM_STATE_FULLSCREEN", False));
  connection_->tell_manager(window(), "_NET_WM_STATE", {0, full, 0, 2, 0});
}

void OtherProgram::show_desktop() const {
  const Window root = DefaultRootWindow(connection_->display);
  connection_->tell_manager(root, "_NET_SHOWING_DESKTOP", {1, 0, 0, 0, 0});
}

void OtherProgram::go_to_desktop(int number) const {
  const Window root = DefaultRootWindow(connection_->display);
  connection_->tell_manager(root, "_NET_CURRENT_DESKTOP", {number, CurrentTime, 0, 0, 0});
}

void OtherProgram::unmap() const {
  XUnmapWindow(connection_->display, window());
  XSync(connection_->display, False);
}

void OtherProgram::press_key(const std::string& name) const {
  key_down(name);
  key_up(name);
}

void OtherProgram::key_down(const std::string& name) const {
  connection_->key(name, True);
}

void OtherProgram::key_up(const std::string& name) const {
  connection_->key(name, False);
}

void OtherProgram::turn_wheel(int x, int y, int notches_down) const {
  Display* display = connection_->display;
  XTestFakeMotionEvent(display, DefaultScreen(display), x, y, CurrentTime);
  const unsigned button = notches_down > 0 ? 5 : 4;
  for (int notch = 0; notch < std::abs(notches_down); ++notch) {
    XTestFakeButtonEvent(display, button, True, CurrentTime);
    XTestFakeButtonEvent(display, button, False, CurrentTime);
  }
  XSync(display, False);
}

void OtherProgram::darken() const {
  XForceScreenSaver(connection_->display, ScreenSaverActive);
  XSync(connection_->display, False);
}

void OtherProgram::darken_after_seconds(int idle) const {
  XSetScreenSaver(connection_->display, idle, 0, PreferBlanking, DefaultExposures);
  XSync(connection_->display, False);
}

bool OtherProgram::is_dark() const {
  XScreenSaverInfo info{};
  return XScreenSaverQueryInfo(connection_->display, DefaultRootWindow(connection_->display),
                               &info) != 0 &&
         info.state == ScreenSaverOn;
}

void OtherProgram::become_old_manager() const {
  Display* display = connection_->display;
  XSelectInput(display, DefaultRootWindow(display), SubstructureRedirectMask);
  XSync(display, False);
}

bool OtherProgram::has_manager() const {
  Display* display = connection_->display;
  const auto named = values(display, DefaultRootWindow(display), "_NET_SUPPORTING_WM_CHECK");
  return named.size() == 1 && values(display, named.front(), "_NET_SUPPORTING_WM_CHECK") == named;
}

bool OtherProgram::names_manager() const {
  Display* display = connection_->display;
  return !values(display, DefaultRootWindow(display), "_NET_SUPPORTING_WM_CHECK").empty();
}

Result<std::unique_ptr<Process>> start_window_manager(const std::string& display,
                                                      const OtherProgram& seen_by) {
  TRY(auto process,
      Process::start({{"openbox", "--sm-disable"}, {{"DISPLAY", display}}, {}, {}, {}}));
  if (!eventually([&] { return seen_by.has_manager() || !process->running(); }) ||
      !process->running()) {
    return Error{ErrorCode::unavailable, "openbox did not start; packaging/bootstrap installs it."};
  }
  return process;
}

}  // namespace lintel::e2e
