#include "kiosk/platform/frame_pacer.h"

#include <catch2/catch_test_macros.hpp>

using namespace lintel;
using kiosk::FramePacer;

namespace {
int frames_until_still(FramePacer& pacer) {
  int frames = 0;
  while (pacer.wants_frame() && frames < 100) {
    pacer.on_frame(false);
    ++frames;
  }
  return frames;
}
}  // namespace

TEST_CASE("A kiosk draws three frames after anything happened, and then none", "[pacer]") {
  FramePacer pacer;
  CHECK(frames_until_still(pacer) == 3);
  CHECK_FALSE(pacer.wants_frame());
  pacer.on_event();
  CHECK(frames_until_still(pacer) == 3);
}

TEST_CASE("It never sleeps while a frame is wanted", "[pacer]") {
  FramePacer pacer;
  CHECK(pacer.wait(milliseconds{60'000}).count() == 0);
  frames_until_still(pacer);
  CHECK(pacer.wait(milliseconds{60'000}) == milliseconds{60'000});
}

TEST_CASE("A deadline in the past is a sleep of zero, never a negative one", "[pacer]") {
  FramePacer pacer;
  frames_until_still(pacer);
  CHECK(pacer.wait(milliseconds{-5}).count() == 0);
}

TEST_CASE("Frames go on while something moves", "[pacer]") {
  FramePacer pacer;
  for (int frame = 0; frame < 20; ++frame) {
    pacer.on_frame(true);
    CHECK(pacer.wants_frame());
  }
  pacer.on_frame(false);
  CHECK_FALSE(pacer.wants_frame());
}
