// Real schedules of others, read where they lie: LINTEL_SCHEDULES, else shared/data/schedules
// beside the project. They are not part of it, so a clone alone skips these, aloud. The counts are
// those of INDEX.md there, worked out with other programs; where a count is a matter of policy, the
// comment says which policy is ours.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "look_alike.h"
#include "shared/import/formats/delimited.h"
#include "shared/import/formats/text_decoding.h"
#include "shared/import/import.h"
#include "zones.h"

using namespace lintel;
using namespace lintel::formats;

namespace {

std::string folder() {
  const char* named = std::getenv("LINTEL_SCHEDULES");
  const std::string path = named != nullptr ? named : LINTEL_SCHEDULES_BESIDE;
  if (!std::filesystem::exists(path + "/INDEX.md")) {
    SKIP("The folder of real schedules is not here; set LINTEL_SCHEDULES to it.");
  }
  return path;
}

struct Expected {
  const char* file;
  std::size_t sessions;
  std::size_t rooms;  // besides "no room"
  std::size_t days;   // the file's own where it counts them, else days of starts
  std::size_t all_day;
  const char* first;  // of the earliest
};

// iCalendar, policies: a rule without end gives its first date (Language3, x_location, yearly); of
// several versions the highest SEQUENCE counts; all-day events are sessions of a draft.
constexpr Expected expected[] = {
    {"csv/Razue-kempten2026__programm.csv", 17, 2, 16, 0, "2026-04-28 15:00-15:45"},
    {"csv/derived__kempten_excel-de_bom_semicolon_crlf.csv", 17, 2, 16, 0,
     "2026-04-28 15:00-15:45"},
    {"csv/derived__kempten_sep-line.csv", 17, 2, 16, 0, "2026-04-28 15:00-15:45"},
    {"csv/derived__kempten_utf16le_tab.csv", 17, 2, 16, 0, "2026-04-28 15:00-15:45"},
    {"csv/derived__kempten_windows-1252_semicolon.csv", 17, 2, 16, 0, "2026-04-28 15:00-15:45"},
    {"frab-json/pyfahrplan-tests__rc3_21.json", 351, 19, 4, 0, "2021-12-27 10:45-"},
    {"frab-json/voc-schedule__frab-camp2019.json", 79, 2, 5, 0, "2019-08-21 11:00-11:30+02:00"},
    {"frab-json/voc-schedule__hub-schedule2.json", 2, 2, 4, 0, "2024-12-27 10:30-11:00+01:00"},
    {"frab-json/voc-schedule__pretalx-democon.json", 36, 2, 3, 0, "2020-12-14 09:00-09:30+01:00"},
    {"frab-xml/EventFahrplan-tests__schedule-38c3-20251206.xml", 1007, 72, 4, 0, "2024-12-27 "},
    {"ical/collective-icalendar-tests__issue_127_categories_with_commas.ics", 1, 0, 1, 0,
     "2014-02-04 14:00-14:45+00:00"},
    {"ical/collective-icalendar-tests__x_location.ics", 1, 1, 1, 0, "2016-10-28 14:00-14:30+02:00"},
    {"ical/ical.net-tests__Language2_bom_oldmozilla.ics", 6, 4, 0, 2, ""},
    {"ical/ical.net-tests__Language3_cyrillic.ics", 9, 0, 9, 9, "2010-01-01 all day to 2010-01-02"},
    {"ical/ical.net-tests__Outlook2007LineFolds.ics", 1, 1, 1, 1,
     "2009-06-21 all day to 2009-06-22"},
    // Invitations and replies: refused, which the INDEX leaves open.
    {"ical/ical4j-samples__incoming_itip_cancel.ics", 0, 0, 0, 0, ""},
    {"ical/ical4j-samples__japan_west.ics", 49, 21, 0, 47, "2005-01-08 "},
    {"ical/lwx-cloud-china-holiday__2026_zh.ics", 13, 0, 13, 13,
     "2026-01-01 all day to 2026-01-04"},
    {"ical/node-ical-tests__daily-count-exdate-recurrence-id.ics", 8, 1, 0, 0,
     "2015-07-06 12:00-13:00-07:00"},
    {"ical/node-ical-tests__duplicate-uid-sequence.ics", 2, 0, 2, 0,
     "2024-01-15 10:00-11:00+00:00"},
    {"ical/node-ical-tests__google-calendar-kiev-tz.ics", 4, 0, 4, 0,
     "2016-08-25 14:00-15:00+03:00"},
    {"ical/node-ical-tests__google-recurrence-order.ics", 3, 0, 3, 0,
     "2026-02-10 10:00-10:30-07:00"},
    {"ical/node-ical-tests__music-school-weekly-until.ics", 9, 0, 9, 0,
     "2022-10-04 14:00-15:00+01:00"},
    {"ical/node-ical-tests__sabredav-school-holidays.ics", 1, 0, 1, 1,
     "2018-07-02 all day to 2018-08-11"},
    {"ical/node-ical-tests__tentative-apple-calendar.ics", 4, 0, 4, 0,
     "2022-07-04 23:00-23:50+00:00"},
    {"ical/node-ical-tests__tripit-location-escaping.ics", 47, 15, 15, 6, "2011-10-11 "},
    {"ical/node-ical-tests__utf8-french-calendar.ics", 0, 0, 0, 0, ""},
    {"ical/node-ical-tests__windows-quoted-tz-rrule.ics", 10, 0, 10, 0,
     "2015-07-06 12:00-16:00-04:00"},
    {"ical/node-ical-tests__yearly-recurring-unicode.ics", 1, 0, 1, 1,
     "2012-07-14 all day to 2012-07-15"},
    {"malformed/collective-icalendar__big_bad_calendar.ics", 0, 0, 0, 0, ""},
    {"malformed/collective-icalendar__bom_calendar.ics", 0, 0, 0, 0, ""},
    {"malformed/collective-icalendar__broken_dtstart.ics", 0, 0, 0, 0, ""},
    // ";;" is mended, as ical.js does.
    {"malformed/collective-icalendar__broken_ical.ics", 1, 0, 1, 0, "2014-04-09 09:30-10:15"},
    {"malformed/collective-icalendar__fuzz_testcase_invalid_month.ics", 0, 0, 0, 0, ""},
    {"malformed/collective-icalendar__small_bad_calendar.ics", 0, 0, 0, 0, ""},
    // Tables of other things: refused for want of a title and a time.
    {"malformed/duckdb__invalid_utf8.csv", 0, 0, 0, 0, ""},
    {"malformed/duckdb__utf16.csv", 0, 0, 0, 0, ""},
    {"malformed/duckdb__utf8bom.csv", 0, 0, 0, 0, ""},
    // Twice a week until December, the last date included; the INDEX asks for its start, 14:35Z.
    {"malformed/node-ical__bad_ms_tz.ics", 34, 1, 34, 0, "2020-08-25 10:35-11:50-04:00"},
    {"malformed/voc-schedule__invalid-example.json", 1, 1, 1, 0, "2022-12-28 14:00-14:45+01:00"},
    {"spreadsheet/voc-schedule__schedule-example_deu.xlsx", 13, 2, 1, 0, "2016-10-27 09:00-09:20"},
    // OpenDocument is not read; the INDEX does not count it.
    {"spreadsheet/voc-schedule__schedule-example_deu.ods", 0, 0, 0, 0, ""},
};

struct Counted {
  std::size_t sessions = 0;
  std::size_t rooms = 0;
  std::size_t days = 0;
  std::size_t all_day = 0;
  std::string first;
};

Counted count(const Reading& reading) {
  Counted counted;
  std::set<std::string> room_names = rooms(reading);
  room_names.erase("");
  std::set<LocalDay> days;
  std::vector<std::string> starts = whens(reading);
  for (const DraftSession& session : reading.event.sessions) {
    days.insert(day_of(session.start->civil));
    counted.all_day += session.all_day ? 1U : 0U;
  }
  counted.sessions = reading.event.sessions.size();
  counted.rooms = room_names.size();
  counted.days =
      reading.event.days > 0 ? static_cast<std::size_t>(reading.event.days) : days.size();
  const auto first = std::min_element(starts.begin(), starts.end());
  counted.first = first == starts.end() ? "" : *first;
  return counted;
}

Reading read_real(const std::string& file) {
  return read_schedule({file, bytes_of_file(folder() + "/" + file)},
                       options_for(FirstDay::unknown));
}

std::vector<std::size_t> per_day(const Reading& reading) {
  std::vector<std::size_t> counts(static_cast<std::size_t>(reading.event.days));
  for (const DraftSession& session : reading.event.sessions) {
    ++counts.at(static_cast<std::size_t>(session.day) - 1);
  }
  return counts;
}

using Counts = std::vector<std::size_t>;

}  // namespace

TEST_CASE("every real schedule gives the counts that other programs found", "[import][real]") {
  folder();
  std::printf("%-74s %8s %5s %4s %7s %s\n", "file", "sessions", "rooms", "days", "all day",
              "first");
  for (const Expected& wanted : expected) {
    const Reading reading = read_real(wanted.file);
    const Counted seen = count(reading);
    std::printf("%-74s %8zu %5zu %4zu %7zu %s\n", wanted.file, seen.sessions, seen.rooms, seen.days,
                seen.all_day, seen.first.c_str());
    INFO(wanted.file << "\n" << to_text(reading.findings));
    CHECK(seen.sessions == wanted.sessions);
    CHECK(seen.rooms == wanted.rooms);
    CHECK((wanted.days == 0 || seen.days == wanted.days));
    CHECK(seen.all_day == wanted.all_day);
    CHECK(seen.first.starts_with(wanted.first));
    CHECK((wanted.sessions > 0 || errors(reading) > 0));
  }
}

TEST_CASE("real conferences: sessions a day, tracks, last start", "[import][real]") {
  const Reading congress = read_real("frab-xml/EventFahrplan-tests__schedule-38c3-20251206.xml");
  CHECK(per_day(congress) == Counts{245, 320, 306, 136});
  CHECK(congress.event.tracks.size() == 7);
  CHECK(congress.event.time_zone == "Europe/Berlin");
  CHECK(congress.event.version == "2025-03-04 21:21");
  std::vector<std::string> starts = whens(congress);
  CHECK(std::max_element(starts.begin(), starts.end())->starts_with("2024-12-30 18:15"));

  const Reading remote = read_real("frab-json/pyfahrplan-tests__rc3_21.json");
  CHECK(per_day(remote) == Counts{90, 105, 117, 39});
  std::set<std::string> tracks;
  std::size_t without = 0;
  for (const DraftSession& session : remote.event.sessions) {
    tracks.insert(session.track);
    without += session.track.empty() ? 1U : 0U;
  }
  tracks.erase("");
  CHECK(tracks.size() == 21);
  CHECK(without == 192);
  CHECK(per_day(read_real("frab-json/voc-schedule__frab-camp2019.json")) ==
        Counts{17, 17, 19, 17, 9});
  CHECK(per_day(read_real("frab-json/voc-schedule__pretalx-democon.json")) == Counts{12, 12, 12});
  CHECK(read_real("frab-json/voc-schedule__hub-schedule2.json").event.rooms.size() == 5);
}

TEST_CASE("real calendars: details that the INDEX names", "[import][real]") {
  const Reading categories =
      read_real("ical/collective-icalendar-tests__issue_127_categories_with_commas.ics");
  CHECK(categories.event.sessions.at(0).categories ==
        std::vector<std::string>{"Meeting, John", "Work, Sarah", "Project"});
  const Reading statuses = read_real("ical/node-ical-tests__tentative-apple-calendar.ics");
  CHECK(statuses.event.sessions.at(0).status == DraftStatus::tentative);
  CHECK(statuses.event.sessions.at(1).status == DraftStatus::scheduled);
  CHECK(statuses.event.sessions.at(2).status == DraftStatus::cancelled);
  CHECK(statuses.event.sessions.at(3).status == DraftStatus::scheduled);
  const std::vector<std::string> moved =
      whens(read_real("ical/node-ical-tests__google-recurrence-order.ics"));
  CHECK(std::count(moved.begin(), moved.end(), "2026-02-11 10:30-11:00-07:00") == 1);
  CHECK(says(read_real("ical/node-ical-tests__utf8-french-calendar.ics"), "only tasks"));
  const std::vector<std::string> versions =
      whens(read_real("ical/node-ical-tests__duplicate-uid-sequence.ics"));
  CHECK(std::count(versions.begin(), versions.end(), "2024-01-20 14:00-15:00+00:00") == 1);
}

TEST_CASE("a real sheet: sessions a room, speakers in numbered columns", "[import][real]") {
  const Reading sheet = read_real("spreadsheet/voc-schedule__schedule-example_deu.xlsx");
  std::map<std::string, int> sessions;
  std::size_t speakers_max = 0;
  for (const DraftSession& session : sheet.event.sessions) {
    ++sessions[session.room];
    speakers_max = std::max(speakers_max, session.presenters.size());
  }
  CHECK(sessions == std::map<std::string, int>{{"Altes Rathaus", 9}, {"Ratstrinkstube", 4}});
  CHECK(speakers_max >= 4);
}

TEST_CASE("real conferences become events for doors", "[import][real]") {
  for (const char* file :
       {"frab-xml/EventFahrplan-tests__schedule-38c3-20251206.xml",
        "frab-json/pyfahrplan-tests__rc3_21.json", "frab-json/voc-schedule__pretalx-democon.json",
        "frab-json/voc-schedule__hub-schedule2.json"}) {
    const Reading reading = read_real(file);
    const ImportResult result = import_schedule({{file, bytes_of_file(folder() + "/" + file)}},
                                                ImportOptions{}, real_zones());
    INFO(file << "\n" << to_text(result.findings));
    REQUIRE(result.event);
    std::size_t longer_than_a_day = 0;
    for (const DraftSession& session : reading.event.sessions) {
      longer_than_a_day +=
          session.end->civil - session.start->civil > std::chrono::hours{24} ? 1U : 0U;
    }
    CHECK(result.event->sessions.size() + longer_than_a_day == reading.event.sessions.size());
  }
}

TEST_CASE("csv-spectrum: tables read as its answers say", "[import][real]") {
  const std::string base = folder() + "/csv-spectrum/";
  int compared = 0;
  for (const auto& entry : std::filesystem::directory_iterator{base + "csvs"}) {
    const std::string name = entry.path().stem().string();
    // Its answer names another telephone number than its table: the fixture contradicts itself.
    if (name == "location_coordinates") {
      continue;
    }
    const std::string bytes = bytes_of_file(entry.path().string());
    const DecodedText text{bytes};
    const auto read = read_delimited(text.text());
    INFO(name);
    REQUIRE(read);
    const auto answer = nlohmann::json::parse(bytes_of_file(base + "json/" + name + ".json"));
    nlohmann::json rows = nlohmann::json::array();
    for (std::size_t row = 1; row < read->table.rows(); ++row) {
      nlohmann::json object;
      for (std::size_t column = 0; column < read->table.columns(0); ++column) {
        object[std::string{read->table.cell(0, column)}] =
            std::string{read->table.cell(row, column)};
      }
      rows.push_back(object);
    }
    CHECK(rows == answer);
    ++compared;
  }
  CHECK(compared == 11);
}
