// The way of an answer: finger, disk, network, collector, results.
#include <signal.h>

#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "tests/e2e/school.h"
#include "tests/e2e/support/need.h"

namespace lintel::e2e {
namespace {

bool says_saved(const Sight& sight) {
  for (const auto& node : sight.nodes) {
    if (node.id == "saved") {
      return node.label.starts_with("Saved");
    }
  }
  return false;
}

}  // namespace

TEST_CASE("of ten answers five travel while the tablet hangs at the door, the rest at its end",
          "[e2e]") {
  School school;
  auto kiosk = school.open_door(school.door.now);
  answer(*kiosk, 10);
  CHECK(school.wait_for(0).received == 0);
  answer(*kiosk, 1);  // with its tap the tenth is sealed
  const Books books = school.wait_for(5);
  INFO(books.sentence);
  CHECK(books.received == 5);
  // Shown is only what was complete five answers ago.
  CHECK(need(Collector::results_csv(school.books())).find(",5,no: answers come in groups,0,") !=
        std::string::npos);
  need(kiosk->stop());

  kiosk = school.open_door(school.door.end_of_day);
  CHECK(school.wait_for(11).received == 11);
  need(kiosk->stop());
}

TEST_CASE("one answer waits for company, and travels when the exit window has closed", "[e2e]") {
  School school;
  auto kiosk = school.open_door(school.door.now);
  to_exit(*kiosk);
  need(kiosk->tap("use.not-for-me"));
  need(kiosk->wait_until("the question for the next person",
                         [](const Sight& sight) { return sight.find("undo") == nullptr; }));
  CHECK(need(Collector::ledger(school.books())).received == 0);
  need(kiosk->stop());

  kiosk = school.open_door(school.door.end_of_day);
  const Books books = school.wait_for(1);
  INFO(books.sentence);
  CHECK(books.received == 1);
  // Alone, it must not be readable in any result.
  const auto csv = need(Collector::results_csv(school.books()));
  CHECK(csv.find(",1,no: fewer than 5 answers,0,") != std::string::npos);
}

TEST_CASE("a power cut right after Saved loses nothing and doubles nothing", "[e2e]") {
  School school;
  auto kiosk = school.open_door(school.door.now);
  to_exit(*kiosk);
  school.collector->kill();
  need(kiosk->tap("use.yes-this-week"));
  need(kiosk->wait_until("Saved", says_saved));
  kiosk->kill();

  school.restart_collector();
  kiosk = school.open_door(school.door.end_of_day);
  const Books books = school.wait_for(1);
  INFO(books.sentence);
  CHECK(books.taken == 1);
  CHECK(books.received == 1);
  need(kiosk->stop());

  // Started once more it has nothing left to send.
  kiosk = school.open_door(school.door.end_of_day);
  need(kiosk->wait_for_screen("door"));
  CHECK(school.wait_for(1).received == 1);
}

TEST_CASE("a collector that dies and comes back gets every answer once", "[e2e]") {
  School school;
  auto kiosk = school.open_door(school.door.now);
  for (int person = 0; person < 10; ++person) {
    answer(*kiosk, 1);
    if (person == 5) {
      school.collector->kill();
    }
  }
  school.restart_collector();
  need(kiosk->stop());
  kiosk = school.open_door(school.door.end_of_day);
  const Books books = school.wait_for(10);
  INFO(books.sentence);
  CHECK(books.taken == 10);
  CHECK(books.received == 10);
}

TEST_CASE("an undone answer never reaches the collector", "[e2e]") {
  School school;
  auto kiosk = school.open_door(school.door.now);
  to_exit(*kiosk);
  need(kiosk->tap("use.not-for-me"));
  next_person();
  need(kiosk->tap("undo"));
  need(kiosk->wait_until("no answer",
                         [](const Sight& sight) { return sight.find("undo") == nullptr; }));
  need(kiosk->stop());

  kiosk = school.open_door(school.door.end_of_day);
  const Books books = school.wait_for(0);
  INFO(books.sentence);
  CHECK(books.meets);
  CHECK(books.taken == 0);
}

TEST_CASE("what quick fingers type while the tablet is busy arrives whole and in order", "[e2e]") {
  School school;
  auto kiosk = school.open_door(school.door.now);
  to_exit(*kiosk);
  need(kiosk->tap("use.yes-this-week"));
  next_person();
  need(kiosk->tap("add-note"));
  need(kiosk->wait_for_screen("note"));
  next_person();  // keys of the first moment do not count
  kiosk->wait_for_rest();
  kiosk->process().signal(SIGSTOP);
  // The note itself is no key: what comes after such taps must not wait for the next finger.
  kiosk->tap_blindly({"key.G", "key.R", "note", "note", "note", "key.E", "key.E", "note", "note",
                      "note", "key.T", "key.U", "key.S"});
  kiosk->process().signal(SIGCONT);
  need(kiosk->wait_for_text("Greetus"));
  need(kiosk->stop());
}

TEST_CASE("a tablet that knows the day needs no collector to open its door", "[e2e]") {
  School school;
  need(school.open_door(school.door.now)->wait_for_text(school.door.title.substr(0, 12)));
  school.collector->kill();
  const auto kiosk = school.open_door(school.door.now);
  need(kiosk->wait_for_text(school.door.title.substr(0, 12)));
}

}  // namespace lintel::e2e
