#include "shared/core/utf8.h"

#include <algorithm>
#include <cassert>

namespace lintel {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

template <std::size_t N>
bool in_any(char32_t code_point, const Range (&ranges)[N]) {
  return std::any_of(std::begin(ranges), std::end(ranges), [code_point](const Range& range) {
    return code_point >= range.first && code_point <= range.last;
  });
}

// What the byte after the first may be: this is what rules out overlong forms, surrogates and
// values above U+10FFFF (Unicode, table 3-7).
Range second_byte_range(unsigned char lead) {
  switch (lead) {
    case 0xE0:
      return {0xA0, 0xBF};
    case 0xED:
      return {0x80, 0x9F};
    case 0xF0:
      return {0x90, 0xBF};
    case 0xF4:
      return {0x80, 0x8F};
    default:
      return {0x80, 0xBF};
  }
}

std::size_t sequence_bytes(unsigned char lead) {
  if (lead < 0x80) {
    return 1;
  }
  if (lead >= 0xC2 && lead <= 0xDF) {
    return 2;
  }
  if (lead >= 0xE0 && lead <= 0xEF) {
    return 3;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    return 4;
  }
  return 0;
}

}  // namespace

CodePoint code_point_at(std::string_view text, std::size_t position) {
  assert(position < text.size());
  const auto lead = static_cast<unsigned char>(text[position]);
  const std::size_t wanted = sequence_bytes(lead);
  if (wanted == 1) {
    return {lead, 1, true};
  }
  if (wanted == 0) {
    return {U'\uFFFD', 1, false};
  }
  char32_t value = lead & (0xFFU >> (wanted + 1));
  for (std::size_t i = 1; i < wanted; ++i) {
    if (position + i >= text.size()) {
      return {U'\uFFFD', i, false};
    }
    const auto byte = static_cast<unsigned char>(text[position + i]);
    const Range range = i == 1 ? second_byte_range(lead) : Range{0x80, 0xBF};
    if (byte < range.first || byte > range.last) {
      return {U'\uFFFD', i, false};
    }
    value = (value << 6U) | (byte & 0x3FU);
  }
  return {value, wanted, true};
}

void append_utf8(std::string& text, char32_t code_point) {
  const auto put = [&text](char32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0U | (code_point >> 6U));
    put(0x80U | (code_point & 0x3FU));
  } else if (code_point < 0x10000) {
    put(0xE0U | (code_point >> 12U));
    put(0x80U | ((code_point >> 6U) & 0x3FU));
    put(0x80U | (code_point & 0x3FU));
  } else {
    put(0xF0U | (code_point >> 18U));
    put(0x80U | ((code_point >> 12U) & 0x3FU));
    put(0x80U | ((code_point >> 6U) & 0x3FU));
    put(0x80U | (code_point & 0x3FU));
  }
}

bool is_mark(char32_t code_point) {
  static constexpr Range marks[] = {
      {0x0300, 0x036F}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF},   {0x20D0, 0x20FF},
      {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0x1F3FB, 0x1F3FF},  // skin tones
  };
  return code_point >= 0x0300 && in_any(code_point, marks);
}

bool is_blank(char32_t code_point) {
  static constexpr Range blanks[] = {
      {0x0000, 0x0020}, {0x007F, 0x00A0}, {0x1680, 0x1680}, {0x2000, 0x200A},
      {0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000},
  };
  // Most text is ASCII, and this is asked for every character.
  return code_point < 0x7F ? code_point <= 0x20 : in_any(code_point, blanks);
}

bool is_line_break(char32_t code_point) {
  return (code_point >= 0x0A && code_point <= 0x0D) || code_point == 0x85 || code_point == 0x2028 ||
         code_point == 0x2029;
}

bool is_deceptive(char32_t code_point) {
  static constexpr Range invisible[] = {
      {0x00AD, 0x00AD},    // soft hyphen
      {0x061C, 0x061C},    // Arabic letter mark
      {0x180E, 0x180E},    // Mongolian vowel separator
      {0x200B, 0x200B},    // zero-width space
      {0x200E, 0x200F},    // direction marks
      {0x202A, 0x202E},    // embeddings and overrides
      {0x2060, 0x206F},    // word joiner, invisible operators, isolates, deprecated
      {0xFDD0, 0xFDEF},    // noncharacters
      {0xFEFF, 0xFEFF},    // byte order mark
      {0xFFF9, 0xFFFB},    // interlinear annotation
      {0xE0000, 0xE007F},  // tags: text nobody sees
  };
  return code_point >= 0xAD && (in_any(code_point, invisible) || (code_point & 0xFFFEU) == 0xFFFEU);
}

}  // namespace lintel
