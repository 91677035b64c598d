#include "shared/ports/release.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace lintel {

std::size_t release_size(std::size_t held, std::size_t held_bursts, int release_group) {
  if (release_group <= 0) {
    return 0;
  }
  const auto group = static_cast<std::size_t>(release_group);
  const std::size_t bursts = std::min(held, held_bursts);
  return held - bursts >= 2 * group ? group + bursts : 0;
}

// The first steps of a shuffle (Fisher and Yates; Durstenfeld 1964).
std::vector<Uuid> draw(std::vector<Uuid> ids, std::size_t count, const RandomBelow& random_below) {
  assert(count <= ids.size());
  for (std::size_t place = 0; place < count; ++place) {
    const auto left = static_cast<std::uint32_t>(ids.size() - place);
    const std::uint32_t chosen = random_below(left);
    assert(chosen < left);
    std::swap(ids[place], ids[place + chosen]);
  }
  ids.resize(count);
  std::sort(ids.begin(), ids.end());
  return ids;
}

void tell_part(int& told, int& held, int taken) {
  const int now = std::min(held, std::max(0, taken - told));
  told += now;
  held -= now;
}

UtcTime whole_minute(UtcTime time) {
  return UtcTime{std::chrono::floor<minutes>(time)};
}

}  // namespace lintel
