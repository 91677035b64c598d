// Time, chance and what is counted: one of each in a run. Events happen in order of their time and,
// within it, of their making.
#pragma once

#include <cstdint>
#include <functional>
#include <queue>
#include <string>
#include <utility>
#include <vector>

#include "shared/ports/clock.h"
#include "tests/sim/dice.h"
#include "tests/sim/faults.h"

namespace lintel::sim {

class World {
 public:
  World(std::uint64_t seed, std::string real_folder) : dice(seed), folder(std::move(real_folder)) {}

  milliseconds now() const { return now_; }
  void after(milliseconds delay, std::function<void()> what) {
    queue_.push({now_ + delay, ++made_, std::move(what)});
  }
  void run_until(milliseconds end) {
    while (!queue_.empty() && queue_.top().time <= end) {
      const Event event = queue_.top();
      queue_.pop();
      now_ = event.time;
      event.what();
    }
    now_ = end;
  }

  Dice dice;
  std::string folder;  // for the little that is on a real disk: locks and reserves
  FaultCounts faults{};
  bool is_healing = false;
  long taps = 0;
  long exchanges = 0;

 private:
  struct Event {
    milliseconds time;
    std::uint64_t number;
    std::function<void()> what;
    bool operator<(const Event& other) const {
      return std::pair(other.time, other.number) < std::pair(time, number);
    }
  };
  milliseconds now_{0};
  std::uint64_t made_ = 0;
  std::priority_queue<Event> queue_;
};

// A machine's clocks: the wall clock may be years off, the other counts from its last start.
class MachineClock final : public Clock {
 public:
  explicit MachineClock(const World& world) : world_(world) {}
  UtcTime now() const override { return UtcTime{day_start + world_.now() + wrong_by}; }
  MonoTime mono() const override { return {world_.now() - started}; }

  milliseconds wrong_by{0};
  milliseconds started{0};

 private:
  static constexpr milliseconds day_start{1'795'183'200'000};  // 2026-11-20T14:00:00Z
  const World& world_;
};

}  // namespace lintel::sim
