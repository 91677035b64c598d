// Fingers and what they may do. Each finger is a gesture of its own: the target it lands on claims
// it and is the only one that can fire for it, and only if the finger leaves the glass inside that
// target without having slipped 12 units away or lain there for more than 3 s. Feedback is for the
// time the finger is down, the action for the release; a target that repeats acts again and again
// while the finger stays, one that is held acts once when it was held long enough, and neither of
// them on that finger's release.
// At most one target fires in a frame, because a screen answers one thing a frame: begin() plays
// the input up to the next release and leaves the fingers after it to later frames, in order. A
// press is seen for at least one frame. Pure: positions in reference units, times as values. UI
// thread only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/geometry.h"
#include "kiosk/ui/touch_input.h"
#include "kiosk/ui/touches.h"
#include "shared/core/time.h"

namespace lintel::kiosk::ui {

enum class Firing { once, repeating, held };

struct Finger {
  FingerId id = FingerId::pointer;
  Point start;
  Point at;
  MonoTime began{};
  Touches touches = Touches::apart;
  bool held = true;
  bool new_here = true;    // came down in this frame
  bool slipped = false;    // 12 units, at any time
  bool cancelled = false;  // fires nothing
  bool fired = false;      // in this frame
  bool acted = false;      // while held, so its release does nothing
  MonoTime next_repeat{};
  std::string owner;  // the target that claimed it
};

class Touch {
 public:
  // A frame begins. `pixels` is how many of them make a unit.
  void begin(TouchInput& input, MonoTime now, float pixels = 1);

  // Registers a target for this frame.
  struct Answer {
    bool pressed = false;              // show it
    bool fired = false;                // do it
    MonoTime began{};                  // when the touch that fired came down
    Touches touches = Touches::apart;  // and whether another one was there with it
  };
  Answer offer(std::string_view id, const Rect& hit, Firing firing = Firing::once);

  // Whoever is down now fires nothing any more, nor does a touch that began before `now`: what it
  // was meant for is gone.
  void screen_changed(MonoTime now);
  // The same, also for touches that begin within the next 0.8 s: a person aims at what was there.
  void layout_changed(MonoTime now);
  void cancel(FingerId finger);
  // What began then was aimed at what stands there.
  bool counts(MonoTime began) const { return began >= counts_from_; }

  // Another frame is wanted although nothing happens: a finger rests on a target that acts while it
  // is held, or input waits for its turn.
  bool wants_frame() const { return acting_ || waiting_; }
  const std::vector<Finger>& fingers() const { return fingers_; }
  bool held() const;
  bool began() const;
  bool ended() const { return ended_; }  // in this frame, one finger
  // True in a frame in which a finger did something that no target answered: it landed on nothing,
  // or was lifted without firing.
  bool unanswered() const;

 private:
  bool play(const TouchEvent& event, float pixels);  // false: not in this frame
  void come_down(const TouchEvent& event, Point at, MonoTime when);
  void lift(Finger& finger, TouchEvent::Kind kind, MonoTime when);
  bool fires(Finger& finger, Firing firing);
  Finger* find(FingerId id);  // that is down

  std::vector<Finger> fingers_;
  MonoTime now_{};
  MonoTime counts_from_{};  // touches that began earlier fire nothing
  bool ended_ = false;
  bool fired_ = false;
  bool acting_ = false;
  bool waiting_ = false;
};

}  // namespace lintel::kiosk::ui
