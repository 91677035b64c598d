#include "kiosk/ui/line_break.h"

#include <algorithm>
#include <string_view>

namespace lintel::kiosk::ui {
namespace {

constexpr bool in(std::u32string_view set, char32_t character) {
  return set.find(character) != std::u32string_view::npos;
}

bool is_space(char32_t c) {
  return c == U' ' || c == U'\n' || c == U'\u3000';
}

// JIS X 4051 calls them kinsoku: marks that may not begin, and marks that may not end a line.
constexpr std::u32string_view not_at_start =
    U"、。，．・：；？！）」』】〕〉》”’,.:;?!)]}ぁぃぅぇぉっゃゅょァィゥェォッャュョー々…";
constexpr std::u32string_view not_at_end = U"（「『【〔〈《“‘([{¿¡";

// "8 s", "20 %": a number keeps its unit.
bool is_before_unit(std::span<const char32_t> text, std::size_t i) {
  const auto is_digit = [](char32_t c) { return c >= U'0' && c <= U'9'; };
  const auto ends_word = [](char32_t c) { return is_space(c) || in(U".,:;!?)…", c); };
  return text[i] == U' ' && i > 0 && is_digit(text[i - 1]) && i + 1 < text.size() &&
         (i + 2 >= text.size() || ends_word(text[i + 2]));
}

float width_of(const LineInput& input, std::size_t begin, std::size_t end) {
  float width = 0;
  for (std::size_t i = begin; i < end; ++i) {
    width += input.advances[i];
  }
  return end > begin ? width - input.trailing : 0;
}

}  // namespace

bool is_wide_script(char32_t c) {
  return (c >= 0x1100 && c <= 0x11FF) || (c >= 0x2E80 && c <= 0x9FFF) ||
         (c >= 0xAC00 && c <= 0xD7AF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0xFF00 && c <= 0xFFEF) || (c >= 0x20000 && c <= 0x3FFFF);
}

bool may_break_after(char32_t character, char32_t next) {
  if (is_space(character)) {
    // The dot between two parts of a line stays with the first.
    return !is_space(next) && next != U'·';
  }
  if (in(not_at_end, character) || in(not_at_start, next) || is_space(next)) {
    return false;
  }
  if (in(U"-–—\u2010/", character)) {
    return true;
  }
  // Hangul is written with spaces and is not broken inside its words.
  const auto hangul = [](char32_t c) { return c >= 0xAC00 && c <= 0xD7AF; };
  if (hangul(character) && hangul(next)) {
    return false;
  }
  return is_wide_script(character) || is_wide_script(next);
}

BrokenLines break_lines(const LineInput& input, float width) {
  BrokenLines out;
  const std::size_t count = input.characters.size();
  const auto finish = [&](std::size_t begin, std::size_t end) {
    while (end > begin && is_space(input.characters[end - 1])) {
      --end;
    }
    out.lines.push_back({begin, end, width_of(input, begin, end)});
  };
  std::size_t begin = 0;
  std::size_t last_chance = 0;  // a break may come before this glyph
  float run = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const char32_t c = input.characters[i];
    if (c == U'\n') {
      finish(begin, i);
      begin = last_chance = i + 1;
      run = 0;
      continue;
    }
    const bool too_long = run + input.advances[i] - input.trailing > width;
    if (too_long && !is_space(c) && i > begin) {
      if (last_chance > begin) {
        finish(begin, last_chance);
        begin = last_chance;
      } else {
        finish(begin, i);
        begin = last_chance = i;
        out.split_word = true;
      }
      run = 0;
      for (std::size_t k = begin; k < i; ++k) {
        run += input.advances[k];
      }
    }
    run += input.advances[i];
    if (i + 1 < count && may_break_after(c, input.characters[i + 1]) &&
        !is_before_unit(input.characters, i)) {
      last_chance = i + 1;
    }
  }
  finish(begin, count);
  return out;
}

BrokenLines break_lines_balanced(const LineInput& input, float width) {
  BrokenLines best = break_lines(input, width);
  if (best.lines.size() < 2 || best.split_word) {
    return best;
  }
  constexpr int halvings = 12;  // to a fraction of a pixel
  float too_narrow = width / static_cast<float>(best.lines.size() + 1);
  float enough = width;
  for (int i = 0; i < halvings; ++i) {
    const float middle = (too_narrow + enough) / 2;
    BrokenLines attempt = break_lines(input, middle);
    if (attempt.lines.size() <= best.lines.size() && !attempt.split_word) {
      enough = middle;
      best = std::move(attempt);
    } else {
      too_narrow = middle;
    }
  }
  return best;
}

}  // namespace lintel::kiosk::ui
