#include "shared/event/accent.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace lintel {
namespace {

constexpr Rgb white{255, 255, 255};
constexpr Rgb black{0, 0, 0};
constexpr Rgb paper{0xFB, 0xF8, 0xF3};  // DESIGN section 8

// WCAG 2.1, "relative luminance".
double luminance(Rgb colour) {
  const auto linear = [](std::uint8_t channel) {
    const double value = channel / 255.0;
    return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
}

}  // namespace

std::optional<Rgb> parse_colour(std::string_view text) {
  constexpr std::size_t length = 7;
  constexpr int hexadecimal = 16;
  unsigned value = 0;
  if (text.size() != length || text.front() != '#') {
    return std::nullopt;
  }
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data() + 1, end, value, hexadecimal);
  if (read.ec != std::errc{} || read.ptr != end) {
    return std::nullopt;
  }
  return Rgb{static_cast<std::uint8_t>(value >> 16), static_cast<std::uint8_t>(value >> 8),
             static_cast<std::uint8_t>(value)};
}

double contrast(Rgb a, Rgb b) {
  const double high = std::max(luminance(a), luminance(b));
  const double low = std::min(luminance(a), luminance(b));
  return (high + 0.05) / (low + 0.05);
}

Rgb mix(Rgb from, Rgb to, double share) {
  const auto blend = [share](std::uint8_t a, std::uint8_t b) {
    return static_cast<std::uint8_t>(std::lround(a + (b - a) * share));
  };
  return {blend(from.red, to.red), blend(from.green, to.green), blend(from.blue, to.blue)};
}

AccentShades shades_of(Rgb accent) {
  return {accent, mix(accent, black, 0.18), mix(accent, white, 0.88), mix(accent, white, 0.89),
          mix(accent, white, 0.53)};
}

bool is_readable_accent(Rgb accent) {
  const AccentShades shades = shades_of(accent);
  return contrast(accent, white) >= contrast_least && contrast(accent, paper) >= contrast_least &&
         contrast(accent, shades.soft) >= contrast_least &&
         contrast(accent, shades.on_soft) >= contrast_least;
}

}  // namespace lintel
