// Canonical compact JSON: members in the order they are written, no white space, UTF-8 as it is,
// the escapes of RFC 8259 with lower-case hex. Exactly what nlohmann::ordered_json::dump() makes of
// the same value, so that a decoded and re-dumped document keeps its bytes; only much faster.
// Ill-formed UTF-8 becomes U+FFFD. The caller keeps begin and end in pairs (asserted).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace lintel::wire {

class JsonWriter {
 public:
  // bytes_expected: only spares growing.
  explicit JsonWriter(std::size_t bytes_expected = 512) { out_.reserve(bytes_expected); }

  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);
  JsonWriter& text(std::string_view value);
  JsonWriter& number(long long value);
  JsonWriter& null();

  template <class Texts>
  JsonWriter& texts(const Texts& values) {
    begin_array();
    for (const auto& value : values) {
      text(value);
    }
    return end_array();
  }

  std::string finish() &&;  // asserts that everything was closed

 private:
  void separate();
  void quote(std::string_view value);

  std::string out_;
  int depth_ = 0;
  bool comma_due_ = false;
};

}  // namespace lintel::wire
