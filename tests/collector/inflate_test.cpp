#include "sync/collector/inflate.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/collector/day.h"
#include "tests/support/gzip.h"

using namespace lintel;
using namespace lintel::collector;

TEST_CASE("gzip comes back as it was", "[collector][inflate]") {
  for (const std::string& text : {std::string{}, std::string("answers"), batch(1, 100)}) {
    const auto plain = gunzip(gzip(text));
    REQUIRE(plain);
    REQUIRE(*plain == text);
  }
}

TEST_CASE("A gzip bomb stops at the bound", "[collector][inflate]") {
  const std::string bomb = gzip(std::string(64 * 1024 * 1024, 'a'));
  REQUIRE(bomb.size() < 100'000);
  const auto plain = gunzip(bomb);
  REQUIRE_FALSE(plain);
  REQUIRE(plain.error().code == ErrorCode::limit);
}

TEST_CASE("A body that shrinks more than any batch does is refused below the size bound too",
          "[collector][inflate]") {
  const std::string body = gzip(std::string(900 * 1024, 'a'));
  const auto plain = gunzip(body);
  REQUIRE_FALSE(plain);
  REQUIRE(plain.error().code == ErrorCode::limit);
}

TEST_CASE("Broken gzip is refused", "[collector][inflate]") {
  const std::string whole = gzip("answers");
  REQUIRE_FALSE(gunzip(""));
  REQUIRE_FALSE(gunzip("answers"));
  REQUIRE_FALSE(gunzip(whole.substr(0, whole.size() - 1)));
  REQUIRE_FALSE(gunzip(whole + "x"));
}
