#include <nlohmann/json.hpp>

#include "tests/bench/parts.h"
#include "tests/bench/raw_sqlite.h"
#include "tests/e2e/support/kiosk.h"
#include "tests/e2e/support/temp_folder.h"

namespace lintel::bench {
namespace {

constexpr int taps = 120;
constexpr double p99_budget_ms = 50;
// Each tap is an answer of its own; two tiles in turn are never taken for a bounce. The worst rush:
// while one answer is stored, the one before is sealed and the files are tidied behind it.
constexpr const char* tiles[] = {"use.not-for-me", "use.not-sure"};
constexpr std::chrono::milliseconds between_taps{300};

}  // namespace

Status measure_taps(const Setting& setting, Figures& figures) {
  e2e::KioskOptions options;
  options.display = setting.display;
  options.folder = setting.folder;
  options.data = setting.tablet();
  options.more = {"--reduce-motion"};
  TRY(const auto kiosk, e2e::Kiosk::start(options));
  TRY_DO(kiosk->wait_until("the way to the question",
                           [](const e2e::Sight& sight) { return sight.find("leave") != nullptr; }));
  TRY_DO(kiosk->tap("leave"));
  TRY_DO(kiosk->wait_for_screen("exit"));
  for (int i = 0; i < taps; ++i) {
    TRY_DO(kiosk->tap(tiles[i % 2]));
    // People do not wait for the disk; the next finger comes when it comes.
    e2e::eventually([] { return false; }, between_taps);
  }
  kiosk->wait_for_rest();
  TRY_DO(kiosk->stop());
  const auto stats = nlohmann::json::parse(e2e::read_text(kiosk->stats_file()), nullptr, false);
  const auto times =
      stats.is_object() ? stats.value("taps", std::vector<double>{}) : std::vector<double>{};
  if (times.size() < static_cast<std::size_t>(taps) * 9 / 10) {
    return Error{ErrorCode::invalid, "Of " + std::to_string(taps) + " taps lintel-kiosk timed " +
                                         std::to_string(times.size()) + "."};
  }
  TRY(const auto raw, raw_commits_ms(setting.folder + "/raw.db", 500));
  const std::string base = "raw SQLite commit, FULL";
  const double p99 = quantile(times, 0.99);
  figures.push_back({"tap to durable, p50", "ms", median(times), median(raw), base, "", true});
  figures.push_back({"tap to durable, p99", "ms", p99, quantile(raw, 0.99), base, "<= 50 ms",
                     p99 <= p99_budget_ms});
  return ok();
}

}  // namespace lintel::bench
