#include "kiosk/app/words.h"

namespace lintel::kiosk {

// One pass: an argument that looks like a placeholder stays what somebody wrote.
std::string fill(std::string pattern, const std::vector<std::string>& arguments) {
  std::string filled;
  filled.reserve(pattern.size());
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const bool is_placeholder = pattern[at] == '{' && at + 2 < pattern.size() &&
                                pattern[at + 1] >= '1' && pattern[at + 1] <= '9' &&
                                pattern[at + 2] == '}';
    const auto number = is_placeholder ? static_cast<std::size_t>(pattern[at + 1] - '1') : 0;
    if (is_placeholder && number < arguments.size()) {
      filled += arguments[number];
      at += 2;
    } else {
      filled += pattern[at];
    }
  }
  return filled;
}

}  // namespace lintel::kiosk
