// "All rooms" of a conference under a real finger: the real window, software GL, an X server of our
// own. Full rate means that a picture is made within a frame of 60 a second. Xvfb has no refresh to
// wait for, so what lintel-kiosk could reach is seen as well, beside a window that shows one line.
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <numeric>
#include <sstream>
#include <thread>

#include "tests/bench/conference.h"
#include "tests/bench/machine.h"
#include "tests/bench/parts.h"
#include "tests/e2e/support/collector.h"
#include "tests/e2e/support/kiosk.h"
#include "tests/e2e/support/programs.h"
#include "tests/e2e/support/temp_folder.h"

namespace lintel::bench {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr double frame_ms = 1000.0 / 60;
constexpr double glide_budget_s = 3;
constexpr double still_s = 5;  // looked at after the last glide
constexpr int bare_frames = 600;

struct Glass {
  int width;
  int height;
};

struct Pictures {
  std::vector<double> shown_ms;    // since the program began
  std::vector<double> made_in_ms;  // from the look at the clock to the finished swap
};

// The tablet takes the conference the way a USB stick brings it.
Status prepare_conference(const Setting& setting, const Conference& day,
                          const std::string& tablet) {
  const std::string books = setting.folder + "/conference-books";
  TRY_DO(e2e::Collector::load_event(books, {day.file}));
  TRY(const std::string exported, e2e::Collector::export_event(books));
  const std::string file = setting.folder + "/conference.json";
  e2e::write_text(file, exported);
  const auto taken = e2e::run({e2e::kiosk_program(), "--read-schedule", file, "--data", tablet});
  if (taken.exit_code != 0) {
    return Error{ErrorCode::invalid, "The conference did not reach the tablet: " + taken.errors};
  }
  std::fprintf(stderr, "lintel: %s", taken.output.c_str());
  return ok();
}

// One stroke of a finger on a panel that reports 125 times a second; it is let go in full speed.
void flick(e2e::Screen& screen, e2e::Point from, e2e::Point to) {
  constexpr int steps = 40;
  constexpr milliseconds report{8};
  auto due = Clock::now();
  screen.press(from);
  for (int i = 1; i <= steps; ++i) {
    due += report;
    std::this_thread::sleep_until(due);
    screen.move({from.x + (to.x - from.x) * i / steps, from.y + (to.y - from.y) * i / steps});
  }
  screen.release();
}

// To the far corner and back, in flings, with a look around in between.
Clock::time_point wander(e2e::Screen& screen, const Glass& glass) {
  const e2e::Point middle{glass.width * 6 / 10, glass.height / 2};
  const int x = glass.width / 4;
  const int y = glass.height / 4;
  constexpr milliseconds glide{700};
  // The last one leads away from a corner, so that it has far to go.
  const std::pair<e2e::Point, e2e::Point> ways[] = {
      {{0, y}, {0, -y}}, {{x, 0}, {-x, 0}}, {{x, y}, {-x, -y}}, {{0, y}, {0, -y}},
      {{-x, 0}, {x, 0}}, {{0, -y}, {0, y}}, {{-x, -y}, {x, y}}, {{-x, -y}, {x, y}},
      {{0, -y}, {0, y}}, {{0, y}, {0, -y}}};
  for (const auto& [from, to] : ways) {
    flick(screen, {middle.x + from.x, middle.y + from.y}, {middle.x + to.x, middle.y + to.y});
    e2e::eventually([] { return false; }, glide);
  }
  const auto let_go = Clock::now();
  e2e::eventually([] { return false; }, std::chrono::seconds{3});
  return let_go;
}

struct Scrolled {
  Pictures pictures;
  double processor_ms = 0;  // a picture, with all that happens between two
  double glide_s = 0;       // how long the last fling went on
};

Result<Scrolled> scroll_through(const Setting& setting, const Conference& day,
                                const std::string& tablet, const Glass& glass) {
  e2e::KioskOptions options;
  options.display = setting.display;
  options.folder = setting.folder;
  options.data = tablet;
  options.room = day.room;
  options.now = day.now;
  options.size = std::to_string(glass.width) + "x" + std::to_string(glass.height);
  const auto start = Clock::now();
  TRY(const auto kiosk, e2e::Kiosk::start(options));
  TRY_DO(kiosk->tap("all-rooms"));
  TRY_DO(kiosk->wait_for_screen("board"));
  kiosk->wait_for_rest();
  const std::chrono::duration<double, std::milli> first = Clock::now() - start;
  const double processor_begin = cpu_seconds_of(kiosk->process().pid());
  const std::chrono::duration<double, std::milli> let_go = wander(kiosk->screen(), glass) - start;
  const double processor = cpu_seconds_of(kiosk->process().pid()) - processor_begin;
  e2e::eventually([] { return false; }, std::chrono::seconds{static_cast<int>(still_s)});
  TRY_DO(kiosk->stop());
  const auto stats = nlohmann::json::parse(e2e::read_text(kiosk->stats_file()), nullptr, false);
  if (!stats.is_object()) {
    return Error{ErrorCode::invalid, "lintel-kiosk wrote no --stats."};
  }
  const auto shown = stats.value("shown_ms", std::vector<double>{});
  const auto made_in = stats.value("made_in_ms", std::vector<double>{});
  Scrolled scrolled;
  for (std::size_t i = 0; i < std::min(shown.size(), made_in.size()); ++i) {
    if (shown[i] > first.count()) {
      scrolled.pictures.shown_ms.push_back(shown[i]);
      scrolled.pictures.made_in_ms.push_back(made_in[i]);
    }
  }
  if (scrolled.pictures.shown_ms.size() < 200) {
    return Error{ErrorCode::invalid, "The finger moved nothing: lintel-kiosk showed " +
                                         std::to_string(scrolled.pictures.shown_ms.size()) +
                                         " pictures."};
  }
  scrolled.processor_ms = 1000 * processor / static_cast<double>(scrolled.pictures.shown_ms.size());
  scrolled.glide_s = (scrolled.pictures.shown_ms.back() - let_go.count()) / 1000;
  return scrolled;
}

struct Bare {
  std::vector<double> took_ms;
  std::vector<double> processor_ms;
};

Result<Bare> bare_times(const Setting& setting, const Glass& glass) {
  const auto outcome = e2e::run({LINTEL_BARE_WINDOW, std::to_string(glass.width),
                                 std::to_string(glass.height), std::to_string(bare_frames)},
                                {{"DISPLAY", setting.display}, {"WAYLAND_DISPLAY", ""}});
  Bare bare;
  std::istringstream lines{outcome.output};
  double processor = 0;
  for (double took = 0; lines >> took >> processor;) {
    bare.took_ms.push_back(took);
    bare.processor_ms.push_back(processor);
  }
  if (outcome.exit_code != 0 || bare.took_ms.size() != bare_frames) {
    return Error{ErrorCode::unavailable, "The bare window drew nothing: " + outcome.errors};
  }
  return bare;
}

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

// While something moves: pauses between two strokes do not count.
double pictures_a_second(const std::vector<double>& shown_ms) {
  constexpr double pause_ms = 100;
  double moving_ms = 0;
  int pictures = 0;
  for (std::size_t i = 1; i < shown_ms.size(); ++i) {
    const double apart = shown_ms[i] - shown_ms[i - 1];
    if (apart < pause_ms) {
      moving_ms += apart;
      ++pictures;
    }
  }
  return moving_ms > 0 ? 1000 * pictures / moving_ms : 0;
}

}  // namespace

Status measure_scroll(const Setting& setting, Figures& figures) {
  TRY(const Conference day, conference(setting.folder));
  const std::string tablet = setting.folder + "/conference-tablet";
  TRY_DO(prepare_conference(setting, day, tablet));
  const std::string base = "bare ImGui + GLFW window";
  for (const Glass glass : {Glass{1280, 800}, Glass{800, 1280}}) {
    TRY(const Bare bare, bare_times(setting, glass));
    TRY(const Scrolled scrolled, scroll_through(setting, day, tablet, glass));
    const std::string name =
        "scroll " + std::to_string(glass.width) + "x" + std::to_string(glass.height) + ", ";
    const auto& times = scrolled.pictures.made_in_ms;
    const double p95 = quantile(times, 0.95);
    const double rate = pictures_a_second(scrolled.pictures.shown_ms);
    const double bare_rate = 1000 / mean(bare.took_ms);
    figures.push_back(
        {name + "frame p50", "ms", median(times), median(bare.took_ms), base, "", true});
    figures.push_back({name + "frame p95", "ms", p95, quantile(bare.took_ms, 0.95), base,
                       "<= 16.7 ms", p95 <= frame_ms});
    figures.push_back({name + "worst frame", "ms", quantile(times, 1), quantile(bare.took_ms, 1),
                       base, "", true});
    figures.push_back(
        {name + "processor", "ms", scrolled.processor_ms, mean(bare.processor_ms), base, "", true});
    figures.push_back({name + "frames/s", "", rate, bare_rate, base, ">= 60", rate >= 60});
    figures.push_back({name + "glide, then still", "s", scrolled.glide_s, 0, "", "< 3 s",
                       scrolled.glide_s < glide_budget_s});
  }
  return ok();
}

}  // namespace lintel::bench
