// A school's own colour and whether words can be read on it and in it: WCAG 2.1, 1.4.3 asks for
// 4.5:1. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace lintel {

struct Rgb {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
  bool operator==(const Rgb&) const = default;
};

inline constexpr double contrast_least = 4.5;

// "#0B6B6B"; nothing for anything else.
std::optional<Rgb> parse_colour(std::string_view text);
// WCAG 2.1, "contrast ratio": 1 to 21.
double contrast(Rgb a, Rgb b);
Rgb mix(Rgb from, Rgb to, double share);

// What is derived from an accent: its pale ground, and itself under a finger.
struct AccentShades {
  Rgb accent;
  Rgb pressed;
  Rgb soft;     // a ground for dark words, and for words in the accent itself
  Rgb on_soft;  // quiet words on the accent
  Rgb on_line;  // a line on the accent
};
AccentShades shades_of(Rgb accent);

// White words on it, it as words on paper and on its own pale ground, quiet words on it: all 4.5:1.
bool is_readable_accent(Rgb accent);

}  // namespace lintel
