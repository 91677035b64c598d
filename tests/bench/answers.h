// Answers as a day of many doors would bring them, and the requests that carry them.
#pragma once

#include <random>
#include <string>
#include <string_view>

#include "shared/event/event.h"
#include "shared/event/response.h"
#include "tests/bench/paired_tablets.h"

namespace lintel::bench {

// Random ids, every kind of answer, the same each time. The event must outlive it. One thread.
class Answers {
 public:
  explicit Answers(const Event& event) : event_(event) {}
  Uuid id();
  Response next();

 private:
  const Event& event_;
  std::mt19937_64 random_{2026};
};

// POST /v1/responses from a device; `more` are further header lines, each with its end.
std::string responses_request(const std::string& body, const Uuid& device,
                              const std::string& more = {});
// The same and PUT /v1/ledger, signed by the tablet.
std::string signed_responses(const std::string& body, const PairedTablet& tablet,
                             const std::string& more = {});
std::string signed_ledger(const std::string& body, const PairedTablet& tablet);

}  // namespace lintel::bench
