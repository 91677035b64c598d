#include "kiosk/ui/typeset.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "kiosk/ui/line_break.h"

namespace lintel::kiosk::ui {
namespace {

constexpr char32_t ellipsis = U'…';
// Half of what capitals stand above small letters: between digits a colon belongs in the middle.
constexpr float colon_raise_em = 0.085F;

bool is_digit(char32_t c) {
  return c >= U'0' && c <= U'9';
}

// Of an emoji or its sequence (Unicode Technical Standard 51): signs, pictures, flags, what joins
// and varies them. Titles have them; where no font does, the words say enough without them, while
// the letter of a script that is missing is shown to be missing.
bool is_of_a_picture(char32_t c) {
  constexpr std::array<std::pair<char32_t, char32_t>, 5> ranges{{{0x200D, 0x200D},
                                                                 {0x2600, 0x27BF},
                                                                 {0xFE00, 0xFE0F},
                                                                 {0x1F000, 0x1FAFF},
                                                                 {0xE0020, 0xE007F}}};
  return c >= ranges.front().first &&
         std::any_of(ranges.begin(), ranges.end(),
                     [c](const auto& range) { return c >= range.first && c <= range.second; });
}

}  // namespace

std::u32string code_points(std::string_view utf8) {
  constexpr char32_t replacement = 0xFFFD;
  std::u32string out;
  out.reserve(utf8.size());
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    bool good = lead < 0x80 || (lead >= 0xC2 && lead <= 0xF4 && i + length <= utf8.size());
    char32_t c = lead;
    if (good && length > 1) {
      c = lead & (0xFFU >> (length + 1));
      for (std::size_t k = 1; k < length; ++k) {
        const auto next = static_cast<unsigned char>(utf8[i + k]);
        good = good && (next & 0xC0) == 0x80;
        c = (c << 6) | (next & 0x3FU);
      }
    }
    i += good ? length : 1;
    if (!good || c > 0x10FFFF) {
      out.push_back(replacement);
    } else if (c >= 0x20 || c == U'\n') {
      out.push_back(c);
    }
  }
  return out;
}

struct Typesetter::Shaped {
  std::u32string characters;
  std::vector<Weight> weights;
  std::vector<float> advances_em;  // with kerning to the next and letter spacing
  float tracking_em = 0;
  std::string text;
};

void Typesetter::set_scale(float pixels_per_unit, float text_scale) {
  pixels_per_unit_ = pixels_per_unit;
  text_scale_ = text_scale;
}

Typesetter::Shaped Typesetter::shape(std::initializer_list<Run> runs, const TextStyle& style) {
  Shaped shaped;
  shaped.tracking_em = style.tracking_em;
  for (const auto& run : runs) {
    FontMetrics& metrics = fonts_.metrics(run.weight);
    auto characters = code_points(run.text);
    std::erase_if(characters, [&](char32_t c) { return is_of_a_picture(c) && !metrics.has(c); });
    for (std::size_t i = 0; i < characters.size(); ++i) {
      const char32_t c = characters[i];
      float advance = c == U'\n' ? 0 : metrics.advance_em(c);
      if (style.tabular && is_digit(c)) {
        advance = metrics.widest_digit_em();
      } else if (i + 1 < characters.size()) {
        advance += metrics.kerning_em(c, characters[i + 1]);
      }
      const float wider = c == U' ' ? style.word_space_em : 0;
      shaped.advances_em.push_back(advance + style.tracking_em + wider);
      shaped.weights.push_back(run.weight);
    }
    shaped.characters += characters;
    shaped.text += run.text;
  }
  return shaped;
}

float Typesetter::whole_pixels(float size) const {
  return std::max(1.0F, std::round(size * pixels_per_unit_)) / pixels_per_unit_;
}

float Typesetter::width_of(std::string_view text, const TextStyle& style) {
  return set(text, {style, {}, 1, 0, Align::left, Wrap::natural, Line::plain}).width;
}

TextBlock Typesetter::set(std::string_view text, const Paragraph& paragraph, float width,
                          float height) {
  return set({Run{text, paragraph.style.weight}}, paragraph, width, height);
}

TextBlock Typesetter::set(std::initializer_list<Run> runs, const Paragraph& paragraph, float width,
                          float height) {
  const Shaped shaped = shape(runs, paragraph.style);
  TextBlock block;
  block.text = shaped.text;
  block.paragraph = paragraph;
  const float largest = paragraph.style.size * text_scale_;
  // Large text is a wish: where it does not fit, the ordinary size is the first to give way to.
  const float smallest =
      std::min(largest, paragraph.size_min > 0 ? paragraph.size_min : paragraph.style.size);
  // Whole words in a smaller size before a broken word; a word that is too long at any size is
  // broken in the largest.
  for (const Words words : {Words::whole, Words::may_split}) {
    for (float size = largest; size > smallest; size -= 1) {
      if (attempt(shaped, size, width, height, words, block)) {
        return block;
      }
    }
    if (attempt(shaped, smallest, width, height, words, block)) {
      return block;
    }
  }
  return block;
}

bool Typesetter::attempt(const Shaped& shaped, float size, float width, float height, Words words,
                         TextBlock& block) {
  const Paragraph& paragraph = block.paragraph;
  block.size = whole_pixels(size);
  block.pitch = whole_pixels(block.size * paragraph.style.line_height);
  const FontMetrics& metrics = fonts_.metrics(paragraph.style.weight);
  const float ascent = metrics.ascent_em() * block.size;
  const float descent = metrics.descent_em() * block.size;
  block.baseline = (block.pitch - ascent - descent) / 2 + ascent;

  const LineInput input{shaped.characters, shaped.advances_em, shaped.tracking_em};
  // A box that was measured to fit its text must not lose to rounding.
  constexpr float rounding_em = 0.002F;
  const float width_em = width >= unlimited ? unlimited : width / block.size + rounding_em;
  BrokenLines broken = paragraph.wrap == Wrap::balanced ? break_lines_balanced(input, width_em)
                                                        : break_lines(input, width_em);
  const auto fit = static_cast<int>(std::min<float>(std::floor(height / block.pitch + 0.02F),
                                                    static_cast<float>(paragraph.lines_max)));
  const auto lines_max = static_cast<std::size_t>(std::max(1, fit));
  const bool overflows = broken.lines.size() > lines_max;
  if (overflows) {
    // The last line takes all that follows; place() cuts it.
    broken = break_lines(input, width_em);
    broken.lines.resize(lines_max);
    broken.lines.back().end = shaped.characters.size();
    broken.lines.back().width = unlimited;
  }
  block.lines.clear();
  for (const auto& line : broken.lines) {
    PlacedLine placed;
    placed.width = line.width;
    for (std::size_t i = line.begin; i < line.end; ++i) {
      placed.glyphs.push_back({shaped.characters[i], shaped.weights[i], shaped.advances_em[i], 0});
    }
    block.lines.push_back(std::move(placed));
  }
  block.shortened = overflows;
  place(shaped, block, width);
  block.split_word = broken.split_word;
  return !overflows && (words == Words::may_split || !broken.split_word);
}

// Until here a glyph's x held its advance in em; now it becomes its place.
void Typesetter::place(const Shaped& shaped, TextBlock& block, float width) {
  const TextStyle& style = block.paragraph.style;
  const float tracking = shaped.tracking_em * block.size;
  block.width = 0;
  for (auto& line : block.lines) {
    if (line.width >= unlimited) {
      const Weight weight = line.glyphs.empty() ? style.weight : line.glyphs.front().weight;
      const float dots = fonts_.metrics(weight).advance_em(ellipsis);
      float used = 0;
      std::size_t kept = 0;
      while (kept < line.glyphs.size() && line.glyphs[kept].character != U'\n' &&
             (used + line.glyphs[kept].x + dots) * block.size <= width) {
        used += line.glyphs[kept].x;
        ++kept;
      }
      while (kept > 0 &&
             (line.glyphs[kept - 1].character == U' ' || line.glyphs[kept - 1].character == U',')) {
        --kept;
      }
      line.glyphs.resize(kept);
      line.glyphs.push_back({ellipsis, weight, dots, 0});
    }
    float pen = 0;
    for (std::size_t i = 0; i < line.glyphs.size(); ++i) {
      PlacedGlyph& glyph = line.glyphs[i];
      const float advance = glyph.x * block.size;
      glyph.x = pen;
      if (style.tabular && is_digit(glyph.character)) {
        const float own = fonts_.metrics(glyph.weight).advance_em(glyph.character) * block.size;
        glyph.x += (advance - tracking - own) / 2;
      }
      const bool between_digits = i > 0 && i + 1 < line.glyphs.size() &&
                                  is_digit(line.glyphs[i - 1].character) &&
                                  is_digit(line.glyphs[i + 1].character);
      if (glyph.character == U':' && between_digits) {
        glyph.raise = colon_raise_em * block.size;
      }
      pen += advance;
    }
    line.width = line.glyphs.empty() ? 0 : std::max(0.0F, pen - tracking);
    block.width = std::max(block.width, line.width);
  }
  block.height = block.pitch * static_cast<float>(block.lines.size());
}

}  // namespace lintel::kiosk::ui
