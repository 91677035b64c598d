#include <catch2/catch_test_macros.hpp>

#include "look_alike.h"
#include "shared/import/formats/columns.h"

using namespace lintel;
using namespace lintel::formats;
using Strings = std::vector<std::string>;
using Names = std::set<std::string>;

TEST_CASE("header names mean the same in four languages", "[import][table]") {
  const auto column = [](const char* name) { return column_of(name)->column; };
  for (const char* title : {"Title", "TITEL", "Título", "titre", "Session Name", "Subject"}) {
    CHECK(column(title) == Column::title);
  }
  for (const char* start : {"Start Time", "start_time", "Uhrzeit", "Hora de inicio", "Début"}) {
    CHECK(column(start) == Column::start);
  }
  CHECK(column("Presenter 2") == Column::presenters);
  CHECK(column("suggestion3") == Column::suggestions);
  CHECK(column("Room (building A)") == Column::room);
  CHECK_FALSE(column_of("Title 2"));
  CHECK_FALSE(column_of(""));
  CHECK_FALSE(column_of("Favourite colour"));
}

TEST_CASE("German Excel's four ways of saving give the same sessions", "[import][table]") {
  for (const char* name : {"excel_bom.csv", "excel_1252.csv", "excel_sep.csv", "excel_utf16.csv",
                           "utf16_be_bare.csv", "old_mac.csv"}) {
    INFO(name);
    const Reading reading = read(name);
    CHECK(errors(reading) == 0);
    CHECK(titles(reading) == Strings{"Kreativ für Größen", "Einführung"});
    CHECK(whens(reading) == Strings{"2026-11-20 15:00-15:45", "2026-11-21 19:00-19:45"});
    CHECK(rooms(reading) == Names{"Große Aula"});
    CHECK(says(reading, "2 sessions have no end: 45 minutes"));
  }
  CHECK(says(read("excel_1252.csv"), "Windows-1252"));
}

TEST_CASE("Sched's export: TBA, commas in a type, entities, hidden rows", "[import][table]") {
  const Reading reading = read("sched.csv");
  CHECK(errors(reading) == 0);
  CHECK(titles(reading) == Strings{"Board games", "Two lines \"quoted\""});
  CHECK(whens(reading) == Strings{"2026-11-20 10:00-10:45", "2026-11-20 23:30-00:15"});
  const DraftSession& games = reading.event.sessions.front();
  CHECK(games.id == "id1");
  CHECK(games.track == "Gaming, After Dark");
  CHECK(games.description == "Bring & play\nRoom for all");
  CHECK(games.presenters == Strings{"Mia", "Jonas", "Lea"});
  CHECK(games.line == 2);
  CHECK(says(reading, "sched.csv:3: advice: start: \"Not yet placed\" has no time yet"));
  CHECK(says(reading, "1 row is marked as not active"));
}

TEST_CASE("times of every shape; what cannot be read is an error with its line",
          "[import][table]") {
  const Reading reading = read("times.csv");
  CHECK(whens(reading) ==
        Strings{"2026-11-20 09:30-10:45", "2026-11-20 11:30-12:15", "2026-11-20 16:00-16:30",
                "2026-11-20 23:00-00:00", "2026-11-20 15:00-15:45", "2026-11-20 08:00-09:30",
                "2026-11-20 07:00-07:50", "2026-11-20 14:30-15:30", "2026-11-20 10:00-10:45",
                "2026-11-20 13:00-14:00", "2016-10-27 09:00-10:30"});
  CHECK(errors(reading) == 1);
  CHECK(says(reading, "times.csv:13: start: \"All evening\" is no time"));
  CHECK(says(reading, "times.csv:12: advice: start: \"Later\" has no time yet"));
}

TEST_CASE("days by name and number need the event's first day", "[import][table]") {
  const Reading with = read("days.csv", options_for(FirstDay::known));
  CHECK(errors(with) == 0);
  CHECK(whens(with) == Strings{"2026-11-20 09:00-09:45", "2026-11-21 09:00-09:45",
                               "2026-11-26 10:00-10:45", "2026-11-24 10:00-10:45",
                               "2026-11-20 11:00-11:45", "2026-11-20 12:00-12:45"});
  CHECK(says(with, "1 row without a date took that of the row above"));
  CHECK(errors(read("days.csv")) >= 5);
}

TEST_CASE("month/day or day/month is decided for the whole file and said", "[import][table]") {
  const Reading us = read("us_dates.csv");
  CHECK(whens(us) == Strings{"2026-04-29 09:30-10:15", "2026-05-01 13:00-13:45"});
  CHECK(says(us, "Dates were read as month/day."));
  const Reading open = read("open_dates.csv");
  CHECK(whens(open) == Strings{"2026-06-05 09:30-10:15", "2026-06-06 09:30-10:15"});
  CHECK(says(open, "could be the other way"));
  ReadOptions said = options_for(FirstDay::unknown);
  said.date_order = DateOrder::month_first;
  CHECK(whens(read("open_dates.csv", said)).front() == "2026-05-06 09:30-10:15");
  const Reading mixed = read("mixed_dates.csv");
  CHECK(says(mixed, "(lines 2 and 3)"));
  CHECK(errors(mixed) == 2);  // the contradiction, and the date it leaves without a meaning
}

TEST_CASE("a school day without am and pm has its afternoon after noon", "[import][table]") {
  const Reading reading = read("bare_afternoon.csv");
  CHECK(whens(reading) ==
        Strings{"2026-11-20 09:00-09:45", "2026-11-20 11:30-12:15", "2026-11-20 13:00-13:45"});
  CHECK(says(reading, "No time says am or pm"));
}

TEST_CASE("columns that lie are put right by a map", "[import][table]") {
  CHECK(rooms(read("lying_columns.csv")) == Names{"Outdoors", "Indoors"});
  ReadOptions options = options_for(FirstDay::unknown);
  options.columns = {{"room", "track"}, {"track", "Room Name"}};
  const Reading reading = read("lying_columns.csv", options);
  CHECK(rooms(reading) == Names{"Gym", "Library"});
  CHECK(titled(reading, "Knots").track == "Outdoors");
  options.columns = {{"room", "Nowhere"}};
  CHECK(says(read("lying_columns.csv", options), "No column is called \"Nowhere\""));
  options.columns = {{"colour", "Track"}};
  CHECK(says(read("lying_columns.csv", options), "There is no column \"colour\" to map"));
}

TEST_CASE("rooms that stand side by side are sessions of their own", "[import][table]") {
  const Reading wide = read("rooms_side_by_side.csv");
  CHECK(errors(wide) == 0);
  CHECK(titles(wide) == Strings{"Anfang", "Mitte", "Löten"});
  CHECK(titled(wide, "Löten").room == "Keller");
  CHECK(titled(wide, "Löten").kind == "Workshop");
  CHECK(whens(wide).back() == "2026-11-20 11:00-11:45");
  const Reading grid = read("grid.csv", options_for(FirstDay::known));
  CHECK(titles(grid) == Strings{"Greet us", "Seats", "Homework", "Quiet"});
  CHECK(titled(grid, "Greet us").description == "Amara and Luis");
  CHECK(titled(grid, "Quiet").room == "Library");
  CHECK(says(grid, "3 columns were read as rooms"));
}

TEST_CASE("Spanish, French and Google Calendar's columns", "[import][table]") {
  const Reading spanish = read("spanish.csv");
  CHECK(errors(spanish) == 0);
  const DraftSession& session = titled(spanish, "Nuestros idiomas");
  CHECK(when(session) == "2026-11-20 10:00-10:45");
  CHECK(session.presenters == Strings{"Inés", "Mateo"});
  CHECK(session.suggestions == Strings{"Uno", "Dos", "Tres"});
  CHECK(session.challenge == "Nadie pregunta");
  CHECK(whens(read("french.csv")) == Strings{"2026-11-20 10:00-10:45"});
  CHECK(whens(read("google.csv")) ==
        Strings{"2026-11-20 09:00-09:45", "2026-11-21 all day to 2026-11-23"});
}

TEST_CASE("cells merged downwards keep their date and time", "[import][table]") {
  const Reading reading = read("merged_cells.csv");
  CHECK(errors(reading) == 0);
  CHECK(whens(reading) == Strings{"2026-11-20 10:00-10:45", "2026-11-20 10:00-10:45",
                                  "2026-11-20 10:00-10:45", "2026-11-20 11:00-11:45"});
  CHECK(says(reading, "2 rows without a time took that of the row above"));
}

TEST_CASE("a table without a header says what to do", "[import][table]") {
  CHECK(says(read("no_header.csv"), "No row names both a title and a time"));
  CHECK(errors(read("open_quote.csv")) > 0);
  CHECK(says(read_bytes("Title,Start\n"), "There are no sessions"));
  CHECK(says(read_bytes("Title,Room,Start\nA,1,\n"), "\"A\" has no time"));
}

TEST_CASE("an end that is not after the start is an error with its line", "[import][table]") {
  const Reading reading = read_bytes(
      "Title,Room,Start,End\nA,1,2026-11-20 10:00,2026-11-20 09:00\n"
      "B,1,2026-11-20 10:30,2026-11-20 10:30\nC,2,2026-11-20 23:00,01:00\n");
  CHECK(whens(reading) ==
        Strings{"2026-11-20 10:00-10:45", "2026-11-20 10:30-11:15", "2026-11-20 23:00-01:00"});
  CHECK(says(reading, "file:2: end: \"A\": the end is not after the start"));
}
