// A door's window on an Xorg whose monitors change: another mode, turned, another monitor the
// first, unplugged and plugged in again; with a window manager and without.
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>

#include "kiosk/platform/window.h"
#include "tests/e2e/support/need.h"
#include "tests/e2e/support/other_program.h"
#include "tests/e2e/support/touch_server.h"

namespace lintel::kiosk {
namespace {

using e2e::eventually;
using e2e::need;
using e2e::OtherProgram;
using e2e::Standing;
using e2e::TouchServer;

struct Monitors {
  std::unique_ptr<TouchServer> server;
  std::unique_ptr<OtherProgram> other;
  std::unique_ptr<e2e::Process> manager;
  std::unique_ptr<Window> window;

  explicit Monitors(bool managed) {
    const std::string missing = TouchServer::missing();
    if (!missing.empty()) {
      SKIP("No Xorg to play with without the package " << missing << ".");
    }
    server = need(TouchServer::start(1280, 800));
    other = need(OtherProgram::start(server->display()));
    other->watch(getpid());
    if (managed) {
      manager = need(e2e::start_window_manager(server->display(), *other));
    }
    setenv("DISPLAY", server->display().c_str(), 1);
    window = need(Window::open({}));
  }
  void xrandr(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "xrandr");
    const auto outcome = e2e::run(arguments, {{"DISPLAY", server->display()}});
    INFO(outcome.errors);
    REQUIRE(outcome.exit_code == 0);
  }
  void check_fills(int x, int y, int width, int height) {
    const std::optional<Standing> wanted = Standing{x, y, width, height, true, true};
    const bool fills = eventually([&] {
      window->wait(milliseconds{20});
      if (window->take_activity()) {
        window->begin_frame({});
        window->end_frame();
      }
      const PixelSize drawn = window->size();
      return other->see() == wanted && drawn.width == width && drawn.height == height;
    });
    INFO(e2e::to_string(other->see()) << " instead of " << e2e::to_string(wanted) << ", drawn "
                                      << window->size().width << "x" << window->size().height);
    CHECK(fills);
  }
};

}  // namespace

TEST_CASE("A door follows every mode of its monitor, also an upright one", "[window][e2e]") {
  for (const bool managed : {false, true}) {
    CAPTURE(managed);
    Monitors monitors{managed};
    monitors.check_fills(0, 0, 1280, 800);
    monitors.xrandr({"--output", "DUMMY0", "--mode", "1024x768"});
    monitors.check_fills(0, 0, 1024, 768);
    monitors.xrandr({"--output", "DUMMY0", "--mode", "1920x1080"});
    monitors.check_fills(0, 0, 1920, 1080);
    // The driver cannot turn its picture; upright it is a mode like any other.
    monitors.xrandr(
        {"--newmode", "upright", "80", "800", "816", "832", "848", "1280", "1282", "1284", "1286"});
    monitors.xrandr({"--addmode", "DUMMY0", "upright"});
    monitors.xrandr({"--output", "DUMMY0", "--mode", "upright"});
    monitors.check_fills(0, 0, 800, 1280);
  }
}

TEST_CASE("A door stays on the first monitor, whichever that is", "[window][e2e]") {
  for (const bool managed : {false, true}) {
    CAPTURE(managed);
    Monitors monitors{managed};
    monitors.check_fills(0, 0, 1280, 800);
    monitors.xrandr({"--addmode", "DUMMY1", "1024x768"});
    monitors.xrandr({"--output", "DUMMY1", "--mode", "1024x768", "--right-of", "DUMMY0"});
    monitors.check_fills(0, 0, 1280, 800);
    monitors.xrandr({"--output", "DUMMY1", "--primary"});
    monitors.check_fills(1280, 0, 1024, 768);
    monitors.xrandr({"--output", "DUMMY1", "--off"});
    monitors.check_fills(0, 0, 1280, 800);
  }
}

TEST_CASE("A door waits for a monitor that is unplugged", "[window][e2e]") {
  for (const bool managed : {false, true}) {
    CAPTURE(managed);
    Monitors monitors{managed};
    monitors.check_fills(0, 0, 1280, 800);
    monitors.xrandr({"--output", "DUMMY0", "--off"});
    for (int i = 0; i < 5; ++i) {
      monitors.window->wait(milliseconds{20});
      monitors.window->take_activity();
    }
    monitors.xrandr({"--output", "DUMMY0", "--mode", "1024x768"});
    monitors.check_fills(0, 0, 1024, 768);
  }
}

}  // namespace lintel::kiosk
