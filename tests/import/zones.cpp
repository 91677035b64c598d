#include "zones.h"

#include <date/tz.h>

#include <stdexcept>

namespace lintel::formats {

ZoneOffsets real_zones() {
  return [](const std::string& name, LocalTime time) -> Result<minutes> {
    try {
      const date::local_info info =
          date::locate_zone(name)->get_info(date::local_seconds{time.time_since_epoch()});
      if (info.result == date::local_info::nonexistent) {
        return Error{ErrorCode::invalid, "There is no such time: the clocks go forward then."};
      }
      return std::chrono::duration_cast<minutes>(info.first.offset);
    } catch (const std::runtime_error&) {
      return Error{ErrorCode::not_found, "There is no time zone \"" + name + "\"."};
    }
  };
}

}  // namespace lintel::formats
