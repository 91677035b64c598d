#include "shared/event/accent.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

namespace lintel {

TEST_CASE("colours are read as # and six digits only", "[accent]") {
  CHECK(parse_colour("#0B6b6B") == Rgb{0x0B, 0x6B, 0x6B});
  for (const char* wrong :
       {"", "#", "0B6B6B", "#0B6B6", "#0B6B6BB", "#0B6B6G", "#-B6B6B", "teal"}) {
    CHECK_FALSE(parse_colour(wrong));
  }
}

TEST_CASE("contrast is what WCAG says it is", "[accent]") {
  CHECK(contrast({0, 0, 0}, {255, 255, 255}) == Catch::Approx(21.0));
  CHECK(contrast({255, 255, 255}, {255, 255, 255}) == Catch::Approx(1.0));
  CHECK(contrast({0x77, 0x77, 0x77}, {255, 255, 255}) == Catch::Approx(4.48).margin(0.01));
}

TEST_CASE("a dark school colour is taken, a pale one is not", "[accent]") {
  CHECK(is_readable_accent({0x0B, 0x6B, 0x6B}));        // Lintel's own
  CHECK(is_readable_accent({0x7A, 0x00, 0x19}));        // maroon
  CHECK(is_readable_accent({0x00, 0x32, 0x87}));        // navy
  CHECK_FALSE(is_readable_accent({0xFF, 0xC7, 0x2C}));  // gold
  CHECK_FALSE(is_readable_accent({0x77, 0x77, 0x77}));
  CHECK_FALSE(is_readable_accent({0xFF, 0x00, 0x00}));
}

}  // namespace lintel
