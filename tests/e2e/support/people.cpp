#include "tests/e2e/support/people.h"

namespace lintel::e2e {
namespace {

constexpr milliseconds between_people{1150};

}  // namespace

Status answer_as_people_do(Kiosk& kiosk, int count) {
  for (int person = 0; person < count; ++person) {
    TRY_DO(kiosk.wait_until("the exit question, or the way to it", [](const Sight& sight) {
      return sight.screen == "exit" || sight.find("leave") != nullptr;
    }));
    if (kiosk.see().screen != "exit") {
      TRY_DO(kiosk.tap("leave"));
      TRY_DO(kiosk.wait_for_screen("exit"));
      eventually([] { return false; }, between_people);  // a tap at once was meant for the door
    }
    TRY_DO(kiosk.tap("use.not-for-me"));
    eventually([] { return false; }, between_people);
  }
  return ok();
}

}  // namespace lintel::e2e
