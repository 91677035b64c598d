// What is on the screen, for programs instead of eyes: one JSON line in a file whenever it changes.
// Tests and the demo find their targets here; speech can. It says what a person can see and nothing
// more: no ids of answers, no times.
#pragma once

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
  void write(std::string_view screen, const std::vector<ui::SemanticNode>& nodes);

 private:
  std::ofstream file_;
  std::string last_line_;
};

}  // namespace lintel::kiosk
