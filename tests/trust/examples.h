// What the tests of this folder share: keys, devices and codes told apart by a number.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "shared/core/ids.h"
#include "shared/core/time.h"
#include "shared/trust/keys.h"
#include "shared/trust/pairing_code.h"
#include "shared/trust/pairing_desk.h"
#include "shared/trust/pairing_json.h"

namespace lintel::trust {

inline KeyPair key_pair(std::uint8_t number) {
  std::array<std::uint8_t, 32> bytes{};
  bytes.fill(number);
  return KeyPair{Seed{bytes}};
}

inline Uuid device_id(std::uint16_t number) {
  std::array<std::uint8_t, 16> bytes{};
  bytes[14] = static_cast<std::uint8_t>(number >> 8U);
  bytes[15] = static_cast<std::uint8_t>(number & 0xFFU);
  return Uuid::from_random(bytes);
}

inline PairingCode pairing_code(std::uint16_t number) {
  std::string text(PairingCode::length, 'B');
  for (char& letter : text) {
    letter = PairingCode::letters[number % PairingCode::letters.size()];
    number = static_cast<std::uint16_t>(number / PairingCode::letters.size());
  }
  return PairingCode::parse(text).value();
}

inline PairingNonce pairing_nonce(std::uint8_t number) {
  PairingNonce nonce{};
  nonce.fill(number);
  return nonce;
}

// Tablet `number` with its own key, showing code `number`.
inline PairRequest pair_request(std::uint16_t number) {
  return {device_id(number), key_pair(static_cast<std::uint8_t>(number)).public_key(),
          pairing_code(number), "Room " + std::to_string(number), "1.0"};
}

// As a tablet does: commits itself to a number of its own and reveals it once it is answered.
inline Result<PairAnswer> ask(PairingDesk& desk, PairRequest request, MonoTime now,
                              const std::string& address = "192.0.2.1") {
  const PairingNonce own = pairing_nonce(7);
  request.commitment = commitment(request.public_key, request.code, own);
  request.nonce.reset();
  auto answer = desk.offer(request, {address, pairing_nonce(8)}, now);
  if (answer && answer->state == PairState::waiting) {
    request.nonce = own;
    answer = desk.offer(request, {address, pairing_nonce(9)}, now);
  }
  return answer;
}

inline MonoTime at(milliseconds since_start) {
  return {since_start};
}

}  // namespace lintel::trust
