// Values that move: each named value glides to its target in 120-200 ms, ease-out, as a function
// of the frame's time only, so pictures of a moving screen are reproducible. A name seen for the
// first time is where it wants to be; a name that was not asked for in a frame is forgotten, so
// the table holds what is on the screen and nothing else. UI thread only.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "shared/core/time.h"

namespace lintel::kiosk::ui {

enum class Pace { moving, still };  // still: the reduce-motion setting, values jump

class Motion {
 public:
  void begin(MonoTime now, Pace pace);
  void end();  // forgets what was not asked for

  float toward(std::string_view name, float target, milliseconds duration);
  // Starts at `from` when the name is new.
  float appear(std::string_view name, float from, float target, milliseconds duration);

  bool animating() const { return animating_; }

 private:
  struct Glide {
    float from = 0;
    float target = 0;
    MonoTime start{};
    bool asked = false;
  };
  std::map<std::string, Glide, std::less<>> glides_;
  MonoTime now_{};
  Pace pace_ = Pace::moving;
  bool animating_ = false;
};

// 0..1 to 0..1, fast first: a cubic.
float ease_out(float share);

}  // namespace lintel::kiosk::ui
