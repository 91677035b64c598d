// What lintel-kiosk does without a window: a bundle out to a stick, a schedule in from one, the end
// of the day for a tablet that does not run. Each prints one sentence for a person and returns the
// exit code. Only while no kiosk runs on the same data folder; the sentence says so otherwise.
#pragma once

#include "kiosk/platform/options.h"

namespace lintel::kiosk {

int write_bundle(const Options& options);
// Closes every session on this tablet for good and releases what it held back.
int end_day(const Options& options);
int read_schedule(const Options& options);

}  // namespace lintel::kiosk
