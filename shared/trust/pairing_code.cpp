#include "shared/trust/pairing_code.h"

#include <sodium/utils.h>

#include <algorithm>

namespace lintel::trust {
namespace {

// Bytes from here on would make the first letters likelier than the last (modulo bias).
constexpr unsigned even_below = 256 - 256 % PairingCode::letters.size();
// What people type is short; a page of text is not searched for letters.
constexpr std::size_t typed_bytes_max = 64;

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

}  // namespace

Result<PairingCode> PairingCode::from_random(std::span<const std::uint8_t, random_bytes> bytes) {
  const bool stuck =
      std::all_of(bytes.begin(), bytes.end(), [&](std::uint8_t byte) { return byte == bytes[0]; });
  PairingCode code;
  std::size_t filled = 0;
  for (const std::uint8_t byte : bytes) {
    if (filled < length && byte < even_below) {
      code.value_[filled++] = letters[byte % letters.size()];
    }
  }
  if (stuck || filled < length) {
    return Error{ErrorCode::unavailable, "The random bytes for a pairing code were not random."};
  }
  return code;
}

Result<PairingCode> PairingCode::parse(std::string_view text) {
  const Error bad{ErrorCode::invalid,
                  "This is not a pairing code: 8 letters like BCDF-GHJK are expected."};
  if (text.size() > typed_bytes_max) {
    return bad;
  }
  PairingCode code;
  std::size_t filled = 0;
  for (const char c : text) {
    if (c == '-' || c == ' ') {
      continue;
    }
    if (filled == length || letters.find(upper(c)) == std::string_view::npos) {
      return bad;
    }
    code.value_[filled++] = upper(c);
  }
  if (filled < length) {
    return bad;
  }
  return code;
}

std::string PairingCode::text() const {
  std::string out{value_.begin(), value_.end()};
  return out.insert(length / 2, "-");
}

bool PairingCode::operator==(const PairingCode& other) const {
  return sodium_memcmp(value_.data(), other.value_.data(), length) == 0;
}

}  // namespace lintel::trust
