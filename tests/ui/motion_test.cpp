#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "kiosk/ui/kinetic_scroll.h"
#include "kiosk/ui/motion.h"

namespace lintel::kiosk::ui_tests {
namespace {

using ui::KineticScroll;
using ui::Motion;
using ui::Pace;

MonoTime at(int ms) {
  return {milliseconds{ms}};
}

float value(Motion& motion, int ms, float target, Pace pace = Pace::moving) {
  motion.begin(at(ms), pace);
  const float v = motion.toward("x", target, milliseconds{100});
  motion.end();
  return v;
}

// Flicks upwards with this many milliseconds a frame and returns where the content comes to rest.
float flick(int frame_ms) {
  KineticScroll scroll;
  int now = 0;
  for (; now <= 160; now += frame_ms) {
    const float finger = 500 - static_cast<float>(now);  // 1000 units a second
    scroll.update(at(now), {true, true, finger}, 10000, Pace::moving);
  }
  for (; now < 6000; now += frame_ms) {
    scroll.update(at(now), {false, false, 0}, 10000, Pace::moving);
  }
  CHECK_FALSE(scroll.moving());
  return scroll.offset();
}

}  // namespace

TEST_CASE("A value is where it wants to be when it is first asked for", "[ui][motion]") {
  Motion motion;
  CHECK(value(motion, 0, 5) == 5);
  CHECK_FALSE(motion.animating());
}

TEST_CASE("A value glides, fast first, and arrives in time", "[ui][motion]") {
  Motion motion;
  value(motion, 0, 0);
  CHECK(value(motion, 10, 1) == 0);
  CHECK(motion.animating());
  const float half = value(motion, 60, 1);
  CHECK(half > 0.5F);
  CHECK(half < 1);
  CHECK(value(motion, 110, 1) == 1);
  CHECK_FALSE(motion.animating());
}

TEST_CASE("A value that turns round starts from where it is", "[ui][motion]") {
  Motion motion;
  value(motion, 0, 0);
  value(motion, 10, 1);
  const float half = value(motion, 60, 1);
  CHECK(value(motion, 60, 0) == Catch::Approx(half));
  CHECK(value(motion, 160, 0) == 0);
}

TEST_CASE("A value that was not asked for is forgotten", "[ui][motion]") {
  Motion motion;
  value(motion, 0, 0);
  motion.begin(at(10), Pace::moving);
  motion.end();
  CHECK(value(motion, 20, 1) == 1);
}

TEST_CASE("With reduced motion values jump", "[ui][motion]") {
  Motion motion;
  value(motion, 0, 0, Pace::still);
  CHECK(value(motion, 10, 1, Pace::still) == 1);
  CHECK_FALSE(motion.animating());
}

TEST_CASE("A flick goes as far at 20 frames a second as at 120", "[ui][scroll]") {
  const float smooth = flick(8);
  const float rough = flick(48);
  CHECK(smooth > 300);
  CHECK(rough == Catch::Approx(smooth).epsilon(0.25));
}

TEST_CASE("A new touch stops the list", "[ui][scroll]") {
  KineticScroll scroll;
  for (int now = 0; now <= 160; now += 16) {
    scroll.update(at(now), {true, true, 500 - static_cast<float>(now)}, 10000, Pace::moving);
  }
  scroll.update(at(176), {false, false, 0}, 10000, Pace::moving);
  REQUIRE(scroll.gliding());
  scroll.update(at(192), {true, false, 300}, 10000, Pace::moving);
  CHECK_FALSE(scroll.moving());
}

TEST_CASE("The list ends at its ends", "[ui][scroll]") {
  KineticScroll scroll;
  scroll.update(at(0), {true, true, 0}, 100, Pace::moving);
  scroll.update(at(16), {true, true, -500}, 100, Pace::moving);
  CHECK(scroll.offset() == 100);
  scroll.update(at(32), {true, true, 900}, 100, Pace::moving);
  CHECK(scroll.offset() == 0);
  scroll.update(at(48), {false, false, 0}, 0, Pace::moving);
  CHECK(scroll.offset() == 0);
}

}  // namespace lintel::kiosk::ui_tests
