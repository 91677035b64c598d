// lintel_sim: the whole system in virtual time, a seed a run. See --help.
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "tests/sim/run.h"

namespace {

using lintel::sim::RunFigures;
using lintel::sim::RunOutcome;

constexpr const char* usage =
    "Usage: lintel_sim [--seeds N] [--first SEED] | --seed SEED | --minutes N\n"
    "\n"
    "Runs tablets, network and collector in virtual time, one run per seed: first faults, then\n"
    "healing, then every answer shown as saved has to be at the collector once, byte for byte.\n"
    "\n"
    "  --seeds N     seeds FIRST to FIRST+N-1 (default 1000)\n"
    "  --first SEED  the first of them (default 1)\n"
    "  --seed SEED   this one only, with its log\n"
    "  --minutes N   seed after seed for so long, from a first one of the clock's choosing\n";

struct Options {
  std::uint64_t first = 1;
  std::uint64_t seeds = 1000;
  std::optional<long> minutes;
  bool log = false;
};

std::optional<std::uint64_t> number(const char* text) {
  const std::string_view digits = text == nullptr ? "" : text;
  std::uint64_t value = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool whole = read.ec == std::errc{} && read.ptr == digits.data() + digits.size();
  return whole && !digits.empty() ? std::optional(value) : std::nullopt;
}

std::optional<Options> read_options(int argc, char** argv) {
  Options options;
  for (int index = 1; index < argc; index += 2) {
    const std::string_view name = argv[index];
    const auto value = number(index + 1 < argc ? argv[index + 1] : nullptr);
    if (!value) {
      return std::nullopt;
    }
    if (name == "--seeds") {
      options.seeds = *value;
    } else if (name == "--first") {
      options.first = *value;
    } else if (name == "--seed") {
      options.first = *value;
      options.seeds = 1;
      options.log = true;
    } else if (name == "--minutes") {
      options.minutes = static_cast<long>(*value);
      options.seeds = UINT64_MAX;
      options.first = static_cast<std::uint64_t>(
          std::chrono::system_clock::now().time_since_epoch().count() / 1'000'000 % 1'000'000'000);
    } else {
      return std::nullopt;
    }
  }
  return options;
}

void add(RunFigures& sum, const RunFigures& more) {
  sum.taps += more.taps;
  sum.saved += more.saved;
  sum.exchanges += more.exchanges;
  sum.tablets += more.tablets;
  sum.virtual_hours += more.virtual_hours;
  for (std::size_t kind = 0; kind < sum.faults.size(); ++kind) {
    sum.faults[kind] += more.faults[kind];
  }
}

void print(const RunFigures& sum, long largest, std::uint64_t seeds, double seconds) {
  std::printf("%llu seeds, %ld tablets (up to %ld in one run), %.0f virtual hours in %.1f s\n",
              static_cast<unsigned long long>(seeds), sum.tablets, largest, sum.virtual_hours,
              seconds);
  std::printf("%ld taps, %ld answers shown as saved, %ld exchanges\n", sum.taps, sum.saved,
              sum.exchanges);
  long all = 0;
  for (std::size_t kind = 0; kind < sum.faults.size(); ++kind) {
    std::printf("  %9ld  %s\n", sum.faults[kind], lintel::sim::fault_names[kind].data());
    all += sum.faults[kind];
  }
  std::printf("  %9ld  faults in all\n", all);
}

std::string temporary_folder() {
  const char* const base = std::filesystem::is_directory("/dev/shm") ? "/dev/shm" : "/tmp";
  std::string pattern = std::string(base) + "/lintel-sim-XXXXXX";
  return ::mkdtemp(pattern.data()) == nullptr ? std::string{} : pattern;
}

int run(const Options& options, const std::string& folder) {
  using Clock = std::chrono::steady_clock;
  const auto start = Clock::now();
  const auto seconds = [&] { return std::chrono::duration<double>(Clock::now() - start).count(); };
  RunFigures sum;
  long largest = 0;
  std::uint64_t done = 0;
  for (; done < options.seeds; ++done) {
    if (options.minutes && seconds() >= 60.0 * static_cast<double>(*options.minutes)) {
      break;
    }
    const std::uint64_t seed = options.first + done;
    const RunOutcome outcome = lintel::sim::run_seed(seed, folder);
    add(sum, outcome.figures);
    largest = std::max(largest, outcome.figures.tablets);
    if (outcome.wrong) {
      std::printf("Seed %llu failed: %s\nReplay it with: lintel_sim --seed %llu\n",
                  static_cast<unsigned long long>(seed), outcome.wrong->c_str(),
                  static_cast<unsigned long long>(seed));
      print(outcome.figures, outcome.figures.tablets, 1, seconds());
      return EXIT_FAILURE;
    }
  }
  print(sum, largest, done, seconds());
  return EXIT_SUCCESS;
}

}  // namespace

int main(int argc, char** argv) {
  const auto options = read_options(argc, argv);
  if (!options) {
    std::fputs(usage, stderr);
    return 2;
  }
  spdlog::set_level(options->log ? spdlog::level::info : spdlog::level::off);
  const std::string folder = temporary_folder();
  if (folder.empty()) {
    std::fputs("There is no temporary folder to work in.\n", stderr);
    return EXIT_FAILURE;
  }
  const int status = run(*options, folder);
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
  return status;
}
