// Bytes of a text file -> UTF-8. Byte order marks decide; without one: valid UTF-8 is UTF-8, text
// whose every second byte is zero is UTF-16, and anything else is Windows-1252, which is what Excel
// and its kin write when they do not say (the notes' section 2.6). Never fails: what cannot be
// decoded becomes U+FFFD. Pure; the result views the input where nothing had to be changed.
#pragma once

#include <string>
#include <string_view>

namespace lintel::formats {

enum class Encoding { utf8, utf16_le, utf16_be, windows_1252 };

class DecodedText {
 public:
  explicit DecodedText(std::string_view bytes);
  std::string_view text() const { return converted_.empty() ? view_ : converted_; }
  Encoding encoding() const { return encoding_; }
  // Bytes that meant nothing in their encoding: half a UTF-16 pair, an unpaired surrogate.
  bool damaged() const { return damaged_; }

 private:
  std::string_view view_;  // into the bytes given; they have to outlive this
  std::string converted_;
  Encoding encoding_ = Encoding::utf8;
  bool damaged_ = false;
};

}  // namespace lintel::formats
