#include "shared/import/import.h"

#include <catch2/catch_test_macros.hpp>
#include <random>

using namespace lintel;
using namespace std::chrono_literals;

namespace {

Result<minutes> chicago(const std::string& zone, LocalTime time) {
  if (zone != "America/Chicago") {
    return Error{ErrorCode::not_found, "\"" + zone + "\" is no time zone; write America/Chicago."};
  }
  const LocalTime spring = *parse_local_time("2026-03-08T02:00");
  if (time >= spring && time < spring + 1h) {
    return Error{ErrorCode::invalid, "There is no such time: the clocks go forward then."};
  }
  return minutes{time >= spring && time < *parse_local_time("2026-11-01T02:00") ? -300 : -360};
}

const std::string toml = R"([event]
id = "day"
title = "A day"
date = 2026-11-20
time_zone = "America/Chicago"
)";
const std::string header = "id,room,start,end,title,presenters,challenge,suggestions\n";
const std::string row = "a,204,10:00,10:45,Greet us,Amara;Luis,Hm,one;two;three\n";

ImportResult import_files(const std::string& csv, const std::string& event = toml) {
  return import_schedule({{"event.toml", event}, {"day.csv", csv}}, ImportOptions{}, chicago);
}

// The findings as text, errors first, as a person would see them.
std::string said(const std::string& csv, const std::string& event = toml) {
  return to_text(import_files(csv, event).findings);
}

bool says(const std::string& text, const std::string& start) {
  return ("\n" + text).find("\n" + start) != std::string::npos;
}

}  // namespace

TEST_CASE("An event and its sessions are read", "[import]") {
  const ImportResult result = import_files(header + row);
  CHECK(to_text(result.findings).empty());
  REQUIRE(result.event);
  const Session& session = result.event->sessions.at(0);
  CHECK(to_rfc3339(session.start) == "2026-11-20T10:00:00-06:00");
  CHECK(to_rfc3339(session.end) == "2026-11-20T10:45:00-06:00");
  CHECK(session.presenters == std::vector<std::string>{"Amara", "Luis"});
  CHECK(session.suggestions == std::vector<std::string>{"one", "two", "three"});
  CHECK(result.event->rooms == std::vector<Room>{{{"204"}, "204"}});
  CHECK(result.event->languages == std::vector<std::string>{"en"});
  CHECK(result.event->form == exit_form());
}

TEST_CASE("The order of the files does not matter", "[import]") {
  const auto result =
      import_schedule({{"day.csv", header + row}, {"x.txt", toml}}, ImportOptions{}, chicago);
  CHECK(result.event);
}

TEST_CASE("Sessions may stand in the TOML", "[import]") {
  const ImportResult result = import_schedule({{"event.toml", toml + R"(languages = ["es", "en"]
clock = 24
accent = "#123456"
[answers]
min_answers = 7
[[rooms]]
id = "gym"
name = "Gym"
[[sessions]]
id = "a"
room = "GYM"
start = 13:05:00
end = "1:45 PM"
title = "Un día"
presenters = ["Ana", "Minh"]
suggestions = ["uno; dos", "tres", "cuatro"]
challenge = """
Dos
líneas"""
show_names = false
[[sessions]]
id = "b"
room = "Gym"
start = 2026-11-21T09:00:00
end = "09:45"
title = "Mañana"
presenters = "Ana; Minh"
suggestions = ["uno", "dos", "tres"]
challenge = "Una"
)"}},
                                              ImportOptions{}, chicago);
  INFO(to_text(result.findings));
  REQUIRE(result.event);
  CHECK(result.findings.empty());
  const Event& event = *result.event;
  CHECK(event.clock_style == ClockStyle::hours_24);
  CHECK(event.rules.min_answers == 7);
  CHECK(event.languages.front() == "es");
  CHECK(to_rfc3339(event.sessions[0].start) == "2026-11-20T13:05:00-06:00");
  CHECK(event.sessions[0].presenters.empty());
  CHECK(event.sessions[0].challenge == "Dos\nlíneas");
  CHECK(event.sessions[0].suggestions.front() == "uno; dos");
  CHECK(to_rfc3339(event.sessions[1].end) == "2026-11-21T09:45:00-06:00");
  CHECK(event.sessions[1].presenters.size() == 2);
}

TEST_CASE("Spreadsheets' habits are fine: BOM, CRLF, semicolons, other names of columns",
          "[import]") {
  const ImportResult result = import_files(
      "\xEF\xBB\xBF"
      "ID;Room;Start;End;Title;Presenters;Challenge;Suggestion 1;Suggestion 2;"
      "SUGGESTION_3;Moved From;Show Names;;\r\n"
      "a;Lab;10:00;10:45;Greet us;\"Amara;Luis\";Hm;one, two;two; three;204;NO;;\r\n"
      ";;;;;;;;;;;;;\r\n");
  INFO(to_text(result.findings));
  REQUIRE(result.event);
  CHECK(result.findings.empty());
  const Session& session = result.event->sessions.at(0);
  CHECK(session.suggestions == std::vector<std::string>{"one, two", "two", "three"});
  CHECK(session.moved_from == RoomId{"204"});
  CHECK(session.presenters.empty());
}

TEST_CASE("All that is wrong is named at once, with line and field", "[import]") {
  const std::string text = said(
      "id,room,start,end,title,presenters,challenge,suggestions,slides,status,show_names\n"
      "a,204,ten,10:45,\"Two\nlines\",A;B,Hm,1;2;3,,,\n"
      "b,,10:00,9:00,X,A;B,Hm,1;2;3,http://x.org,gone,perhaps\n"
      "c,204,10:00,10:45,T,A;B,Hm,1;2;3;4;5;6;7;8;9,,,\n"
      "c,204,11:00,11:45,,A;B,Hm,1;2;3,,,\nc,204,,11:45,No time,A;B,Hm,1;2;3,,,\n"
      "c,204,11:00,11:45,Twice,A;B,Hm,1;2;3,,,\n"
      "d,204,10:00,10:45,T,A;B,Hm,1;2;3,,,,one too many\n");
  INFO(text);
  CHECK(says(text, "day.csv:2: start: \"ten\" is no time that can be read"));
  CHECK(says(text, "day.csv:4: room: "));
  CHECK(says(text, "day.csv:4: end: \"X\": the end is not after the start"));
  CHECK(says(text, "day.csv:4: slides: "));
  CHECK(says(text, "day.csv:4: advice: status: \"gone\""));
  CHECK(says(text, "day.csv:4: show_names: "));
  CHECK(says(text, "day.csv:6: advice: title: This row has a time but no title"));
  CHECK(says(text, "day.csv:7: start: \"No time\" has no time"));
  CHECK(says(text, "day.csv:8: id: \"c\" is the id of another session too"));
  CHECK(says(text, "day.csv:5: suggestions: has 9 entries"));
  CHECK(says(text, "day.csv:9: There are 12 cells but 11 columns"));
  CHECK(text.find("day.csv:2: end") == std::string::npos);
  CHECK_FALSE(import_files("id\n").event);
}

TEST_CASE("An accent that words cannot be read on is advised against, by line", "[import]") {
  const std::string text = said(header + row, R"([event]
title = "Day"
date = 2026-11-20
time_zone = "America/Chicago"
accent = "#FFC72C"
)");
  INFO(text);
  CHECK(says(text, "event.toml:5: advice: event.accent: Words in this colour"));
}

TEST_CASE("The event's own mistakes are named by key and line", "[import]") {
  const std::string text = said(header + row, R"([event]
id = "day"
date = "20 November"
time_zone = "Mars/Base"
clock = 13
accent = "teal"
languages = 3
[answers]
min_answers = 1
min_notes = "many"
[[rooms]]
id = "204"
[[rooms]]
id = "204"
name = "Two"
)");
  INFO(text);
  CHECK(says(text, "event.toml:1: event.title: is empty"));
  CHECK(says(text, "event.toml:3: event.date: "));
  CHECK(says(text, "event.toml:4: event.time_zone: \"Mars/Base\" is no time zone"));
  CHECK(says(text, "event.toml:5: event.clock: "));
  CHECK(says(text, "event.toml:6: event.accent: "));
  CHECK(says(text, "event.toml:7: event.languages: "));
  CHECK(says(text, "event.toml:9: answers.min_answers: "));
  CHECK(says(text, "event.toml:10: answers.min_notes: "));
  CHECK(says(text, "event.toml:13: rooms[1].id: "));
  CHECK(text.find("day.csv") == std::string::npos);
}

TEST_CASE("Without a time zone there is no event", "[import]") {
  const std::string text =
      said(header + row, "[event]\nid = \"d\"\ntitle = \"D\"\ndate = 2026-11-20\n");
  CHECK(text == "event.toml:1: event.time_zone: is empty; it has to be filled in.\n");
}

TEST_CASE("A time that the change of the clocks skips is named at its session", "[import]") {
  const std::string text = said("id,room,date,start,end,title\na,204,2026-03-08,2:30,4:00,T\n");
  CHECK(says(text, "day.csv:2: start: There is no such time"));
}

TEST_CASE("A date that no tablet could read is named", "[import]") {
  const std::string text = said("id,room,date,start,end,title\na,204,1966-10-31,10:00,11:00,T\n");
  CHECK(says(text, "day.csv:2: start: is not in the years from 1970 to 9999"));
}

TEST_CASE("A date is needed once, at the event or at the session", "[import]") {
  const std::string without = "[event]\nid=\"d\"\ntitle=\"D\"\ntime_zone=\"America/Chicago\"\n";
  CHECK(says(said(header + row, without), "day.csv:2: date: There is no date"));
  CHECK(import_files("id,room,date,start,end,title\na,204,2026-11-20,10:00,24:00,T\n", without)
            .event);
  CHECK(import_files("id,room,date,start,end,title\na,204,20.11.2026,10:00,11:00,T\n", without)
            .event);
  CHECK(says(said("id,room,date,start,end,title\na,204,20.11,10:00,11:00,T\n", without),
             "day.csv:2: date: "));
}

TEST_CASE("Rooms that nobody listed are created, with advice when some are listed", "[import]") {
  CHECK(said(header + row).empty());
  const ImportResult result = import_files(header + "a,教室 9,10:00,10:45,T,A;B,Hm,1;2;3\n",
                                           toml + "[[rooms]]\nid = \"204\"\nname = \"204\"\n");
  REQUIRE(result.event);
  CHECK(result.event->rooms.at(1).id.value == "教室-9");
  CHECK(says(to_text(result.findings), "day.csv:2: advice: room: \"教室 9\" is none of the rooms"));
}

TEST_CASE("A session without an id is given one, and the advice to give it one", "[import]") {
  const ImportResult gap = import_files(header + row + ",204,11:00,11:45,Quiet!,A;B,Hm,1;2;3\n");
  REQUIRE(gap.event);
  CHECK(gap.event->sessions.at(1).id.value == "quiet-2026-11-20t11-00");
  CHECK(says(to_text(gap.findings), "day.csv:3: advice: id: It is missing"));
  const std::string none = said(
      "room,start,end,title,presenters,challenge,suggestions\n"
      "204,10:00,10:45,T,A;B,Hm,1;2;3\n204,11:00,11:45,T,A;B,Hm,1;2;3\n");
  CHECK(none.starts_with("day.csv: advice: id: No session has one"));
  CHECK(std::count(none.begin(), none.end(), '\n') == 1);
}

TEST_CASE("What is allowed and looks like a slip is advice", "[import]") {
  const std::string text =
      said(header + "a,204,10:00,10:45," + std::string(91, 't') + ",Amara,,one;two\n" +
           "b,204,10:30,11:15,T,A;B,Hm,1;2;3\n" + "c,206,5:00 AM,1:45 PM,T,C;D,Hm,1;2;3\n");
  INFO(text);
  CHECK(says(text, "day.csv:2: advice: title: "));
  CHECK(says(text, "day.csv:2: advice: presenters: It names 1; groups"));
  CHECK(says(text, "day.csv:2: advice: challenge: "));
  CHECK(says(text, "day.csv:2: advice: suggestions: It names 2; 3 or 4"));
  CHECK(says(text, "day.csv:3: advice: room: "));
  CHECK(says(text, "day.csv:4: advice: start: This is before 6 in the morning"));
  CHECK(says(text, "day.csv:4: advice: end: It lasts 8 hours"));
}

TEST_CASE("Keys nobody knows are advice that names the nearest one", "[import]") {
  const std::string text =
      said("id,room,start,end,title,presentres\na,204,10:00,10:45,T,A;B\n",
           toml + "tittle = \"x\"\n[anwsers]\n[[rooms]]\nid = \"204\"\ncolour = 1\n");
  INFO(text);
  CHECK(says(text, "event.toml:6: advice: event.tittle: \"tittle\" is nothing Lintel knows"));
  CHECK(text.find("did you mean \"title\"?") != std::string::npos);
  CHECK(text.find("did you mean \"answers\"?") != std::string::npos);
  CHECK(says(text, "event.toml:10: advice: rooms[0].colour: "));
  CHECK(text.find("did you mean \"presenters\"?") != std::string::npos);
}

TEST_CASE("A file that is something else is one clear error", "[import]") {
  const std::vector<std::pair<std::string, std::string>> files = {
      {"", "The file is empty."},
      {" \r\n\t\n", "The file is empty."},
      {"\xFF\xFEi\0d\0", "This is text without columns"},
      {"<!DOCTYPE html><p>Sign in", "This is a web page"},
      {"<?xml version=\"1.0\"?><schedule/>", "There are no sessions in this schedule"},
      {std::string("PK\x03\x04\0\0", 6), "This is a ZIP archive"},
      {"ERR: Authorization failed.", "This is an error message, not a schedule"},
      {"title,start\n\"a,10:00\n", "day.csv:2: start: "},
  };
  for (const auto& [bytes, expected] : files) {
    const std::string content =
        bytes.starts_with("\xFF") ? std::string("\xFF\xFEi\0d\0", 6) : bytes;
    const ImportResult result = import_files(content);
    INFO(to_text(result.findings));
    CHECK_FALSE(result.event);
    CHECK(to_text(result.findings).find(expected) != std::string::npos);
    CHECK(result.findings.front().file == "day.csv");
  }
  CHECK(says(said(header + row, "[event\n"), "event.toml:1: This is not valid TOML: "));
  CHECK(said(header + row, toml + "[[sessions]]\nstart = 9:45\n").find("put times into quotes") !=
        std::string::npos);
}

TEST_CASE("Files that are too many, too few or too large are one error each", "[import]") {
  const auto all = [](const std::vector<SourceFile>& files) {
    return to_text(import_schedule(files, ImportOptions{}, chicago).findings);
  };
  CHECK(all({}) == "No file was given; give a sheet, a calendar or an event.toml.\n");
  CHECK(says(all({{"day.csv", header + row}}), "day.csv: time_zone: The files name no time zone"));
  CHECK(says(all({{"a.toml", toml}, {"b.toml", toml}, {"c.csv", header + row}}),
             "b.toml: There is an event already, in a.toml"));
  CHECK(says(all({{"a.toml", toml}}), "a.toml:1: There are no sessions"));
  CHECK(all({{"a.toml", toml}, {"b.csv", std::string(16 * 1024 * 1024, 'x')}}) ==
        "b.csv: The files are larger than 16 MiB together; no schedule is, so check them.\n");
}

TEST_CASE("Findings are bounded, and advice never crowds out an error", "[import]") {
  std::string csv = header;
  for (int i = 0; i < 2000; ++i) {
    csv += "s" + std::to_string(i) + ",204,never,never,T,A,Hm,1\n";
  }
  const ImportResult result = import_files(csv);
  CHECK(result.findings.size() == limits::findings_max / 2);
  CHECK_FALSE(result.event);
}

TEST_CASE("Any bytes at all are survived by the importer", "[import][property]") {
  std::mt19937 random{20};
  const std::string good_toml = toml + "[[rooms]]\nid = \"204\"\nname = \"204\"\n";
  const std::string good_csv = header + row + row;
  const auto spoil = [&](std::string text) {
    for (int hits = 0; hits < 3; ++hits) {
      const std::size_t at = static_cast<std::size_t>(random()) % text.size();
      if (random() % 2 == 0) {
        text[at] = static_cast<char>(random() & 0xFFU);
      } else {
        text.insert(at, 1, "\",;\n\r[]=#"[static_cast<std::size_t>(random()) % 9]);
      }
    }
    return text;
  };
  for (int i = 0; i < 2000; ++i) {
    const ImportResult result = import_files(spoil(good_csv), spoil(good_toml));
    REQUIRE(result.event.has_value() != has_errors(result.findings));
  }
}

TEST_CASE("rooms that event.toml lists apart stay apart, and each is found by its whole name",
          "[import]") {
  const std::string two_rooms =
      toml +
      "[[rooms]]\nid = \"old\"\nname = \"12\"\n[[rooms]]\nid = \"new\"\nname = \"Room 12\"\n";
  const auto result = import_files(
      "id,room,start,end,title\na,Room 12,9:00,9:45,A\nb,12,9:00,9:45,B\nc,rm 12,10:00,10:45,C\n",
      two_rooms);
  REQUIRE(result.event);
  CHECK(result.event->find_session({"a"})->room == RoomId{"new"});
  CHECK(result.event->find_session({"b"})->room == RoomId{"old"});
  CHECK(result.event->find_session({"c"})->room == RoomId{"old"});
}
