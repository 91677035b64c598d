#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "kiosk/ui/line_break.h"
#include "kiosk/ui/typeset.h"
#include "tests/ui/glass.h"

namespace lintel::kiosk::ui_tests {
namespace {

using ui::break_lines;
using ui::code_points;

// Lines of a text in which every character is one wide.
std::vector<std::string> lines_of(const std::string& text, float width, bool balanced = false) {
  const auto characters = code_points(text);
  const std::vector<float> advances(characters.size(), 1.0F);
  const ui::LineInput input{characters, advances, 0};
  const auto broken = balanced ? ui::break_lines_balanced(input, width) : break_lines(input, width);
  std::vector<std::string> out;
  for (const auto& line : broken.lines) {
    std::string ascii;
    for (std::size_t i = line.begin; i < line.end; ++i) {
      ascii += characters[i] < 0x80 ? static_cast<char>(characters[i]) : '#';
    }
    out.push_back(ascii);
  }
  return out;
}

using Lines = std::vector<std::string>;

std::string drawn(const ui::TextBlock& block, std::size_t line) {
  std::string out;
  for (const auto& glyph : block.lines.at(line).glyphs) {
    out += glyph.character < 0x80 ? static_cast<char>(glyph.character) : '#';
  }
  return out;
}

}  // namespace

TEST_CASE("Lines break at spaces, which do not count at the end", "[ui][text]") {
  CHECK(lines_of("one two three", 7) == Lines{"one two", "three"});
  CHECK(lines_of("one two three", 6) == Lines{"one", "two", "three"});
  CHECK(lines_of("", 6) == Lines{""});
  CHECK(lines_of("a\n\nb", 6) == Lines{"a", "", "b"});
}

TEST_CASE("Lines break after hyphens and dashes, not before closing marks", "[ui][text]") {
  CHECK(lines_of("check-in now", 7) == Lines{"check-", "in now"});
  CHECK(lines_of("10:00 – 10:45", 8) == Lines{"10:00 #", "10:45"});
}

TEST_CASE("A word longer than the line is broken inside, as the last resort", "[ui][text]") {
  CHECK(lines_of("Donaudampfschiff", 6) == Lines{"Donaud", "ampfsc", "hiff"});
  CHECK(lines_of("a Donaudampf", 6) == Lines{"a", "Donaud", "ampf"});
}

TEST_CASE("Chinese breaks anywhere, but a full stop does not begin a line", "[ui][text]") {
  CHECK(lines_of("小组合作人人", 4) == Lines{"####", "##"});
  CHECK(lines_of("小组合作。人", 4) == Lines{"###", "###"});
}

TEST_CASE("A number keeps its unit and a dot stays with what is before it", "[ui][text]") {
  CHECK(lines_of("back in 20 s now", 10) == Lines{"back in", "20 s now"});
  CHECK(lines_of("PD Day · prefer", 9) == Lines{"PD Day #", "prefer"});
}

TEST_CASE("Balanced lines are as many and of like length", "[ui][text]") {
  CHECK(lines_of("aaa bbb ccc ddd eee", 15) == Lines{"aaa bbb ccc ddd", "eee"});
  CHECK(lines_of("aaa bbb ccc ddd eee", 15, true) == Lines{"aaa bbb ccc", "ddd eee"});
}

TEST_CASE("What is not UTF-8 is shown as a replacement and never crashes", "[ui][text]") {
  CHECK(code_points("a\xC3") == U"a\uFFFD");
  CHECK(code_points("\xE4\xB8") == U"\uFFFD\uFFFD");
  CHECK(code_points("\xF0\x9F\x98\x80") == U"\U0001F600");
  CHECK(code_points("a\tb\x01") == U"ab");
}

TEST_CASE("Pictures that no font has are left out, missing letters are shown to be", "[ui][text]") {
  Glass glass;
  glass.frame(View{});
  const ui::Paragraph paragraph{ui::type::choice, ui::colour::ink};
  const auto shown = [&](const char* text) { return drawn(glass.ui().set(text, paragraph), 0); };
  CHECK(shown("Meet\U0001F3F3\U0001F308 up") == "Meet up");
  CHECK(shown("\U00012000 up") == "# up");  // cuneiform
}

TEST_CASE("A text gives up size before it gives up words", "[ui][text]") {
  Glass glass;
  glass.frame(View{});
  ui::Paragraph paragraph{ui::type::title_large, ui::colour::ink, 1, 24};
  const float full = glass.ui().width_of("Greet us at the door", paragraph.style);
  const auto smaller = glass.ui().set("Greet us at the door", paragraph, full * 0.7F);
  CHECK(smaller.size < 48);
  CHECK(smaller.size >= 24);
  CHECK_FALSE(smaller.shortened);
  const auto cut = glass.ui().set("Greet us at the door", paragraph, full * 0.3F);
  CHECK(cut.size == 24);
  CHECK(cut.shortened);
  CHECK(cut.width <= full * 0.3F);
  CHECK(drawn(cut, 0).ends_with("#"));  // the ellipsis
  CHECK(cut.text == "Greet us at the door");
}

TEST_CASE("A word is set smaller before it is broken", "[ui][text]") {
  Glass glass;
  glass.frame(View{});
  const ui::Paragraph paragraph{ui::type::choice, ui::colour::ink, 4, 16};
  const float full = glass.ui().width_of("Versicherung", paragraph.style);
  const auto block = glass.ui().set("Versicherung", paragraph, full * 0.8F);
  CHECK_FALSE(block.split_word);
  CHECK(block.lines.size() == 1);
  CHECK(block.size < 28);
}

TEST_CASE("A word that is too long at any size is broken in the largest", "[ui][text]") {
  Glass glass;
  glass.frame(View{});
  const ui::Paragraph paragraph{ui::type::choice, ui::colour::ink, 4, 16};
  const auto block = glass.ui().set(std::string(60, 'm'), paragraph, 400);
  CHECK(block.split_word);
  CHECK_FALSE(block.shortened);
  CHECK(block.size > 16);
}

TEST_CASE("Pairs are kerned, a clock's digits are as wide as they are", "[ui][text]") {
  Glass glass;
  glass.frame(View{});
  const auto& title = ui::type::title_large;
  const auto width = [&](const char* text) { return glass.ui().width_of(text, title); };
  CHECK(width("To") < width("T") + width("o") + title.tracking_em * title.size - 1);
  const auto& clock = ui::type::clock;
  CHECK(glass.ui().width_of("11:11", clock) < glass.ui().width_of("08:40", clock) - 10);
  ui::TextStyle timer = clock;
  timer.tabular = true;
  CHECK(glass.ui().width_of("11:11", timer) == Catch::Approx(glass.ui().width_of("08:40", timer)));
}

TEST_CASE("Words of bold titles keep apart", "[ui][text]") {
  Glass glass;
  glass.frame(View{});
  const auto& style = ui::type::title_medium;
  ui::TextStyle plain = style;
  plain.word_space_em = 0;
  const float wider =
      glass.ui().width_of("All rooms", style) - glass.ui().width_of("All rooms", plain);
  CHECK(wider == Catch::Approx(0.06F * style.size).margin(0.1));
}

TEST_CASE("Large text is larger where there is room and ordinary where there is not",
          "[ui][text]") {
  Glass glass;
  View view;
  view.chrome.large_text = true;
  glass.frame(view);
  const ui::Paragraph paragraph{ui::type::body, ui::colour::ink, 1};
  CHECK(glass.ui().set("Anonymous.", paragraph).size == 28);
  const float large = glass.ui().set("Anonymous.", paragraph).width;
  const auto tight = glass.ui().set("Anonymous.", paragraph, large * 0.9F);
  CHECK(tight.size >= 22);
  CHECK(tight.size < 28);
  CHECK_FALSE(tight.shortened);
}

}  // namespace lintel::kiosk::ui_tests
