#include "kiosk/platform/x11_full_screen.h"

#include <algorithm>
#include <utility>

#include "kiosk/platform/x11_errors.h"

// Xlib's headers define macros such as Status and None: they come last.
#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/extensions/Xrandr.h>

namespace lintel::kiosk {
namespace {

constexpr milliseconds pause{500};             // between two requests
constexpr int in_vain_max = 20;                // whoever refuses as often as that
constexpr milliseconds pause_refused{10'000};  // is asked this seldom

constexpr const char* manager_mark = "_NET_SUPPORTING_WM_CHECK";

// EWMH: the root window names a window of the manager's, which names itself.
bool manager_answers(const X11Connection& connection) {
  const auto named = connection.values(connection.root(), manager_mark);
  return named.size() == 1 && connection.values(named.front(), manager_mark) == named;
}

// Another program decides about windows, in the way of before EWMH or not at all.
bool is_managed(const X11Connection& connection) {
  XWindowAttributes root{};
  return XGetWindowAttributes(connection.display(), connection.root(), &root) != 0 &&
         (root.all_event_masks & SubstructureRedirectMask) != 0;
}

}  // namespace

void forget_dead_window_manager() {
  const auto connection = X11Connection::open_alone();
  if (connection && !connection->values(connection->root(), manager_mark).empty() &&
      !manager_answers(*connection)) {
    XDeleteProperty(connection->display(), connection->root(), connection->atom(manager_mark));
  }
}

X11FullScreen::X11FullScreen(std::unique_ptr<X11Connection> connection, unsigned long window)
    : connection_(std::move(connection)), window_(window) {}

std::unique_ptr<X11FullScreen> X11FullScreen::open(GLFWwindow* window, bool& lost) {
  auto connection = X11Connection::open(lost);
  if (!connection) {
    return nullptr;
  }
  std::unique_ptr<X11FullScreen> self{
      new X11FullScreen{std::move(connection), X11Connection::window_of(window)}};
  self->listen();
  return self;
}

void X11FullScreen::listen() {
  Display* display = connection_->display();
  XSelectInput(display, window_,
               StructureNotifyMask | VisibilityChangeMask | PropertyChangeMask | FocusChangeMask);
  XSelectInput(display, connection_->root(), StructureNotifyMask | PropertyChangeMask);
  int first_error = 0;
  int major = 0;
  int minor = 0;
  if (XRRQueryExtension(display, &randr_events_, &first_error) != 0 &&
      XRRQueryVersion(display, &major, &minor) != 0 && (major > 1 || minor >= 5)) {
    XRRSelectInput(display, connection_->root(),
                   RRScreenChangeNotifyMask | RRCrtcChangeNotifyMask | RROutputChangeNotifyMask);
  } else {
    randr_events_ = -1;
  }
}

// What a manager reads when the window is shown.
void X11FullScreen::dress() const {
  const auto set = [this](const char* property, Atom type, std::vector<unsigned long> values) {
    XChangeProperty(connection_->display(), window_, connection_->atom(property), type, 32,
                    PropModeReplace, reinterpret_cast<const unsigned char*>(values.data()),
                    static_cast<int>(values.size()));
  };
  set("_NET_WM_STATE", XA_ATOM,
      {connection_->atom("_NET_WM_STATE_FULLSCREEN"), connection_->atom("_NET_WM_STATE_ABOVE")});
  set("_NET_WM_DESKTOP", XA_CARDINAL, {0xFFFFFFFF});  // all of them
  set("_NET_WM_BYPASS_COMPOSITOR", XA_CARDINAL, {1});
}

bool X11FullScreen::take_events() {
  bool any = false;
  Display* display = connection_->display();
  while (XPending(display) > 0) {
    XEvent event{};
    XNextEvent(display, &event);
    any = true;
    if (event.type == VisibilityNotify) {
      obscured_ = event.xvisibility.state != VisibilityUnobscured;
    } else if (randr_events_ >= 0 && event.type >= randr_events_) {
      XRRUpdateConfiguration(&event);
    }
  }
  return any;
}

std::optional<milliseconds> X11FullScreen::keep(MonoTime now) {
  to_look_ = take_events() || to_look_;
  const milliseconds least = asked_in_vain_ < in_vain_max ? pause : pause_refused;
  if (asked_at_ && now - *asked_at_ < least) {
    return to_look_ ? std::optional{least - (now - *asked_at_)} : std::nullopt;
  }
  if (!to_look_) {
    return std::nullopt;
  }
  const ScreenArea wanted = monitor();
  if (stands(wanted)) {
    to_look_ = false;
    asked_in_vain_ = 0;
    return std::nullopt;
  }
  ask(wanted);
  asked_at_ = now;
  ++asked_in_vain_;
  return pause;
}

ScreenArea X11FullScreen::monitor() {
  Display* display = connection_->display();
  int count = 0;
  XRRMonitorInfo* monitors =
      randr_events_ < 0 ? nullptr : XRRGetMonitors(display, connection_->root(), True, &count);
  const XRRMonitorInfo* chosen = nullptr;
  for (int i = 0; i < count; ++i) {
    const XRRMonitorInfo& one = monitors[i];
    const bool has_area = one.width > 0 && one.height > 0;
    if (has_area && (chosen == nullptr || (one.primary != 0 && chosen->primary == 0))) {
      chosen = &one;
    }
  }
  XWindowAttributes root{};
  if (chosen != nullptr) {
    last_monitor_ = {chosen->x, chosen->y, chosen->width, chosen->height};
  } else if ((randr_events_ < 0 || last_monitor_ == ScreenArea{}) &&
             XGetWindowAttributes(display, connection_->root(), &root) != 0) {
    last_monitor_ = {0, 0, root.width, root.height};
  }
  if (monitors != nullptr) {
    XRRFreeMonitors(monitors);
  }
  return last_monitor_;  // with all of them gone, as it was until one comes back
}

std::optional<ScreenArea> X11FullScreen::place() const {
  Display* display = connection_->display();
  XWindowAttributes is{};
  ScreenArea area;
  Window child = 0;
  if (XGetWindowAttributes(display, window_, &is) == 0 || is.map_state != IsViewable ||
      XTranslateCoordinates(display, window_, connection_->root(), 0, 0, &area.x, &area.y,
                            &child) == 0) {
    return std::nullopt;
  }
  area.width = is.width;
  area.height = is.height;
  return area;
}

bool X11FullScreen::stands(const ScreenArea& wanted) const {
  return place() == wanted && !obscured_ && has_focus() &&
         (!manager_answers(*connection_) || is_full_screen());
}

bool X11FullScreen::is_full_screen() const {
  const auto states = connection_->values(window_, "_NET_WM_STATE");
  return std::ranges::find(states, connection_->atom("_NET_WM_STATE_FULLSCREEN")) != states.end();
}

bool X11FullScreen::has_focus() const {
  Window focus = 0;
  int revert = 0;
  XGetInputFocus(connection_->display(), &focus, &revert);
  return focus == window_;
}

void X11FullScreen::ask(const ScreenArea& wanted) const {
  Display* display = connection_->display();
  const X11ErrorCount refused{display};  // the window may be hidden again by now
  if (!place()) {
    dress();
  }
  const bool answers = manager_answers(*connection_);
  go_past_manager(!answers && is_managed(*connection_));
  if (answers) {
    ask_manager(wanted);
    return;
  }
  XMoveResizeWindow(display, window_, wanted.x, wanted.y, static_cast<unsigned>(wanted.width),
                    static_cast<unsigned>(wanted.height));
  XMapRaised(display, window_);
  XSetInputFocus(display, window_, RevertToPointerRoot, CurrentTime);
}

void X11FullScreen::ask_manager(const ScreenArea& wanted) const {
  constexpr long remove = 0;
  constexpr long add = 1;
  constexpr long by_program = 1;
  constexpr long by_user = 2;  // a manager heeds it even while somebody types elsewhere
  Display* display = connection_->display();
  const auto full = static_cast<long>(connection_->atom("_NET_WM_STATE_FULLSCREEN"));
  const auto above = static_cast<long>(connection_->atom("_NET_WM_STATE_ABOVE"));
  const auto stood = place();
  if (stood != wanted) {
    // A manager fills the monitor that the window is on.
    if (stood && is_full_screen()) {
      connection_->tell_manager(window_, "_NET_WM_STATE", {remove, full, 0, by_program});
    }
    XMoveResizeWindow(display, window_, wanted.x, wanted.y, static_cast<unsigned>(wanted.width),
                      static_cast<unsigned>(wanted.height));
  }
  if (!stood) {
    XMapRaised(display, window_);
  }
  connection_->tell_manager(window_, "_NET_WM_STATE", {add, full, above, by_program});
  connection_->tell_manager(window_, "_NET_WM_DESKTOP", {0xFFFFFFFF, by_program});
  connection_->tell_manager(window_, "_NET_RESTACK_WINDOW", {by_user, 0, Above});
  connection_->tell_manager(window_, "_NET_ACTIVE_WINDOW", {by_user, CurrentTime, 0});
}

// A manager of before EWMH would frame the window: it does not get to see it.
void X11FullScreen::go_past_manager(bool past) const {
  Display* display = connection_->display();
  XWindowAttributes is{};
  if (XGetWindowAttributes(display, window_, &is) == 0 || (is.override_redirect != 0) == past) {
    return;
  }
  if (is.map_state != IsUnmapped) {
    XUnmapWindow(display, window_);
  }
  XSetWindowAttributes wanted{};
  wanted.override_redirect = past ? True : False;
  XChangeWindowAttributes(display, window_, CWOverrideRedirect, &wanted);
}

}  // namespace lintel::kiosk
