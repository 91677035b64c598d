// The parts of the benchmark. Each starts the real programs on the data in `Setting` and adds its
// figures; the Error says what could not be measured.
#pragma once

#include <string>

#include "shared/core/result.h"
#include "tests/bench/figures.h"

namespace lintel::bench {

struct Setting {
  std::string folder;   // on the disk that is to be measured; ours to fill
  std::string display;  // an X server of our own
  std::string tablet() const { return folder + "/tablet"; }
};

// A tablet that has fetched its schedule once: every part but the collector's starts from it.
Status prepare_tablet(const Setting& setting);
// First frame and private memory of lintel-kiosk, against a bare window in turns.
Status measure_start(const Setting& setting, Figures& figures);
// Frames and processor time of sixty seconds in which nobody touches the door.
Status measure_idle(const Setting& setting, Figures& figures);
// What the view behind "All rooms" costs on a day of 500 sessions, against the door's.
Status measure_board(const Setting& setting, Figures& figures);
// "All rooms" of a conference, scrolled by a finger in both orientations, against a bare window.
Status measure_scroll(const Setting& setting, Figures& figures);
// Finger to disk, against a raw SQLite commit with synchronous=FULL.
Status measure_taps(const Setting& setting, Figures& figures);
// 20,000 waiting answers through HTTP into the collector, against raw SQLite batch inserts.
Status measure_backlog(const Setting& setting, Figures& figures);
// hello beside 400 clients that send a byte now and then and 1,000 that send nothing.
Status measure_slow_clients(const Setting& setting, Figures& figures);

// A thousand tablets that come back at once beside 400 slow clients, and hostile clients.
Status measure_storm(const Setting& setting, Figures& figures);

}  // namespace lintel::bench
