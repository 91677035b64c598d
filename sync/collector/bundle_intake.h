// A bundle that a person carried here (shared/trust/bundle.h), made ready for the same ingest that
// answers over the network go through. Pure but for what it is given; values only.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "shared/trust/bundle.h"
#include "sync/collector/ingest.h"

namespace lintel::collector {

// POST the bytes of a bundle; "?accept=unpaired" overrules that its tablet is not paired.
inline constexpr std::string_view bundle_path = "/v1/admin/bundle";
inline constexpr std::string_view bundle_content_type = "application/vnd.lintel.bundle";
inline constexpr std::string_view accept_unpaired = "accept=unpaired";

// What became of a bundle's answers.
struct BundleTally {
  int stored = 0;
  int duplicate = 0;
  int refused = 0;
  std::map<std::string, int> reasons;  // of those refused

  void count(const wire::Receipt& receipt);
  void refuse(const std::string& reason);
};

// In batches as a tablet sends them. An answer that cannot even be named in a receipt is counted
// refused in `tally` and holds up no other. suggestions: as read_batch() takes them.
std::vector<Intake> read_answers(const trust::Bundle& bundle, BundleTally& tally,
                                 const SuggestionCounts* suggestions = nullptr);

}  // namespace lintel::collector
