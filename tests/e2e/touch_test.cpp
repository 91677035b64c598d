// The kiosk under real touches: two fingers at once, through an X server's own touch code.
#include <catch2/catch_test_macros.hpp>

#include "tests/e2e/school.h"
#include "tests/e2e/support/eventually.h"
#include "tests/e2e/support/need.h"
#include "tests/e2e/support/pairing.h"
#include "tests/e2e/support/programs.h"
#include "tests/e2e/support/touch_server.h"

namespace lintel::e2e {
namespace {

// A tablet with a touch panel. Nothing manages its windows: the kiosk's begins in the corner.
struct Panel {
  School school;
  std::unique_ptr<TouchServer> touches;
  std::unique_ptr<Kiosk> kiosk;

  Panel() {
    const std::string missing = TouchServer::missing();
    if (!missing.empty()) {
      SKIP("No touch panel to play without the package " << missing << ".");
    }
    touches = need(TouchServer::start(1280, 800));
    KioskOptions options;
    options.display = touches->display();
    options.folder = school.folder.path().string();
    options.data = school.tablet();
    options.collector = school.collector->url();
    options.room = school.door.room;
    options.now = school.door.now;
    kiosk = need(Kiosk::start(options));
    need(let_in(*kiosk, school.books()));
    need(kiosk->wait_for_text(school.door.title));
    kiosk->wait_for_rest();
  }

  Point place(const std::string& id) const {
    const Node* node = kiosk->see().find(id);
    INFO(id << " on " << kiosk->see().summary());
    REQUIRE(node != nullptr);
    return {static_cast<int>(node->x + node->width / 2),
            static_cast<int>(node->y + node->height / 2)};
  }
  // Both are down before one of them is lifted.
  void together(const std::string& one, const std::string& other) {
    const std::uint64_t before = kiosk->see().touches;
    const Point first = place(one);
    const Point second = place(other);
    need(touches->down(0, first));
    need(touches->down(1, second));
    need(touches->up(0));
    need(touches->up(1));
    need(kiosk->wait_until("an answer to both fingers",
                           [&](const Sight& sight) { return sight.touches == before + 2; }));
  }
};

// How many answers this tablet has, told by the stick at the end of its day.
std::string on_stick(const Panel& panel) {
  const Outcome ended =
      run({kiosk_program(), "--data", panel.school.tablet(), "--room", panel.school.door.room,
           "--end-day", "--write-bundle", panel.school.folder.path().string()});
  INFO(ended.errors);
  CHECK(ended.exit_code == 0);
  return ended.output;
}

}  // namespace

TEST_CASE("two people who press tiles at once give two answers, also on the same tile",
          "[e2e][touch]") {
  Panel panel;
  Kiosk& kiosk = *panel.kiosk;
  to_exit(kiosk);
  next_person();
  panel.together("use.yes-this-week", "use.not-for-me");
  next_person();
  panel.together("use.not-sure", "use.not-sure");
  // A finger that lies there for long is nobody's answer.
  need(panel.touches->down(2, panel.place("use.yes-this-week")));
  eventually([] { return false; }, milliseconds{3300});
  const std::uint64_t before = kiosk.see().touches;
  need(panel.touches->up(2));
  need(kiosk.wait_until("the end of the long touch",
                        [&](const Sight& sight) { return sight.touches > before; }));
  next_person();
  need(kiosk.stop());
  CHECK(on_stick(panel).find(" holds 4 answers ") != std::string::npos);
}

TEST_CASE("two fingers at once type two letters, in the order they are lifted", "[e2e][touch]") {
  Panel panel;
  Kiosk& kiosk = *panel.kiosk;
  need(kiosk.tap("all-rooms"));
  need(kiosk.wait_for_screen("board"));
  need(kiosk.tap("search"));
  need(kiosk.wait_for_screen("search"));
  kiosk.wait_for_rest();
  panel.together("key.n", "key.a");
  panel.together("key.m", "key.e");
  need(kiosk.tap("key.s"));
  need(kiosk.wait_until("what was typed", [](const Sight& sight) { return sight.says("names"); }));
  need(kiosk.tap("session.names"));
  need(kiosk.stop());
}

}  // namespace lintel::e2e
