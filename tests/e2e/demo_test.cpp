// The demo is a promise of the README: it is run as people run it.
#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "tests/e2e/demo/day.h"
#include "tests/e2e/demo/report.h"
#include "tests/e2e/support/programs.h"
#include "tests/e2e/support/temp_folder.h"
#include "tests/import/workbook.h"

namespace lintel::demo {

TEST_CASE("the demo's counts meet, and it leaves its pictures and results", "[e2e][demo]") {
  const e2e::TempFolder folder;
  const std::string out = folder / "out";
  auto process = e2e::Process::start(
      {{LINTEL_DEMO_DRIVER, "--out", out}, {}, folder / "output", folder / "errors", std::nullopt});
  REQUIRE(static_cast<bool>(process));
  const auto code = (*process)->wait(std::chrono::seconds{110});
  INFO((*process)->output() + (*process)->errors());
  CHECK(code == 0);
  CHECK((*process)->output().find("\n12 taken = 12 received\n") != std::string::npos);
  int pictures = 0;
  for (const auto& entry : std::filesystem::directory_iterator{out}) {
    pictures += entry.path().extension() == ".png" ? 1 : 0;
  }
  CHECK(pictures >= 12);
  CHECK(e2e::read_text(out + "/results.csv").find("use: yes-this-week") != std::string::npos);
}

// A teacher's workbook, another teacher's calendars and a conference tool's export, as one day.
TEST_CASE("the demo plays a school's own files", "[e2e][demo][day]") {
  const e2e::TempFolder folder;
  const std::string event = folder / "event.toml";
  const std::string sheet = folder / "sessions.xlsx";
  const std::string ideas = "Ask first;Wait longer;Draw it";
  e2e::write_text(event,
                  "[event]\nid = \"harbour\"\ntitle = \"Harbour Day\"\n"
                  "time_zone = \"Asia/Hong_Kong\"\n[[rooms]]\nname = \"Aula\"\n");
  e2e::write_text(
      sheet, formats::table_workbook(
                 {{"Title", "Room", "Date", "Start", "End", "Presenters", "Suggestions"},
                  {"Sheets we would keep", "Aula", "2026-11-20", "10:00", "10:45", "Jo;Mia", ideas},
                  {"What a table hides", "Aula", "2026-11-20", "11:00", "11:45", "Ben", ideas}}));
  const std::string others = LINTEL_LOOK_ALIKES;
  auto process =
      e2e::Process::start({{LINTEL_DEMO_DRIVER, "--out", folder / "out", "--day", event, sheet,
                            others + "/ics_two_rooms.ics", others + "/frab_utc_dates.xml"},
                           {},
                           folder / "output",
                           folder / "errors",
                           std::nullopt});
  REQUIRE(static_cast<bool>(process));
  const auto code = (*process)->wait(std::chrono::seconds{110});
  INFO((*process)->output() + (*process)->errors());
  CHECK(code == 0);
  CHECK((*process)->output().find("The tablet of room Aula has the schedule.") !=
        std::string::npos);
  CHECK((*process)->output().find("\n12 taken = 12 received\n") != std::string::npos);
  const std::string results = e2e::read_text(folder / "out/results.csv");
  for (const char* session : {"Sheets we would keep", ",Library,", ",Gym,", "Second bell"}) {
    INFO(session);
    CHECK(results.find(session) != std::string::npos);
  }
}

TEST_CASE("counts that differ say which side lacks what", "[e2e][demo]") {
  CHECK(compare(12, {12, 12, true, ""}).meets);
  CHECK(compare(12, {12, 12, true, ""}).sentence == "12 taken = 12 received");
  CHECK_FALSE(compare(12, {12, 10, false, ""}).meets);
  CHECK(compare(12, {12, 10, false, ""}).sentence.find("the collector lacks 2") !=
        std::string::npos);
  CHECK_FALSE(compare(12, {11, 11, true, ""}).meets);
  CHECK(compare(12, {11, 11, true, ""}).sentence.find("the tablet's count is wrong") !=
        std::string::npos);
  CHECK_FALSE(compare(12, {12, 12, false, ""}).meets);
}

TEST_CASE("the results table hides what the results hide", "[e2e][demo]") {
  const std::string table = results_table(
      "\xEF\xBB\xBFsession,title,room,answers,shown,use: yes-this-week\r\n"
      "a,\"Greet us, \"\"please\"\"\",204,7,yes,5\r\n"
      "d,Wer früh aufsteht und trotzdem zu spät kommt,Süd,9,yes,9\r\n"
      "b,Alone,204,1,no: fewer than 5 answers,\r\n"
      "c,Nobody,204,0,no answers yet,\r\n");
  CHECK(table.find("Greet us, \"please\"") != std::string::npos);
  CHECK(table.find("hidden") != std::string::npos);
  CHECK(table.find("Wer früh aufsteht und trotzdem zu spät …  9") != std::string::npos);
  CHECK(table.find("Nobody") == std::string::npos);
}

}  // namespace lintel::demo
