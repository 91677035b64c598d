// Whether anybody can see the window: the X server's screen saver and DPMS, by which a display goes
// dark. Keeps it lit, if so asked, and knows of every touch whether it was one that nobody aimed:
// the touch that wakes a display lands on what could not be seen. UI thread only.
//
// The saver tells of its changes ("MIT-SCREEN-SAVER"); DPMS does not before libXext 1.3.5, so it is
// asked once a second where the display has it. The server lights the display before it reports
// the touch that made it do so; so whoever got a touch asks here before playing it.
#pragma once

#include <memory>
#include <optional>

#include "kiosk/platform/x11_connection.h"
#include "shared/core/time.h"

namespace lintel::kiosk {

class X11Light {
 public:
  enum class Keep { as_is, lit };  // as_is: at a desk, which has its own rules

  // Null when the server takes no more connections or has neither saver nor DPMS. With Keep::lit
  // the display is lit now, and stays so as long as this lives; nothing of the user's settings
  // changes.
  static std::unique_ptr<X11Light> open(Keep keep, bool& lost);

  int descriptor() const { return connection_->descriptor(); }
  // How long to sleep at most before the next look(); nothing: until the descriptor says something.
  std::optional<milliseconds> look_every() const;

  enum class Touched { no, yes };  // yes: touches or keys have come since the last look
  // Nothing, or: until now nobody could see what they touched.
  std::optional<MonoTime> look(Touched touched, MonoTime now);

 private:
  explicit X11Light(std::unique_ptr<X11Connection> connection)
      : connection_(std::move(connection)) {}
  bool listen();
  void keep_lit();
  bool take_events();
  bool is_dpms_dark() const;
  void light() const;

  std::unique_ptr<X11Connection> connection_;
  int saver_events_ = -1;  // the number of the first; none without the extension
  bool has_dpms_ = false;
  bool saver_dark_ = false;
  bool dpms_dark_ = false;
  std::optional<MonoTime> dpms_asked_at_;
};

}  // namespace lintel::kiosk
