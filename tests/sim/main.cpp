// lintel_sim: the whole system in virtual time, a seed a run. See --help.
#include <spdlog/spdlog.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <vector>

#include "tests/sim/run.h"

namespace {

using lintel::sim::RunFigures;
using lintel::sim::RunOutcome;

constexpr const char* usage =
    "Usage: lintel_sim [--seeds N] [--first SEED] [--jobs N] | --seed SEED | --minutes N\n"
    "\n"
    "Runs tablets, network and collector in virtual time, one run per seed: first faults, then\n"
    "healing, then every answer shown as saved has to be at the collector once, byte for byte.\n"
    "\n"
    "  --seeds N     seeds FIRST to FIRST+N-1 (default 1000; 20000 when LINTEL_LONG is set)\n"
    "  --first SEED  the first of them (default 1)\n"
    "  --seed SEED   this one only, with its log\n"
    "  --minutes N   seed after seed for so long, from a first one of the clock's choosing\n"
    "  --jobs N      that many processes side by side (default: one a core)\n";

constexpr std::uint64_t seeds_default = 1'000;
constexpr std::uint64_t seeds_long = 20'000;
constexpr std::uint64_t jobs_max = 64;

struct Options {
  std::uint64_t first = 1;
  std::uint64_t seeds = std::getenv("LINTEL_LONG") == nullptr ? seeds_default : seeds_long;
  std::uint64_t jobs = std::max(1U, std::thread::hardware_concurrency());
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
      options.jobs = 1;
      options.log = true;
    } else if (name == "--jobs" && *value >= 1 && *value <= jobs_max) {
      options.jobs = *value;
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

// What one process found, as it goes through a pipe to the one that started it.
struct Found {
  RunFigures sum;
  std::uint64_t seeds = 0;
  long largest = 0;
  bool failed = false;
};
static_assert(std::is_trivially_copyable_v<Found>);

constexpr std::uint64_t seeds_that_must_play = 10;

using SteadyClock = std::chrono::steady_clock;

double seconds_since(SteadyClock::time_point start) {
  return std::chrono::duration<double>(SteadyClock::now() - start).count();
}

// Every jobs-th seed from the job's own first one, until the first that fails.
Found work(const Options& options, std::uint64_t job, const std::string& folder) {
  const auto start = SteadyClock::now();
  Found found;
  for (std::uint64_t done = job; done < options.seeds; done += options.jobs) {
    if (options.minutes && seconds_since(start) >= 60.0 * static_cast<double>(*options.minutes)) {
      break;
    }
    const std::uint64_t seed = options.first + done;
    const RunOutcome outcome = lintel::sim::run_seed(seed, folder);
    add(found.sum, outcome.figures);
    found.largest = std::max(found.largest, outcome.figures.tablets);
    ++found.seeds;
    if (outcome.wrong) {
      std::printf("Seed %llu failed: %s\nReplay it with: lintel_sim --seed %llu\n",
                  static_cast<unsigned long long>(seed), outcome.wrong->c_str(),
                  static_cast<unsigned long long>(seed));
      std::fflush(stdout);
      found.failed = true;
      break;
    }
  }
  return found;
}

// A process of its own: SQLite's and libsodium's sources of chance are the process's.
int start_worker(const Options& options, std::uint64_t job, const std::string& folder) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) {
    return -1;
  }
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    const std::string own = folder + "/" + std::to_string(job);
    std::filesystem::create_directories(own);
    const Found found = work(options, job, own);
    const bool told = ::write(ends[1], &found, sizeof found) == sizeof found;
    ::_exit(told ? EXIT_SUCCESS : EXIT_FAILURE);
  }
  ::close(ends[1]);
  if (child < 0) {
    ::close(ends[0]);
    return -1;
  }
  return ends[0];
}

// nullopt: a process ended without a word.
std::optional<Found> wait_for(int pipe) {
  Found found;
  ssize_t size = 0;
  do {
    size = ::read(pipe, &found, sizeof found);
  } while (size < 0 && errno == EINTR);
  ::close(pipe);
  return size == sizeof found ? std::optional(found) : std::nullopt;
}

int run(const Options& options, const std::string& folder) {
  const auto start = SteadyClock::now();
  Found all;
  if (options.jobs == 1) {
    all = work(options, 0, folder);
  } else {
    std::vector<int> pipes;
    for (std::uint64_t job = 0; job < options.jobs; ++job) {
      pipes.push_back(start_worker(options, job, folder));
    }
    for (const int pipe : pipes) {
      const auto found = wait_for(pipe);
      if (!found) {
        std::puts("A process of the simulation died; run it with --jobs 1 to see where.");
        all.failed = true;
        continue;
      }
      add(all.sum, found->sum);
      all.seeds += found->seeds;
      all.largest = std::max(all.largest, found->largest);
      all.failed = all.failed || found->failed;
    }
    while (::wait(nullptr) > 0) {
    }
  }
  print(all.sum, all.largest, all.seeds, seconds_since(start));
  // One seed may have a bad day; all of them without an answer have played nothing.
  if (all.seeds >= seeds_that_must_play && all.sum.saved == 0) {
    std::puts("Nobody answered anything in any run: the simulation shows nothing as it is.");
    all.failed = true;
  }
  return all.failed ? EXIT_FAILURE : EXIT_SUCCESS;
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
