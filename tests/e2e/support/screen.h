// A connection to an X display: a finger (XTEST pointer events; for several at once and for touches
// see touch_server.h) and photographs. One thread; the server does the rest.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>

#include "shared/core/result.h"

namespace lintel::e2e {

struct Point {
  int x = 0;
  int y = 0;
};

class Screen {
 public:
  static Result<std::unique_ptr<Screen>> open(const std::string& display);
  ~Screen();
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  // Where the window of this process lies; positions below are in its pixels.
  Status look_at(pid_t process);

  void tap(Point at);
  void press(Point at);
  void move(Point to);
  void release();

  // Writes what the window shows now as a PNG.
  Status photograph(const std::string& path);
  // As a person does with the cross in the title bar.
  void close_window();

 private:
  struct Connection;
  explicit Screen(std::unique_ptr<Connection> connection);
  std::unique_ptr<Connection> connection_;
};

}  // namespace lintel::e2e
