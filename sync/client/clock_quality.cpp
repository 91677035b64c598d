#include "sync/client/clock_quality.h"

#include <sys/timex.h>

namespace lintel {

ClockQuality system_clock_quality() {
  timex state{};  // modes 0: only reads
  const int answer = adjtimex(&state);
  const bool synchronised = answer >= 0 && answer != TIME_ERROR && (state.status & STA_UNSYNC) == 0;
  return synchronised ? ClockQuality::network : ClockQuality::unknown;
}

}  // namespace lintel
