// The kiosk with a keyboard, on a display that has gone dark, and full screen
// among other programs: what no finger does.
#include <signal.h>

#include <catch2/catch_test_macros.hpp>

#include "tests/e2e/school.h"
#include "tests/e2e/support/need.h"
#include "tests/e2e/support/other_program.h"
#include "tests/e2e/support/programs.h"
#include "tests/e2e/support/sentence.h"

namespace lintel::e2e {
namespace {

struct Desk {
  School school;
  std::unique_ptr<OtherProgram> keyboard;
  std::unique_ptr<Kiosk> kiosk;

  Desk() : keyboard(need(OtherProgram::start(school.server->display()))) {
    kiosk = school.open_door(school.door.now);
    keyboard->watch(kiosk->process().pid());
    kiosk->wait_for_rest();
  }
  void press(const std::string& key) const { keyboard->press_key(key); }
  void wait_for_focus(const std::string& id) const {
    need(kiosk->wait_until("the keyboard at " + id, [&](const Sight& sight) {
      return sight.focused() != nullptr && sight.focused()->id == id;
    }));
  }
  void tab_to(const std::string& id) const {
    for (int i = 0; i < 60; ++i) {
      const Node* before = kiosk->see().focused();
      const std::string left = before != nullptr ? before->id : "";
      if (left == id) {
        return;
      }
      press("Tab");
      need(kiosk->wait_until("the keyboard elsewhere", [&](const Sight& sight) {
        return sight.focused() != nullptr && sight.focused()->id != left;
      }));
    }
    FAIL("Tab never came to " << id);
  }
  bool has_saved() const { return kiosk->see().find("undo") != nullptr; }
};

// Full screen nothing is told of what is on it: it is looked at from outside.
Result<std::unique_ptr<Process>> start_door(const std::string& display, const TempFolder& folder) {
  return Process::start({{kiosk_program(), "--room", "204", "--data", folder / "tablet"},
                         {{"DISPLAY", display}},
                         folder / "kiosk.out",
                         folder / "kiosk.err",
                         {}});
}
const std::optional<Standing> filled = Standing{0, 0, 1280, 800, true, true};

}  // namespace

TEST_CASE("a keyboard finds a session: Tab, Return, letters, Escape", "[e2e][desk]") {
  Desk desk;
  Kiosk& kiosk = *desk.kiosk;
  desk.tab_to("all-rooms");
  desk.press("Return");
  need(kiosk.wait_for_screen("board"));
  desk.tab_to("search");
  desk.press("Return");
  need(kiosk.wait_for_screen("search"));
  for (const char* letter : {"n", "a", "m", "x", "BackSpace", "e", "s"}) {
    desk.press(letter);
  }
  need(kiosk.wait_until("what was typed", [](const Sight& sight) {
    const Node* query = sight.find("query");
    return query != nullptr && query->label == "names";
  }));
  desk.tab_to("session.names");
  desk.press("Return");
  need(kiosk.wait_for_screen("search+session"));
  desk.press("Escape");
  need(kiosk.wait_for_screen("search"));
  desk.press("Escape");
  need(kiosk.wait_for_screen("board"));
  desk.press("Escape");
  need(kiosk.wait_for_screen("door"));
  need(kiosk.stop());
}

TEST_CASE("a keyboard answers, once for each press", "[e2e][desk]") {
  Desk desk;
  Kiosk& kiosk = *desk.kiosk;
  to_exit(kiosk);
  next_person();
  desk.tab_to("use.not-sure");
  desk.press("Return");
  need(kiosk.wait_until("the strip",
                        [](const Sight& sight) { return sight.find("undo") != nullptr; }));
  CHECK(kiosk.see().focused() == nullptr);
  need(kiosk.stop());
}

TEST_CASE("the tap that wakes a dark display is no answer, the next one is", "[e2e][desk]") {
  Desk desk;
  Kiosk& kiosk = *desk.kiosk;
  to_exit(kiosk);
  next_person();
  desk.keyboard->darken();
  REQUIRE(desk.keyboard->is_dark());
  need(kiosk.tap("use.not-sure"));
  CHECK_FALSE(desk.keyboard->is_dark());
  next_person();
  CHECK_FALSE(desk.has_saved());
  need(kiosk.tap("use.not-sure"));
  need(kiosk.wait_until("the strip",
                        [](const Sight& sight) { return sight.find("undo") != nullptr; }));
  need(kiosk.stop());
}

TEST_CASE("a door full screen stays above a dialog, open when asked to close, and ends by signal",
          "[e2e][desk]") {
  const TempFolder folder;
  const auto server = need(XServer::start(1280, 800));
  const auto other = need(OtherProgram::start(server->display()));
  const auto manager = need(start_window_manager(server->display(), *other));
  const auto kiosk = need(start_door(server->display(), folder));
  other->watch(kiosk->pid());
  const auto check_stands = [&] {
    const bool stands = eventually([&] { return other->see() == filled; });
    INFO(to_string(other->see()) << kiosk->errors());
    CHECK(stands);
  };
  check_stands();
  other->open_dialog();
  check_stands();
  other->ask_to_close();
  other->close_dialog();
  check_stands();
  CHECK(kiosk->running());
  kiosk->signal(SIGTERM);
  CHECK(kiosk->wait() == 0);
}

TEST_CASE("a door full screen whose X server ends says so", "[e2e][desk]") {
  const TempFolder folder;
  auto server = need(XServer::start(1280, 800));
  const auto kiosk = need(start_door(server->display(), folder));
  {
    const auto other = need(OtherProgram::start(server->display()));
    other->watch(kiosk->pid());
    CHECK(eventually([&] { return other->see() == filled; }));
  }
  server.reset();
  CHECK(kiosk->wait() == 1);
  CHECK(flaw_of_sentence(kiosk->errors(), "lintel-kiosk") == "");
}

}  // namespace lintel::e2e
