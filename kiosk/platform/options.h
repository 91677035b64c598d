// How lintel-kiosk was started: the command line, over a TOML file given with --config, over
// defaults. Every key of the file is an option of the same name.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "kiosk/platform/window.h"
#include "shared/core/limits.h"
#include "shared/core/result.h"
#include "shared/core/time.h"

namespace lintel::kiosk {

struct Options {
  std::string room;  // the room's id or the name on its door; empty: the one given when pairing
  std::string collector = "https://127.0.0.1:8480";
  bool forget_collector = false;      // it was set up anew: pair again
  std::string data_folder;            // created when missing
  std::string language;               // empty: the event's default
  std::optional<PixelSize> windowed;  // empty: full screen
  std::optional<LocalTime> stand_at;  // the clock starts here, for a desk
  bool reduce_motion = false;
  std::string language_folder;  // compiled catalogues
  std::string semantics_file;   // a JSON line whenever what is on screen changes
  std::string bundle_folder;    // instead of running: write a bundle there
  std::string stick_folder;     // where a stick shows up; empty: looked for
  std::string schedule_file;    // instead of running: take this schedule
  bool end_day = false;         // instead of running: the day is over at this tablet
  std::chrono::seconds schedule_every = limits::schedule_refresh;
  std::chrono::seconds send_minute{60};  // a release is sent within the next of these
  std::string stats_file;                // counts and times, written at exit
};

struct Parsed {
  std::optional<Options> options;  // empty: there is nothing to run (--help, a mistake)
  int exit_code = 0;               // then the exit code; messages have been printed
};
Parsed parse_options(int argc, char** argv);

}  // namespace lintel::kiosk
