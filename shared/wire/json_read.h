// Private to shared/wire: JSON from outside, read without exceptions. Bytes are bounded in length
// and depth before the parser sees them; every failure is one sentence that begins with the field.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "shared/core/ids.h"
#include "shared/core/result.h"

namespace lintel::wire {

using Json = nlohmann::ordered_json;

// Deeper than any document of ours; dump() and destructors recurse, so this guards the stack.
inline constexpr int json_depth_max = 16;

// One pass over the bytes that knows only strings and brackets. depth: the deepest nesting.
int json_depth(std::string_view bytes);

// what: how the sentence names the document ("The receipt").
Result<Json> parse_json(std::string_view bytes, std::size_t bytes_max, const std::string& what);

Error field_error(const std::string& field, const std::string& why,
                  ErrorCode code = ErrorCode::invalid);

enum class Presence { required, optional };

// Reads members of one object. path: what stands before a member's name in an Error ("data.").
class Members {
 public:
  Members(const Json& object, std::string path) : object_(object), path_(std::move(path)) {}

  // The member, or null when it is missing or JSON null.
  const Json* find(const char* name) const;
  std::string field(const char* name) const { return path_ + name; }

  Result<std::string> text(const char* name, std::size_t bytes_max,
                           Presence presence = Presence::required) const;
  // Both ends belong to the range.
  Result<long long> number(const char* name, long long least, long long most,
                           Presence presence = Presence::required) const;
  Result<Uuid> uuid(const char* name) const;
  Result<std::vector<std::string>> texts(const char* name, std::size_t count_max,
                                         std::size_t bytes_max,
                                         Presence presence = Presence::required) const;
  Result<const Json*> object(const char* name) const;
  Result<const Json*> array(const char* name, std::size_t count_max) const;

 private:
  const Json& object_;
  std::string path_;
};

}  // namespace lintel::wire
