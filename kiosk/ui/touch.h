// One finger and what it may do. Targets claim the finger when it lands on them; the one that did
// is the only one that can fire, and only if the finger leaves the glass inside it without having
// slipped 12 units away. Feedback is for the time the finger is down, the action for the release;
// a target that repeats acts again and again while the finger stays, and not on its release.
// Pure: fed with one sample a frame, in reference units. UI thread only.
#pragma once

#include <string>
#include <string_view>

#include "kiosk/ui/geometry.h"
#include "shared/core/time.h"

namespace lintel::kiosk::ui {

struct FingerSample {
  bool down = false;
  Point at;           // meaningful while down, and in the sample in which it stops being down
  bool valid = true;  // false: off the glass
  MonoTime when{};    // of the frame
};

enum class Firing { once, repeating };

class Touch {
 public:
  void begin(const FingerSample& sample);

  // Registers a target for this frame.
  struct Answer {
    bool pressed = false;  // show it
    bool fired = false;    // do it
  };
  Answer offer(std::string_view id, const Rect& hit, Firing firing = Firing::once);

  // Nothing fires until the finger is lifted: the screen changed, or a drag began.
  void cancel();

  // A finger rests on a target that repeats: frames are wanted although nothing happens.
  bool repeating() const { return repeating_; }
  bool began() const { return began_; }
  bool held() const { return held_; }
  bool ended() const { return ended_; }
  bool slipped() const { return slipped_; }
  Point start() const { return start_; }
  Point at() const { return at_; }
  // True in a frame in which the finger did something that no target answered: it landed on
  // nothing, or was lifted without firing.
  bool unanswered() const { return (began_ && owner_.empty()) || (ended_ && !fired_); }

 private:
  bool held_ = false;
  bool began_ = false;
  bool ended_ = false;
  bool slipped_ = false;
  bool cancelled_ = false;
  bool fired_ = false;
  bool repeating_ = false;
  bool repeated_ = false;  // by this finger
  MonoTime now_{};
  MonoTime next_repeat_{};
  Point start_;
  Point at_;
  std::string owner_;
};

}  // namespace lintel::kiosk::ui
