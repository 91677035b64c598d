// The kiosk under real touches: two fingers at once, through an X server's own touch code.
#include <catch2/catch_test_macros.hpp>

#include "tests/e2e/school.h"
#include "tests/e2e/support/need.h"
#include "tests/e2e/support/pairing.h"
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

}  // namespace

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
