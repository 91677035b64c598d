#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "look_alike.h"
#include "shared/import/formats/calendar_rule.h"
#include "shared/import/formats/content_lines.h"

using namespace lintel;
using namespace lintel::formats;
using Strings = std::vector<std::string>;
using Names = std::set<std::string>;

namespace {

Strings sorted_whens(const Reading& reading, const std::string& title) {
  Strings list;
  for (const DraftSession& session : reading.event.sessions) {
    if (session.title == title) {
      list.push_back(when(session));
    }
  }
  std::sort(list.begin(), list.end());
  return list;
}

std::string calendar(const std::string& event_lines) {
  return "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:It\n" + event_lines +
         "END:VEVENT\nEND:VCALENDAR\n";
}

}  // namespace

TEST_CASE("folds inside a character and CR CR LF are mended before decoding",
          "[import][calendar]") {
  const Reading reading = read("ics_fold_in_character.ics");
  CHECK(errors(reading) == 0);
  REQUIRE(titles(reading) == Strings{"Café crème é la carte"});
  CHECK(reading.event.sessions.front().room == "Salle des fêtes");
  CHECK(whens(reading) == Strings{"2026-11-20 09:00-09:30+00:00"});
}

TEST_CASE("a zone may be named in ten ways", "[import][calendar]") {
  const Reading reading = read("ics_zones.ics");
  CHECK(errors(reading) == 0);
  CHECK(reading.event.sessions.size() == 12);
  for (const char* title :
       {"iana", "windows", "shown", "own", "offset", "swallowed", "quoted", "prefixed"}) {
    INFO(title);
    CHECK(when(titled(reading, title)) == "2026-08-25 10:35-11:00-04:00");
  }
  CHECK(titled(reading, "windows").start->zone == "America/New_York");
  CHECK(titled(reading, "own").start->zone.empty());
  CHECK(when(titled(reading, "utc")) == "2026-08-25 14:35-15:00+00:00");
  CHECK(when(titled(reading, "lying")) == "2026-08-25 10:35-11:00");
  CHECK(when(titled(reading, "hyphens")) == "2026-08-25 10:35-11:00");
  CHECK(when(titled(reading, "nobody knows")) == "2026-08-25 10:35-11:00");
  CHECK(says(reading, "Nobody knows the time zone \"Middle Earth\""));
  CHECK(whens(read("ics_zone_property.ics")) == Strings{"2026-08-25 10:35-11:00-04:00"});
}

TEST_CASE("a VTIMEZONE answers when no zone database is at hand", "[import][calendar]") {
  const Reading reading = read_schedule({"zones.ics", look_alike("ics_zones.ics")}, ReadOptions{});
  CHECK(when(titled(reading, "own")) == "2026-08-25 10:35-11:00-04:00");
  CHECK(when(titled(reading, "windows")) == "2026-08-25 10:35-11:00");
}

TEST_CASE("events without UID, place, end or title are kept", "[import][calendar]") {
  const Reading reading = read("ics_no_uid.ics");
  CHECK(errors(reading) == 0);
  CHECK(titles(reading) == Strings{"One", "Two", "(no title)"});
  CHECK(rooms(reading) == Names{"", "Gym"});
  CHECK(when(titled(reading, "Two")) == "2026-11-20 11:00-11:45");
  CHECK(titled(reading, "Two").end_assumed);
  CHECK(says(reading, "1 session has no end"));
}

TEST_CASE("a series: moved, cancelled, taken out and added dates", "[import][calendar]") {
  const Reading reading = read("ics_overrides.ics");
  CHECK(errors(reading) == 0);
  CHECK(sorted_whens(reading, "Daily") ==
        Strings{"2026-11-16 10:00-10:30+01:00", "2026-11-23 10:00-10:30+01:00",
                "2026-11-24 10:00-10:30+01:00", "2026-11-25 10:00-10:30+01:00",
                "2026-11-30 10:00-10:30+01:00", "2026-12-01 10:00-11:00+01:00",
                "2026-12-02 10:00-12:00+01:00"});
  CHECK(when(titled(reading, "Moved")) == "2026-11-17 10:30-11:00+01:00");
  CHECK(titled(reading, "Called off").status == DraftStatus::cancelled);
  CHECK(sorted_whens(reading, "Holiday") ==
        Strings{"2026-11-16 all day to 2026-11-17", "2026-11-18 all day to 2026-11-19"});
  CHECK(when(titled(reading, "Half holiday")) == "2026-11-17 12:00-13:00+01:00");
  CHECK(sorted_whens(reading, "Oldest").empty());
  CHECK(when(titled(reading, "Newest")) == "2026-11-20 10:00-11:00+00:00");
  CHECK(sorted_whens(reading, "For ever") == Strings{"2026-09-01 08:00-08:45+02:00"});
  CHECK(says(reading, "\"For ever\" repeats without end"));
}

TEST_CASE("only the event's days are unrolled when they are known", "[import][calendar]") {
  ReadOptions options = options_for(FirstDay::known);
  options.last_day = day("2026-11-20");
  const Reading reading = read("ics_overrides.ics", options);
  const Strings left = titles(reading);
  CHECK(Names{left.begin(), left.end()} == Names{"For ever", "Newest"});
  CHECK(sorted_whens(reading, "For ever") == Strings{"2026-11-20 08:00-08:45+01:00"});
  options.first_day = options.last_day = day("2027-01-02");
  CHECK(says(read("ics_text.ics", options), "No session of this calendar is on the event's days"));
}

TEST_CASE("text is unescaped, split and cleaned as RFC 5545 says", "[import][calendar]") {
  const Reading reading = read("ics_text.ics");
  CHECK(errors(reading) == 0);
  CHECK(reading.event.title == "Room 12, upstairs");
  const DraftSession& tea = reading.event.sessions.front();
  CHECK(tea.title == "Tea, cake; and more\\");
  CHECK(tea.room == "Big hall");
  CHECK(tea.categories == Strings{"Meeting, small", "Work", "Play"});
  CHECK(tea.description == "First\nSecond bold");
  CHECK(tea.status == DraftStatus::tentative);
  CHECK(tea.id == "text@example.org");
  CHECK(tea.line == 8);
  const DraftSession& gone = titled(reading, "Gone");
  CHECK(gone.status == DraftStatus::cancelled);
  CHECK(when(gone) == "2026-11-20 11:00-11:45");
  CHECK(says(reading, "1 session ends before it starts"));
}

TEST_CASE("one calendar a room: its name is the room", "[import][calendar]") {
  CHECK(rooms(read("ics_two_rooms.ics")) == Names{"Library", "Gym"});
  Reading library = read_bytes(
      "BEGIN:VCALENDAR\nX-WR-CALNAME:Library\nBEGIN:VEVENT\nSUMMARY:A\n"
      "DTSTART:20261120T100000\nEND:VEVENT\nEND:VCALENDAR\n");
  Reading gym = library;
  gym.event.title = "Gym";
  const DraftEvent merged = merge({library.event, gym.event});
  REQUIRE(merged.sessions.size() == 2);
  CHECK(merged.sessions[1].room == "Gym");
}

TEST_CASE("what is no calendar of sessions is said to be none", "[import][calendar]") {
  CHECK(says(read("ics_mail.ics"), "invitations and replies from mail"));
  CHECK(says(read("ics_tasks.ics"), "only tasks or notes"));
  const Reading broken = read("ics_broken.ics");
  CHECK(titles(broken) == Strings{"Good"});
  CHECK(says(broken, "ics_broken.ics:2: DTSTART: \"INVALID-DATE\" is no date"));
  CHECK(says(broken, "An event has no start"));
  CHECK(says(broken, "1 event has no END:VEVENT"));
  CHECK(says(broken, "breaks off before its end"));
}

TEST_CASE("METHOD:CANCEL cancels what it names", "[import][calendar]") {
  const Reading reading = read_bytes(
      "BEGIN:VCALENDAR\nMETHOD:CANCEL\nBEGIN:VEVENT\nUID:a\nSUMMARY:A\n"
      "DTSTART:20261120T100000Z\nEND:VEVENT\nEND:VCALENDAR\n");
  CHECK(titled(reading, "A").status == DraftStatus::cancelled);
}

TEST_CASE("of two changes of one date the newer counts, wherever it stands", "[import][calendar]") {
  const std::string newer =
      "BEGIN:VEVENT\nUID:a\nSUMMARY:Newer\nSEQUENCE:2\nRECURRENCE-ID:20261121T100000\n"
      "DTSTART:20261121T120000\nEND:VEVENT\n";
  const std::string older =
      "BEGIN:VEVENT\nUID:a\nSUMMARY:Older\nSEQUENCE:1\nRECURRENCE-ID:20261121T100000\n"
      "DTSTART:20261121T110000\nEND:VEVENT\n";
  const std::string series =
      "BEGIN:VEVENT\nUID:a\nSUMMARY:Series\nDTSTART:20261120T100000\nRRULE:FREQ=DAILY;COUNT=2\n"
      "END:VEVENT\n";
  for (const std::string& events :
       {newer + older + series, older + newer + series, series + newer + older}) {
    CHECK(titles(read_bytes("BEGIN:VCALENDAR\n" + events + "END:VCALENDAR\n")) ==
          Strings{"Series", "Newer"});
  }
}

TEST_CASE("sessions that share a UID by mistake are all kept", "[import][calendar]") {
  const Reading reading = read_bytes(
      "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:0\nSUMMARY:A\nDTSTART:20261120T100000\nEND:VEVENT\n"
      "BEGIN:VEVENT\nUID:0\nSUMMARY:B\nDTSTART:20261120T110000\nEND:VEVENT\nEND:VCALENDAR\n");
  CHECK(titles(reading) == Strings{"A", "B"});
  CHECK(says(reading, "1 session shares a UID"));
}

TEST_CASE("rules that no timetable has are cut short", "[import][calendar]") {
  const auto reading_of = [](const std::string& rule) {
    return read_bytes(
        calendar("UID:a\nDTSTART:20261120T100000\nDTEND:20261120T104500\nRRULE:" + rule + "\n"));
  };
  for (const char* rule : {"FREQ=SECONDLY;COUNT=100000", "FREQ=MINUTELY", "FREQ=HOURLY;COUNT=5",
                           "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=300;COUNT=4",
                           "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=4", "FREQ=DAILY"}) {
    INFO(rule);
    CHECK(reading_of(rule).event.sessions.size() == 1);
  }
  const Reading many = reading_of("FREQ=DAILY;COUNT=30000");
  CHECK(many.event.sessions.size() == occurrences_max);
  CHECK(says(many, "repeats more than 1000 times"));
}

TEST_CASE("many rules that never match cost no more than a few", "[import][calendar]") {
  RuleBudget budget;
  int unsupported = 0;
  const LocalTime start{day("2026-11-20")};
  for (int i = 0; i < 1000; ++i) {
    const Occurrences found = unroll("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=9", start,
                                     Unit::times, minutes{0}, {}, budget);
    unsupported += found.end == RuleEnd::unsupported ? 1 : 0;
  }
  CHECK(unsupported >= 996);
}

TEST_CASE("UNTIL in UTC, floating and as a day all include their last date", "[import][calendar]") {
  const LocalTime start = LocalTime{day("2026-11-16")} + std::chrono::hours{14};
  for (const char* until : {"20261118T200000Z", "20261118T140000", "20261118"}) {
    INFO(until);
    RuleBudget budget;
    CHECK(unroll(std::string{"FREQ=DAILY;UNTIL="} + until, start, Unit::times, minutes{-6 * 60}, {},
                 budget)
              .starts.size() == 3);
  }
}

TEST_CASE("a series from winter into summer keeps its last date", "[import][calendar]") {
  const std::string bytes = calendar(
      "UID:a\nDTSTART;TZID=America/Chicago:20260302T100000\n"
      "DTEND;TZID=America/Chicago:20260302T104500\n"
      "RRULE:FREQ=WEEKLY;UNTIL=20260316T150000Z\n");
  const Reading reading = read_schedule({"a.ics", bytes}, options_for(FirstDay::unknown));
  CHECK(whens(reading) == Strings{"2026-03-02 10:00-10:45-06:00", "2026-03-09 10:00-10:45-05:00",
                                  "2026-03-16 10:00-10:45-05:00"});
}

TEST_CASE("a calendar in UTF-16 or Windows-1252 is read too", "[import][calendar]") {
  std::string latin = calendar(
      "UID:a\nLOCATION:Gr\xFC"
      "n\nDTSTART:20261120T100000\n");
  CHECK(rooms(read_bytes(latin)) == Names{"Grün"});
  std::string wide{"\xFF\xFE"};
  for (const char c : calendar("UID:a\nLOCATION:Gym\nDTSTART:20261120T100000\n")) {
    wide += c;
    wide += '\0';
  }
  CHECK(rooms(read_bytes(wide)) == Names{"Gym"});
}
