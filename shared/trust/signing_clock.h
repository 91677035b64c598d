// What time a tablet writes into its signatures when its own clock may be years off: its wall
// clock plus what it learned from the collector's Date header. Only a genuine request is told that
// its time is wrong (signature.h, too_old and too_new), so one refusal and one correction are
// enough. Nothing else follows this clock: what a paired tablet goes by is followed_clock.h of
// sync/client. A value with one owner thread.
#pragma once

#include <chrono>
#include <string_view>

#include "shared/core/time.h"

namespace lintel::trust {

// "Fri, 20 Nov 2026 16:41:07 GMT" (RFC 9110, 5.6.7; the obsolete forms are refused).
Result<UtcTime> parse_http_date(std::string_view text);

class SigningClock {
 public:
  UtcTime created(UtcTime now) const { return now + ahead_; }
  // Over TLS, from the paired collector. Small differences are left alone.
  void collector_says(UtcTime theirs, UtcTime now);

 private:
  milliseconds ahead_{0};
};

}  // namespace lintel::trust
