#include "shared/import/import.h"

#include <catch2/catch_test_macros.hpp>

#include "look_alike.h"
#include "zones.h"

using namespace lintel;
using namespace lintel::formats;
using Strings = std::vector<std::string>;

namespace {

ImportOptions options() {
  ImportOptions options;
  options.title = "A day";
  return options;
}

ImportResult event_of(const std::string& name, const ImportOptions& options) {
  return import_schedule({{"plan", look_alike(name)}}, options, real_zones());
}

bool says(const ImportResult& result, const std::string& text) {
  return to_text(result.findings).find(text) != std::string::npos;
}

const Session& titled(const Event& event, const std::string& title) {
  for (const Session& session : event.sessions) {
    if (session.title == title) {
      return session;
    }
  }
  throw std::runtime_error("no session is called " + title);
}

}  // namespace

TEST_CASE("civil times are read in the event's zone", "[import][event]") {
  ImportOptions chicago = options();
  chicago.time_zone = "America/Chicago";
  const ImportResult result = event_of("spanish.csv", chicago);
  REQUIRE(result.event);
  const Session& session = result.event->sessions.front();
  CHECK(to_rfc3339(session.start) == "2026-11-20T10:00:00-06:00");
  CHECK(to_rfc3339(session.end) == "2026-11-20T10:45:00-06:00");
  CHECK(session.id.value == "nuestros-idiomas-2026-11-20t10-00");
  CHECK(session.challenge == "Nadie pregunta");
  CHECK(session.suggestions == Strings{"Uno", "Dos", "Tres"});
  CHECK(result.event->title == "A day");
  CHECK(says(result, "plan: advice: id: No session has one"));
}

TEST_CASE("a zone that is missing or unknown is an error", "[import][event]") {
  CHECK(says(event_of("spanish.csv", options()), "The files name no time zone"));
  ImportOptions nowhere = options();
  nowhere.time_zone = "Mars/Olympus";
  const ImportResult result = event_of("spanish.csv", nowhere);
  CHECK_FALSE(result.event);
  CHECK(says(result, "plan: time_zone: There is no time zone \"Mars/Olympus\""));
}

TEST_CASE("a time that the clocks skip is an error with its line", "[import][event]") {
  const std::string bytes = ("Title,Room,Start,End\nEarly,1,2026-03-08 02:30,03:15\n");
  ImportOptions chicago = options();
  chicago.time_zone = "America/Chicago";
  const ImportResult result = import_schedule({{"plan", bytes}}, chicago, real_zones());
  CHECK_FALSE(result.event);
  CHECK(says(result, "plan:2: start: "));
}

TEST_CASE("offsets are trusted before the zone's name", "[import][event]") {
  const ImportResult result = event_of("frab_v1.json", options());
  REQUIRE(result.event);
  CHECK(result.event->time_zone == "UTC");
  CHECK(to_rfc3339(titled(*result.event, "Opening").start) == "2026-11-20T09:00:00+01:00");
  CHECK(says(result, "what the files say was taken"));
}

TEST_CASE("UTC and other zones are shown in the event's", "[import][event]") {
  ImportOptions here = options();
  here.time_zone = "America/Chicago";
  here.room = "Hall";
  const ImportResult result = event_of("ics_zones.ics", here);
  REQUIRE(result.event);
  CHECK(to_rfc3339(titled(*result.event, "utc").start) == "2026-08-25T09:35:00-05:00");
  CHECK(to_rfc3339(titled(*result.event, "iana").start) == "2026-08-25T09:35:00-05:00");
  CHECK(to_rfc3339(titled(*result.event, "lying").start) == "2026-08-25T10:35:00-05:00");
}

TEST_CASE("a session without a room is an error, or goes where it is told", "[import][event]") {
  ImportOptions chicago = options();
  chicago.time_zone = "America/Chicago";
  const ImportResult without = event_of("ics_no_uid.ics", chicago);
  CHECK_FALSE(without.event);
  CHECK(says(without, "plan:3: room: is empty"));
  chicago.room = "Somewhere";
  const ImportResult with = event_of("ics_no_uid.ics", chicago);
  REQUIRE(with.event);
  CHECK(with.event->find_room_by_name("Somewhere") != nullptr);
}

TEST_CASE("spellings of one room are one room, said aloud", "[import][event]") {
  ImportOptions chicago = options();
  chicago.time_zone = "America/Chicago";
  const ImportResult result = event_of("rooms_drift.csv", chicago);
  REQUIRE(result.event);
  Strings names;
  for (const Room& room : result.event->rooms) {
    names.push_back(room.name);
  }
  CHECK(names == Strings{"EMC I", "600 - 2", "HackerSpace (317)"});
  CHECK(says(result, "The room \"600–2\" as \"600 - 2\" was read as one."));
}

TEST_CASE("repeated ids are told apart by their start, and stay so", "[import][event]") {
  ImportOptions berlin = options();
  berlin.time_zone = "Europe/Berlin";
  const ImportResult result = event_of("frab_repeated_ids.xml", berlin);
  REQUIRE(result.event);
  REQUIRE(result.event->sessions.size() == 2);
  CHECK(result.event->sessions[0].id.value == "60000000-0000-4000-8000-000000000001");
  CHECK(result.event->sessions[1].id.value ==
        "60000000-0000-4000-8000-000000000001/2026-11-20t11-00");
}

TEST_CASE("five thousand sessions alike are told apart at once", "[import][event]") {
  // Talks with several slots share an id; talks without one share what title and start make.
  std::string plan = "<schedule><day date=\"2026-11-20\"><room name=\"Gym\">";
  for (const char* guid : {"", " guid=\"same\""}) {
    for (int i = 0; i < 2500; ++i) {
      plan += "<event" + std::string{guid} + "><date>2026-11-20T10:00:00-06:00</date>";
      plan += "<duration>00:45</duration><title>Same</title></event>";
    }
  }
  plan += "</room></day></schedule>";
  ImportOptions chicago = options();
  chicago.time_zone = "America/Chicago";
  const ImportResult result = import_schedule({{"plan", plan}}, chicago, real_zones());
  INFO(to_text(result.findings));
  REQUIRE(result.event);
  CHECK(result.event->sessions.size() == 5000);
  const auto has = [&result](const char* id) {
    return result.event->find_session(SessionId{id}) != nullptr;
  };
  CHECK(has("same-2026-11-20t10-00"));
  CHECK(has("same-2026-11-20t10-00/2"));
  CHECK(has("same-2026-11-20t10-00/2500"));
  CHECK(has("same"));
  CHECK(has("same/2026-11-20t10-00"));
  CHECK(has("same/2026-11-20t10-00/2499"));
}

TEST_CASE("whole days are no sessions, cancelled ones stay", "[import][event]") {
  ImportOptions berlin = options();
  berlin.time_zone = "Europe/Berlin";
  berlin.room = "Hall";
  const ImportResult result = event_of("ics_overrides.ics", berlin);
  REQUIRE(result.event);
  CHECK(titled(*result.event, "Called off").status == SessionStatus::cancelled);
  CHECK(says(result, "entries last whole days and were left out"));
}

TEST_CASE("names can be withheld or cut to first names", "[import][event]") {
  const std::string bytes =
      ("Title,Room,Start,End,Presenters,Show names\n"
       "A,1,2026-11-20 10:00,10:45,Mia Lee; Jo Ek,yes\nB,1,2026-11-20 11:00,11:45,Lea Roe,no\n");
  ImportOptions chicago = options();
  chicago.time_zone = "America/Chicago";
  chicago.names = PresenterNames::first_names;
  const ImportResult result = import_schedule({{"plan", bytes}}, chicago, real_zones());
  REQUIRE(result.event);
  CHECK(titled(*result.event, "A").presenters == Strings{"Mia", "Jo"});
  CHECK(titled(*result.event, "B").presenters.empty());
}

TEST_CASE("a room that a sheet spells in many ways is one room", "[import][event]") {
  ImportOptions chicago = options();
  chicago.time_zone = "America/Chicago";
  const auto rooms_of = [&](const std::string& text) {
    const ImportResult result = import_schedule({{"plan.csv", text}}, chicago, real_zones());
    REQUIRE(result.event);
    return std::pair{result.event->rooms, to_text(result.findings)};
  };
  const std::string header = "Title,Room,Date,Start,End\n";
  const auto [rooms, said] = rooms_of(header +
                                      "A,12,2026-11-20,9:00,9:45\n"
                                      "B,Room 12,2026-11-20,10:00,10:45\n"
                                      "C,rm. 12,2026-11-20,11:00,11:45\n"
                                      "D,Aula 12,2026-11-20,12:00,12:45\n"
                                      "E,Room12,2026-11-20,13:00,13:45\n"
                                      "F,Room 13,2026-11-20,9:00,9:45\n"
                                      "G,Salón 13,2026-11-20,10:00,10:45\n"
                                      "H,Roomy Hall,2026-11-20,9:00,9:45\n");
  CHECK(rooms == std::vector<Room>{
                     {{"12"}, "12"}, {{"room-13"}, "Room 13"}, {{"roomy-hall"}, "Roomy Hall"}});
  CHECK(said.find("The room \"Room 12\" as \"12\" was read as one.") != std::string::npos);

  // What was assumed goes by the room, too: the next one in it begins at 9:20.
  const ImportResult open_end =
      import_schedule({{"plan.csv",
                        "Title,Room,Date,Start\nA,12,2026-11-20,9:00\nB,Room "
                        "12,2026-11-20,9:20\n"}},
                      chicago, real_zones());
  REQUIRE(open_end.event);
  CHECK(to_rfc3339(titled(*open_end.event, "A").end) == "2026-11-20T09:20:00-06:00");
}

TEST_CASE("rooms that stand side by side under two spellings are one", "[import][event]") {
  ImportOptions chicago = options();
  chicago.time_zone = "America/Chicago";
  const ImportResult result =
      import_schedule({{"a.csv", "Title,Room,Date,Start,End\nA,12,2026-11-20,9:00,9:45\n"},
                       {"b.csv", "Title,Room,Date,Start,End\nB,ROOM 12,2026-11-20,10:00,10:45\n"}},
                      chicago, real_zones());
  REQUIRE(result.event);
  CHECK(result.event->rooms.size() == 1);
}
