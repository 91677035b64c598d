// Turns words into lines of placed characters: kerning, letter spacing, wrapping, fitting into a
// box by smaller sizes, and an ellipsis when nothing else helps. The result is a value that Canvas
// draws. Lengths are reference units. UI thread only.
#pragma once

#include <initializer_list>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/fonts.h"
#include "kiosk/ui/tokens.h"

namespace lintel::kiosk::ui {

enum class Align { left, centre, right };
enum class Wrap { natural, balanced };
enum class Line { plain, struck };

inline constexpr float unlimited = std::numeric_limits<float>::max();

// What a text should look like and how far it may give way.
struct Paragraph {
  TextStyle style;
  Colour colour;
  int lines_max = 1;
  float size_min = 0;  // may shrink down to this; 0: never
  Align align = Align::left;
  Wrap wrap = Wrap::natural;
  Line line = Line::plain;
};

struct Run {
  std::string_view text;
  Weight weight = Weight::regular;
};

struct PlacedGlyph {
  char32_t character = 0;
  Weight weight = Weight::regular;
  float x = 0;      // from the start of its line
  float raise = 0;  // above the baseline
};

struct PlacedLine {
  std::vector<PlacedGlyph> glyphs;
  float width = 0;
};

struct TextBlock {
  std::string text;  // in full
  Paragraph paragraph;
  float size = 0;      // chosen, a whole number of window pixels
  float pitch = 0;     // from one baseline to the next
  float baseline = 0;  // of the first line, from the top
  float width = 0;     // of the longest line
  float height = 0;
  bool shortened = false;
  bool split_word = false;
  std::vector<PlacedLine> lines;
};

class Typesetter {
 public:
  explicit Typesetter(Fonts& fonts) : fonts_(fonts) {}
  // Window pixels in a unit, and the factor of the large-text setting.
  void set_scale(float pixels_per_unit, float text_scale);
  float text_scale() const { return text_scale_; }

  TextBlock set(std::string_view text, const Paragraph& paragraph, float width = unlimited,
                float height = unlimited);
  TextBlock set(std::initializer_list<Run> runs, const Paragraph& paragraph, float width,
                float height = unlimited);
  // As wide as the text on one line at its full size.
  float width_of(std::string_view text, const TextStyle& style);

 private:
  struct Shaped;
  Shaped shape(std::initializer_list<Run> runs, const TextStyle& style);
  float whole_pixels(float size) const;
  // False: lines or words did not fit as they should; the block is set all the same.
  enum class Words { whole, may_split };
  bool attempt(const Shaped& shaped, float size, float width, float height, Words words,
               TextBlock& block);
  void place(const Shaped& shaped, TextBlock& block, float width);

  Fonts& fonts_;
  float pixels_per_unit_ = 1;
  float text_scale_ = 1;
};

// UTF-8 to code points; what is not UTF-8 becomes U+FFFD, control characters other than '\n' go.
std::u32string code_points(std::string_view utf8);

}  // namespace lintel::kiosk::ui
