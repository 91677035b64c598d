#include "shared/trust/signing_clock.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/trust/signature_examples.h"

using namespace lintel;
using namespace lintel::trust;

TEST_CASE("A date as HTTP writes it is read", "[clock]") {
  const auto date = parse_http_date("Fri, 20 Nov 2026 16:41:07 GMT");
  REQUIRE(date);
  CHECK(*date == example_time);
  CHECK(parse_http_date("Thu, 01 Jan 1970 00:00:00 GMT").value() == UtcTime{});
}

TEST_CASE("Anything else is not a date", "[clock]") {
  for (const std::string_view text :
       {"", "Fri, 20 Nov 2026 16:41:07", "Sat, 20 Nov 2026 16:41:07 GMT",
        "Fri, 20 Nov 2026 16:41:07 UTC", "Fri, 31 Nov 2026 16:41:07 GMT",
        "Fri, 20 nov 2026 16:41:07 GMT", "Fri, 20 Nov 2026 24:41:07 GMT",
        "Friday, 20-Nov-26 16:41:07 GMT", "Fri Nov 20 16:41:07 2026     ",
        "Fri, 20 Nov 2026 16:41+07 GMT", "Fri, 20 Nov 2026 16:41:60 GMT"}) {
    INFO(text);
    CHECK_FALSE(parse_http_date(text));
  }
}

TEST_CASE("A tablet ten years behind passes after one correction", "[clock]") {
  SigningClock clock;
  const UtcTime tablet_now = example_time - std::chrono::days{3653};
  const auto sent = [&] {
    return sign_example("POST", "/v1/responses", "[]", clock.created(tablet_now)).verdict().check;
  };
  CHECK(sent() == Check::too_old);
  clock.collector_says(example_time, tablet_now);
  CHECK(sent() == Check::passed);
  // Somebody sets the tablet's clock: the correction goes.
  clock.collector_says(example_time, example_time - minutes{3});
  CHECK(clock.created(example_time) == example_time);
}
