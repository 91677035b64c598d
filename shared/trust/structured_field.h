// Structured header fields (RFC 9651): the dictionaries of Signature-Input, Signature and
// Content-Digest. A strict subset: no decimals, dates or display strings (nothing we read has
// them), a key given twice is an error instead of the last one winning, and everything is bounded
// (shared/trust/limits.h). Pure; what is returned owns its text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "shared/core/result.h"

namespace lintel::trust::field {

struct Token {
  std::string text;
  bool operator==(const Token&) const = default;
};
// A byte sequence, not decoded: the base64 between its colons, of base64's alphabet only.
struct Bytes {
  std::string base64;
  bool operator==(const Bytes&) const = default;
};
using Bare = std::variant<bool, std::int64_t, std::string, Token, Bytes>;

struct Parameter {
  std::string key;
  Bare value;
  bool operator==(const Parameter&) const = default;
};
struct Item {
  Bare value;
  std::vector<Parameter> parameters;
  bool operator==(const Item&) const = default;
};
struct InnerList {
  std::vector<Item> items;
  std::vector<Parameter> parameters;
  bool operator==(const InnerList&) const = default;
};
struct Member {
  std::string key;
  std::variant<Item, InnerList> value;
};
using Dictionary = std::vector<Member>;

// Several lines of one header are joined with ", " before they come here (RFC 9110, 5.3).
// Error: a sentence's second half ("character 17 is …"); it repeats nothing of the text.
Result<Dictionary> parse_dictionary(std::string_view text);
const Member* find(const Dictionary& dictionary, std::string_view key);
const Parameter* find(const std::vector<Parameter>& parameters, std::string_view key);

// The one serialization RFC 9651 section 4.1 has for it. Strings must be printable ASCII (assert).
std::string serialize(const InnerList& list);

}  // namespace lintel::trust::field
