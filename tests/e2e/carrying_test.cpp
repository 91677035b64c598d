// Answers that travel on a stick, and a collector that lost some: the real programs, the real tap.
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>

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

namespace fs = std::filesystem;

// Nobody listens there.
constexpr const char* nowhere = "https://127.0.0.1:9";

struct School {
  TempFolder folder;
  std::unique_ptr<XServer> server = need(XServer::start(1280, 1280));
  demo::Door door;

  School() {
    need(Collector::load_event(books(), {sample_day()}));
    door = need(demo::choose_door(need(Collector::export_event(books()))));
    fs::create_directories(stick());
  }
  std::string books() const { return folder / "collector"; }
  std::string stick() const { return folder / "stick"; }
  std::string tablet() const { return folder / "tablet"; }

  std::unique_ptr<Kiosk> switch_on(const std::string& collector,
                                   std::vector<std::string> more = {}) const {
    KioskOptions options;
    options.more = std::move(more);
    options.display = server->display();
    options.folder = folder.path().string();
    options.data = tablet();
    options.collector = collector;
    options.room = door.room;
    options.now = door.now;
    return need(Kiosk::start(options));
  }
  Outcome kiosk(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), kiosk_program());
    arguments.insert(arguments.end(), {"--data", tablet(), "--room", door.room});
    return run(arguments);
  }
  Outcome collector(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), collector_program());
    arguments.insert(arguments.end(), {"--data", books()});
    return run(arguments);
  }
  Outcome import(std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"bundle", "import", stick()});
    return collector(more);
  }
  void carry_schedule() const {
    const std::string day = stick() + "/day.lintel-schedule.json";
    REQUIRE(collector({"event", "export", "--format", "lintel", "--output", day}).exit_code == 0);
    const Outcome shown = kiosk({"--read-schedule", day});
    INFO(shown.errors);
    REQUIRE(shown.exit_code == 0);
  }
  bool receives(int count) const {
    return eventually([&] {
      const Books all = need(Collector::ledger(books()));
      return all.taken == count && all.received == count && all.meets;
    });
  }
};

// A long press on the clock.
Status open_staff_sheet(Kiosk& kiosk) {
  TRY_DO(kiosk.wait_until("the clock", [](const Sight& s) { return s.find("staff") != nullptr; }));
  const Node clock = *kiosk.see().find("staff");
  kiosk.screen().press(
      {static_cast<int>(clock.x + clock.width / 2), static_cast<int>(clock.y + clock.height / 2)});
  const Status opened = kiosk.wait_until("the sheet for staff", [](const Sight& sight) {
    return sight.find("staff.title") != nullptr;
  });
  kiosk.screen().release();
  return opened;
}

// As often as it takes: a tap just after the layout changed was meant for what stood there before.
Status tap_until(Kiosk& kiosk, const std::string& id, const std::string& text) {
  constexpr milliseconds patience_for_one{3000};
  Status shown = ok();
  for (int attempt = 0; attempt < 5; ++attempt) {
    TRY_DO(kiosk.tap(id));
    shown = kiosk.wait_for_text(text, patience_for_one);
    if (shown) {
      break;
    }
  }
  return shown;
}

bool says(const std::string& text, const std::string& part) {
  UNSCOPED_INFO(text);
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE(
    "a tablet that never saw a network takes its schedule from a stick and gives its answers "
    "back on one",
    "[e2e][bundle]") {
  const School school;
  school.carry_schedule();

  auto kiosk = school.switch_on(nowhere);
  // Fewer than one group, so that they are all held back; and a power cut.
  need(answer_as_people_do(*kiosk, 3));
  const Outcome busy = school.kiosk({"--write-bundle", school.stick()});
  CHECK(busy.exit_code == 1);
  CHECK(says(busy.errors, "Another Lintel is already using the data folder"));
  kiosk->kill();
  const Outcome early = school.kiosk({"--write-bundle", school.stick()});
  INFO(early.errors);
  REQUIRE(early.exit_code == 0);
  CHECK(says(early.output, "holds 0 answers"));
  CHECK(says(early.output, "Answers of 1 session are not in it"));
  const Outcome ended = school.kiosk({"--end-day"});
  INFO(ended.errors);
  CHECK(says(ended.output, "3 answers and notes wait"));
  const Outcome written = school.kiosk({"--write-bundle", school.stick()});
  INFO(written.errors);
  REQUIRE(written.exit_code == 0);
  CHECK(says(written.output, "holds 3 answers"));

  const Outcome stranger = school.import();
  CHECK(stranger.exit_code == 2);
  CHECK(says(stranger.errors, "not paired with this collector"));
  const Outcome imported = school.import({"--accept-unpaired"});
  INFO(imported.errors);
  CHECK(imported.exit_code == 0);
  CHECK(says(imported.output, "3 stored, 0 were here already, 0 refused; 3 taken = 3 received"));
  CHECK(school.receives(3));
  CHECK(says(school.import({"--accept-unpaired"}).output, "0 stored, 3 were here already"));
  CHECK(school.receives(3));
}

TEST_CASE("answers carried beside a running collector and sent later count once", "[e2e][bundle]") {
  const School school;
  auto collector = need(Collector::serve(school.books(), school.folder.path().string()));
  auto kiosk = school.switch_on(collector->url());
  need(let_in(*kiosk, school.books()));
  need(answer_as_people_do(*kiosk, 10));
  REQUIRE(school.receives(5));
  need(kiosk->stop());

  kiosk = school.switch_on(nowhere);
  need(answer_as_people_do(*kiosk, 6));
  need(kiosk->stop());
  REQUIRE(school.kiosk({"--write-bundle", school.stick()}).exit_code == 0);
  const Outcome imported = school.import();
  INFO(imported.errors);
  CHECK(imported.exit_code == 0);
  CHECK(says(imported.output, "5 stored, 5 were here already, 0 refused"));
  CHECK(school.receives(10));

  // The others were held back; with four more a group of them goes by itself.
  kiosk = school.switch_on(collector->url());
  need(answer_as_people_do(*kiosk, 4));
  CHECK(school.receives(15));
}

TEST_CASE(
    "staff end the day at the exit question of a door without a network, and carry its answers on "
    "a stick; a restart asks nobody again",
    "[e2e][bundle][staff]") {
  School school;
  school.door.now = school.door.last_exit;
  school.carry_schedule();
  auto kiosk = school.switch_on(nowhere, {"--stick", school.stick()});
  need(kiosk->wait_for_screen("exit"));
  need(tap_until(*kiosk, "use.not-sure", "Saved."));
  need(answer_as_people_do(*kiosk, 2));
  need(open_staff_sheet(*kiosk));
  REQUIRE(kiosk->see().screen == "exit+staff");
  need(tap_until(*kiosk, "end-day", "Is the day over at this door?"));
  need(tap_until(*kiosk, "end-day", "The day is over at this door"));
  REQUIRE(kiosk->see().screen == "door+staff");
  need(kiosk->wait_for_text("3 answers and notes have not been sent yet."));

  fs::remove_all(school.stick());
  need(tap_until(*kiosk, "save-to-stick", "No USB stick was found."));
  fs::create_directories(school.stick());
  need(tap_until(*kiosk, "save-to-stick", "Saved: 3 answers and notes are on the stick."));
  kiosk->kill();

  kiosk = school.switch_on(nowhere, {"--stick", school.stick()});
  CHECK(kiosk->see().screen == "door");
  CHECK(kiosk->see().find("use.not-sure") == nullptr);
  need(open_staff_sheet(*kiosk));
  CHECK(kiosk->see().says("3 answers and notes have not been sent yet."));
  need(kiosk->stop());

  const Outcome imported = school.import({"--accept-unpaired"});
  INFO(imported.errors);
  CHECK(says(imported.output, "3 stored, 0 were here already, 0 refused; 3 taken = 3 received"));
}

TEST_CASE("a dead tablet's copied folder brings what is on it", "[e2e][bundle]") {
  const School school;
  const auto collector = need(Collector::serve(school.books(), school.folder.path().string()));
  auto kiosk = school.switch_on(collector->url());
  need(let_in(*kiosk, school.books()));
  need(answer_as_people_do(*kiosk, 2));
  kiosk->kill();
  fs::copy(school.tablet(), school.folder / "card", fs::copy_options::recursive);
  const Outcome brought = school.collector({"bundle", "from-folder", school.folder / "card"});
  INFO(brought.errors);
  CHECK(brought.exit_code == 0);
  CHECK(says(brought.output, "2 taken = 2 received"));
  CHECK(school.receives(2));
}

TEST_CASE("a collector restored from an older backup gets back what it lost, each answer once",
          "[e2e][ledger]") {
  const School school;
  auto collector = need(Collector::serve(school.books(), school.folder.path().string()));
  const int port = collector->port();
  auto kiosk = school.switch_on(collector->url());
  need(let_in(*kiosk, school.books()));
  need(answer_as_people_do(*kiosk, 10));
  REQUIRE(school.receives(5));
  need(collector->stop());
  const std::string backup = school.folder / "backup";
  fs::copy(school.books(), backup, fs::copy_options::recursive);
  collector = need(Collector::serve(school.books(), school.folder.path().string(), port));
  need(answer_as_people_do(*kiosk, 5));
  REQUIRE(school.receives(10));

  need(collector->stop());
  fs::remove_all(school.books());
  fs::copy(backup, school.books(), fs::copy_options::recursive);
  collector = need(Collector::serve(school.books(), school.folder.path().string(), port));
  CHECK(need(Collector::ledger(school.books())).received == 5);
  need(answer_as_people_do(*kiosk, 5));
  CHECK(school.receives(15));
}

}  // namespace lintel::e2e
