// What time a tablet goes by: its own wall clock, until the paired collector has said what time it
// is; from then on the collector's, counted on by monotonic time. Every door of a school then says
// the same as its admin page, and whatever happens to the tablet's own clock afterwards (somebody
// sets it, its battery is empty) moves nothing.
//
// Whom to believe is the caller's business: a reply counts only when it is genuine. Thread-safe.
#pragma once

#include <atomic>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "shared/ports/clock.h"

namespace lintel {

class FollowedClock final : public Clock {
 public:
  // A difference that people would not notice at a door is none.
  static constexpr seconds noticed{60};

  explicit FollowedClock(const Clock& own) : own_(own) {}

  UtcTime now() const override;
  MonoTime mono() const override { return own_.mono(); }

  // `theirs` is a Date header, whole seconds, of a reply that was asked for and came at these
  // times. How far now() was put forward by it (back: negative); none: it says nothing new, or came
  // too slowly to tell.
  milliseconds collector_says(UtcTime theirs, MonoTime asked, MonoTime came);

  bool is_following() const { return utc_at_start_.load() != unknown; }
  // How far the tablet's own clock is ahead; empty as long as it goes by that.
  std::optional<milliseconds> own_ahead() const;

  // To be kept over a restart of the program: as long as the machine runs on, the comparison holds;
  // after another boot it only says how far the clock was off. Empty: nothing to keep.
  std::string kept() const;
  // false: it is of another boot, or not such a text.
  bool restore(std::string_view kept);
  // How far the tablet's own clock was ahead; empty: not such a text.
  static std::optional<milliseconds> ahead_of(std::string_view kept);

 private:
  static constexpr long long unknown = std::numeric_limits<long long>::min();
  const Clock& own_;
  // UTC when monotonic time was 0, in milliseconds.
  std::atomic<long long> utc_at_start_{unknown};
};

}  // namespace lintel
