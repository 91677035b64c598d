// What goes out can be read back, by Lintel and by other programs.
#include "shared/export/export.h"

#include <libical/ical.h>
#include <sys/wait.h>

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "look_alike.h"
#include "shared/import/import.h"
#include "zones.h"

using namespace lintel;
using formats::real_zones;

namespace {

// A day with every script, mark and state that a file could stumble over.
Event sample() {
  const ImportResult result =
      import_schedule({{"event.toml", formats::bytes_of_file(LINTEL_SAMPLE_DAY "/event.toml")},
                       {"sessions.csv", formats::bytes_of_file(LINTEL_SAMPLE_DAY "/sessions.csv")}},
                      {}, real_zones());
  REQUIRE(result.event);
  Event event = *result.event;
  Session& odd = event.sessions.front();
  odd.title = "=1+1; \"quoted\", <b>, & comma\\n";
  odd.challenge = "Zwei\nZeilen; und, mehr\n\n\u6559\u5BA4";
  odd.suggestions = {"One; two, three", "- a dash", "'quoted'", "\u0645\u0631\u062D\u0628\u0627"};
  odd.group = "Grade 9, \"B\"";
  event.sessions[1].challenge = std::string(300, 'x');
  return event;
}

const Edition edition{3, UtcTime{milliseconds{1'763'600'000'000}}, "0.1.0"};

Event read_back(const std::string& bytes, const Event& original) {
  ImportOptions options;
  options.id = original.id.value;
  options.title = original.title;
  options.time_zone = original.time_zone;
  const ImportResult result = import_schedule({{"back", bytes}}, options, real_zones());
  INFO(to_text(result.findings));
  REQUIRE(result.event);
  return *result.event;
}

std::string room_of(const Event& event, const Session& session) {
  return event.find_room(session.room)->name;
}

void check_common(const Session& before, const Session& after) {
  CAPTURE(before.id.value);
  CHECK(after.start == before.start);
  CHECK(to_rfc3339(after.start) == to_rfc3339(before.start));
  CHECK(after.end == before.end);
  CHECK(after.presenters == before.presenters);
  CHECK(after.challenge == before.challenge);
  CHECK(after.slides_url == before.slides_url);
  CHECK(after.suggestions == before.suggestions);
}

// Runs a checker of other people's; its exit code.
int run(const std::string& command) {
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::string written(const std::string& name, const std::string& bytes) {
  const std::string path =
      (std::filesystem::temp_directory_path() / ("lintel-export-" + name)).string();
  std::ofstream(path, std::ios::binary) << bytes;
  return path;
}

std::string schema(const std::string& name) {
  const char* named = std::getenv("LINTEL_SCHEDULES");
  const std::string path =
      std::string{named != nullptr ? named : LINTEL_SCHEDULES_BESIDE} + "/formats/" + name;
  return std::filesystem::exists(path) ? path : "";
}

}  // namespace

TEST_CASE("a calendar that goes out comes back the same", "[export]") {
  const Event event = sample();
  const Event back = read_back(to_icalendar(event, edition), event);
  REQUIRE(back.sessions.size() == event.sessions.size());
  for (const Session& before : event.sessions) {
    const Session* after = back.find_session(before.id);
    REQUIRE(after != nullptr);
    check_common(before, *after);
    CHECK(room_of(back, *after) == room_of(event, before));
    CHECK(after->status == before.status);
    CHECK(after->group == before.group);
    if (&before != &event.sessions.front()) {
      CHECK(after->title == before.title);
    }
  }
}

TEST_CASE("the calendar is one for libical itself, folded and stamped", "[export]") {
  const Event event = sample();
  const std::string text = to_icalendar(event, edition);
  CHECK(text == to_icalendar(event, edition));
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find("\r\n", at);
    REQUIRE(end != std::string::npos);
    CHECK(end - at <= 75);
    at = end + 2;
  }
  icalcomponent* calendar = icalparser_parse_string(text.c_str());
  REQUIRE(calendar != nullptr);
  CHECK(icalrestriction_check(calendar) == 1);
  CHECK(icalcomponent_count_components(calendar, ICAL_VEVENT_COMPONENT) ==
        static_cast<int>(event.sessions.size()));
  CHECK(icalcomponent_count_errors(calendar) == 0);
  icalcomponent* first = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
  CHECK(icalcomponent_get_summary(first) == event.sessions.front().title);
  CHECK(icalcomponent_get_sequence(first) == 3);
  icalcomponent_free(calendar);
}

TEST_CASE("schedule.json and schedule.xml that go out come back the same", "[export]") {
  Event event = sample();
  // Markup would be taken out again, as in every file of other programs.
  event.sessions.front().title = "\"quoted\", & comma";
  for (const std::string& bytes :
       {to_schedule_json(event, edition), to_schedule_xml(event, edition)}) {
    const Event back = read_back(bytes, event);
    std::size_t compared = 0;
    for (const Session& before : event.sessions) {
      for (const Session& after : back.sessions) {
        if (after.title == before.title) {
          check_common(before, after);
          CHECK(room_of(back, after) == room_of(event, before));
          ++compared;
        }
      }
    }
    CHECK(compared == back.sessions.size());
    CHECK(compared + 1 == event.sessions.size());  // one of the sample day is cancelled
    CHECK(back.time_zone == event.time_zone);
  }
}

TEST_CASE("ids are the session's own when they are UUIDs, else the same every time", "[export]") {
  Event event = sample();
  const std::string uuid = "60000000-0000-4000-8000-000000000001";
  event.sessions.front().id.value = uuid;
  const std::string first = to_schedule_json(event, edition);
  CHECK(first.find("\"guid\": \"" + uuid + "\"") != std::string::npos);
  event.sessions.back().start.utc += minutes{5};
  event.sessions.back().title = "Another";
  const auto guids = [](const std::string& text) {
    std::set<std::string> found;
    for (std::size_t at = text.find("\"guid\": "); at != std::string::npos;
         at = text.find("\"guid\": ", at + 1)) {
      found.insert(text.substr(at, 46));
    }
    return found;
  };
  CHECK(guids(first) == guids(to_schedule_json(event, edition)));
}

TEST_CASE("schedule.json has all that its schema requires", "[export]") {
  const auto document = nlohmann::json::parse(to_schedule_json(sample(), edition));
  const auto& conference = document["schedule"]["conference"];
  for (const char* field :
       {"title", "acronym", "days", "daysCount", "start", "end", "timeslot_duration"}) {
    CHECK(conference.contains(field));
  }
  std::size_t events = 0;
  for (const auto& [room, list] : conference["days"][0]["rooms"].items()) {
    for (const auto& event : list) {
      ++events;
      for (const char* field :
           {"abstract", "date", "duration", "guid", "id", "language", "links", "persons", "room",
            "slug", "start", "subtitle", "title", "track", "type", "url"}) {
        CAPTURE(field);
        CHECK(event.contains(field));
      }
    }
  }
  CHECK(events == 13);
}

TEST_CASE("schedule.json is valid by the public schema", "[export][real]") {
  const std::string path = schema("voc-schedule__schema.json");
  if (path.empty() || run("python3 -c 'import jsonschema' 2>/dev/null") != 0) {
    SKIP("The schema or Python's jsonschema is not here; set LINTEL_SCHEDULES.");
  }
  const std::string file = written("schedule.json", to_schedule_json(sample(), edition));
  CHECK(run("python3 -W ignore -c \"import json,sys,jsonschema;"
            "jsonschema.Draft6Validator(json.load(open(sys.argv[1])))"
            ".validate(json.load(open(sys.argv[2])))\" " +
            path + " " + file) == 0);
}

TEST_CASE("schedule.xml is valid by the public schema", "[export][real]") {
  const std::string path = schema("voc-schedule__schedule.xml.xsd");
  if (path.empty() || run("command -v xmllint >/dev/null") != 0) {
    SKIP("The schema or xmllint is not here; set LINTEL_SCHEDULES.");
  }
  const std::string file = written("schedule.xml", to_schedule_xml(sample(), edition));
  CHECK(run("xmllint --noout --schema " + path + " " + file + " 2>/dev/null") == 0);
}

TEST_CASE("the calendar is read by another library", "[export]") {
  // The distribution's Python, not one that somebody put before it.
  const std::string python = "PATH=/usr/bin:$PATH python3 ";
  if (run(python + "-c 'import icalendar' 2>/dev/null") != 0) {
    SKIP("python3-icalendar is not installed.");
  }
  const Event event = sample();
  const std::string file = written("schedule.ics", to_icalendar(event, edition));
  CHECK(run(python +
            "-c \"import sys,icalendar;"
            "all=icalendar.Calendar.from_ical(open(sys.argv[1],'rb').read()).walk('VEVENT');"
            "sys.exit(len(all)!=int(sys.argv[2]) or not all[0]['location']"
            " or any(e['dtend'].dt<=e['dtstart'].dt for e in all))\" " +
            file + " " + std::to_string(event.sessions.size())) == 0);
}

TEST_CASE("nobody's guide and no withheld name goes out", "[export]") {
  const Event event = sample();
  for (const std::string& text : {to_icalendar(event, edition), to_schedule_json(event, edition),
                                  to_schedule_xml(event, edition)}) {
    for (const char* name : {"Alvarez", "Brandt", "Wren", "Dylan"}) {
      CHECK(text.find(name) == std::string::npos);
    }
    CHECK(text.find("Amara") != std::string::npos);
  }
}
