#include "shared/trust/keys.h"

#include <catch2/catch_test_macros.hpp>
#include <cstring>
#include <new>

#include "shared/core/base64.h"
#include "tests/trust/examples.h"

using namespace lintel;
using namespace lintel::trust;

namespace {

template <std::size_t size>
std::array<std::uint8_t, size> bytes_of(std::string_view hex) {
  REQUIRE(hex.size() == size * 2);
  std::array<std::uint8_t, size> bytes{};
  for (std::size_t i = 0; i < size; ++i) {
    bytes[i] =
        static_cast<std::uint8_t>(std::stoul(std::string{hex.substr(i * 2, 2)}, nullptr, 16));
  }
  return bytes;
}

}  // namespace

TEST_CASE("A key pair and its signature are those of RFC 8032, test 1", "[keys]") {
  const KeyPair pair{
      Seed{bytes_of<32>("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")}};
  CHECK(pair.public_key().bytes() ==
        bytes_of<32>("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
  CHECK(pair.sign("") ==
        bytes_of<64>("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                     "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"));
}

TEST_CASE("A signature fits its message and its key only", "[keys]") {
  const KeyPair pair = key_pair(1);
  SignatureBytes signature = pair.sign("answers");
  CHECK(pair.public_key().verifies("answers", signature));
  CHECK_FALSE(pair.public_key().verifies("answer", signature));
  CHECK_FALSE(key_pair(2).public_key().verifies("answers", signature));
  signature[63] ^= 1U;
  CHECK_FALSE(pair.public_key().verifies("answers", signature));
}

TEST_CASE("A public key survives its text form", "[keys]") {
  const PublicKey key = key_pair(3).public_key();
  CHECK(key.text().size() == 43);
  const auto read = PublicKey::parse(key.text());
  REQUIRE(read);
  CHECK(*read == key);
}

TEST_CASE("Text that is no public key is refused", "[keys]") {
  const std::string good = key_pair(3).public_key().text();
  const std::string cut = good.substr(0, 42);
  CHECK_FALSE(PublicKey::parse(""));
  CHECK_FALSE(PublicKey::parse(cut));
  CHECK_FALSE(PublicKey::parse(good + "="));
  CHECK_FALSE(PublicKey::parse(good + "A"));
  CHECK_FALSE(PublicKey::parse(" " + good));
  CHECK_FALSE(PublicKey::parse(cut + "+"));
  // The last character carries four bits; the two below them must be zero.
  CHECK_FALSE(PublicKey::parse(cut + (good.back() == 'B' ? "C" : "B")));
}

TEST_CASE("Bytes that no private key could have made are refused as a public key", "[keys]") {
  std::array<std::uint8_t, 32> identity{1};
  std::array<std::uint8_t, 32> zero{};
  std::array<std::uint8_t, 32> ones{};
  ones.fill(0xFF);
  for (const auto& bytes : {identity, zero, ones}) {
    CHECK_FALSE(PublicKey::parse(to_base64(bytes, Base64::url_unpadded)));
  }
}

TEST_CASE("A seed and a key pair leave no secret in memory when they go", "[keys]") {
  std::array<std::uint8_t, 32> secret{};
  secret.fill(0x5A);
  alignas(KeyPair) std::array<std::uint8_t, sizeof(KeyPair)> memory{};
  static_assert(sizeof(Seed) <= sizeof(KeyPair));
  const auto holds_secret = [&] {
    return std::search(memory.begin(), memory.end(), secret.begin(), secret.end()) != memory.end();
  };

  auto* seed = new (memory.data()) Seed{secret};
  CHECK(holds_secret());
  const Seed moved = std::move(*seed);
  CHECK_FALSE(holds_secret());
  seed->~Seed();

  // libsodium keeps the seed as the first half of the secret key.
  auto* pair = new (memory.data()) KeyPair{moved};
  CHECK(holds_secret());
  pair->~KeyPair();
  CHECK_FALSE(holds_secret());

  pair = new (memory.data()) KeyPair{moved};
  const KeyPair taken = std::move(*pair);
  CHECK_FALSE(holds_secret());
  CHECK(taken.public_key().verifies("x", taken.sign("x")));
  pair->~KeyPair();
}
