// An Xorg of our own with a picture that nobody sees (driver dummy) and a touch panel that a test
// plays (driver inputtest, man 4 inputtestdrv): touches come the way they do from a real panel,
// through the server's own touch code. Xrandr gives it other modes and further monitors (DUMMY0,
// DUMMY1). Owned; ends with the object. One thread.
#pragma once

#include <memory>
#include <string>

#include "tests/e2e/support/process.h"
#include "tests/e2e/support/screen.h"

namespace lintel::e2e {

class TouchServer {
 public:
  // The package to install when this machine has no such server; empty when it has.
  static std::string missing();
  static Result<std::unique_ptr<TouchServer>> start(int width_px, int height_px);
  ~TouchServer();
  TouchServer(const TouchServer&) = delete;
  TouchServer& operator=(const TouchServer&) = delete;

  const std::string& display() const { return display_; }

  // Fingers by a number of the test's choice, 0 to 9; positions in pixels of the screen. Each
  // returns when the server has dealt with the event.
  Status down(int finger, Point at);
  Status move(int finger, Point to);
  Status up(int finger);

 private:
  TouchServer() = default;
  Status connect(const std::string& path);
  Status send(int finger, int type, Point at);
  Status sync();

  std::unique_ptr<Process> process_;
  std::string display_;
  int socket_ = -1;
  Point size_;
  Point last_[10];
};

}  // namespace lintel::e2e
