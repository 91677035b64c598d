// The real lintel-kiosk in a window of an X server, driven as a person does: it looks at what is on
// screen (the semantics file) and taps where that says a target is. One thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/e2e/support/process.h"
#include "tests/e2e/support/screen.h"

namespace lintel::e2e {

struct Node {
  std::string role;
  std::string id;
  std::string label;
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
  bool checked = false;
  bool enabled = true;
  bool focused = false;
};

// What a person sees at one moment.
struct Sight {
  std::string screen;         // "exit", "door+slides"
  std::uint64_t touches = 0;  // that the kiosk has answered by then
  std::vector<Node> nodes;

  const Node* find(const std::string& id) const;
  const Node* focused() const;               // where the keyboard is at
  bool says(const std::string& text) const;  // somewhere in a label
  std::string summary() const;               // for messages of failed tests
};

struct KioskOptions {
  std::string display;
  std::string folder;     // for its semantics, stats and output files
  std::string data;       // its data folder
  std::string collector;  // empty: none
  std::string room = "204";
  std::string now = "2026-11-20T10:41";  // empty: by the machine's clock
  std::string size = "1280x800";
  // Released answers are sent at a second of the next this many, instead of the next minute.
  std::string send_minute = "1";  // empty: as in life
  bool played = true;  // false: a person plays; tap, type and photograph are not to be called
  std::vector<std::string> more;     // further arguments
  std::vector<std::string> starter;  // becomes the kiosk: is given its program and arguments
  std::map<std::string, std::string> environment;  // further variables
};

class Kiosk {
 public:
  static Result<std::unique_ptr<Kiosk>> start(KioskOptions options);

  // The newest complete line of the semantics file; an empty Sight before the first.
  const Sight& see();
  // Waits until what is on screen satisfies the predicate; the Error says what was there instead.
  Status wait_until(const std::string& what, const std::function<bool(const Sight&)>& holds,
                    milliseconds at_most = patience);
  Status wait_for_screen(const std::string& screen, milliseconds at_most = patience);
  Status wait_for_text(const std::string& text, milliseconds at_most = patience);
  // Waits until the screen has not changed for a moment: before a photograph.
  void wait_for_rest();

  // Waits for the target to be there and enabled, and then until the kiosk has answered the tap:
  // see() is of afterwards.
  Status tap(const std::string& id);
  Status type(const std::string& ascii);
  // Taps where the targets were when last seen, without looking or waiting between them.
  void tap_blindly(const std::vector<std::string>& ids);
  Status photograph(const std::string& path);

  void kill();    // as a power cut would
  Status stop();  // SIGTERM; Error unless it ends with 0
  Process& process() { return *process_; }
  Screen& screen() { return *screen_; }
  std::string stats_file() const { return options_.folder + "/stats.json"; }

 private:
  Kiosk() = default;
  Error gone(const std::string& what);

  KioskOptions options_;
  std::unique_ptr<Process> process_;
  std::unique_ptr<Screen> screen_;
  std::string semantics_file_;
  std::size_t bytes_read_ = 0;
  Sight sight_;
};

}  // namespace lintel::e2e
