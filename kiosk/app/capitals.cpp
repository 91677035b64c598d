#include "kiosk/app/capitals.h"

#include <array>

namespace lintel::kiosk {
namespace {

// A run of letters whose capital lies `distance` below, or, for pairs, one below every second one.
enum class Step { every, odd_numbers, even_numbers };
struct Run {
  char32_t first;
  char32_t last;
  char32_t distance;
  Step step;
};

constexpr std::array<Run, 18> runs{{
    {U'a', U'z', 32, Step::every},
    {0x00E0, 0x00F6, 32, Step::every},
    {0x00F8, 0x00FE, 32, Step::every},
    {0x0101, 0x012F, 1, Step::odd_numbers},
    {0x0133, 0x0137, 1, Step::odd_numbers},
    {0x013A, 0x0148, 1, Step::even_numbers},
    {0x014B, 0x0177, 1, Step::odd_numbers},
    {0x017A, 0x017E, 1, Step::even_numbers},
    {0x01CE, 0x01DC, 1, Step::even_numbers},
    {0x01DF, 0x01EF, 1, Step::odd_numbers},
    {0x0201, 0x021F, 1, Step::odd_numbers},
    {0x03AD, 0x03AF, 37, Step::every},
    {0x03B1, 0x03C1, 32, Step::every},
    {0x03C3, 0x03CB, 32, Step::every},
    {0x0430, 0x044F, 32, Step::every},
    {0x0450, 0x045F, 80, Step::every},
    {0x1E01, 0x1E95, 1, Step::odd_numbers},
    {0x1EA1, 0x1EFF, 1, Step::odd_numbers},
}};

struct Single {
  char32_t letter;
  char32_t capital;
};
constexpr std::array<Single, 8> singles{{
    {0x00DF, 0x1E9E},  // ß
    {0x00FF, 0x0178},  // ÿ
    {0x01A1, 0x01A0},  // ơ
    {0x01B0, 0x01AF},  // ư
    {0x03AC, 0x0386},  // ά
    {0x03C2, 0x03A3},  // ς
    {0x03CC, 0x038C},  // ό
    {0x03CE, 0x038F},  // ώ
}};

char32_t capital_of(char32_t letter) {
  for (const Single& single : singles) {
    if (single.letter == letter) {
      return single.capital;
    }
  }
  for (const Run& run : runs) {
    if (letter < run.first || letter > run.last) {
      continue;
    }
    const bool is_odd = letter % 2 == 1;
    const bool has_capital = run.step == Step::every || (run.step == Step::odd_numbers && is_odd) ||
                             (run.step == Step::even_numbers && !is_odd);
    return has_capital ? letter - run.distance : letter;
  }
  return letter;
}

void append(std::string& text, char32_t code_point) {
  const auto byte = [&](char32_t value) { text += static_cast<char>(value); };
  if (code_point < 0x80) {
    byte(code_point);
  } else if (code_point < 0x800) {
    byte(0xC0 | (code_point >> 6));
    byte(0x80 | (code_point & 0x3F));
  } else {
    byte(0xE0 | (code_point >> 12));
    byte(0x80 | ((code_point >> 6) & 0x3F));
    byte(0x80 | (code_point & 0x3F));
  }
}

char32_t bits(char byte, char32_t mask) {
  return static_cast<unsigned char>(byte) & mask;
}

}  // namespace

// Text is valid UTF-8 here (text.h checked it). Letters with case have two or three bytes; longer
// sequences are copied as they are.
std::string in_capitals(std::string_view utf8) {
  std::string result;
  result.reserve(utf8.size());
  std::size_t at = 0;
  while (at < utf8.size()) {
    const auto lead = static_cast<unsigned char>(utf8[at]);
    const std::size_t left = utf8.size() - at;
    if (lead < 0x80) {
      append(result, capital_of(lead));
      at += 1;
    } else if (lead >= 0xC0 && lead < 0xE0 && left >= 2) {
      append(result, capital_of((bits(utf8[at], 0x1F) << 6) | bits(utf8[at + 1], 0x3F)));
      at += 2;
    } else if (lead >= 0xE0 && lead < 0xF0 && left >= 3) {
      append(result, capital_of((bits(utf8[at], 0x0F) << 12) | (bits(utf8[at + 1], 0x3F) << 6) |
                                bits(utf8[at + 2], 0x3F)));
      at += 3;
    } else {
      result += utf8[at];
      at += 1;
    }
  }
  return result;
}

}  // namespace lintel::kiosk
