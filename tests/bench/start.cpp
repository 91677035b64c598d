#include <signal.h>

#include <filesystem>

#include "tests/bench/machine.h"
#include "tests/bench/parts.h"
#include "tests/e2e/support/collector.h"
#include "tests/e2e/support/kiosk.h"
#include "tests/e2e/support/pairing.h"
#include "tests/e2e/support/programs.h"
#include "tests/e2e/support/x_server.h"

namespace lintel::bench {
namespace {

using e2e::Process;

constexpr int runs = 9;  // of each, in turns; the first pair warms the page cache and is dropped
constexpr double first_frame_budget_ms = 250;
constexpr double memory_budget_mb = 40;

struct Samples {
  std::vector<double> first_frame_ms;
  std::vector<double> private_mb;
  std::vector<double> own_mb;  // without the software GL driver's files
  std::vector<double> anonymous_mb;
};

Status run_once(const Setting& setting, std::vector<std::string> arguments, Samples& samples) {
  const Signal shown{setting.folder + "/shown"};
  arguments.push_back(shown.path());
  const auto start = std::chrono::steady_clock::now();
  TRY(const auto process, Process::start({arguments,
                                          {{"DISPLAY", setting.display}, {"WAYLAND_DISPLAY", ""}},
                                          "",
                                          setting.folder + "/start.err",
                                          std::nullopt}));
  const double first_frame_ms = shown.wait_ms(start);
  if (first_frame_ms < 0) {
    return Error{ErrorCode::unavailable,
                 arguments.front() + " showed nothing: " + process->errors()};
  }
  // The frames after the first, which settle what the first one began.
  e2e::eventually([] { return false; }, std::chrono::milliseconds{500});
  const Memory memory = memory_of(process->pid());
  process->signal(SIGTERM);
  process->wait();
  samples.first_frame_ms.push_back(first_frame_ms);
  samples.private_mb.push_back(memory.private_mb);
  samples.own_mb.push_back(memory.private_mb - memory.software_gl_mb);
  samples.anonymous_mb.push_back(memory.anonymous_mb);
  return ok();
}

}  // namespace

Status prepare_tablet(const Setting& setting) {
  const std::string books = setting.folder + "/books";
  TRY_DO(e2e::Collector::load_event(books, {e2e::sample_day()}));
  TRY(const auto collector, e2e::Collector::serve(books, setting.folder));
  e2e::KioskOptions options;
  options.display = setting.display;
  options.folder = setting.folder;
  options.data = setting.tablet();
  options.collector = collector->url();
  TRY(const auto kiosk, e2e::Kiosk::start(options));
  TRY_DO(e2e::let_in(*kiosk, books));
  TRY_DO(kiosk->wait_until("the schedule",
                           [](const e2e::Sight& sight) { return sight.find("leave") != nullptr; }));
  return kiosk->stop();
}

Status measure_start(const Setting& setting, Figures& figures) {
  Samples ours;
  Samples bare;
  for (int i = 0; i < runs; ++i) {
    if (i == 1) {
      ours = bare = {};
    }
    TRY_DO(run_once(setting, {LINTEL_BARE_WINDOW}, bare));
    TRY_DO(run_once(setting,
                    {e2e::kiosk_program(), "--room", "204", "--data", setting.tablet(),
                     "--windowed", "1280x800", "--now", "2026-11-20T10:41", "--semantics"},
                    ours));
  }
  const std::string base = "bare ImGui + GLFW window";
  const double first = median(ours.first_frame_ms);
  const double memory = median(ours.private_mb);
  figures.push_back({"first frame, from exec", "ms", first, median(bare.first_frame_ms), base,
                     "<= 250 ms", first <= first_frame_budget_ms});
  const double own = median(ours.own_mb);
  figures.push_back(
      {"private memory, with software GL", "MB", memory, median(bare.private_mb), base, "", true});
  figures.push_back({"private memory, GL driver aside", "MB", own, median(bare.own_mb), base,
                     "<= 40 MB", own <= memory_budget_mb});
  figures.push_back({"anonymous memory", "MB", median(ours.anonymous_mb), median(bare.anonymous_mb),
                     base, "", true});
  return ok();
}

}  // namespace lintel::bench
