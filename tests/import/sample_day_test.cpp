// The day that ./demo shows has to load as a school's own day would: without a word of advice.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "shared/core/text.h"
#include "shared/import/import.h"
#include "shared/wire/schedule.h"

using namespace lintel;

namespace {

std::string read(const std::string& name) {
  std::ifstream file{std::string{LINTEL_SAMPLE_DAY} + "/" + name, std::ios::binary};
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

ImportResult sample_day() {
  return import_schedule(
      {{"event.toml", read("event.toml")}, {"sessions.csv", read("sessions.csv")}}, ImportOptions{},
      [](const std::string&, LocalTime) -> Result<minutes> { return minutes{-360}; });
}

}  // namespace

TEST_CASE("The sample day loads without an error and without advice", "[import][sample-day]") {
  const ImportResult result = sample_day();
  INFO(to_text(result.findings));
  REQUIRE(result.event);
  CHECK(result.findings.empty());
}

TEST_CASE("The sample day is the one of the pictures", "[import][sample-day]") {
  const ImportResult day = sample_day();
  const Event& event = *day.event;
  const auto count = [&](auto matches) {
    return std::count_if(event.sessions.begin(), event.sessions.end(), matches);
  };
  CHECK(event.rooms.size() == 4);
  CHECK(event.sessions.size() == 14);
  CHECK(count([](const Session& s) { return s.status == SessionStatus::cancelled; }) == 1);
  CHECK(count([](const Session& s) { return s.moved_from.has_value(); }) == 1);
  CHECK(count([](const Session& s) { return s.presenters.empty(); }) == 1);
  CHECK(count([](const Session& s) { return !s.slides_url.empty(); }) == 12);
  std::set<std::string> starts;
  for (const Session& session : event.sessions) {
    starts.insert(to_rfc3339(session.start));
  }
  CHECK(starts.size() == 4);
  const Session& first = event.sessions.front();
  CHECK(first.title == "Greet us at the door: the first two minutes decide the hour");
  CHECK(first.challenge == "Some of us go a whole day without a teacher saying our name.");
  CHECK(first.suggestions.size() == 4);
  const Session& moved = *event.find_session({"free-riders"});
  CHECK(event.find_room(moved.room)->name == "Library");
  CHECK(event.find_room(*moved.moved_from)->name == "204");
  CHECK(to_rfc3339(moved.start) == "2026-11-20T13:00:00-06:00");
}

TEST_CASE("Every idea of the sample day fits its tile", "[import][sample-day]") {
  constexpr std::size_t characters_most = 60;  // two lines of a tile on the reference canvas
  const ImportResult day = sample_day();
  for (const Session& session : day.event->sessions) {
    for (const std::string& suggestion : session.suggestions) {
      CAPTURE(suggestion);
      CHECK(code_point_count(suggestion) <= characters_most);
    }
  }
}

TEST_CASE("Names that are not to be shown are not in the day at all", "[import][sample-day]") {
  const ImportResult day = sample_day();
  const std::string document = wire::encode(*day.event);
  for (const char* name : {"Wren", "Dylan", "Alvarez"}) {
    CHECK(document.find(name) == std::string::npos);
  }
  CHECK(document.find("美玲") != std::string::npos);
}
