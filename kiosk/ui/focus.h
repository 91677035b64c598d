// Which target the keyboard is at. Tab goes through the targets of the frame before, in the order
// in which they were drawn, round and round; a finger, another screen or a target that has gone
// ends it. Nothing is at it until the first Tab, so nobody sees it who only touches. Pure; UI
// thread only.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kiosk/ui/geometry.h"

namespace lintel::kiosk::ui {

class Focus {
 public:
  void begin() {
    before_.swap(targets_);
    targets_.clear();
    is_here_ = false;
  }
  // A target of this frame. True: the keyboard is at it.
  bool offer(std::string_view id, const Rect& rect) {
    targets_.emplace_back(id);
    if (id != id_) {
      return false;
    }
    is_here_ = true;
    rect_ = rect;
    return true;
  }
  void end() {
    if (!is_here_) {
      leave();
    }
  }

  // Between begin() and the first offer().
  void move(int by) {
    if (before_.empty()) {
      return;
    }
    const auto count = static_cast<std::ptrdiff_t>(before_.size());
    const auto found = std::ranges::find(before_, id_);
    const std::ptrdiff_t from = found != before_.end() ? found - before_.begin()
                                : by > 0               ? -1
                                                       : count;
    id_ = before_[static_cast<std::size_t>((from + by + count) % count)];
  }
  void leave() { id_.clear(); }

  bool anywhere() const { return !id_.empty(); }
  const Rect& rect() const { return rect_; }  // of the target it is at, after the frame was drawn

 private:
  std::string id_;
  Rect rect_;
  bool is_here_ = false;
  std::vector<std::string> before_;  // the targets of the frame before
  std::vector<std::string> targets_;
};

}  // namespace lintel::kiosk::ui
