#include "shared/core/digest.h"

#include <sodium/crypto_hash_sha256.h>

namespace lintel {

static_assert(crypto_hash_sha256_BYTES == std::tuple_size_v<Sha256>);

Sha256 sha256(std::string_view bytes) {
  Sha256 digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size());
  return digest;
}

void add_to_digest(Sha256& digest, const Uuid& id) {
  const Sha256 one = sha256(id.text());
  for (std::size_t i = 0; i < digest.size(); ++i) {
    digest[i] = static_cast<std::uint8_t>(digest[i] ^ one[i]);
  }
}

std::string to_hex(const Sha256& digest) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  out.reserve(digest.size() * 2);
  for (const std::uint8_t byte : digest) {
    out.push_back(digits[byte >> 4U]);
    out.push_back(digits[byte & 0x0FU]);
  }
  return out;
}

Result<Sha256> sha256_from_hex(std::string_view text) {
  Sha256 digest{};
  const auto bad = [] {
    return Error{ErrorCode::invalid, "This is not a SHA-256: 64 hexadecimal digits are expected."};
  };
  if (text.size() != digest.size() * 2) {
    return bad();
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    unsigned value = 0;
    if (c >= '0' && c <= '9') {
      value = static_cast<unsigned>(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      value = static_cast<unsigned>(c - 'a' + 10);
    } else if (c >= 'A' && c <= 'F') {
      value = static_cast<unsigned>(c - 'A' + 10);
    } else {
      return bad();
    }
    digest[i / 2] = static_cast<std::uint8_t>((digest[i / 2] << 4U) | value);
  }
  return digest;
}

}  // namespace lintel
