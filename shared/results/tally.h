// Counts over responses. What is known; what may be shown is publish()'s (publish.h).
#pragma once

#include <map>
#include <string>

#include "shared/event/response.h"

namespace lintel {

struct Tally {
  int answers = 0;
  std::map<std::string, int> use;
  std::map<int, int> tried;  // suggestion number -> count
  std::map<std::string, int> help;
  void add(const Response& response);
  void add(const Tally& other);
  bool operator==(const Tally&) const = default;
};
// Whether every count of `all` is at least that of `part`.
bool holds(const Tally& all, const Tally& part);

}  // namespace lintel
