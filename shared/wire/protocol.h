// Header names, paths and problem types of wire version 1 (DESIGN section 6), and problem+json
// (RFC 9457).
#pragma once

#include <string>
#include <string_view>

#include "shared/core/result.h"

namespace lintel::wire {

inline constexpr std::string_view protocol_header = "Lintel-Protocol";
inline constexpr std::string_view protocol_version = "1";
inline constexpr std::string_view collector_header = "Lintel-Collector";
inline constexpr std::string_view device_header = "Lintel-Device";

inline constexpr std::string_view responses_path = "/v1/responses";
inline constexpr std::string_view ledger_path = "/v1/ledger";
inline constexpr std::string_view schedule_path = "/v1/schedule";
inline constexpr std::string_view hello_path = "/v1/hello";

inline constexpr std::string_view problem_content_type = "application/problem+json";
// `type` of our problems: this prefix and a word: "not-paired", "bad-batch", "too-large",
// "too-many", "busy", "not-found", "internal".
inline constexpr std::string_view problem_prefix = "urn:lintel:problem:";

struct Problem {
  std::string type;    // the word behind the prefix
  int status = 0;
  std::string title;
  std::string detail;  // one sentence for a person
};
std::string encode(const Problem& problem);
// not_found when the body is no problem of ours: then a middlebox answered, not the collector.
Result<Problem> decode_problem(std::string_view body);

}  // namespace lintel::wire
