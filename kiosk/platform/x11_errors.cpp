#include "kiosk/platform/x11_errors.h"

#include <algorithm>
#include <cstdio>
#include <vector>

// Xlib's headers define macros such as Status and None: they come last.
#include <X11/Xlib.h>

namespace lintel::kiosk {
namespace {

std::vector<Display*>& survived() {
  static std::vector<Display*> displays;
  return displays;
}

int error_count = 0;

int count_error(Display*, XErrorEvent*) {
  ++error_count;
  return 0;
}

int refuse_quietly(Display*, XErrorEvent*) {
  return 0;
}

// Xlib's own speaks of the request's number; and then its exit handler ends the program with 1.
int tell_loss(Display* display) {
  if (std::ranges::find(survived(), display) == survived().end()) {
    std::fprintf(stderr,
                 "lintel-kiosk: The display has gone while the window was opened; is the X server "
                 "still running?\n");
  }
  return 0;
}

}  // namespace

struct X11ErrorCount::Handler {
  XErrorHandler handler = nullptr;
};

void take_x11_errors() {
  XSetIOErrorHandler(&tell_loss);
  XSetErrorHandler(&refuse_quietly);
}

void survive_loss(_XDisplay* display, bool& lost) {
  survived().push_back(display);
  XSetIOErrorExitHandler(
      display, [](Display*, void* told) { *static_cast<bool*>(told) = true; }, &lost);
}

X11ErrorCount::X11ErrorCount(_XDisplay* display)
    : display_(display), before_(std::make_unique<Handler>()) {
  XSync(display_, False);  // errors of earlier requests are not counted
  before_->handler = XSetErrorHandler(&count_error);
  error_count = 0;
}

X11ErrorCount::~X11ErrorCount() {
  XSync(display_, False);
  XSetErrorHandler(before_->handler);
}

bool X11ErrorCount::any() const {
  XSync(display_, False);
  return error_count > 0;
}

}  // namespace lintel::kiosk
