// Four words that stand for a pairing: "maple river lantern seven". People compare them, on the
// tablet and on the admin page, before a tablet is let in. 1,024 words, so 40 bits, which nobody
// can search for (pairing_commitment.h). Pure.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "shared/core/digest.h"
#include "shared/trust/keys.h"
#include "shared/trust/pairing_commitment.h"

namespace lintel::trust {

inline constexpr std::size_t fingerprint_word_count = 1024;
const std::array<std::string_view, fingerprint_word_count>& fingerprint_words();

// The first 40 bits of the digest, ten to a word, joined by spaces.
std::string fingerprint(const Sha256& digest);
// Of both ends of a pairing: the tablet's key and the collector's TLS key as the tablet saw it
// (sync/trust/certificate.h, "sha256//…"; empty without one), and what both drew for it. With
// somebody in between, who shows the tablet another TLS key, the two screens differ.
std::string fingerprint(const PublicKey& key, std::string_view tls_pin,
                        const PairingNonces& nonces);

}  // namespace lintel::trust
