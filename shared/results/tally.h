// Counts over responses. What is known; what may be shown is publish()'s (publish.h).
#pragma once

#include <boost/container/flat_map.hpp>
#include <string>

#include "shared/event/response.h"

namespace lintel {

// A handful of keys; one for each tablet, topic and question, so many of them. Sorted by key.
template <class Key>
using Counts = boost::container::flat_map<Key, int>;

struct Tally {
  int answers = 0;
  Counts<std::string> use;
  Counts<int> tried;  // by suggestion number
  Counts<std::string> help;
  void add(const Response& response);
  void add(const Tally& other);
  bool operator==(const Tally&) const = default;
};
// Whether every count of `all` is at least that of `part`.
bool holds(const Tally& all, const Tally& part);

}  // namespace lintel
