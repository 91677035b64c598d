#include "kiosk/platform/x11_touches.h"

#include <array>
#include <cstdint>
#include <utility>

#include "kiosk/platform/x11_errors.h"

// Xlib's headers define macros such as Status and None: they come last.
#include <X11/Xlib.h>
#include <X11/extensions/XInput2.h>

namespace lintel::kiosk {
namespace {

bool has_touch_events(Display* display, int& opcode) {
  int first_event = 0;
  int first_error = 0;
  if (XQueryExtension(display, "XInputExtension", &opcode, &first_event, &first_error) == 0) {
    return false;
  }
  int major = 2;
  int minor = 2;
  return XIQueryVersion(display, &major, &minor) == Success && (major > 2 || minor >= 2);
}

bool select_touches(Display* display, unsigned long window) {
  std::array<unsigned char, XIMaskLen(XI_LASTEVENT)> bits{};
  for (const int type : {XI_TouchBegin, XI_TouchUpdate, XI_TouchEnd}) {
    XISetMask(bits.data(), type);
  }
  XIEventMask mask{};
  mask.deviceid = XIAllMasterDevices;
  mask.mask_len = static_cast<int>(bits.size());
  mask.mask = bits.data();
  const X11ErrorCount errors{display};
  return XISelectEvents(display, window, &mask, 1) == Success && !errors.any();
}

// A touch's number is its device's own; devices and touches are numbered in 32 bits.
ui::FingerId finger_of(const XIDeviceEvent& event) {
  const auto device = static_cast<std::uint64_t>(static_cast<std::uint32_t>(event.sourceid));
  return ui::FingerId{device << 32U | static_cast<std::uint32_t>(event.detail)};
}

}  // namespace

X11Touches::X11Touches(std::unique_ptr<X11Connection> connection, int opcode)
    : connection_(std::move(connection)), opcode_(opcode) {}

std::unique_ptr<X11Touches> X11Touches::open(GLFWwindow* window, bool& lost) {
  auto connection = X11Connection::open(lost);
  int opcode = 0;
  if (!connection || !has_touch_events(connection->display(), opcode) ||
      !select_touches(connection->display(), X11Connection::window_of(window))) {
    return nullptr;
  }
  return std::unique_ptr<X11Touches>{new X11Touches{std::move(connection), opcode}};
}

X11Touches::Came X11Touches::drain(ui::TouchInput& input, MonoTime now) {
  Came came;
  Display* display = connection_->display();
  while (XPending(display) > 0) {
    XEvent event{};
    XNextEvent(display, &event);
    XGenericEventCookie& cookie = event.xcookie;
    if (cookie.type != GenericEvent || cookie.extension != opcode_ ||
        XGetEventData(display, &cookie) == 0) {
      continue;
    }
    const auto& touch = *static_cast<const XIDeviceEvent*>(cookie.data);
    const auto x = static_cast<float>(touch.event_x);
    const auto y = static_cast<float>(touch.event_y);
    const ui::FingerId finger = finger_of(touch);
    const MonoTime when = server_time_.of(static_cast<std::uint32_t>(touch.time), now);
    came.any = true;
    switch (cookie.evtype) {
      case XI_TouchBegin:
        input.down(x, y, finger, when);
        came.down = true;
        break;
      case XI_TouchUpdate:
        input.move(x, y, finger, when);
        break;
      case XI_TouchEnd:
        input.move(x, y, finger, when);
        input.up(finger, when);
        break;
      default:
        break;
    }
    XFreeEventData(display, &cookie);
  }
  return came;
}

}  // namespace lintel::kiosk
