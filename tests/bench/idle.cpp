#include <nlohmann/json.hpp>

#include "tests/bench/machine.h"
#include "tests/bench/parts.h"
#include "tests/e2e/support/kiosk.h"
#include "tests/e2e/support/temp_folder.h"

namespace lintel::bench {
namespace {

constexpr std::chrono::seconds idle{60};
constexpr double cpu_budget_percent = 0.5;

struct Run {
  double frames = 0;
  double cpu_seconds = 0;  // while idle
};

Result<Run> run_for(const Setting& setting, std::chrono::milliseconds time) {
  e2e::KioskOptions options;
  options.display = setting.display;
  options.folder = setting.folder;
  options.data = setting.tablet();
  TRY(const auto kiosk, e2e::Kiosk::start(options));
  kiosk->wait_for_rest();
  const pid_t process = kiosk->process().pid();
  const double before = cpu_seconds_of(process);
  e2e::eventually([] { return false; }, time);
  Run run;
  run.cpu_seconds = cpu_seconds_of(process) - before;
  TRY_DO(kiosk->stop());
  const auto stats = nlohmann::json::parse(e2e::read_text(kiosk->stats_file()), nullptr, false);
  if (!stats.is_object()) {
    return Error{ErrorCode::invalid, "lintel-kiosk wrote no --stats."};
  }
  run.frames = stats.value("frames", 0.0);
  return run;
}

}  // namespace

Status measure_idle(const Setting& setting, Figures& figures) {
  TRY(const Run nothing, run_for(setting, std::chrono::milliseconds{0}));
  TRY(const Run minute, run_for(setting, idle));
  const double percent = 100 * minute.cpu_seconds / 60;
  figures.push_back({"frames in 60 idle seconds", "", minute.frames - nothing.frames, 0, "",
                     "only with a reason", true});
  figures.push_back({"processor in 60 idle seconds", "%", percent, 0, "", "< 0.5 %",
                     percent < cpu_budget_percent});
  return ok();
}

}  // namespace lintel::bench
