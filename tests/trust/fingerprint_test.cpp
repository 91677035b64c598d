#include "shared/trust/fingerprint.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "shared/core/text.h"
#include "tests/trust/examples.h"

using namespace lintel;
using namespace lintel::trust;

namespace {

// Whether one letter replaced, added or left out turns one word into the other.
bool one_slip_apart(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) {
    std::swap(a, b);
  }
  if (b.size() - a.size() > 1) {
    return false;
  }
  const auto [in_a, in_b] = std::mismatch(a.begin(), a.end(), b.begin());
  return std::equal(in_a + (a.size() == b.size() && in_a != a.end() ? 1 : 0), a.end(),
                    in_b + (in_b != b.end() ? 1 : 0), b.end());
}

}  // namespace

TEST_CASE("Fingerprint words are short, plain and in order", "[fingerprint]") {
  const auto& words = fingerprint_words();
  CHECK(std::is_sorted(words.begin(), words.end()));
  CHECK(std::adjacent_find(words.begin(), words.end()) == words.end());
  for (const std::string_view word : words) {
    INFO(word);
    CHECK(word.size() >= 3);
    CHECK(word.size() <= 7);
    CHECK(std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; }));
  }
}

TEST_CASE("No slip of a letter and no cut makes one word of another", "[fingerprint]") {
  REQUIRE(one_slip_apart("tower", "power"));
  REQUIRE(one_slip_apart("tower", "towe"));
  REQUIRE(one_slip_apart("tower", "twower"));
  REQUIRE_FALSE(one_slip_apart("tower", "flower"));
  const auto& words = fingerprint_words();
  std::vector<std::string> alike;
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (std::size_t j = i + 1; j < words.size(); ++j) {
      const bool begins = words[j].substr(0, words[i].size()) == words[i];
      if (begins || one_slip_apart(words[i], words[j])) {
        alike.push_back(std::string{words[i]} + "/" + std::string{words[j]});
      }
    }
  }
  CHECK(alike == std::vector<std::string>{});
}

TEST_CASE("Four words take ten bits of the digest each, from the left", "[fingerprint]") {
  const auto& words = fingerprint_words();
  Sha256 digest{};
  CHECK(fingerprint(digest) == std::string{words[0]} + " " + std::string{words[0]} + " " +
                                   std::string{words[0]} + " " + std::string{words[0]});
  // 0000000001 0000000010 0000000100 1111111111
  digest = {0x00, 0x40, 0x20, 0x13, 0xFF};
  CHECK(fingerprint(digest) == std::string{words[1]} + " " + std::string{words[2]} + " " +
                                   std::string{words[4]} + " " + std::string{words[1023]});
}

TEST_CASE("The words of a pairing stand for both keys and both numbers", "[fingerprint]") {
  const PublicKey key = key_pair(1).public_key();
  const PairingNonces nonces{pairing_nonce(1), pairing_nonce(2)};
  const std::string pin = "sha256//AAAA";
  const std::string words = fingerprint(key, pin, nonces);
  CHECK(split(words, ' ').size() == 4);
  CHECK(fingerprint(key, pin, nonces) == words);
  CHECK(fingerprint(key_pair(2).public_key(), pin, nonces) != words);
  // Somebody in between shows the tablet another TLS key.
  CHECK(fingerprint(key, "sha256//AAAB", nonces) != words);
  CHECK(fingerprint(key, pin, {pairing_nonce(3), nonces.collector}) != words);
  CHECK(fingerprint(key, pin, {nonces.tablet, pairing_nonce(3)}) != words);
  CHECK(fingerprint(key, pin, {nonces.collector, nonces.tablet}) != words);
}

TEST_CASE("A commitment is to one number of one tablet under one code", "[fingerprint]") {
  const PublicKey key = key_pair(1).public_key();
  const Sha256 made = commitment(key, pairing_code(1), pairing_nonce(1));
  CHECK(commitment(key, pairing_code(1), pairing_nonce(1)) == made);
  CHECK(commitment(key, pairing_code(1), pairing_nonce(2)) != made);
  CHECK(commitment(key, pairing_code(2), pairing_nonce(1)) != made);
  CHECK(commitment(key_pair(2).public_key(), pairing_code(1), pairing_nonce(1)) != made);
}
