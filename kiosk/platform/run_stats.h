// What the benchmark asks of a run: when the first frame was shown, how many pictures were shown,
// how long each took to be made and when it was on the glass, how long each tap took to be durable.
// Times only, no answers; written at exit. UI thread only.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "shared/core/ids.h"
#include "shared/core/result.h"

namespace lintel::kiosk {

class RunStats {
 public:
  RunStats() : started_(Clock::now()) {}
  void on_frame_begun() { frame_begun_ = Clock::now(); }
  // The frame that was begun last is on the glass.
  void on_picture() {
    const double shown_ms = ms_since(started_);
    if (pictures_++ == 0) {
      first_picture_ms_ = shown_ms;
    }
    if (picture_shown_ms_.size() < timed_pictures_max) {
      picture_shown_ms_.push_back(shown_ms);
      picture_made_in_ms_.push_back(ms_since(frame_begun_));
    }
  }
  void on_tap(const Uuid& id) { taps_out_.try_emplace(id, Clock::now()); }
  void on_stored(const Uuid& id) {
    if (const auto tap = taps_out_.find(id); tap != taps_out_.end()) {
      tap_to_durable_ms_.push_back(ms_since(tap->second));
      taps_out_.erase(tap);
    }
  }
  // An empty path writes nothing.
  Status write(const std::string& path) const;

 private:
  using Clock = std::chrono::steady_clock;
  static double ms_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
  }
  // Minutes of scrolling; a tablet that runs for weeks keeps no more.
  static constexpr std::size_t timed_pictures_max = 20'000;
  Clock::time_point started_;
  Clock::time_point frame_begun_{};
  double first_picture_ms_ = 0;
  long pictures_ = 0;
  std::vector<double> picture_shown_ms_;
  std::vector<double> picture_made_in_ms_;
  std::map<Uuid, Clock::time_point> taps_out_;
  std::vector<double> tap_to_durable_ms_;
};

}  // namespace lintel::kiosk
