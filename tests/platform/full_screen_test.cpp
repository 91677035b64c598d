// A door's window on real X servers, with a window manager and without: it stays where it belongs,
// whatever happens around it.
#include <signal.h>

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <thread>
#include <vector>

#include "kiosk/platform/window.h"
#include "kiosk/ui/tokens.h"
#include "tests/e2e/support/need.h"
#include "tests/e2e/support/other_program.h"
#include "tests/e2e/support/screen.h"
#include "tests/e2e/support/x_server.h"

namespace lintel::kiosk {
namespace {

using e2e::eventually;
using e2e::need;
using e2e::OtherProgram;
using e2e::Standing;

enum class Manager { none, openbox };

// A door on a display of its own, and somebody who looks at it.
struct Screen {
  std::string display;
  std::unique_ptr<OtherProgram> other;
  std::unique_ptr<e2e::Process> manager;
  std::unique_ptr<Window> window;

  Screen(std::string on, Manager with) : display(std::move(on)) {
    other = need(OtherProgram::start(display));
    other->watch(getpid());
    if (with == Manager::openbox) {
      start_manager();
    }
  }
  void start_manager() { manager = need(e2e::start_window_manager(display, *other)); }
  void kill_manager() {
    manager->signal(SIGKILL);
    manager->wait();
  }
  void open(std::optional<PixelSize> windowed = {}) {
    setenv("DISPLAY", display.c_str(), 1);
    WindowOptions options;
    options.windowed = windowed;
    window = need(Window::open(options));
  }
  void frame() {
    window->begin_frame({});
    window->end_frame();
  }
  // As the shell does: sleeps, and draws when something came.
  bool until(const std::function<bool()>& holds) {
    return eventually([&] {
      window->wait(milliseconds{20});
      if (window->take_activity()) {
        frame();
      }
      return holds();
    });
  }
  // What a manager was asked for just before has happened by then, and it stands again.
  void check_stands(int x, int y, int width, int height) {
    const auto asked = std::chrono::steady_clock::now();
    until([&] { return std::chrono::steady_clock::now() - asked > milliseconds{300}; });
    const std::optional<Standing> wanted = Standing{x, y, width, height, true, true};
    const bool stands = until([&] {
      const PixelSize drawn = window->size();
      return other->see() == wanted && drawn.width == width && drawn.height == height;
    });
    INFO(e2e::to_string(other->see())
         << ", drawn " << window->size().width << "x" << window->size().height);
    CHECK(stands);
  }
};

struct Desk {
  std::unique_ptr<e2e::XServer> server = need(e2e::XServer::start(1280, 800));
  Screen screen;
  explicit Desk(Manager with) : screen(server->display(), with) {}
};

constexpr std::array managers{Manager::none, Manager::openbox};

}  // namespace

TEST_CASE("A door fills its screen, on top and with the focus", "[window][e2e]") {
  for (const Manager manager : managers) {
    Desk desk{manager};
    desk.screen.open();
    desk.screen.check_stands(0, 0, 1280, 800);
  }
}

TEST_CASE("A door comes back on top when a dialog opens and takes the focus", "[window][e2e]") {
  for (const Manager manager : managers) {
    Desk desk{manager};
    Screen& screen = desk.screen;
    screen.open();
    screen.check_stands(0, 0, 1280, 800);
    for (int dialog = 0; dialog < 2; ++dialog) {
      screen.other->open_dialog();
      screen.check_stands(0, 0, 1280, 800);
      screen.other->close_dialog();
      screen.check_stands(0, 0, 1280, 800);
    }
  }
}

TEST_CASE("A door that is put away comes back", "[window][e2e]") {
  Desk desk{Manager::openbox};
  Screen& screen = desk.screen;
  screen.open();
  screen.check_stands(0, 0, 1280, 800);
  screen.other->put_away();
  screen.check_stands(0, 0, 1280, 800);
  screen.other->leave_full_screen();
  screen.check_stands(0, 0, 1280, 800);
  screen.other->show_desktop();
  screen.check_stands(0, 0, 1280, 800);
  screen.other->go_to_desktop(1);
  screen.check_stands(0, 0, 1280, 800);
}

TEST_CASE("A door that somebody hides without a window manager comes back", "[window][e2e]") {
  Desk desk{Manager::none};
  desk.screen.open();
  desk.screen.check_stands(0, 0, 1280, 800);
  desk.screen.other->unmap();
  desk.screen.check_stands(0, 0, 1280, 800);
}

TEST_CASE("A door stays when its window manager dies, and when one comes", "[window][e2e]") {
  Desk desk{Manager::openbox};
  Screen& screen = desk.screen;
  screen.open();
  screen.check_stands(0, 0, 1280, 800);
  screen.kill_manager();
  screen.check_stands(0, 0, 1280, 800);
  screen.other->open_dialog();
  screen.check_stands(0, 0, 1280, 800);
  screen.start_manager();
  screen.check_stands(0, 0, 1280, 800);
  screen.other->leave_full_screen();
  screen.check_stands(0, 0, 1280, 800);
}

TEST_CASE("A door opens after a window manager has died", "[window][e2e]") {
  Desk desk{Manager::openbox};
  Screen& screen = desk.screen;
  screen.kill_manager();
  REQUIRE(screen.other->names_manager());
  REQUIRE_FALSE(screen.other->has_manager());
  screen.open();
  screen.check_stands(0, 0, 1280, 800);
}

TEST_CASE("Nothing that the window system asks for closes a door; a window at a desk it does",
          "[window][e2e]") {
  Desk desk{Manager::openbox};
  Screen& screen = desk.screen;
  screen.open();
  screen.check_stands(0, 0, 1280, 800);
  screen.other->ask_to_close();
  // A key that comes after the request: both have been heard.
  screen.other->press_key("Escape");
  REQUIRE(screen.until([&] { return !screen.window->desk().empty(); }));
  CHECK_FALSE(screen.window->should_close());
  screen.check_stands(0, 0, 1280, 800);

  screen.window.reset();
  screen.open(PixelSize{640, 480});
  screen.frame();
  REQUIRE(screen.until([&] { return screen.other->see().has_value(); }));
  screen.other->ask_to_close();
  CHECK(screen.until([&] { return screen.window->should_close(); }));
}

TEST_CASE("A door passes by a window manager that does not know of full screen", "[window][e2e]") {
  Desk desk{Manager::none};
  Screen& screen = desk.screen;
  screen.other->become_old_manager();
  screen.open();
  screen.check_stands(0, 0, 1280, 800);
  screen.other->open_dialog();
  screen.check_stands(0, 0, 1280, 800);
}

TEST_CASE("Wheel and keys come as what they mean, a key that lies is pressed once",
          "[window][e2e]") {
  using Kind = ui::DeskEvent::Kind;
  Desk desk{Manager::none};
  Screen& screen = desk.screen;
  screen.open();
  screen.check_stands(0, 0, 1280, 800);
  screen.other->turn_wheel(640, 400, 2);
  for (const char* key : {"a", "Tab", "Return", "BackSpace", "Escape", "Page_Down", "F4"}) {
    screen.other->press_key(key);
  }
  screen.other->key_down("b");
  std::vector<ui::DeskEvent> events;
  const auto take = [&] {
    for (ui::DeskInput& input = screen.window->desk(); !input.empty(); input.pop()) {
      events.push_back(input.front());
    }
    return events.size() >= 9;
  };
  CHECK(screen.until(take));
  // Long enough for the server to repeat the key several times.
  eventually([] { return false; }, milliseconds{1000});
  screen.window->wait(milliseconds{0});
  take();
  screen.other->key_up("b");
  std::vector<Kind> kinds;
  for (const ui::DeskEvent& event : events) {
    kinds.push_back(event.kind);
  }
  REQUIRE(kinds == std::vector{Kind::scroll, Kind::scroll, Kind::text, Kind::next, Kind::press,
                               Kind::erase, Kind::back, Kind::scroll, Kind::text});
  CHECK(events[0].up == -1);
  REQUIRE(events[0].at);
  CHECK(events[0].at->x == 640);
  CHECK(events[0].at->y == 400);
  CHECK(events[2].text == "a");
  CHECK(events[7].up < -1);
  CHECK_FALSE(events[7].at);
  CHECK(events[8].text == "b");
  CHECK(screen.window->take_touch());
}

TEST_CASE("News that come before there is a window wake it when it is there", "[window][e2e]") {
  std::jthread{[] { Window::wake(); }}.join();
  Desk desk{Manager::none};
  desk.screen.open(PixelSize{640, 480});
  desk.screen.frame();
  const auto start = std::chrono::steady_clock::now();
  while (desk.screen.window->take_activity()) {
  }
  desk.screen.window->wait(seconds{20});
  CHECK(std::chrono::steady_clock::now() - start < seconds{10});
}

TEST_CASE("The saver stays away as long as there is a door, and comes to a window at a desk",
          "[window][e2e]") {
  Desk desk{Manager::none};
  Screen& screen = desk.screen;
  screen.open();
  screen.check_stands(0, 0, 1280, 800);
  screen.other->darken_after_seconds(1);
  const auto since = std::chrono::steady_clock::now();
  bool was_dark = false;
  screen.until([&] {
    was_dark = was_dark || screen.other->is_dark();
    return std::chrono::steady_clock::now() - since > milliseconds{2500};
  });
  CHECK_FALSE(was_dark);
  screen.window.reset();
  screen.open(PixelSize{640, 480});
  CHECK(screen.until([&] { return screen.other->is_dark(); }));
}

TEST_CASE("A touch on a dark screen lights it and says so", "[window][e2e]") {
  Desk desk{Manager::none};
  Screen& screen = desk.screen;
  screen.open();
  screen.check_stands(0, 0, 1280, 800);
  CHECK_FALSE(screen.window->take_lit());
  screen.other->darken();
  REQUIRE(screen.other->is_dark());
  const auto finger = need(e2e::Screen::open(screen.display));
  need(finger->look_at(getpid()));
  finger->tap({300, 250});
  std::optional<MonoTime> lit;
  REQUIRE(screen.until([&] {
    lit = lit ? lit : screen.window->take_lit();
    return lit && !screen.window->input().empty();
  }));
  CHECK_FALSE(screen.other->is_dark());
  CHECK(screen.window->input().front().when < *lit + ui::touch::after_layout);
  CHECK_FALSE(screen.window->take_lit());
}

}  // namespace lintel::kiosk
