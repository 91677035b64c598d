// What a desk has beside a finger: a mouse's wheel and a keyboard, kept in order until a frame
// plays them, one a frame. The window fills it, Ui empties it. Bounded: what comes while
// `events_max` wait is dropped. Times as in touch_input.h. UI thread only.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <utility>

#include "kiosk/ui/geometry.h"
#include "shared/core/time.h"

namespace lintel::kiosk::ui {

struct DeskEvent {
  enum class Kind {
    text,      // a character was typed
    erase,     // Backspace
    next,      // Tab: on to the next target
    previous,  // Shift and Tab
    press,     // Return: what the target does
    back,      // Escape: out of what is open
    scroll,
  };
  Kind kind = Kind::text;
  std::string text = {};  // UTF-8
  // Notches of a wheel, to the left and up; keys scroll in notches, too.
  float across = 0;
  float up = 0;
  std::optional<Point> at = {};  // the mouse, in window pixels; nothing: a key
  std::optional<MonoTime> when = {};
};

class DeskInput {
 public:
  void push(DeskEvent event) {
    if (events_.size() < events_max) {
      events_.push_back(std::move(event));
    }
  }
  bool empty() const { return events_.empty(); }
  const DeskEvent& front() const { return events_.front(); }
  void pop() { events_.pop_front(); }

  static constexpr std::size_t events_max = 256;  // seconds of the fastest typist

 private:
  std::deque<DeskEvent> events_;
};

}  // namespace lintel::kiosk::ui
