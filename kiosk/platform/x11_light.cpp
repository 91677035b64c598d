#include "kiosk/platform/x11_light.h"

#include <utility>

#include "kiosk/platform/x11_errors.h"

// Xlib's headers define macros such as Status and None: they come last.
#include <X11/Xlib.h>
#include <X11/extensions/dpms.h>
#include <X11/extensions/scrnsaver.h>

namespace lintel::kiosk {
namespace {

constexpr milliseconds dpms_every{1000};

}  // namespace

std::unique_ptr<X11Light> X11Light::open(Keep keep, bool& lost) {
  auto connection = X11Connection::open(lost);
  if (!connection) {
    return nullptr;
  }
  std::unique_ptr<X11Light> self{new X11Light{std::move(connection)}};
  if (!self->listen()) {
    return nullptr;
  }
  if (keep == Keep::lit) {
    self->keep_lit();
  }
  return self;
}

bool X11Light::listen() {
  Display* display = connection_->display();
  int first_error = 0;
  int ignored = 0;
  if (XScreenSaverQueryExtension(display, &saver_events_, &first_error) != 0) {
    XScreenSaverSelectInput(display, connection_->root(), ScreenSaverNotifyMask);
    XScreenSaverInfo info{};
    saver_dark_ = XScreenSaverQueryInfo(display, connection_->root(), &info) != 0 &&
                  info.state == ScreenSaverOn;
  } else {
    saver_events_ = -1;
  }
  has_dpms_ = DPMSQueryExtension(display, &ignored, &ignored) != 0 && DPMSCapable(display) != 0;
  return saver_events_ >= 0 || has_dpms_;
}

// Suspended, neither saver nor DPMS comes by itself; with the connection the suspension ends.
void X11Light::keep_lit() {
  Display* display = connection_->display();
  int major = 0;
  int minor = 0;
  if (saver_events_ >= 0 && XScreenSaverQueryVersion(display, &major, &minor) != 0 &&
      (major > 1 || minor >= 1)) {
    XScreenSaverSuspend(display, True);
  } else {
    XSetScreenSaver(display, 0, 0, DefaultBlanking, DefaultExposures);
    if (has_dpms_) {
      DPMSDisable(display);
    }
  }
  light();
}

void X11Light::light() const {
  Display* display = connection_->display();
  const X11ErrorCount refused{display};  // DPMS that is switched off has no level
  XForceScreenSaver(display, ScreenSaverReset);
  if (has_dpms_) {
    DPMSForceLevel(display, DPMSModeOn);
  }
}

std::optional<milliseconds> X11Light::look_every() const {
  return has_dpms_ ? std::optional{dpms_every} : std::nullopt;
}

// True when the saver has gone meanwhile, however often.
bool X11Light::take_events() {
  bool was_lit = false;
  Display* display = connection_->display();
  while (XPending(display) > 0) {
    XEvent event{};
    XNextEvent(display, &event);
    if (saver_events_ < 0 || event.type != saver_events_ + ScreenSaverNotify) {
      continue;
    }
    const auto& saver = reinterpret_cast<const XScreenSaverNotifyEvent&>(event);
    const bool dark = saver.state == ScreenSaverOn;
    was_lit = was_lit || (saver_dark_ && !dark);
    saver_dark_ = dark;
  }
  return was_lit;
}

bool X11Light::is_dpms_dark() const {
  CARD16 level = DPMSModeOn;
  BOOL enabled = False;
  return DPMSInfo(connection_->display(), &level, &enabled) != 0 && enabled != False &&
         level != DPMSModeOn;
}

std::optional<MonoTime> X11Light::look(Touched touched, MonoTime now) {
  if (touched == Touched::yes) {
    XSync(connection_->display(), False);  // what the touch did to the saver has been told by now
  }
  bool was_lit = take_events();
  const bool due = !dpms_asked_at_ || now - *dpms_asked_at_ >= dpms_every;
  if (has_dpms_ && (due || touched == Touched::yes)) {
    const bool dark = is_dpms_dark();
    was_lit = was_lit || (dpms_dark_ && !dark);
    dpms_dark_ = dark;
    dpms_asked_at_ = now;
  }
  const bool dark = saver_dark_ || dpms_dark_;
  if (dark && touched == Touched::yes) {
    light();
    return now;
  }
  return was_lit ? std::optional{now} : std::nullopt;
}

}  // namespace lintel::kiosk
