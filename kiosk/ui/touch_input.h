// What the glass reports, finger by finger, kept in order until a frame plays it. The window fills
// it (mouse pointer and touches alike) and Touch empties it, a frame's worth at a time: taps that
// begin and end between two frames are all still there.
// Bounded: beyond `events_max` no new finger comes down and none moves, but a finger that is down
// can always be lifted. UI thread only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "shared/core/time.h"

namespace lintel::kiosk::ui {

enum class FingerId : std::uint64_t { pointer = 0 };  // pointer: the mouse, or what stands for it

struct TouchEvent {
  enum class Kind { down, move, up, lost };  // lost: no longer there, and not by being lifted
  Kind kind = Kind::down;
  FingerId finger = FingerId::pointer;
  float x = 0;  // window pixels; meaningless for up and lost, which happen where the finger was
  float y = 0;
  std::optional<MonoTime> when;  // nothing: in the frame that plays it
};

class TouchInput {
 public:
  using When = std::optional<MonoTime>;

  // Positions are window pixels.
  void down(float x, float y, FingerId finger = FingerId::pointer, When when = {});
  void move(float x, float y, FingerId finger = FingerId::pointer, When when = {});
  void up(FingerId finger = FingerId::pointer, When when = {});
  // The window lost this finger: it fires nothing.
  void leave(FingerId finger = FingerId::pointer, When when = {});

  bool empty() const { return events_.empty(); }
  const TouchEvent& front() const { return events_.front(); }
  void pop() { events_.pop_front(); }

  static constexpr std::size_t fingers_max = 16;  // panels report 10 to 15
  static constexpr std::size_t events_max = 512;  // seconds of ten busy fingers

 private:
  bool is_down(FingerId finger) const;
  void lift(FingerId finger, TouchEvent::Kind kind, When when);

  std::deque<TouchEvent> events_;
  std::vector<FingerId> down_;
};

}  // namespace lintel::kiosk::ui
