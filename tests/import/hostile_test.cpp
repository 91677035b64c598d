// Any bytes at all: no crash, no hang, no exception, no more than 64 MB.
#include <malloc.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>

#include "look_alike.h"
#include "shared/import/import.h"
#include "tests/support/sanitized.h"
#include "workbook.h"
#include "zones.h"

using namespace lintel;
using namespace lintel::formats;

namespace {

constexpr std::size_t monster_bytes =
    test::memory_is_measured ? limits::import_bytes_max : std::size_t{1024} * 1024;

ImportOptions options_for_a_day() {
  ImportOptions options;
  options.title = "A day";
  options.time_zone = "America/Chicago";
  options.room = "Hall";
  options.first_day = "2026-11-20";
  return options;
}

void survive(const std::string& bytes) {
  const Reading reading = read_bytes(bytes);
  for (const DraftSession& session : reading.event.sessions) {
    REQUIRE(session.start.has_value());
    REQUIRE(session.end.has_value());
  }
  const ImportResult result = import_schedule({{"file", bytes}}, options_for_a_day(), real_zones());
  REQUIRE(result.event.has_value() == !has_errors(result.findings));
}

// How many MB reading takes at its peak, input included; in a child, so that peaks do not mix.
int peak_megabytes(const std::string& bytes) {
  malloc_trim(0);
  const pid_t child = fork();
  if (child == 0) {
    const std::vector<SourceFile> files{{"file", bytes}};
    rusage before{};
    getrusage(RUSAGE_SELF, &before);
    { const ImportResult result = import_schedule(files, options_for_a_day(), real_zones()); }
    rusage after{};
    getrusage(RUSAGE_SELF, &after);
    const auto taken = static_cast<std::size_t>(after.ru_maxrss - before.ru_maxrss) * 1024;
    _exit(static_cast<int>(std::min<std::size_t>((taken + bytes.size()) >> 20U, 250)));
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 255;
}

std::string repeated(const std::string& piece, const std::string& before = "",
                     const std::string& after = "") {
  std::string bytes = before;
  bytes.reserve(monster_bytes);
  while (bytes.size() + piece.size() + after.size() <= monster_bytes) {
    bytes += piece;
  }
  return bytes + after;
}

}  // namespace

TEST_CASE("look-alikes cut short anywhere are survived", "[import][hostile]") {
  for (const auto& entry : std::filesystem::directory_iterator{LINTEL_LOOK_ALIKES}) {
    const std::string bytes = bytes_of_file(entry.path().string());
    INFO(entry.path().filename().string());
    for (std::size_t length = 0; length < bytes.size(); length += 1 + bytes.size() / 25) {
      survive(bytes.substr(0, length));
    }
  }
}

TEST_CASE("sixteen megabytes of anything stay within sixty-four", "[import][hostile]") {
  const std::string event = "BEGIN:VEVENT\nDTSTART:20261120T100000\nEND:VEVENT\n";
  const std::string header = "Title,Room,Start\n";
  const std::pair<const char*, std::string> files[] = {
      {"separators", repeated(",")},
      {"rows", repeated("a,b\n", header)},
      {"an open quote", repeated("x", header + "\"")},
      {"quotes", repeated("\"", header)},
      {"one long cell", repeated("x", header + "A,")},
      {"long cells", repeated(std::string(60'000, 'x') + ",1,2026-11-20 10:00\n", header)},
      {"sessions", repeated("A,1,2026-11-20 10:00\n", header)},
      {"empty elements", repeated("<a/>", "<schedule>", "</schedule>")},
      {"deep elements", repeated("<a>", "<schedule>")},
      {"attributes", repeated(" a=\"\"", "<schedule><x", "/></schedule>")},
      {"text in XML", repeated("word ", "<schedule><a>", "</a></schedule>")},
      {"long descriptions",
       repeated("<event id=\"1\"><date>2026-11-20T10:00:00Z</date><title>T</title><description>" +
                    std::string(3000, 'x') + "</description></event>",
                "<schedule><day date=\"2026-11-20\"><room name=\"A\">",
                "</room></day></schedule>")},
      {"deep JSON", repeated("[", "{\"schedule\":")},
      {"flat JSON", repeated("1,", "{\"schedule\":[", "1]}")},
      {"text in JSON", repeated("word ", "{\"schedule\":\"", "\"}")},
      {"empty events", repeated(event, "BEGIN:VCALENDAR\n")},
      {"one long event", repeated("CATEGORIES:a\n", "BEGIN:VCALENDAR\nBEGIN:VEVENT\n")},
      {"one long line", repeated("x", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:")},
      {"folds", repeated("\n ", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:")},
      {"excluded dates", repeated("20261120T100000,",
                                  "BEGIN:VCALENDAR\nBEGIN:VEVENT\n"
                                  "DTSTART:20261120T100000\nEXDATE:")},
      {"calendars", repeated("BEGIN:VCALENDAR\nEND:VCALENDAR\n")},
      {"zones", repeated("BEGIN:VTIMEZONE\nTZID:A\nBEGIN:STANDARD\nDTSTART:16010101T000000\n"
                         "TZOFFSETFROM:+0000\nTZOFFSETTO:+0100\nRRULE:FREQ=YEARLY\n"
                         "END:STANDARD\nEND:VTIMEZONE\n",
                         "BEGIN:VCALENDAR\n")},
      {"Windows-1252", repeated("\xE4", header)},
      {"UTF-16", repeated(std::string{"x\0", 2}, "\xFF\xFE")},
      {"zeros", repeated(std::string(1, '\0'))},
  };
  for (const auto& [name, bytes] : files) {
    INFO(name);
    REQUIRE(bytes.size() <= limits::import_bytes_max);
    if (test::memory_is_measured) {
      const int megabytes = peak_megabytes(bytes);
      INFO(megabytes << " MB");
      CHECK(megabytes <= 64);
    } else {
      survive(bytes);
    }
  }
}

TEST_CASE("small files that would grow stay small, and say where", "[import][hostile]") {
  std::string laughs = "<!DOCTYPE schedule [<!ENTITY a \"lol\">";
  for (char c = 'b'; c < 'l'; ++c) {
    laughs += std::string{"<!ENTITY "} + c + " \"";
    for (int i = 0; i < 10; ++i) {
      laughs += std::string{"&"} + static_cast<char>(c - 1) + ";";
    }
    laughs += "\">";
  }
  laughs += "]><schedule><conference><title>&k;</title></conference></schedule>";
  Sheet bomb;
  bomb.rows = std::string(40'000'000, ' ');
  const std::string endless =
      "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nSUMMARY:S\nDTSTART:20261120T100000\n"
      "DTEND:20261120T100001\nRRULE:FREQ=SECONDLY\nEND:VEVENT\nEND:VCALENDAR\n";
  const std::pair<const char*, std::string> files[] = {
      {"billion laughs", laughs}, {"zip bomb", workbook(bomb)}, {"a rule without end", endless}};
  for (const auto& [name, bytes] : files) {
    INFO(name);
    if (test::memory_is_measured) {
      CHECK(peak_megabytes(bytes) <= 64);
    }
    const ImportResult result =
        import_schedule({{"file", bytes}}, options_for_a_day(), real_zones());
    INFO(to_text(result.findings));
    REQUIRE_FALSE(result.findings.empty());
    CHECK(result.findings.front().file == "file");
    CHECK((!result.event || result.event->sessions.size() <= 1000));
  }
}

TEST_CASE("a small calendar cannot become a large one", "[import][hostile]") {
  std::string bytes = "BEGIN:VCALENDAR\n";
  for (int i = 0; i < 200; ++i) {
    bytes += "BEGIN:VEVENT\nUID:" + std::to_string(i) +
             "\nDTSTART:20200101T000000\nDTEND:20200101T010000\nRRULE:FREQ=DAILY;COUNT=900\n"
             "DESCRIPTION:" +
             std::string(2000, 'x') + "\nEND:VEVENT\n";
  }
  const Reading reading = read_bytes(bytes + "END:VCALENDAR\n");
  CHECK(reading.event.sessions.size() <= limits::sessions_max);
  CHECK(errors(reading) > 0);
}
