#include <catch2/catch_test_macros.hpp>
#include <functional>

#include "../sample.h"
#include "shared/event/check.h"
#include "shared/event/room_name.h"

using namespace lintel;
using namespace std::chrono_literals;

namespace {

Event draft() {
  return sample::event({sample::session({"a", "204", "10:00", "10:45"}),
                        sample::session({"b", "gym", "10:00", "10:45"}),
                        sample::session({"c", "204", "11:00", "11:45"})});
}

}  // namespace

TEST_CASE("Sessions are sorted by start, then by the order of the rooms, then by id", "[event]") {
  const Event event = sample::event({sample::session({"z", "204", "11:00", "11:45"}),
                                     sample::session({"b", "gym", "10:00", "10:45"}),
                                     sample::session({"y", "204", "10:00", "10:45"}),
                                     sample::session({"x", "204", "10:00", "10:45"})});
  std::vector<std::string> ids;
  for (const Session& session : event.sessions) {
    ids.push_back(session.id.value);
  }
  CHECK(ids == std::vector<std::string>{"x", "y", "b", "z"});
}

TEST_CASE("A draft without a form asks exit/1", "[event]") {
  CHECK(draft().form == exit_form());
}

TEST_CASE("Every broken invariant is named by its field", "[event]") {
  struct Case {
    const char* field;
    std::function<void(Event&)> spoil;
  };
  const std::vector<Case> cases = {
      {"id", [](Event& e) { e.id.value.clear(); }},
      {"title", [](Event& e) { e.title = "a\nb"; }},
      {"title", [](Event& e) { e.title = std::string(limits::title_bytes_max + 1, 'x'); }},
      {"time_zone", [](Event& e) { e.time_zone.clear(); }},
      {"languages", [](Event& e) { e.languages.clear(); }},
      {"languages",
       [](Event& e) {
         e.languages = {"en", "en"};
       }},
      {"languages",
       [](Event& e) {
         e.languages = {"../etc"};
         e.languages[0] += " ";
       }},
      {"accent", [](Event& e) { e.accent = "teal"; }},
      {"min_answers", [](Event& e) { e.rules.min_answers = 2; }},
      {"release_group", [](Event& e) { e.rules.release_group = 0; }},
      {"min_notes", [](Event& e) { e.rules.min_notes = 101; }},
      {"rooms", [](Event& e) { e.rooms.clear(); }},
      {"id", [](Event& e) { e.rooms[1].id = e.rooms[0].id; }},
      {"name", [](Event& e) { e.rooms[1].name = "204"; }},
      {"id", [](Event& e) { e.sessions[1].id = e.sessions[0].id; }},
      {"room", [](Event& e) { e.sessions[0].room.value = "lab"; }},
      {"moved_from", [](Event& e) { e.sessions[0].moved_from = RoomId{"lab"}; }},
      {"moved_from", [](Event& e) { e.sessions[0].moved_from = e.sessions[0].room; }},
      {"end", [](Event& e) { e.sessions[0].end = e.sessions[0].start; }},
      {"end", [](Event& e) { e.sessions[0].end.utc += 48h; }},
      {"start", [](Event& e) { e.sessions[0].start.offset = 19h; }},
      {"title", [](Event& e) { e.sessions[0].title.clear(); }},
      {"title", [](Event& e) { e.sessions[0].title = "\xFF"; }},
      {"challenge",
       [](Event& e) {
         e.sessions[0].challenge =
             "\xE2\x80\xAE"
             "evil";
       }},
      {"suggestions", [](Event& e) { e.sessions[0].suggestions.assign(9, "x"); }},
      {"suggestions", [](Event& e) { e.sessions[0].suggestions = {""}; }},
      {"presenters", [](Event& e) { e.sessions[0].presenters.assign(13, "x"); }},
      {"slides", [](Event& e) { e.sessions[0].slides_url = "http://example.org"; }},
      {"slides", [](Event& e) { e.sessions[0].slides_url = "https://"; }},
      {"slides", [](Event& e) { e.sessions[0].slides_url = "https://example.org/a b"; }},
      {"slides", [](Event& e) { e.sessions[0].slides_url = "https://school.org@evil.org/"; }},
  };
  for (const Case& one : cases) {
    Event event = draft();
    one.spoil(event);
    const auto breaches = find_breaches(event);
    CAPTURE(one.field);
    REQUIRE_FALSE(breaches.empty());
    CHECK(breaches.front().field == one.field);
    const auto made = make_event(event);
    REQUIRE_FALSE(made);
    CHECK(made.error().message.find(std::string{one.field} + ": ") != std::string::npos);
  }
}

TEST_CASE("A room is found by the name on its door, whatever the case", "[event]") {
  const Event event = draft();
  REQUIRE(event.find_room_by_name(" GYM "));
  CHECK(event.find_room_by_name("gym")->name == "Gym");
  CHECK(event.find_room_by_name("pool") == nullptr);
  CHECK(event.find_session({"c"})->id.value == "c");
  CHECK(event.find_session({"q"}) == nullptr);
}

TEST_CASE("A word for room before a number says nothing more, in either language", "[event]") {
  Event event = draft();
  event.rooms = {{{"r1"}, "Room 12"}, {{"r2"}, "13"}, {{"r3"}, "Room"}, {{"r4"}, "Aula 12B"}};
  for (const char* name : {"12", "room 12", "Rm. 12", "rm12", "AULA 12", "Sala 12", "Salón 12",
                           "Classroom 12", "#12", "Room #12"}) {
    CAPTURE(name);
    REQUIRE(event.find_room_by_name(name));
    CHECK(event.find_room_by_name(name)->id == RoomId{"r1"});
  }
  REQUIRE(event.find_room_by_name("Room 13"));
  CHECK(event.find_room_by_name("Room 13")->id == RoomId{"r2"});
  CHECK(event.find_room_by_name("12b")->id == RoomId{"r4"});
  CHECK(event.find_room_by_name("room")->id == RoomId{"r3"});
  CHECK(event.find_room_by_name("") == nullptr);
  CHECK(event.find_room_by_name("Room 1") == nullptr);
  CHECK(event.find_room_by_name("Roomy 12") == nullptr);
  CHECK(bare_room_name("roomy hall") == "roomy hall");  // "room" is no word of its own there
  CHECK(bare_room_name("salad bar") == "salad bar");
  // The whole name comes before what is left of it.
  event.rooms = {{{"a"}, "Room 12"}, {{"b"}, "12"}};
  CHECK(event.find_room_by_name("12")->id == RoomId{"b"});
  CHECK(event.find_room_by_name("Room 12")->id == RoomId{"a"});
}

TEST_CASE("The offset in force is that of the nearest session", "[event]") {
  Session summer = sample::session({"s", "204", "10:00", "10:45"});
  summer.start = sample::moment_on("2026-10-30", "10:00", -5h);
  summer.end = sample::moment_on("2026-10-30", "10:45", -5h);
  const Event event = sample::event({summer, sample::session({"w", "204", "10:00", "10:45"})});
  CHECK(event.offset_at(summer.start.utc) == -5h);
  CHECK(event.offset_at(sample::at("12:00")) == -6h);
  CHECK(Event{}.offset_at(sample::at("12:00")) == 0h);
}

TEST_CASE("Findings read like a compiler's, errors first", "[event]") {
  const Findings findings = {
      {Severity::advice, "day.csv", 3, "title", "Long."},
      {Severity::error, "day.csv", 7, "start", "Missing."},
      {Severity::error, "day.toml", 0, "", "Empty."},
  };
  CHECK(to_text(findings) ==
        "day.csv:7: start: Missing.\nday.toml: Empty.\nday.csv:3: advice: title: Long.\n");
  CHECK(has_errors(findings));
  CHECK_FALSE(has_errors({findings[0]}));
}
