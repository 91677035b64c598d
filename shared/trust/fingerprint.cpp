#include "shared/trust/fingerprint.h"

namespace lintel::trust {
namespace {

constexpr unsigned word_bits = 10;
constexpr unsigned words_shown = 4;
static_assert(1U << word_bits == fingerprint_word_count);

}  // namespace

std::string fingerprint(const Sha256& digest) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < word_bits * words_shown / 8; ++i) {
    bits = bits << 8U | digest[i];
  }
  std::string out;
  for (unsigned word = words_shown; word-- > 0;) {
    if (!out.empty()) {
      out.push_back(' ');
    }
    out += fingerprint_words()[bits >> (word * word_bits) & (fingerprint_word_count - 1)];
  }
  return out;
}

std::string fingerprint(const PublicKey& key, std::string_view tls_pin,
                        const PairingNonces& nonces) {
  std::string bytes = "lintel pairing words 1\n";
  bytes.append(key.bytes().begin(), key.bytes().end());
  bytes.append(nonces.tablet.begin(), nonces.tablet.end());
  bytes.append(nonces.collector.begin(), nonces.collector.end());
  bytes += tls_pin;  // last: the only part whose length varies
  return fingerprint(sha256(bytes));
}

}  // namespace lintel::trust
