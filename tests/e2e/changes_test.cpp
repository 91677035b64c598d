// The day changes while a tablet hangs at the door: the file is edited, loaded, and read there.
#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "tests/e2e/school.h"
#include "tests/e2e/support/need.h"
#include "tests/e2e/support/programs.h"

namespace lintel::e2e {
namespace {

const std::vector<std::string> often{"--schedule-every", "1"};

// The sample day with a new title, a moved session, one both moved and later, and a cancelled one.
// A row that is not in the sample any more fails the test.
std::vector<std::string> changed_day(const TempFolder& folder) {
  std::string sheet = read_text(sample_day() + "/sessions.csv");
  const auto edit = [&](const std::string& before, const std::string& after) {
    const auto at = sheet.find(before);
    INFO(before);
    REQUIRE(at != std::string::npos);
    sheet.replace(at, before.size(), after);
  };
  edit("Greet us at the door: the first two minutes decide the hour", "Greet us by name");
  edit("homework-job,204,", "homework-job,Gym,");
  edit("quiet-students,206,11:00 AM,11:45 AM", "quiet-students,204,11:10 AM,11:50 AM");
  edit("https://example.org/pd-day/names,scheduled", "https://example.org/pd-day/names,cancelled");
  write_text(folder / "sessions.csv", sheet);
  return {sample_day() + "/event.toml", folder / "sessions.csv"};
}

// The tablet has it on its disk: whatever it goes on to show, it shows knowing it.
bool holds(const std::string& tablet, const std::string& text) {
  for (const auto& file : std::filesystem::directory_iterator(tablet)) {
    if (file.is_regular_file() && read_text(file.path().string()).find(text) != std::string::npos) {
      return true;
    }
  }
  return false;
}

bool tells_every_change(const Sight& sight) {
  return sight.screen == "door" && sight.says("Greet us by name") &&
         sight.says("New title, was “Greet us at the door") && sight.says("11:00 · MOVED TO GYM") &&
         sight.says("Moved here from 206") && sight.says("New time, was 11:00") &&
         sight.says("2:00 · CANCELLED");
}

bool is_as_planned(const Sight& sight) {
  return sight.screen == "door" && sight.says("Greet us at the door") &&
         sight.says("NEXT · 11:00") && !sight.says("New title") && !sight.says("New time") &&
         !sight.says("MOVED TO GYM") && !sight.says("CANCELLED");
}

}  // namespace

TEST_CASE("a changed day reaches the door, but not the person who is writing", "[e2e][changes]") {
  School school;
  auto kiosk = school.open_door(school.door.now, often);
  to_exit(*kiosk);
  need(kiosk->tap("use.yes-this-week"));
  next_person();
  need(kiosk->tap("add-note"));
  need(kiosk->wait_for_screen("note"));
  need(kiosk->type("ok"));

  need(Collector::load_event(school.books(), changed_day(school.folder)));
  REQUIRE(eventually([&] { return holds(school.tablet(), "Greet us by name"); }));
  kiosk->wait_for_rest();
  CHECK(kiosk->see().screen == "note");
  CHECK_FALSE(kiosk->see().says("Greet us by name"));
  need(kiosk->tap("key.keep"));
  need(kiosk->wait_until("every change at the door", tells_every_change));

  // What was answered before the change counts with what is answered after it.
  next_person();  // taps of a new layout's first moment do not count
  answer(*kiosk, 4);
  need(kiosk->stop());
  kiosk = school.open_door(school.door.end_of_day);
  const Books books = school.wait_for(5);
  INFO(books.sentence);
  CHECK(books.received == 5);
  // Shown once the collector has seen that its session is closed.
  std::string csv;
  CHECK(eventually(
      [&] {
        csv = need(Collector::results_csv(school.books()));
        const auto row = csv.find("Greet us by name");
        return row != std::string::npos &&
               csv.substr(row, csv.find('\n', row) - row).find(",5,yes,") != std::string::npos;
      },
      std::chrono::seconds{90}));
  INFO(csv);
}

TEST_CASE("what changed is still at the door after a night without network, until it is undone",
          "[e2e][changes]") {
  School school;
  auto kiosk = school.open_door(school.door.now, often);
  need(kiosk->wait_until("the door as it was planned", is_as_planned));
  CHECK_FALSE(kiosk->see().says("Moved here"));
  need(Collector::load_event(school.books(), changed_day(school.folder)));
  need(kiosk->wait_until("every change at the door", tells_every_change));

  need(kiosk->stop());
  school.collector->kill();
  kiosk = school.switch_on(school.door.now, often);
  need(kiosk->wait_until("every change at the door", tells_every_change));

  school.restart_collector();
  need(Collector::undo_event(school.books()));
  need(kiosk->wait_until("the door as it was planned", is_as_planned));
  // Whoever read the door meanwhile was sent to the gym.
  CHECK(kiosk->see().says("Moved here from Gym"));
  need(kiosk->stop());
}

TEST_CASE("somebody looks for a session by its presenters' words", "[e2e][changes]") {
  const School school;
  auto kiosk = school.open_door(school.door.now);
  need(kiosk->wait_for_text(school.door.title));
  need(kiosk->tap("all-rooms"));
  need(kiosk->wait_for_screen("board"));
  need(kiosk->tap("search"));
  need(kiosk->wait_for_screen("search"));
  need(kiosk->type("names"));
  need(kiosk->tap("session.names"));
  need(kiosk->wait_until("the session's page", [](const Sight& sight) {
    const Node* title = sight.find("session.title");
    return title != nullptr && title->label == "Say our names right";
  }));
  CHECK(kiosk->see().says("Get it wrong, try again, and do not make it a joke"));
  CHECK(kiosk->see().find("qr") != nullptr);
  need(kiosk->tap("close"));
  need(kiosk->wait_for_screen("search"));
  CHECK(kiosk->see().find("session.names") != nullptr);
  need(kiosk->tap("close"));
  need(kiosk->wait_for_screen("board"));
  need(kiosk->stop());
}

}  // namespace lintel::e2e
