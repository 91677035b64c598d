// Ed25519 keys (RFC 8032, by libsodium). A tablet has one pair for life: the seed is 32 random
// bytes drawn and kept by its store, never by this library; the public half goes to the collector
// when pairing. Secrets are wiped from memory when their owner goes; they can be moved, not copied.
// Values, no thread-safety of their own (signing with one key from several threads is fine).
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "shared/core/result.h"

namespace lintel::trust {

using SignatureBytes = std::array<std::uint8_t, 64>;

class PublicKey {
 public:
  // 43 characters of base64url without padding. Refused: other text, and bytes that are no point
  // of the curve's main subgroup (with those, one signature can fit many messages).
  static Result<PublicKey> parse(std::string_view text);
  static Result<PublicKey> from_bytes(std::span<const std::uint8_t, 32> bytes);

  std::string text() const;
  const std::array<std::uint8_t, 32>& bytes() const { return bytes_; }
  bool verifies(std::string_view message, const SignatureBytes& signature) const;
  auto operator<=>(const PublicKey&) const = default;

 private:
  friend class KeyPair;
  PublicKey() = default;
  std::array<std::uint8_t, 32> bytes_{};
};

// The secret from which the pair is made again at every start.
class Seed {
 public:
  explicit Seed(std::span<const std::uint8_t, 32> random_bytes);
  ~Seed();
  Seed(Seed&& other) noexcept;
  Seed& operator=(Seed&& other) noexcept;
  Seed(const Seed&) = delete;
  Seed& operator=(const Seed&) = delete;
  std::span<const std::uint8_t, 32> bytes() const { return bytes_; }

 private:
  std::array<std::uint8_t, 32> bytes_{};
};

class KeyPair {
 public:
  explicit KeyPair(const Seed& seed);
  ~KeyPair();
  KeyPair(KeyPair&& other) noexcept;
  KeyPair& operator=(KeyPair&& other) noexcept;
  KeyPair(const KeyPair&) = delete;
  KeyPair& operator=(const KeyPair&) = delete;

  const PublicKey& public_key() const { return public_; }
  SignatureBytes sign(std::string_view message) const;

 private:
  PublicKey public_;
  std::array<std::uint8_t, 64> secret_{};
};

}  // namespace lintel::trust
