#include <catch2/catch_test_macros.hpp>

#include "look_alike.h"

using namespace lintel;
using namespace lintel::formats;
using Strings = std::vector<std::string>;
using Names = std::set<std::string>;

TEST_CASE("<date> in UTC and <start> in local time together give the offset", "[import][frab]") {
  const Reading reading = read("frab_utc_dates.xml");
  CHECK(errors(reading) == 0);
  CHECK(reading.event.title == "Harbour Day");
  CHECK(whens(reading) == Strings{"2026-11-20 07:30-08:15+08:00", "2026-11-20 09:00-09:45+08:00"});
}

TEST_CASE("without <date>, day and start are taken, nights belong to the day before",
          "[import][frab]") {
  const Reading reading = read("frab_no_dates.xml");
  CHECK(errors(reading) == 0);
  CHECK(whens(reading) == Strings{"2026-11-20 10:00-10:30", "2026-11-21 00:30-01:00"});
  CHECK(reading.event.rooms == Strings{"K.1", "K.2"});
  CHECK(reading.event.sessions.front().id == "10");
  CHECK(says(reading, "2 sessions have no date with an offset"));
}

TEST_CASE("sessions outside their day keep their date; rooms go by where they stand",
          "[import][frab]") {
  const Reading reading = read("frab_outside_day.xml");
  CHECK(errors(reading) == 0);
  const DraftSession& late = titled(reading, "Past midnight");
  CHECK(when(late) == "2026-12-31 03:00-04:30+01:00");
  CHECK(late.room == "1Komona North");
  CHECK(late.day == 1);
  CHECK(late.abstract == "Short & late");
  CHECK(late.presenters == Strings{"Noa", "Elif"});
  CHECK(late.links == std::vector<DraftLink>{{"https://example.org/slides.pdf", "Slides"}});
  CHECK(late.line == 8);
  CHECK(reading.event.time_zone == "Europe/Berlin");
  CHECK(reading.event.tracks == Strings{"Late"});
  CHECK(says(reading, "1 session names another room"));
}

TEST_CASE("repeated ids drop nothing", "[import][frab]") {
  const Reading reading = read("frab_repeated_ids.xml");
  CHECK(reading.event.sessions.size() == 2);
  CHECK(says(reading, "1 session repeats the id"));
}

TEST_CASE("lengths of two, three and one part", "[import][frab]") {
  const Reading reading = read("frab_durations.xml");
  CHECK(errors(reading) == 0);
  CHECK(whens(reading) == Strings{"2026-11-20 08:00-08:45+01:00", "2026-11-20 09:00-09:45+01:00",
                                  "2026-11-20 10:00-11:00+01:00", "2026-11-20 11:00-11:45+01:00",
                                  "2026-11-20 12:00-14:15+01:00", "2026-11-20 13:00-13:45+01:00",
                                  "2026-11-20 14:00-14:45+01:00", "2026-11-20 15:00-15:50+01:00"});
  CHECK(says(reading, "1 length of three parts was"));
  CHECK(titled(reading, "Length none").end_assumed);
}

TEST_CASE("schedule.json version 1", "[import][frab]") {
  const Reading reading = read("frab_v1.json");
  CHECK(errors(reading) == 0);
  CHECK(reading.event.days == 2);
  CHECK(reading.event.time_zone == "UTC");
  CHECK(reading.event.rooms == Strings{"Gray Room", "Tan Room"});
  CHECK(whens(reading) == Strings{"2026-11-20 09:00-09:30+01:00", "2026-11-21 00:30-01:15+01:00",
                                  "2026-11-21 10:00-11:00+01:00"});
  const DraftSession& opening = titled(reading, "Opening");
  CHECK(opening.presenters == Strings{"Ida", "Omar"});
  CHECK(opening.track.empty());
  CHECK(opening.place == "days[0].rooms[\"Gray Room\"][0]");
}

TEST_CASE("the hub's flat schedule.json version 2", "[import][frab]") {
  const Reading reading = read("hub_v2.json");
  CHECK(errors(reading) == 0);
  REQUIRE(titles(reading) == Strings{"Flat list"});
  const DraftSession& session = reading.event.sessions.front();
  CHECK(when(session) == "2026-11-20 10:30-11:00+01:00");
  CHECK(session.room == "Saal 1");
  CHECK(session.track == "Hardware");
  CHECK(session.description == "One, longer");
  CHECK(session.presenters == Strings{"Kim"});
  CHECK(session.slides_url == "https://example.org/s.pdf");
  CHECK(reading.event.rooms == Strings{"Saal 1", "Saal 2"});
}

TEST_CASE("schedules that break off or hold nothing say so", "[import][frab]") {
  CHECK(says(read_bytes("<schedule>\n<conference>\n"), "The XML breaks off in line"));
  CHECK(says(read_bytes("<schedule/>"), "There are no sessions in this schedule"));
  CHECK(says(read_bytes("{\"schedule\":{\n\"conference\":{"), "The JSON breaks off at line 2"));
  CHECK(says(read_bytes("{\"schedule\":{\"conference\":[]}}"), "it has no conference"));
  CHECK(says(read_bytes("{\"schedule\":{\"conference\":{\"days\":[{\"rooms\":{\"A\":[7]}}]}}}"),
             "Number 0 is no session"));
  CHECK(says(read_bytes("<schedule><day date=\"x\"><room name=\"A\"><event id=\"1\">"
                        "<title>T</title></event></room></day></schedule>"),
             "\"T\" has no date and start that can be read"));
}
