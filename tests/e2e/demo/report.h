// What the demo prints at its end. Pure: text in, text out.
#pragma once

#include <string>

#include "tests/e2e/support/collector.h"

namespace lintel::demo {

// A table for a terminal out of `results export --format csv`: the sessions that have answers.
std::string results_table(const std::string& csv);

struct Verdict {
  bool meets = false;
  std::string sentence;  // "12 taken = 12 received", or which side lacks what
};
Verdict compare(int given, const e2e::Books& books);

}  // namespace lintel::demo
