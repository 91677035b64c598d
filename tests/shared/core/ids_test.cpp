#include <catch2/catch_test_macros.hpp>
#include <unordered_set>

#include "../sample.h"

using namespace lintel;

TEST_CASE("Sixteen random bytes become a version 4 UUID", "[ids]") {
  std::array<std::uint8_t, 16> bytes{};
  bytes.fill(0xFF);
  CHECK(Uuid::from_random(bytes).text() == "ffffffff-ffff-4fff-bfff-ffffffffffff");
  bytes.fill(0);
  CHECK(Uuid::from_random(bytes).text() == "00000000-0000-4000-8000-000000000000");
  CHECK_FALSE(Uuid::from_random(bytes).is_nil());
  CHECK(Uuid{}.is_nil());
}

TEST_CASE("A UUID is read back in either case", "[ids]") {
  const std::string text = "0f8fad5b-d9cb-469f-a165-70867728950e";
  CHECK(Uuid::parse(text)->text() == text);
  CHECK(Uuid::parse("0F8FAD5B-D9CB-469F-A165-70867728950E")->text() == text);
}

TEST_CASE("Anything else is no UUID", "[ids]") {
  for (const char* text :
       {"", "0f8fad5b-d9cb-469f-a165-70867728950", "0f8fad5bd9cb469fa16570867728950e",
        "{0f8fad5b-d9cb-469f-a165-70867728950e}", "0f8fad5b-d9cb-469f-a165_70867728950e",
        "0f8fad5b-d9cb-469f-a165-7086772895 e"}) {
    CAPTURE(text);
    CHECK_FALSE(Uuid::parse(text));
  }
}

TEST_CASE("UUIDs can be kept in hash sets", "[ids]") {
  std::mt19937 random{1};
  std::unordered_set<Uuid> ids;
  for (int i = 0; i < 1000; ++i) {
    ids.insert(sample::uuid(random));
  }
  CHECK(ids.size() == 1000);
}
