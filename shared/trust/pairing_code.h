// The code a tablet shows while it waits to be paired: 8 of 20 letters without vowels (no words
// come up) and without look-alikes, 20^8 = 2.6e10 of them. It is no secret (it hangs at a door);
// it says which of the waiting tablets is meant. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "shared/core/result.h"

namespace lintel::trust {

class PairingCode {
 public:
  static constexpr std::size_t length = 8;
  static constexpr std::string_view letters = "BCDFGHJKLMNPQRSTVWXZ";
  // So many that bytes thrown away for evenness do not matter: fewer than 8 usable ones of 32
  // would come up once in 10^23 draws.
  static constexpr std::size_t random_bytes = 32;

  // unavailable: the bytes were unusable (all zero or all 255, say); draw again.
  static Result<PairingCode> from_random(std::span<const std::uint8_t, random_bytes> bytes);
  // As people type it: either case, hyphens and spaces anywhere.
  static Result<PairingCode> parse(std::string_view text);

  std::string text() const;  // "BCDF-GHJK"
  // In constant time.
  bool operator==(const PairingCode& other) const;

 private:
  PairingCode() = default;
  std::array<char, length> value_{};
};

}  // namespace lintel::trust
