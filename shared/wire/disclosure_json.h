// What was shown <-> JSON: as the collector keeps it in its database, a topic at a time, and all of
// it in shown.json beside it. Numbers only; no ids of answers, no times.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "shared/results/disclosure.h"

namespace lintel::wire {

std::string encode(const Disclosure& disclosure);
Result<Disclosure> decode_disclosure(std::string_view text);
std::string encode(const Pool& pool);
Result<Pool> decode_pool(std::string_view text);

struct ShownFile {
  Uuid collector;
  std::map<Topic, Disclosure> topics;
  std::map<EventId, Pool> pools;
  bool operator==(const ShownFile&) const = default;
};
std::string encode(const ShownFile& file);
Result<ShownFile> decode_shown_file(std::string_view text);

}  // namespace lintel::wire
