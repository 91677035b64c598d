#include "kiosk/platform/run_stats.h"

#include <fstream>
#include <nlohmann/json.hpp>

namespace lintel::kiosk {

Status RunStats::write(const std::string& path) const {
  if (path.empty()) {
    return ok();
  }
  std::ofstream file{path, std::ios::trunc};
  file << nlohmann::ordered_json{{"first_frame_ms", first_picture_ms_},
                                 {"frames", pictures_},
                                 {"shown_ms", picture_shown_ms_},
                                 {"made_in_ms", picture_made_in_ms_},
                                 {"taps", tap_to_durable_ms_}}
              .dump()
       << '\n';
  if (!file.flush()) {
    return Error{ErrorCode::io, "--stats " + path + ": this file cannot be written."};
  }
  return ok();
}

}  // namespace lintel::kiosk
