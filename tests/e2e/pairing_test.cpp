// Who may send, with the real programs: a code on the real screen, approved by the real command.
#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "tests/e2e/demo/day.h"
#include "tests/e2e/support/collector.h"
#include "tests/e2e/support/kiosk.h"
#include "tests/e2e/support/need.h"
#include "tests/e2e/support/pairing.h"
#include "tests/e2e/support/people.h"
#include "tests/e2e/support/programs.h"
#include "tests/e2e/support/temp_folder.h"
#include "tests/e2e/support/x_server.h"

namespace lintel::e2e {
namespace {

struct School {
  TempFolder folder;
  std::unique_ptr<XServer> server = need(XServer::start(1280, 1280));
  std::unique_ptr<Collector> collector;
  demo::Door door;

  School() {
    need(Collector::load_event(books(), {sample_day()}));
    door = need(demo::choose_door(need(Collector::export_event(books()))));
    collector = need(Collector::serve(books(), folder.path().string()));
  }
  std::string books() const { return folder / "collector"; }
  std::unique_ptr<Kiosk> switch_on(std::vector<std::string> more = {}) const {
    KioskOptions options;
    options.display = server->display();
    options.folder = folder.path().string();
    options.data = folder / "tablet";
    options.collector = collector->url();
    options.room = door.room;
    options.now = door.now;
    options.more = std::move(more);
    return need(Kiosk::start(options));
  }
};

bool receives(const School& school, int count) {
  return eventually([&] {
    const Books books = need(Collector::ledger(school.books()));
    return books.received == count && books.meets;
  });
}

}  // namespace

TEST_CASE("a new tablet is let in by its code and stays in", "[e2e][pairing]") {
  const School school;
  auto kiosk = school.switch_on();
  need(kiosk->wait_for_screen("pairing"));
  need(let_in(*kiosk, school.books()));
  need(kiosk->wait_for_text(school.door.title.substr(0, 12)));
  need(kiosk->stop());
  kiosk = school.switch_on();
  need(answer_as_people_do(*kiosk, 5));
  CHECK(receives(school, 5));
}

TEST_CASE("a revoked tablet goes on taking answers, and let in again sends each once",
          "[e2e][pairing]") {
  const School school;
  auto kiosk = school.switch_on();
  need(let_in(*kiosk, school.books()));
  need(answer_as_people_do(*kiosk, 5));
  REQUIRE(receives(school, 5));
  need(Collector::revoke(school.books(), need(Collector::known_device(school.books()))));
  need(answer_as_people_do(*kiosk, 5));
  need(kiosk->wait_until("the way to pair",
                         [](const Sight& sight) { return sight.find("pairing") != nullptr; }));
  CHECK(need(Collector::ledger(school.books())).received == 5);
  need(kiosk->tap("pairing"));
  need(let_in(*kiosk, school.books()));
  CHECK(receives(school, 10));
}

TEST_CASE("a collector set up anew is an interception until the tablet is told to forget",
          "[e2e][pairing]") {
  School school;
  auto kiosk = school.switch_on();
  need(let_in(*kiosk, school.books()));
  need(answer_as_people_do(*kiosk, 5));
  REQUIRE(receives(school, 5));
  need(kiosk->stop());
  need(school.collector->stop());
  std::filesystem::remove_all(school.books());
  need(Collector::load_event(school.books(), {sample_day()}));
  school.collector = need(Collector::serve(school.books(), school.folder.path().string()));

  kiosk = school.switch_on();
  need(kiosk->wait_for_text("not safe"));
  CHECK(need(Collector::ledger(school.books())).received == 0);
  need(kiosk->stop());
  kiosk = school.switch_on({"--forget-collector"});
  need(kiosk->wait_until("the way to pair",
                         [](const Sight& sight) { return sight.find("pairing") != nullptr; }));
  need(kiosk->tap("pairing"));
  need(let_in(*kiosk, school.books()));
  CHECK(receives(school, 5));
}

}  // namespace lintel::e2e
