// Every importer survives any bytes: no crash, no hang, an event or an error each.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/fuzz/mutation.h"
#include "tests/fuzz/targets.h"
#include "tests/import/workbook.h"

using namespace lintel::fuzz;
using Clock = std::chrono::steady_clock;

namespace {

constexpr int quick_rounds = 1500;
constexpr std::chrono::seconds long_time{60};
constexpr std::chrono::seconds one_input_max{5};  // of 64 KiB, with sanitizers on a busy machine

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
}

std::vector<std::string> corpus(const std::vector<std::string>& extensions) {
  std::vector<std::filesystem::path> paths;
  for (const char* folder : {LINTEL_LOOK_ALIKES, LINTEL_SAMPLE_DAY}) {
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
      const std::string extension = entry.path().extension().string();
      if (std::find(extensions.begin(), extensions.end(), extension) != extensions.end()) {
        paths.push_back(entry.path());
      }
    }
  }
  std::sort(paths.begin(), paths.end());  // the same order on every file system
  std::vector<std::string> files;
  for (const auto& path : paths) {
    files.push_back(bytes_of(path));
  }
  return files;
}

void fuzz(std::string_view name, const std::vector<std::string>& seeds) {
  REQUIRE_FALSE(seeds.empty());
  const Target& importer = target(name);
  const bool is_long = std::getenv("LINTEL_LONG") != nullptr;
  const auto until = Clock::now() + long_time;
  std::mt19937 random{20261120};
  long rounds = 0;
  for (; is_long ? Clock::now() < until : rounds < quick_rounds; ++rounds) {
    const std::string& seed = seeds[static_cast<std::size_t>(rounds) % seeds.size()];
    const std::string bytes =
        rounds < static_cast<long>(seeds.size()) ? seed : mutated(seed, seeds, random);
    const auto start = Clock::now();
    const std::string wrong = importer.run(bytes);
    const bool in_time = Clock::now() - start < one_input_max;
    if (!wrong.empty() || !in_time) {
      std::ofstream("lintel-fuzz-found", std::ios::binary) << bytes;
      CAPTURE(name, rounds);
      FAIL((wrong.empty() ? "too slow" : wrong) << "; the bytes are in lintel-fuzz-found");
    }
  }
  std::printf("%.*s: %ld inputs\n", static_cast<int>(name.size()), name.data(), rounds);
}

}  // namespace

TEST_CASE("tables survive any bytes", "[fuzz]") {
  fuzz("csv", corpus({".csv"}));
}

TEST_CASE("workbooks survive any bytes", "[fuzz]") {
  const std::string small =
      lintel::formats::table_workbook({{"Title", "Room", "Start"}, {"A", "1", "2026-11-20 10:00"}});
  lintel::formats::Sheet sheet;
  sheet.rows =
      "<row r=\"1\"><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row>"
      "<row r=\"2\"><c t=\"s\"><v>0</v></c><c s=\"1\"><v>46346.4</v></c></row>";
  sheet.strings = {"Title", "Start"};
  sheet.formats = {"yyyy-mm-dd hh:mm"};
  fuzz("xlsx", {small, lintel::formats::workbook(sheet)});
}

TEST_CASE("calendars survive any bytes", "[fuzz]") {
  fuzz("icalendar", corpus({".ics"}));
}

TEST_CASE("schedule.xml survives any bytes", "[fuzz]") {
  fuzz("frab_xml", corpus({".xml"}));
}

TEST_CASE("schedule.json survives any bytes", "[fuzz]") {
  fuzz("frab_json", corpus({".json"}));
}

TEST_CASE("event files survive any bytes", "[fuzz]") {
  std::vector<std::string> seeds = corpus({".toml"});
  seeds.push_back(
      "[event]\ntitle = \"D\"\ntime_zone = \"America/Chicago\"\ndate = 2026-11-20\n"
      "[answers]\nmin_answers = 7\n[[rooms]]\nid = \"204\"\n[[sessions]]\nid = \"a\"\n"
      "room = \"204\"\nstart = 13:05:00\nend = \"1:45 PM\"\ntitle = \"T\"\n"
      "presenters = [\"Mia\", \"Jo\"]\nsuggestions = \"a; b; c\"\nshow_names = false\n");
  fuzz("toml", seeds);
}

TEST_CASE("sidecars survive any bytes", "[fuzz]") {
  fuzz("sidecar", {"id,challenge,suggestions,show names\na,Hm,\"One\nTwo\nThree\",no\n",
                   "Title;Start;Guide\nGreet us;10:00;Ms. Osei\nT;2026-11-20 11:00;\n"});
}

TEST_CASE("whatever it is, the importer says what it is", "[fuzz]") {
  fuzz("any", corpus({".csv", ".ics", ".xml", ".json", ".toml"}));
}
