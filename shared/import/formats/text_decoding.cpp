#include "shared/import/formats/text_decoding.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "shared/core/text.h"
#include "shared/core/utf8.h"

namespace lintel::formats {
namespace {

// 0x80-0x9F of Windows-1252; the rest is Latin-1. The five unassigned bytes are U+FFFD.
constexpr std::array<char32_t, 32> windows_1252{
    U'€', U'\uFFFD', U'‚',      U'ƒ', U'„',      U'…',      U'†', U'‡',      U'ˆ', U'‰', U'Š',
    U'‹', U'Œ',      U'\uFFFD', U'Ž', U'\uFFFD', U'\uFFFD', U'‘', U'’',      U'“', U'”', U'•',
    U'–', U'—',      U'˜',      U'™', U'š',      U'›',      U'œ', U'\uFFFD', U'ž', U'Ÿ'};

std::string from_windows_1252(std::string_view bytes) {
  std::string text;
  const auto beyond_ascii = static_cast<std::size_t>(std::count_if(
      bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }));
  text.reserve(bytes.size() + 2 * beyond_ascii);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    const bool special = byte >= 0x80 && byte < 0xA0;
    append_utf8(text, special ? windows_1252[byte - 0x80U] : char32_t{byte});
  }
  return text;
}

std::string from_utf16(std::string_view bytes, Encoding encoding, bool& damaged) {
  std::string text;
  text.reserve(bytes.size() / 2 * 3);
  const auto unit = [&](std::size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return encoding == Encoding::utf16_le ? char32_t{first} | (char32_t{second} << 8U)
                                          : char32_t{second} | (char32_t{first} << 8U);
  };
  std::size_t at = 0;
  for (; at + 1 < bytes.size(); at += 2) {
    char32_t value = unit(at);
    if (value >= 0xD800 && value < 0xE000) {
      const bool leads = value < 0xDC00 && at + 3 < bytes.size();
      const char32_t low = leads ? unit(at + 2) : 0;
      if (low >= 0xDC00 && low < 0xE000) {
        value = 0x10000 + ((value - 0xD800) << 10U) + (low - 0xDC00);
        at += 2;
      } else {
        value = U'\uFFFD';
        damaged = true;
      }
    }
    append_utf8(text, value);
  }
  if (at < bytes.size()) {
    append_utf8(text, U'\uFFFD');
    damaged = true;
  }
  return text;
}

// Text of the Latin scripts in UTF-16 has zeros in one half of its pairs and nearly none in the
// other, and begins with one; 4 KiB are plenty to see that.
Encoding guess(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 4096);
  std::array<std::size_t, 2> zeros{};
  for (std::size_t at = 0; at < head.size(); ++at) {
    zeros[at % 2] += head[at] == '\0' ? 1U : 0U;
  }
  const std::size_t pairs = head.size() / 2;
  if (pairs >= 2 && zeros[1] * 10 >= pairs * 4 && zeros[0] * 20 <= pairs) {
    return Encoding::utf16_le;
  }
  if (pairs >= 2 && zeros[0] * 10 >= pairs * 4 && zeros[1] * 20 <= pairs) {
    return Encoding::utf16_be;
  }
  return is_utf8(bytes) ? Encoding::utf8 : Encoding::windows_1252;
}

}  // namespace

DecodedText::DecodedText(std::string_view bytes) : view_(bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    view_.remove_prefix(3);
    encoding_ = is_utf8(view_) ? Encoding::utf8 : Encoding::windows_1252;
  } else if (bytes.starts_with("\xFF\xFE")) {
    view_.remove_prefix(2);
    encoding_ = Encoding::utf16_le;
  } else if (bytes.starts_with("\xFE\xFF")) {
    view_.remove_prefix(2);
    encoding_ = Encoding::utf16_be;
  } else {
    encoding_ = guess(bytes);
  }
  switch (encoding_) {
    case Encoding::utf8:
      break;
    case Encoding::utf16_le:
    case Encoding::utf16_be:
      converted_ = from_utf16(view_, encoding_, damaged_);
      view_ = {};
      break;
    case Encoding::windows_1252:
      converted_ = from_windows_1252(view_);
      view_ = {};
      break;
  }
}

}  // namespace lintel::formats
