// Another program on the same display as the one under test: it opens dialogs, takes the focus,
// puts windows away, turns the wheel and presses keys, lets the screen saver come, and sees how a
// window stands. One thread; its windows go with it.
#pragma once

#include <sys/types.h>

#include <memory>
#include <optional>
#include <string>

#include "shared/core/result.h"
#include "tests/e2e/support/process.h"

namespace lintel::e2e {

// How a window stands, as somebody before the screen sees it.
struct Standing {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;
  bool on_top = false;  // nothing lies over its corners and its middle
  bool has_focus = false;
  bool operator==(const Standing&) const = default;
};
std::string to_string(const std::optional<Standing>& standing);

class OtherProgram {
 public:
  static Result<std::unique_ptr<OtherProgram>> start(const std::string& display);
  ~OtherProgram();
  OtherProgram(const OtherProgram&) = delete;
  OtherProgram& operator=(const OtherProgram&) = delete;

  // Whose window the rest is about; it need not be there yet.
  void watch(pid_t process) { watched_ = process; }
  std::optional<Standing> see() const;  // nothing: no window is shown

  void open_dialog();  // in the middle, and it takes the focus
  void close_dialog();

  void ask_to_close() const;  // WM_DELETE_WINDOW, as by Alt and F4
  void put_away() const;      // as by a key of the window manager's
  void leave_full_screen() const;
  void show_desktop() const;  // all windows are put away, for a look at what lies below
  void go_to_desktop(int number) const;
  void unmap() const;

  void press_key(const std::string& name) const;  // of an X keysym: "Tab", "a"
  void key_down(const std::string& name) const;
  void key_up(const std::string& name) const;
  void turn_wheel(int x, int y, int notches_down) const;
  void darken() const;  // the screen saver
  void darken_after_seconds(int idle) const;
  bool is_dark() const;
  // Decides about everybody's windows from now on, in the way of before EWMH: shows none.
  void become_old_manager() const;
  // The window manager that the root window names answers.
  bool has_manager() const;
  bool names_manager() const;  // whether it answers or not

 private:
  struct Connection;
  explicit OtherProgram(std::unique_ptr<Connection> connection);
  unsigned long window() const;

  std::unique_ptr<Connection> connection_;
  pid_t watched_ = -1;
};

// Openbox, which is there to see: it has taken over the display's windows.
Result<std::unique_ptr<Process>> start_window_manager(const std::string& display,
                                                      const OtherProgram& seen_by);

}  // namespace lintel::e2e
