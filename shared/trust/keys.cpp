#include "shared/trust/keys.h"

#include <sodium/crypto_core_ed25519.h>
#include <sodium/crypto_sign_ed25519.h>
#include <sodium/utils.h>

#include <algorithm>
#include <utility>

#include "shared/core/base64.h"

namespace lintel::trust {
namespace {

static_assert(crypto_sign_ed25519_BYTES == std::tuple_size_v<SignatureBytes>);
static_assert(crypto_sign_ed25519_SEEDBYTES == 32);
static_assert(crypto_sign_ed25519_SECRETKEYBYTES == 64);

const unsigned char* data_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

template <std::size_t size>
void take_secret(std::array<std::uint8_t, size>& to, std::array<std::uint8_t, size>& from) {
  to = from;
  sodium_memzero(from.data(), from.size());
}

}  // namespace

Result<PublicKey> PublicKey::from_bytes(std::span<const std::uint8_t, 32> bytes) {
  if (crypto_core_ed25519_is_valid_point(bytes.data()) != 1) {
    return Error{ErrorCode::invalid, "This is not an Ed25519 public key: no such key can exist."};
  }
  PublicKey key;
  std::copy(bytes.begin(), bytes.end(), key.bytes_.begin());
  return key;
}

Result<PublicKey> PublicKey::parse(std::string_view text) {
  std::array<std::uint8_t, 32> bytes{};
  if (!from_base64(text, Base64::url_unpadded, bytes)) {
    return Error{ErrorCode::invalid,
                 "This is not an Ed25519 public key: 43 characters of base64url are expected."};
  }
  return from_bytes(bytes);
}

std::string PublicKey::text() const {
  return to_base64(bytes_, Base64::url_unpadded);
}

bool PublicKey::verifies(std::string_view message, const SignatureBytes& signature) const {
  return crypto_sign_ed25519_verify_detached(signature.data(), data_of(message), message.size(),
                                             bytes_.data()) == 0;
}

Seed::Seed(std::span<const std::uint8_t, 32> random_bytes) {
  std::copy(random_bytes.begin(), random_bytes.end(), bytes_.begin());
}

Seed::~Seed() {
  sodium_memzero(bytes_.data(), bytes_.size());
}

Seed::Seed(Seed&& other) noexcept {
  take_secret(bytes_, other.bytes_);
}

Seed& Seed::operator=(Seed&& other) noexcept {
  if (this != &other) {
    take_secret(bytes_, other.bytes_);
  }
  return *this;
}

KeyPair::KeyPair(const Seed& seed) {
  crypto_sign_ed25519_seed_keypair(public_.bytes_.data(), secret_.data(), seed.bytes().data());
}

KeyPair::~KeyPair() {
  sodium_memzero(secret_.data(), secret_.size());
}

KeyPair::KeyPair(KeyPair&& other) noexcept : public_(other.public_) {
  take_secret(secret_, other.secret_);
}

KeyPair& KeyPair::operator=(KeyPair&& other) noexcept {
  if (this != &other) {
    public_ = other.public_;
    take_secret(secret_, other.secret_);
  }
  return *this;
}

SignatureBytes KeyPair::sign(std::string_view message) const {
  SignatureBytes signature{};
  crypto_sign_ed25519_detached(signature.data(), nullptr, data_of(message), message.size(),
                               secret_.data());
  return signature;
}

}  // namespace lintel::trust
