#include "shared/core/folding.h"

#include <array>
#include <cstddef>
#include <cstdint>

#include "shared/core/utf8.h"

namespace lintel {
namespace {

// Base letters of U+00C0..U+017F, in runs; '_' stands for a sign that is no letter, 'S' for ss.
struct Run {
  char base;
  std::uint8_t count;
};
constexpr std::array<Run, 46> runs{{
    {'a', 7},  {'c', 1},  {'e', 4}, {'i', 4},  {'d', 1}, {'n', 1},  {'o', 5}, {'_', 1},
    {'o', 1},  {'u', 4},  {'y', 1}, {'t', 1},  {'S', 1}, {'a', 7},  {'c', 1}, {'e', 4},
    {'i', 4},  {'d', 1},  {'n', 1}, {'o', 5},  {'_', 1}, {'o', 1},  {'u', 4}, {'y', 1},
    {'t', 1},  {'y', 1},  {'a', 6}, {'c', 8},  {'d', 4}, {'e', 10}, {'g', 8}, {'h', 4},
    {'i', 12}, {'j', 2},  {'k', 3}, {'l', 10}, {'n', 9}, {'o', 8},  {'r', 6}, {'s', 8},
    {'t', 6},  {'u', 12}, {'w', 2}, {'y', 3},  {'z', 6}, {'s', 1},
}};

constexpr std::array<char, 0x180 - 0xC0> base_letters = [] {
  std::array<char, 0x180 - 0xC0> letters{};
  std::size_t at = 0;
  for (const Run& run : runs) {
    for (std::uint8_t i = 0; i < run.count; ++i) {
      letters[at++] = run.base;
    }
  }
  return letters;
}();
static_assert(base_letters.back() == 's', "the runs cover U+00C0..U+017F exactly");

bool is_dash(char32_t c) {
  return c == U'-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

void append_folded(std::string& text, char32_t c) {
  if (c >= U'A' && c <= U'Z') {
    text += static_cast<char>(c + 32);
  } else if (is_dash(c)) {
    text += '-';
  } else if (c >= 0xC0 && c < 0x180) {
    const char base = base_letters[c - 0xC0];
    text += base == 'S' ? std::string{"ss"} : std::string(1, base);
  } else if (c >= 0x300 && c < 0x370) {
    return;  // a combining accent of a decomposed letter
  } else if ((c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F)) {
    append_utf8(text, c + 32);
  } else {
    append_utf8(text, c);
  }
}

}  // namespace

std::string fold(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    at += point.bytes;
    if (!is_blank(point.value)) {
      append_folded(folded, point.value);
    } else if (!folded.empty() && folded.back() != ' ') {
      folded += ' ';
    }
  }
  while (!folded.empty() && folded.back() == ' ') {
    folded.pop_back();
  }
  return folded;
}

}  // namespace lintel
