#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "../sample.h"
#include "shared/core/digest.h"

using namespace lintel;

TEST_CASE("SHA-256 agrees with the examples of FIPS 180-4", "[digest]") {
  CHECK(to_hex(sha256("abc")) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(to_hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("A digest of ids does not depend on their order", "[digest]") {
  std::mt19937 random{7};
  std::vector<Uuid> ids;
  for (int i = 0; i < 20; ++i) {
    ids.push_back(sample::uuid(random));
  }
  Sha256 forward{};
  Sha256 shuffled{};
  for (const Uuid& id : ids) {
    add_to_digest(forward, id);
  }
  std::shuffle(ids.begin(), ids.end(), random);
  for (const Uuid& id : ids) {
    add_to_digest(shuffled, id);
  }
  CHECK(forward == shuffled);
  add_to_digest(shuffled, ids.front());
  CHECK(forward != shuffled);
}

TEST_CASE("A digest survives hex and refuses what is none", "[digest]") {
  const Sha256 digest = sha256("lintel");
  CHECK(*sha256_from_hex(to_hex(digest)) == digest);
  CHECK_FALSE(sha256_from_hex(""));
  CHECK_FALSE(sha256_from_hex(to_hex(digest) + "0"));
  CHECK_FALSE(sha256_from_hex(std::string(64, 'g')));
}
