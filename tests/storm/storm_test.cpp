// What must hold in a storm. Times depend on the machine: they are told beside their budget.
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <limits>

#include "tests/bench/figures.h"
#include "tests/bench/http_load.h"
#include "tests/e2e/support/temp_folder.h"
#include "tests/storm/hostile.h"
#include "tests/storm/storm.h"
#include "tests/support/sanitized.h"

namespace lintel::storm {
namespace {

bool is_long() {
  return std::getenv("LINTEL_LONG") != nullptr;
}

constexpr double memory_budget_mb = 64;
constexpr double memory_max_mb =
    test::memory_is_measured ? memory_budget_mb : std::numeric_limits<double>::max();
constexpr double hello_budget_ms = 100;
constexpr int seats = 2'000;            // of the collector
constexpr double slow_body_s_max = 25;  // the collector gives a body 30 s from its beginning

}  // namespace

TEST_CASE("every answer of tablets that all come back at once is received once", "[storm]") {
  const Weather weather = is_long() ? whole_storm : small_storm;
  const int answers = weather.tablets * weather.answers_each;
  bench::allow_many_files();
  const e2e::TempFolder folder;
  const auto after = weather_storm(folder.path().string(), weather);
  INFO((after ? "" : after.error().message));
  REQUIRE(after);
  for (const auto& [status, replies] : after->statuses) {
    INFO(replies << " replies of " << status);
    CHECK((status == 200 || status == 201));
  }
  CHECK(after->stored == answers);
  CHECK(after->repeated > 0);
  CHECK(after->duplicates == after->repeated);
  if (after->seconds < slow_body_s_max) {
    CHECK(after->slow_left == weather.slow_clients);
  }
  INFO(after->books.sentence);
  CHECK(after->books.taken == answers);
  CHECK(after->books.received == answers);
  CHECK(after->books.meets);
  CHECK(after->rows == answers);
  CHECK(after->peak_mb - after->idle_mb <= memory_max_mb);
  REQUIRE_FALSE(after->hello_ms.empty());
  WARN(answers << " answers of " << weather.tablets << " tablets in " << after->seconds
               << " s; hello p99 " << bench::quantile(after->hello_ms, 0.99) << " ms (budget "
               << hello_budget_ms << "), with a new connection "
               << bench::quantile(after->first_hello_ms, 0.99) << " ms; memory "
               << after->peak_mb - after->idle_mb << " MB above idle (budget " << memory_budget_mb
               << ")");
}

TEST_CASE("clients that mean harm cost the collector little", "[storm]") {
  const Assault assault = is_long() ? whole_assault : small_assault;
  REQUIRE(bench::allow_many_files() > assault.connections);
  const e2e::TempFolder folder;
  const auto all = repel(folder.path().string(), assault);
  INFO((all ? "" : all.error().message));
  REQUIRE(all);
  for (const Repelled& repelled : *all) {
    INFO(repelled.name << ": " << repelled.refused << " refused, " << repelled.cut << " cut, "
                       << repelled.taken << " taken, " << repelled.served << " served");
    CHECK(repelled.peak_mb - repelled.idle_mb <= memory_max_mb);
    CHECK(repelled.served == 0);
    CHECK(repelled.answers_after);
    // A seat is all that somebody who only connects can get.
    const bool only_connects = repelled.name == only_connecting;
    CHECK(repelled.taken <= (only_connects ? seats : 0));
    CHECK(repelled.cut + repelled.refused >= repelled.clients - (only_connects ? seats : 0));
    WARN(repelled.clients << " " << repelled.name << ": " << repelled.peak_mb - repelled.idle_mb
                          << " MB above idle (budget " << memory_budget_mb << ") for "
                          << repelled.sent_mb << " MB sent");
  }
}

}  // namespace lintel::storm
