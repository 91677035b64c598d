#include "tests/storm/storm.h"

#include <algorithm>

#include "tests/bench/http_load.h"
#include "tests/bench/parts.h"
#include "tests/storm/hostile.h"

namespace lintel::bench {
namespace {

constexpr double memory_budget_mb = 64;
constexpr double hello_budget_ms = 100;

Status measure_weather(const Setting& setting, Figures& figures) {
  constexpr storm::Weather weather = storm::whole_storm;
  TRY(const auto after, storm::weather_storm(setting.folder, weather));
  const int answers = weather.tablets * weather.answers_each;
  int failed = 0;
  for (const auto& [status, replies] : after.statuses) {
    failed += status >= 500 ? replies : 0;
  }
  const bool all = after.books.meets && after.rows == answers && after.stored == answers;
  figures.push_back({"storm: 1,000 tablets' answers", "", static_cast<double>(after.rows), 0, "",
                     "200,000, each once", all});
  figures.push_back(
      {"storm: replies of 5xx", "", static_cast<double>(failed), 0, "", "0", failed == 0});
  figures.push_back({"storm: durable responses", "/s", answers / after.seconds, 0, "", "", true});
  const double hello_ms = quantile(after.hello_ms, 0.99);
  figures.push_back({"storm: hello, connected, p99", "ms", hello_ms, 0, "", "<= 100 ms",
                     hello_ms <= hello_budget_ms});
  figures.push_back({"storm: hello, newly connected, p99", "ms",
                     quantile(after.first_hello_ms, 0.99), 0, "", "", true});
  const double memory_mb = after.peak_mb - after.idle_mb;
  figures.push_back({"storm: memory above idle", "MB", memory_mb, 0, "", "<= 64 MB",
                     memory_mb <= memory_budget_mb});
  return ok();
}

}  // namespace

Status measure_storm(const Setting& setting, Figures& figures) {
  TRY_DO(measure_weather(setting, figures));
  TRY(const auto all, storm::repel(setting.folder, storm::whole_assault));
  for (const storm::Repelled& repelled : all) {
    const double memory_mb = repelled.peak_mb - repelled.idle_mb;
    figures.push_back({std::to_string(repelled.clients) + " " + repelled.name, "MB", memory_mb, 0,
                       "", "<= 64 MB", memory_mb <= memory_budget_mb && repelled.answers_after});
  }
  return ok();
}

}  // namespace lintel::bench
