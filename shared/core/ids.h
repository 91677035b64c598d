// Identifiers. Uuid is 128 random bits (UUIDv4, RFC 9562); shared/ never makes one: the random
// bytes come in as a value. Name<Tag> is a short text key chosen by people or another program
// (a session's id, a frab guid, an iCalendar UID); tags keep a room from being used as a session.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "shared/core/result.h"

namespace lintel {

struct Uuid {
  std::array<std::uint8_t, 16> bytes{};

  // Sets the version and variant bits of 16 random bytes.
  static Uuid from_random(const std::array<std::uint8_t, 16>& random_bytes);
  // Accepts the 36-character form, either case; anything else is an Error.
  static Result<Uuid> parse(std::string_view text);
  std::string text() const;  // 36 lower-case characters
  bool is_nil() const { return *this == Uuid{}; }
  auto operator<=>(const Uuid&) const = default;
};

template <class Tag>
struct Name {
  std::string value;
  bool empty() const { return value.empty(); }
  auto operator<=>(const Name&) const = default;
};

using EventId = Name<struct EventTag>;
using RoomId = Name<struct RoomTag>;
using SessionId = Name<struct SessionTag>;

}  // namespace lintel

template <>
struct std::hash<lintel::Uuid> {
  std::size_t operator()(const lintel::Uuid& id) const noexcept;
};

template <class Tag>
struct std::hash<lintel::Name<Tag>> {
  std::size_t operator()(const lintel::Name<Tag>& name) const noexcept {
    return std::hash<std::string>{}(name.value);
  }
};
