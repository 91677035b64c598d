#include "shared/results/tally.h"

#include <algorithm>

namespace lintel {
namespace {

template <class Key>
void add_counts(Counts<Key>& sum, const Counts<Key>& part) {
  for (const auto& [key, count] : part) {
    sum[key] += count;
  }
}

template <class Key>
bool holds_counts(const Counts<Key>& all, const Counts<Key>& part) {
  return std::all_of(part.begin(), part.end(), [&](const auto& counted) {
    const auto found = all.find(counted.first);
    return counted.second <= (found == all.end() ? 0 : found->second);
  });
}

}  // namespace

void Tally::add(const Response& response) {
  ++answers;
  ++use[response.use];
  for (const int number : response.tried) {
    ++tried[number];
  }
  for (const std::string& key : response.help) {
    ++help[key];
  }
}

void Tally::add(const Tally& other) {
  answers += other.answers;
  add_counts(use, other.use);
  add_counts(tried, other.tried);
  add_counts(help, other.help);
}

bool holds(const Tally& all, const Tally& part) {
  return part.answers <= all.answers && holds_counts(all.use, part.use) &&
         holds_counts(all.tried, part.tried) && holds_counts(all.help, part.help);
}

}  // namespace lintel
