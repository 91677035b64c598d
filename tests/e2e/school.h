// What most end-to-end tests begin with: the sample day at its collector, and a tablet at the first
// door, on a display of their own. For tests: what cannot be set up fails the test that asked.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/e2e/demo/day.h"
#include "tests/e2e/support/collector.h"
#include "tests/e2e/support/kiosk.h"
#include "tests/e2e/support/people.h"
#include "tests/e2e/support/temp_folder.h"
#include "tests/e2e/support/x_server.h"

namespace lintel::e2e {

struct School {
  TempFolder folder;
  std::unique_ptr<XServer> server;
  std::unique_ptr<Collector> collector;
  demo::Door door;

  School();
  std::string books() const { return folder / "collector"; }
  std::string tablet() const { return folder / "tablet"; }
  KioskOptions options_at(const std::string& now) const;
  // The tablet as it starts, with further arguments.
  std::unique_ptr<Kiosk> switch_on(const std::string& now,
                                   std::vector<std::string> more = {}) const;
  // The same, let in if it is new.
  std::unique_ptr<Kiosk> open_door(const std::string& now,
                                   std::vector<std::string> more = {}) const;
  // The same on another display than `server`'s.
  std::unique_ptr<Kiosk> open_door_on(const std::string& display, const std::string& now) const;
  void restart_collector();  // at the same address
  // Waits for it, and returns what the books say then or at last.
  Books wait_for(int received) const;
};

// To the question of somebody who leaves.
void to_exit(Kiosk& kiosk);
// That many people who will use nothing of it.
void answer(Kiosk& kiosk, int people);

}  // namespace lintel::e2e
