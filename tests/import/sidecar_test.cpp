// Files that add to others, and several files of one day.
#include <catch2/catch_test_macros.hpp>

#include "look_alike.h"
#include "shared/import/import.h"
#include "zones.h"

using namespace lintel;
using namespace lintel::formats;
using Strings = std::vector<std::string>;

namespace {

const std::string sheet =
    "Title,Room,Date,Start,End\nGreet us,204,2026-11-20,10:00,10:45\n"
    "Late work,206,2026-11-20,10:00,10:45\nGreet us,204,2026-11-20,11:00,11:45\n";

std::string calendar(const std::string& room, const std::string& uid, const std::string& title) {
  return "BEGIN:VCALENDAR\r\nX-WR-CALNAME:" + room +
         "\r\nX-WR-TIMEZONE:America/Chicago\r\nBEGIN:VEVENT\r\nUID:" + uid +
         "\r\nSUMMARY:" + title +
         "\r\nDTSTART:20261120T160000Z\r\nDTEND:20261120T164500Z\r\nEND:VEVENT\r\nEND:"
         "VCALENDAR\r\n";
}

ImportResult load(const std::vector<SourceFile>& files) {
  ImportOptions options;
  options.title = "A day";
  options.time_zone = "America/Chicago";
  return import_schedule(files, options, real_zones());
}

std::string said(const ImportResult& result) {
  return to_text(result.findings);
}

const Session& at(const ImportResult& result, const std::string& id) {
  return *result.event->find_session({id});
}

}  // namespace

TEST_CASE("one calendar per room becomes one day, rooms named after them", "[import][sidecar]") {
  const ImportResult result =
      load({{"a.ics", calendar("204", "u1", "One")}, {"b.ics", calendar("Library", "u2", "Two")}});
  INFO(said(result));
  REQUIRE(result.event);
  REQUIRE(result.event->rooms.size() == 2);
  CHECK(at(result, "u2").room == result.event->find_room_by_name("Library")->id);
  CHECK(to_rfc3339(at(result, "u1").start) == "2026-11-20T10:00:00-06:00");
}

TEST_CASE("a sidecar adds to sessions by id", "[import][sidecar]") {
  const std::string added =
      "id,challenge,suggestions,guide,show names\n"
      "u1,Nobody asks us,\"Ask us\nLet us choose\nWait\",Ms. Osei,no\n";
  const ImportResult result = load({{"add.csv", added}, {"a.ics", calendar("204", "u1", "One")}});
  INFO(said(result));
  CHECK_FALSE(result.event);  // one calendar alone names no room
  ImportOptions options;
  options.room = "204";
  const ImportResult again = import_schedule(
      {{"add.csv", added}, {"a.ics", calendar("204", "u1", "One")}}, options, real_zones());
  REQUIRE(again.event);
  const Session& session = at(again, "u1");
  CHECK(session.challenge == "Nobody asks us");
  CHECK(session.suggestions == Strings{"Ask us", "Let us choose", "Wait"});
  CHECK(session.guide == "Ms. Osei");
}

TEST_CASE("without ids, title and start say which session is meant", "[import][sidecar]") {
  const ImportResult result = load({{"plan.csv", sheet},
                                    {"add.csv",
                                     "Title;Start;Challenge\nlate WORK;;Why\n"
                                     "Greet us;11:00;Second time\nGreet us;;Which?\nNobody;;x\n"}});
  INFO(said(result));
  REQUIRE(result.event);
  CHECK(at(result, "late-work-2026-11-20t10-00").challenge == "Why");
  CHECK(at(result, "greet-us-2026-11-20t11-00").challenge == "Second time");
  CHECK(at(result, "greet-us-2026-11-20t10-00").challenge.empty());
  CHECK(said(result).find("add.csv:4: advice: title: 2 sessions are called") != std::string::npos);
  CHECK(said(result).find("add.csv:5: advice: title: No session is called") != std::string::npos);
}

TEST_CASE("names to withhold that find no session stop the load", "[import][sidecar]") {
  const ImportResult result =
      load({{"plan.csv", sheet}, {"add.csv", "title,show names\nNobody,no\n"}});
  CHECK_FALSE(result.event);
  CHECK(said(result).starts_with("add.csv:2: show_names: No session is called"));
}

TEST_CASE("an event TOML can add to what a calendar gives", "[import][sidecar]") {
  const std::string toml =
      "[event]\nid = \"day\"\ntitle = \"A day\"\ntime_zone = \"America/Chicago\"\n"
      "[[rooms]]\nid = \"lib\"\nname = \"Library\"\n[[sessions]]\nid = \"u1\"\n"
      "presenters = [\"Mia\", \"Jo\"]\nshow_names = false\nchallenge = \"Hm\"\n";
  ImportOptions options;
  options.room = "library";
  const ImportResult result = import_schedule(
      {{"a.ics", calendar("x", "u1", "One")}, {"event.toml", toml}}, options, real_zones());
  INFO(said(result));
  REQUIRE(result.event);
  CHECK(at(result, "u1").challenge == "Hm");
  CHECK(at(result, "u1").presenters.empty());
  CHECK(at(result, "u1").room.value == "lib");
  CHECK(result.event->id.value == "day");
}

TEST_CASE("a sheet alone becomes an event: its name, this computer's zone, said aloud",
          "[import][sidecar]") {
  ImportOptions options;
  options.fallback_zone = "America/Chicago";
  const ImportResult result = import_schedule({{"in/our_day.csv", sheet}}, options, real_zones());
  INFO(said(result));
  REQUIRE(result.event);
  CHECK(result.event->title == "our day");
  CHECK(result.event->clock_style == ClockStyle::hours_12);
  CHECK(said(result).find("time_zone: The files name no time zone") != std::string::npos);
  CHECK_FALSE(import_schedule({{"a.csv", sheet}}, ImportOptions{}, real_zones()).event);
}

TEST_CASE("columns that lie are mapped, other sheets are chosen", "[import][sidecar]") {
  ImportOptions options;
  options.time_zone = "America/Chicago";
  options.columns = {{"title", "Session Name"}, {"room", "Track"}};
  const std::string csv =
      "Title,Session Name,Track,Start,End\nMr,Greet us,204,2026-11-20 10:00,10:45\n";
  const ImportResult result = import_schedule({{"a.csv", csv}}, options, real_zones());
  INFO(said(result));
  REQUIRE(result.event);
  CHECK(result.event->sessions.front().title == "Greet us");
  options.columns["room"] = "Raum";
  CHECK(said(import_schedule({{"a.csv", csv}}, options, real_zones()))
            .find("No column is called \"Raum\"") != std::string::npos);
}
