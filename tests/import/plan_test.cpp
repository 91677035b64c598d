// The plan that `event check` shows, and advice that is given beside it.
#include "shared/import/plan.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/import/import.h"
#include "zones.h"

using namespace lintel;

namespace {

ImportResult load(const std::string& csv) {
  ImportOptions options;
  options.title = "A day";
  options.id = "day";
  options.time_zone = "Europe/Berlin";
  return import_schedule({{"plan.csv", csv}}, options, formats::real_zones());
}

const std::string head = "id,title,room,start,end,presenters,challenge,suggestions,show_names\n";

std::string advice(const std::string& rows) {
  return to_text(load(head + rows).findings);
}

}  // namespace

TEST_CASE("a day of blocks is a grid of rooms", "[import][plan]") {
  const ImportResult result = load(
      "Title,Room,Start,End,Status\nGreet us at the door,204,2026-11-20 10:00,10:45,\n"
      "Late work,206,2026-11-20 10:00,10:45,cancelled\nQuiet,206,2026-11-20 11:00,11:45,\n");
  REQUIRE(result.event);
  CHECK(plan_text(*result.event, 60) ==
        "A day\n3 sessions in 2 rooms on 1 day, times of Europe/Berlin, event id day\n\n"
        "Friday 2026-11-20\n"
        "               204                    206\n"
        "10:00 - 10:45  Greet us at the door   CANCELLED Late work\n"
        "11:00 - 11:45                         Quiet\n");
}

TEST_CASE("what is no grid is a list, several days one after the other", "[import][plan]") {
  const ImportResult result = load(
      "Title,Room,Start,End\nOne,A,2026-11-20 10:00,10:45\nTwo,A,2026-11-20 10:00,10:45\n"
      "Three,B,2026-11-21 09:00,10:00\n");
  REQUIRE(result.event);
  const std::string plan = plan_text(*result.event, 80);
  CHECK(plan.find("10:00 - 10:45  A     One\n10:00 - 10:45  A     Two\n") != std::string::npos);
  CHECK(plan.find("\nSaturday 2026-11-21\n") != std::string::npos);
}

TEST_CASE("wide letters and long words stay in their columns", "[import][plan]") {
  const ImportResult result = load(
      "Title,Room,Start,End\n教室で話そう教室で話そう教室で話そう,A,2026-11-20 10:00,10:45\n"
      "Donaudampfschifffahrtsgesellschaft,B,2026-11-20 10:00,10:45\n");
  REQUIRE(result.event);
  const std::string plan = plan_text(*result.event, 1);
  CHECK(plan.find("…") != std::string::npos);
}

TEST_CASE("a presenter in two rooms at once is advice", "[import][plan]") {
  const std::string rows =
      "a,One,204,2026-11-20 10:00,10:45,Mia;Jo,Hm,1;2;3,\n"
      "b,Two,206,2026-11-20 10:30,11:15,Jo;Al,Hm,1;2;3,\n";
  CHECK(advice(rows).find("plan.csv:3: advice: presenters: A presenter of this session is in "
                          "another room") != std::string::npos);
}

TEST_CASE("full names and withheld names are advice", "[import][plan]") {
  const std::string full = advice("a,One,204,2026-11-20 10:00,10:45,Mia Lee;Jo,Hm,1;2;3,\n");
  CHECK(full.find("\"Mia Lee\" looks like a full name") != std::string::npos);
  for (const char* fine : {"Mia L.;Jo", "Ms. Osei;Jo", "Mia;Jo", "Dr. Ann Roe;Jo"}) {
    CAPTURE(fine);
    CHECK(advice("a,One,204,2026-11-20 10:00,10:45," + std::string{fine} + ",Hm,1;2;3,\n").empty());
  }
  CHECK(advice("a,One with Mia,204,2026-11-20 10:00,10:45,Mia;Jo,Hm,1;2;3,no\n")
            .find("names are not to be shown; take it out") != std::string::npos);
}

TEST_CASE("what most of a file lacks is said once", "[import][plan]") {
  std::string rows;
  for (int i = 10; i < 40; ++i) {
    rows += "s" + std::to_string(i) + ",T,R" + std::to_string(i) +
            ",2026-11-20 10:00,10:45,,Hm,1;2;3,\n";
  }
  CHECK(advice(rows) ==
        "plan.csv: advice: presenters: 30 sessions, the first in line 2, do not name 2 or 3 "
        "presenters.\n");
}

TEST_CASE("sessions of eight hours or of no length are named", "[import][plan]") {
  CHECK(
      advice("a,One,204,2026-11-20 09:00,17:00,Mia;Jo,Hm,1;2;3,\n").find("end: It lasts 8 hours") !=
      std::string::npos);
  CHECK_FALSE(load(head + "a,One,204,2026-11-20 10:00,10:00,Mia;Jo,Hm,1;2;3,\n").event);
}
