// What the taker takes, so that whoever looks afterwards knows every byte it may have stored.
#pragma once

#include <cstdint>
#include <vector>

#include "shared/event/response.h"
#include "tests/contract/support.h"

namespace lintel::custody {

inline constexpr int release_group = 5;

// The versions of an answer in the order they are put: one tap, or a tap and a note.
inline std::vector<Response> versions_of(std::uint64_t number) {
  std::vector<Response> versions{test::test_response(number)};
  if (number % 3 == 0) {
    versions.push_back(versions.front());
    versions.back().note =
        Note{"working", "Greet us at the door, number " + std::to_string(number)};
  }
  return versions;
}

inline bool is_undone(std::uint64_t number) {
  return number % 7 == 6;
}

}  // namespace lintel::custody
