// What is on the screen, for programs instead of eyes: one JSON line in a file whenever it changes.
// Tests and the demo find their targets here; speech can. It says what a person can see and nothing
// more: no ids of answers, no times. `touches` says how many fingers have come and gone, so that
// who tapped by program knows when the tap has been answered, however busy the machine.
#pragma once

#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/semantics.h"
#include "shared/core/result.h"

namespace lintel::kiosk {

class SemanticsLog {
 public:
  // An empty path makes a log that writes nothing.
  static Result<SemanticsLog> open(const std::string& path);
  void write(std::string_view screen, const std::vector<ui::SemanticNode>& nodes,
             std::uint64_t touches);

 private:
  std::ofstream file_;
  std::string last_line_;
};

}  // namespace lintel::kiosk
