// Answers and notes <-> CloudEvents 1.0 JSON (github.com/cloudevents/spec, formats/json-format.md),
// and the batch of them (content type application/cloudevents-batch+json). Encoding is canonical:
// one answer has exactly one byte string, frozen on the tablet when the answer is sealed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "shared/core/ids.h"
#include "shared/event/note.h"
#include "shared/event/response.h"

namespace lintel::wire {

inline constexpr std::string_view response_type = "org.lintel.response.v1";
inline constexpr std::string_view note_type = "org.lintel.note.v1";
inline constexpr std::string_view batch_content_type = "application/cloudevents-batch+json";

// One event, compact JSON with keys in the order of DESIGN section 6.
std::string encode(const Response& response, const Uuid& device);
std::string encode(const SealedNote& note, const Uuid& device);

// A batch is filled with spaces to a multiple of one of these, so that its length says neither what
// was chosen nor how long a note is.
enum class Fill { answers, notes };  // 4 KiB, 16 KiB
inline constexpr std::size_t answers_fill_bytes = 4096;
inline constexpr std::size_t notes_fill_bytes = 16384;
std::string filled(std::string body, Fill fill);  // JSON takes white space at its end

// Joins encoded events into a batch without decoding them.
std::string join_batch(const std::vector<std::string>& events);

// Up to Lintel 0.1 an answer could carry a note, a phase and flags. The note is given back, so that
// it can be sealed and kept as a record of its own; the rest is forgotten.
struct PlainNote {
  std::string prompt;
  std::string text;
};
struct DecodedResponse {
  Response response;
  Uuid device;
  std::optional<PlainNote> note;
};
Result<DecodedResponse> decode_response(std::string_view event);
struct DecodedNote {
  SealedNote note;
  Uuid device;
};
Result<DecodedNote> decode_note(std::string_view event);

using Record = std::variant<Response, SealedNote>;

// One element of a received batch. id and source are set whenever they could be read, so that the
// receipt can name what was wrong with it.
struct BatchItem {
  Uuid id;
  Uuid device;
  // What is stored and compared: what encode() makes of it, so that extensions, times and marks of
  // other writers are forgotten. Of a form or purpose of a newer Lintel: the members that
  // this protocol names, compact, their data whole.
  std::string bytes;
  Result<Record> record;                // Error: a sentence starting with the field
  std::optional<PlainNote> plain_note;  // of an answer of Lintel 0.1
};
// Error when the body is no JSON array, too long, or has an element without a readable id.
Result<std::vector<BatchItem>> decode_batch(std::string_view body);

}  // namespace lintel::wire
