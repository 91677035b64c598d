// Where lines may end, and where they do. A small part of Unicode line breaking (UAX #14) that
// covers the scripts Lintel draws: breaks after spaces, hyphens and dashes; between CJK
// characters, with the closing marks that must not begin a line and the opening ones that must not
// end it; and, as a last resort, inside a word that is longer than the line. Pure.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace lintel::kiosk::ui {

// Glyphs [begin, end) of one line, without the spaces at its end.
struct LineSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
  float width = 0;
};

struct BrokenLines {
  std::vector<LineSpan> lines;
  bool split_word = false;  // a word had to be broken inside
};

// `advances` belong to `characters`, in any unit; `width` is in the same. '\n' ends a line.
// `trailing` is the letter space after a character, which does not count at the end of a line.
struct LineInput {
  std::span<const char32_t> characters;
  std::span<const float> advances;
  float trailing = 0;
};
BrokenLines break_lines(const LineInput& input, float width);

// The same number of lines, of lengths as equal as can be: no lonely last word in a title.
BrokenLines break_lines_balanced(const LineInput& input, float width);

bool may_break_after(char32_t character, char32_t next);
bool is_wide_script(char32_t character);  // CJK, kana, hangul

}  // namespace lintel::kiosk::ui
