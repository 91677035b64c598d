// Response <-> CloudEvents 1.0 JSON (github.com/cloudevents/spec, formats/json-format.md), and the
// batch of them (content type application/cloudevents-batch+json). Encoding is canonical: one
// response has exactly one byte string, frozen on the tablet when the response is sealed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/core/ids.h"
#include "shared/event/response.h"

namespace lintel::wire {

inline constexpr std::string_view response_type = "org.lintel.response.v1";
inline constexpr std::string_view batch_content_type = "application/cloudevents-batch+json";

// One event, compact JSON with keys in the order of DESIGN section 6.
std::string encode(const Response& response, const Uuid& device);

// Joins encoded events into a batch without decoding them.
std::string join_batch(const std::vector<std::string>& events);

// One element of a received batch. id and source are set whenever they could be read, so that the
// receipt can name what was wrong with it.
struct BatchItem {
  Uuid id;
  Uuid device;
  std::string bytes;          // canonical: what encode() made, byte for byte
  Result<Response> response;  // Error: one sentence starting with the field
};
// Error when the body is no JSON array, too long, or has an element without a readable id.
// Unknown members are kept out of Response and are no error (CloudEvents extensions).
Result<std::vector<BatchItem>> decode_batch(std::string_view body);
Result<Response> decode(std::string_view event, Uuid* device = nullptr);

}  // namespace lintel::wire
