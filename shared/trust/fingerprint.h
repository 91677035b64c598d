// Four words that stand for a key: "maple river lantern seven". People compare them, on the tablet
// and on the admin page, before a tablet is let in. 1,024 words, so 40 bits: in the ten minutes a
// code lives nobody finds another key with the same words. Pure.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "shared/core/digest.h"
#include "shared/trust/keys.h"

namespace lintel::trust {

inline constexpr std::size_t fingerprint_word_count = 1024;
const std::array<std::string_view, fingerprint_word_count>& fingerprint_words();

// The first 40 bits of the digest, ten to a word, joined by spaces.
std::string fingerprint(const Sha256& digest);
std::string fingerprint(const PublicKey& key);
// Of both ends of a pairing: the tablet's key and the collector's TLS key as the tablet saw it
// (sync/trust/certificate.h, "sha256//…"). With somebody in between, who shows the tablet another
// TLS key, the two screens differ. Plain fingerprint(key) would not tell.
std::string fingerprint(const PublicKey& key, std::string_view tls_pin);

}  // namespace lintel::trust
