#include "shared/trust/pairing_code.h"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <random>

using namespace lintel;
using namespace lintel::trust;

namespace {

using Bytes = std::array<std::uint8_t, PairingCode::random_bytes>;

Bytes counting_from(std::uint8_t first) {
  Bytes bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<std::uint8_t>(first + i);
  }
  return bytes;
}

}  // namespace

TEST_CASE("A code has 8 letters, none a vowel or a look-alike of a digit", "[pairing]") {
  CHECK(PairingCode::letters.size() == 20);
  CHECK(PairingCode::letters.find_first_of("AEIOUY0123456789") == std::string_view::npos);
  const auto code = PairingCode::from_random(counting_from(0));
  REQUIRE(code);
  CHECK(code->text() == "BCDF-GHJK");
}

TEST_CASE("Bytes that would favour the first letters are thrown away", "[pairing]") {
  // 236 … 239 are used, 240 … 255 are not, then it goes on with 0.
  const auto code = PairingCode::from_random(counting_from(236));
  REQUIRE(code);
  CHECK(code->text() == "VWXZ-BCDF");
}

TEST_CASE("Every letter comes up equally often", "[pairing]") {
  std::mt19937 random{1};
  std::map<char, int> count;
  constexpr int codes = 20'000;
  for (int i = 0; i < codes; ++i) {
    Bytes bytes{};
    for (auto& byte : bytes) {
      byte = static_cast<std::uint8_t>(random() & 0xFFU);
    }
    const auto code = PairingCode::from_random(bytes);
    REQUIRE(code);
    for (const char letter : code->text()) {
      ++count[letter];
    }
  }
  // 8,000 of each expected, standard deviation 87. With modulo bias B … T would be at 8,125 and
  // V, W, X and Z at 7,500.
  count.erase('-');
  REQUIRE(count.size() == 20);
  for (const auto& [letter, times] : count) {
    INFO(letter);
    CHECK(times > 7600);
    CHECK(times < 8400);
  }
}

TEST_CASE("A broken source of random bytes makes no code", "[pairing]") {
  Bytes bytes{};
  CHECK(PairingCode::from_random(bytes).error().code == ErrorCode::unavailable);
  bytes.fill(0xFF);
  CHECK_FALSE(PairingCode::from_random(bytes));
  bytes.fill(0xF0);
  bytes[0] = 1;
  CHECK_FALSE(PairingCode::from_random(bytes));
}

TEST_CASE("A code is read as people type it", "[pairing]") {
  const PairingCode code = PairingCode::parse("BCDF-GHJK").value();
  for (const std::string_view typed : {"bcdfghjk", "BcDf GhJk", " bcdf-ghjk ", "b-c-d-f-g-h-j-k"}) {
    const auto read = PairingCode::parse(typed);
    REQUIRE(read);
    CHECK(*read == code);
  }
  CHECK_FALSE(PairingCode::parse("BCDF-GHJL").value() == code);
  CHECK_FALSE(PairingCode::parse("XCDF-GHJK").value() == code);
}

TEST_CASE("What is no code is refused", "[pairing]") {
  for (const std::string& text :
       {std::string{}, std::string{"BCDF-GHJ"}, std::string{"BCDF-GHJKL"}, std::string{"BCDF-GHJA"},
        std::string{"BCDF-GHJ0"}, std::string{"BCDF_GHJK"}, std::string{"BCDF-GHJ\0", 9},
        std::string{"BCDF-GHJÉ"}, std::string(1000, '-') + "BCDFGHJK"}) {
    INFO(text.substr(0, 20));
    CHECK_FALSE(PairingCode::parse(text));
  }
}
