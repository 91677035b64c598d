// The window on real X servers: touches and pointer of an Xorg with a touch panel, and a server
// that has none.
#include <GLFW/glfw3.h>

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <thread>
#include <vector>

#include "kiosk/platform/window.h"
#include "tests/e2e/support/need.h"
#include "tests/e2e/support/screen.h"
#include "tests/e2e/support/touch_server.h"
#include "tests/e2e/support/x_server.h"

namespace lintel::kiosk {
namespace {

using e2e::need;
using e2e::TouchServer;
using Kind = ui::TouchEvent::Kind;

std::unique_ptr<TouchServer> touch_server() {
  const std::string missing = TouchServer::missing();
  if (!missing.empty()) {
    SKIP("No touch panel to play without the package " << missing << ".");
  }
  return need(TouchServer::start(1280, 800));
}

std::unique_ptr<Window> window_on(const std::string& display) {
  setenv("DISPLAY", display.c_str(), 1);
  WindowOptions options;
  options.windowed = PixelSize{640, 480};
  auto window = need(Window::open(options));
  window->begin_frame({});
  window->end_frame();
  window->take_touch();
  return window;
}

// What has come, once as many events did; all that came, when they are fewer.
std::vector<ui::TouchEvent> events_of(Window& window, std::size_t count) {
  std::vector<ui::TouchEvent> events;
  e2e::eventually([&] {
    window.wait(milliseconds{20});
    window.take_activity();
    for (; !window.input().empty(); window.input().pop()) {
      events.push_back(window.input().front());
    }
    return events.size() >= count;
  });
  return events;
}

bool near(const ui::TouchEvent& event, float x, float y) {
  return std::abs(event.x - x) <= 1 && std::abs(event.y - y) <= 1;
}

std::vector<Kind> kinds(const std::vector<ui::TouchEvent>& events) {
  std::vector<Kind> all;
  for (const auto& event : events) {
    all.push_back(event.kind);
  }
  return all;
}

milliseconds slept(Window& window, milliseconds at_most) {
  const auto start = std::chrono::steady_clock::now();
  window.wait(at_most);
  return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - start);
}

}  // namespace

TEST_CASE("Two fingers on a touch panel come as two, each with its own place and time",
          "[window][e2e]") {
  const auto server = touch_server();
  const auto window = window_on(server->display());
  need(server->down(0, {100, 200}));
  need(server->down(1, {500, 300}));
  need(server->move(1, {520, 310}));
  need(server->up(0));
  need(server->up(1));
  const auto events = events_of(*window, 7);
  REQUIRE(kinds(events) == std::vector{Kind::down, Kind::down, Kind::move, Kind::move, Kind::up,
                                       Kind::move, Kind::up});
  CHECK(near(events[0], 100, 200));
  CHECK(near(events[1], 500, 300));
  CHECK(near(events[2], 520, 310));
  const auto one = events[0].finger;
  const auto other = events[1].finger;
  CHECK(one != other);
  CHECK(one != ui::FingerId::pointer);
  CHECK(events[2].finger == other);
  CHECK(events[4].finger == one);
  CHECK(events[6].finger == other);
  for (std::size_t i = 1; i < events.size(); ++i) {
    CHECK(events[i].when >= events[i - 1].when);
  }
  // The server made no pointer of the first one beside it.
  window->wait(milliseconds{0});
  CHECK(window->input().empty());
  CHECK(window->take_touch());
}

TEST_CASE("Ten fingers at once are ten", "[window][e2e]") {
  const auto server = touch_server();
  const auto window = window_on(server->display());
  for (int finger = 0; finger < 10; ++finger) {
    need(server->down(finger, {50 + 50 * finger, 100}));
  }
  const auto events = events_of(*window, 10);
  REQUIRE(events.size() == 10);
  for (std::size_t i = 0; i < events.size(); ++i) {
    CHECK(near(events[i], 50 + 50 * static_cast<float>(i), 100));
  }
}

TEST_CASE("A touch wakes a window that sleeps, and so does wake()", "[window][e2e]") {
  const auto server = touch_server();
  const auto window = window_on(server->display());
  // The first finger also moves the pointer's picture, which is GLFW's; the second is ours alone.
  need(server->down(0, {100, 200}));
  events_of(*window, 1);
  window->take_touch();
  while (slept(*window, milliseconds{50}) < milliseconds{50}) {
    window->take_activity();  // until the server has nothing more to say about the new window
  }
  constexpr seconds long_sleep{20};
  {
    Status touched = ok();
    std::jthread finger{[&] { touched = server->down(1, {300, 200}); }};
    CHECK(slept(*window, long_sleep) < long_sleep / 2);
    finger.join();
    need(touched);
  }
  CHECK(window->take_activity());
  CHECK(window->take_touch());
  {
    std::jthread news{[] { Window::wake(); }};
    CHECK(slept(*window, long_sleep) < long_sleep / 2);
  }
  CHECK(slept(*window, milliseconds{50}) >= milliseconds{50});  // woken once, not for good
}

TEST_CASE("A mouse works beside a touch panel, as the pointer", "[window][e2e]") {
  const auto server = touch_server();
  const auto window = window_on(server->display());
  const auto mouse = need(e2e::Screen::open(server->display()));
  need(mouse->look_at(getpid()));
  need(server->down(0, {100, 200}));
  mouse->tap({300, 250});
  need(server->up(0));
  bool pointer_down = false;
  bool pointer_up = false;
  int touches = 0;
  for (const auto& event : events_of(*window, 5)) {
    const bool pointer = event.finger == ui::FingerId::pointer;
    pointer_down = pointer_down || (pointer && event.kind == Kind::down && near(event, 300, 250));
    pointer_up = pointer_up || (pointer && event.kind == Kind::up);
    touches += !pointer && event.kind == Kind::down ? 1 : 0;
  }
  CHECK(pointer_down);
  CHECK(pointer_up);
  CHECK(touches == 1);
}

TEST_CASE("Where another program has the window's touches, ours says so and lives",
          "[window][e2e]") {
  const auto server = touch_server();
  setenv("DISPLAY", server->display().c_str(), 1);
  REQUIRE(glfwInit() == GLFW_TRUE);
  glfwWindowHint(GLFW_CLIENT_API, GLFW_NO_API);
  GLFWwindow* window = glfwCreateWindow(640, 480, "taken", nullptr, nullptr);
  REQUIRE(window != nullptr);
  bool lost = false;
  {
    const auto first = X11Touches::open(window, lost);
    CHECK(first != nullptr);
    CHECK(X11Touches::open(window, lost) == nullptr);
  }
  CHECK(X11Touches::open(window, lost) != nullptr);  // free again
  glfwDestroyWindow(window);
  glfwTerminate();
}

TEST_CASE("Without a touch panel the window opens and the pointer taps", "[window][e2e]") {
  const auto server = need(e2e::XServer::start(1280, 800));
  const auto window = window_on(server->display());
  const auto mouse = need(e2e::Screen::open(server->display()));
  need(mouse->look_at(getpid()));
  mouse->tap({300, 250});
  const auto events = events_of(*window, 2);
  REQUIRE(kinds(events) == std::vector{Kind::down, Kind::up});
  CHECK(events[0].finger == ui::FingerId::pointer);
  CHECK(near(events[0], 300, 250));
}

}  // namespace lintel::kiosk
