// Who may send, with the real programs: a code on the real screen, approved by the real command.
#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "tests/e2e/school.h"
#include "tests/e2e/support/need.h"
#include "tests/e2e/support/pairing.h"
#include "tests/e2e/support/programs.h"

namespace lintel::e2e {
TEST_CASE("a new tablet is let in by its code and stays in", "[e2e][pairing]") {
  const School school;
  auto kiosk = school.switch_on(school.door.now);
  need(kiosk->wait_for_screen("pairing"));
  need(let_in(*kiosk, school.books()));
  need(kiosk->wait_for_text(school.door.title.substr(0, 12)));
  need(kiosk->stop());
  kiosk = school.switch_on(school.door.now);
  answer(*kiosk, 10);
  CHECK(school.wait_for(5).received == 5);
}

TEST_CASE("a revoked tablet goes on taking answers, and let in again sends each once",
          "[e2e][pairing]") {
  const School school;
  auto kiosk = school.switch_on(school.door.now);
  need(let_in(*kiosk, school.books()));
  answer(*kiosk, 10);
  REQUIRE(school.wait_for(5).received == 5);
  need(Collector::revoke(school.books(), need(Collector::known_device(school.books()))));
  answer(*kiosk, 5);
  need(kiosk->wait_until("the way to pair",
                         [](const Sight& sight) { return sight.find("pairing") != nullptr; }));
  CHECK(need(Collector::ledger(school.books())).received == 5);
  need(kiosk->tap("pairing"));
  need(let_in(*kiosk, school.books()));
  CHECK(school.wait_for(10).received == 10);
}

TEST_CASE("a collector set up anew is an interception until the tablet is told to forget",
          "[e2e][pairing]") {
  School school;
  auto kiosk = school.switch_on(school.door.now);
  need(let_in(*kiosk, school.books()));
  answer(*kiosk, 10);
  REQUIRE(school.wait_for(5).received == 5);
  need(kiosk->stop());
  need(school.collector->stop());
  std::filesystem::remove_all(school.books());
  need(Collector::load_event(school.books(), {sample_day()}));
  school.collector = need(Collector::serve(school.books(), school.folder.path().string()));

  kiosk = school.switch_on(school.door.now);
  need(kiosk->wait_for_text("not safe"));
  CHECK(need(Collector::ledger(school.books())).received == 0);
  need(kiosk->stop());
  kiosk = school.switch_on(school.door.now, {"--forget-collector"});
  need(kiosk->wait_until("the way to pair",
                         [](const Sight& sight) { return sight.find("pairing") != nullptr; }));
  need(kiosk->tap("pairing"));
  need(let_in(*kiosk, school.books()));
  CHECK(school.wait_for(5).received == 5);
}

}  // namespace lintel::e2e
