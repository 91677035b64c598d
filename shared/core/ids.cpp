#include "shared/core/ids.h"

#include <cstring>

namespace lintel {
namespace {

constexpr std::size_t text_length = 36;
constexpr char hex_digits[] = "0123456789abcdef";

bool is_dash_position(std::size_t i) {
  return i == 8 || i == 13 || i == 18 || i == 23;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  if (c >= 'a' && c <= 'f') {
    return c - 'a' + 10;
  }
  if (c >= 'A' && c <= 'F') {
    return c - 'A' + 10;
  }
  return -1;
}

}  // namespace

Uuid Uuid::from_random(const std::array<std::uint8_t, 16>& random_bytes) {
  Uuid id{random_bytes};
  id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0FU) | 0x40U);
  id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3FU) | 0x80U);
  return id;
}

Result<Uuid> Uuid::parse(std::string_view text) {
  const auto bad = [] {
    return Error{ErrorCode::invalid,
                 "This is not a UUID: 36 characters like "
                 "123e4567-e89b-42d3-a456-426614174000 are expected."};
  };
  if (text.size() != text_length) {
    return bad();
  }
  Uuid id;
  std::size_t nibble = 0;
  for (std::size_t i = 0; i < text_length; ++i) {
    if (is_dash_position(i)) {
      if (text[i] != '-') {
        return bad();
      }
      continue;
    }
    const int value = hex_value(text[i]);
    if (value < 0) {
      return bad();
    }
    std::uint8_t& byte = id.bytes[nibble / 2];
    byte = static_cast<std::uint8_t>((byte << 4U) | static_cast<unsigned>(value));
    ++nibble;
  }
  return id;
}

std::string Uuid::text() const {
  std::string out(text_length, '-');
  std::size_t nibble = 0;
  for (std::size_t i = 0; i < text_length; ++i) {
    if (is_dash_position(i)) {
      continue;
    }
    const std::uint8_t byte = bytes[nibble / 2];
    out[i] = hex_digits[nibble % 2 == 0 ? byte >> 4U : byte & 0x0FU];
    ++nibble;
  }
  return out;
}

}  // namespace lintel

std::size_t std::hash<lintel::Uuid>::operator()(const lintel::Uuid& id) const noexcept {
  std::size_t halves[2] = {0, 0};
  static_assert(sizeof(halves) <= sizeof(id.bytes));
  std::memcpy(halves, id.bytes.data(), sizeof(halves));
  return halves[0] ^ (halves[1] * 0x9E3779B97F4A7C15U);
}
