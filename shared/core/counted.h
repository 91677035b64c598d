// Numbers in English sentences: "1 session", "3 sessions". Pure. (The door's words have their own
// plurals, by language: kiosk/app/words.h.)
#pragma once

#include <concepts>
#include <string>
#include <string_view>

namespace lintel {

template <std::integral Count>
std::string counted(Count count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

// By an s.
template <std::integral Count>
std::string counted(Count count, std::string_view one) {
  return counted(count, one, std::string(one) + "s");
}

}  // namespace lintel
