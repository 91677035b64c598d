#include "tests/e2e/support/people.h"

namespace lintel::e2e {
namespace {

constexpr milliseconds between_people{1150};
constexpr seconds until_it_is_tapped_again{3};
constexpr int taps_max = 5;

Status answer_once(Kiosk& kiosk) {
  for (int tap = 0; tap < taps_max; ++tap) {
    TRY_DO(go_to_exit(kiosk));
    if (kiosk.see().screen != "exit") {
      continue;
    }
    TRY_DO(kiosk.tap("use.not-for-me"));
    if (kiosk.wait_until(
            "the strip", [](const Sight& sight) { return sight.find("undo") != nullptr; },
            until_it_is_tapped_again)) {
      return ok();
    }
  }
  return Error{ErrorCode::unavailable,
               "No tap was taken for an answer; there was " + kiosk.see().summary()};
}

}  // namespace

void next_person() {
  eventually([] { return false; }, between_people);
}

Status go_to_exit(Kiosk& kiosk) {
  for (int tap = 0; tap < taps_max; ++tap) {
    TRY_DO(kiosk.wait_until("the exit question, or the way to it", [](const Sight& sight) {
      return sight.screen == "exit" || sight.find("leave") != nullptr;
    }));
    if (kiosk.see().screen == "exit") {
      return ok();
    }
    kiosk.tap_blindly({"leave"});
    if (kiosk.wait_for_screen("exit", until_it_is_tapped_again)) {
      next_person();  // what is tapped at once was meant for the door
      return ok();
    }
  }
  return Error{ErrorCode::unavailable,
               "No tap led to the exit question; there was " + kiosk.see().summary()};
}

Status answer_as_people_do(Kiosk& kiosk, int count) {
  for (int person = 0; person < count; ++person) {
    TRY_DO(answer_once(kiosk));
    next_person();
  }
  return ok();
}

}  // namespace lintel::e2e
