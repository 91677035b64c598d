// Notes, sealed to the collector: libsodium's sealed box (X25519, XSalsa20-Poly1305), which only
// the collector's secret key opens. The text is first filled up to one of limits::note_fill_bytes
// (ISO/IEC 7816-4), so that a box says nothing about how much was written.
//
// The recovery code is the secret key on paper: groups of Crockford's base32 with a check, read
// back whatever the case and with O for 0 and I or L for 1. Whoever has it reads every note.
//
// Values; functions are safe from any thread. Secrets are wiped when their owner goes.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "shared/core/result.h"

namespace lintel::trust {

class NotesPublicKey {
 public:
  // 43 characters of base64url without padding; anything else is invalid.
  static Result<NotesPublicKey> parse(std::string_view text);
  std::string text() const;
  const std::array<std::uint8_t, 32>& bytes() const { return bytes_; }
  bool operator==(const NotesPublicKey&) const = default;

 private:
  friend class NotesKeyPair;
  NotesPublicKey() = default;
  std::array<std::uint8_t, 32> bytes_{};
};

class NotesKeyPair {
 public:
  explicit NotesKeyPair(std::span<const std::uint8_t, 32> secret);
  ~NotesKeyPair();
  NotesKeyPair(NotesKeyPair&& other) noexcept;
  NotesKeyPair& operator=(NotesKeyPair&& other) noexcept;
  NotesKeyPair(const NotesKeyPair&) = delete;
  NotesKeyPair& operator=(const NotesKeyPair&) = delete;

  static Result<NotesKeyPair> from_recovery_code(std::string_view code);
  std::string recovery_code() const;

  const NotesPublicKey& public_key() const { return public_; }
  std::span<const std::uint8_t, 32> secret() const { return secret_; }
  // corrupt: sealed to another key, or changed on the way.
  Result<std::string> open(std::string_view box) const;

 private:
  NotesPublicKey public_;
  std::array<std::uint8_t, 32> secret_{};
};

// limit: the text is longer than limits::note_bytes_max.
Result<std::string> seal_note(std::string_view text, const NotesPublicKey& key);

}  // namespace lintel::trust
