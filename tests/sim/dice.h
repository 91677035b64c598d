// The one source of chance of a run: SplitMix64 (Steele, Lea, Flood 2014). Equal seeds, equal runs.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "shared/core/ids.h"
#include "shared/core/time.h"

namespace lintel::sim {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  std::uint64_t roll() {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
    return mixed ^ (mixed >> 31U);
  }
  // Both ends belong to it.
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(roll() % static_cast<std::uint64_t>(high - low + 1));
  }
  milliseconds between(milliseconds low, milliseconds high) {
    return milliseconds{between(low.count(), high.count())};
  }
  bool chance(int per_mille) { return between(0, 999) < per_mille; }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[static_cast<std::size_t>(roll() % from.size())];
  }
  Uuid uuid() {
    std::array<std::uint8_t, 16> bytes{};
    for (auto& byte : bytes) {
      byte = static_cast<std::uint8_t>(roll());
    }
    return Uuid::from_random(bytes);
  }

 private:
  std::uint64_t state_;
};

}  // namespace lintel::sim
