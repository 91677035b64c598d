// What makes the four words of a pairing (fingerprint.h) impossible to look for. They stand for
// both ends' keys and for two numbers drawn anew for each code, which are exchanged as in ZRTP (RFC
// 6189, section 4.4.1.1: the side that speaks first sends the hash of its value before it sees the
// other):
//
//   tablet -> collector   its key, its code and the commitment: a hash of its number
//   collector -> tablet   the collector's number, one for this code
//   tablet -> collector   its number; the collector compares it with the commitment
//
// Somebody in between has to fix what he says to either side before he knows what the words are
// made of, so all he can do is guess: 1 in 2^40 for each code that he offers. Without it he could
// try key after key at home until the words fit. Pure.
#pragma once

#include <array>
#include <cstdint>

#include "shared/core/digest.h"
#include "shared/trust/keys.h"
#include "shared/trust/pairing_code.h"

namespace lintel::trust {

using PairingNonce = std::array<std::uint8_t, 32>;  // from the operating system's random numbers

struct PairingNonces {
  PairingNonce tablet{};
  PairingNonce collector{};
};

Sha256 commitment(const PublicKey& tablet, const PairingCode& code, const PairingNonce& nonce);

}  // namespace lintel::trust
