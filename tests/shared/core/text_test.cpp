#include <catch2/catch_test_macros.hpp>

#include "shared/core/text.h"
#include "shared/core/utf8.h"

using namespace lintel;

TEST_CASE("Strict UTF-8 refuses overlong forms, surrogates and too large values", "[text]") {
  for (const char* bytes : {"plain", "Łukasz 美玲 👩🏽‍🚀", "\xF4\x8F\xBF\xBF",
                            "\xED\x9F\xBF", "\xEE\x80\x80"}) {
    CAPTURE(bytes);
    CHECK(is_utf8(bytes));
  }
  for (const char* bytes : {"\xC0\xAF", "\xC1\xBF", "\xE0\x80\xAF", "\xE0\x9F\xBF",
                            "\xF0\x80\x80\xAF", "\xED\xA0\x80", "\xED\xBF\xBF", "\xF4\x90\x80\x80",
                            "\xF5\x80\x80\x80", "\xFF", "\x80", "a\xE2\x82", "\xF0\x9F\x98"}) {
    CHECK_FALSE(is_utf8(bytes));
  }
}

TEST_CASE("Every code point survives writing and reading", "[text]") {
  for (char32_t value = 1; value <= 0x10FFFF; value += value < 0x3000 ? 1 : 61) {
    if (value >= 0xD800 && value <= 0xDFFF) {
      continue;
    }
    std::string bytes;
    append_utf8(bytes, value);
    const CodePoint point = code_point_at(bytes, 0);
    REQUIRE(point.well_formed);
    REQUIRE(point.value == value);
    REQUIRE(point.bytes == bytes.size());
  }
}

TEST_CASE("A broken sequence costs itself and not its neighbours", "[text]") {
  CHECK(clean_line("a\xE2\x82"
                   "b") ==
        "a\xEF\xBF\xBD"
        "b");
  CHECK(clean_line("a\xFF\xFE"
                   "b") ==
        "a\xEF\xBF\xBD\xEF\xBF\xBD"
        "b");
  CHECK(clean_line("\xF0\x9F\x98") == "\xEF\xBF\xBD");
}

TEST_CASE("A clean line has single spaces and no control characters", "[text]") {
  CHECK(clean_line("  Room\t\r\n 204 \x07 ") == "Room 204");
  CHECK(clean_line("a\xC2\xA0\xE2\x80\x83"
                   "b\xC2\x85"
                   "c") == "a b c");
  CHECK(clean_line("") == "");
  CHECK(clean_line(std::string_view("a\0b", 3)) == "a b");
}

TEST_CASE("Characters that only deceive are dropped, joiners are kept", "[text]") {
  CHECK(clean_line("gpj.\xE2\x80\xAE"
                   "exe") == "gpj.exe");
  CHECK(clean_line("\xEF\xBB\xBF"
                   "BOM\xE2\x80\x8B\xE2\x81\xA0") == "BOM");
  CHECK(clean_line("\xE2\x81\xA6iso\xE2\x81\xA9") == "iso");
  CHECK(clean_line("👩‍🚀") == "👩‍🚀");
  CHECK(clean_line("می‌خواهم") == "می‌خواهم");
}

TEST_CASE("A clean paragraph keeps line breaks, one empty line at most", "[text]") {
  CHECK(clean_paragraph("a \r\n b\r\r\r\rc\n") == "a\nb\n\nc");
  CHECK(clean_paragraph("\n\n a\tb \n\n\n\n") == "a b");
  CHECK(clean_paragraph("a\xE2\x80\xA8"
                        "b") == "a\nb");
}

TEST_CASE("Cleaning twice changes nothing more", "[text]") {
  for (const char* text :
       {" a\n\n\n\xE2\x80\xAE b\xFF\xC2\x85 c ", "\xE2\x80\x8B \n", "x \xE2\x80\x8B y"}) {
    CHECK(clean_line(clean_line(text)) == clean_line(text));
    CHECK(clean_paragraph(clean_paragraph(text)) == clean_paragraph(text));
  }
}

TEST_CASE("Truncation never cuts a character in two", "[text]") {
  const std::string text = "aé美👍";
  CHECK(truncate_utf8(text, 100) == text);
  CHECK(truncate_utf8(text, 9) == "aé美");
  CHECK(truncate_utf8(text, 5) == "aé");
  CHECK(truncate_utf8(text, 2) == "a");
  CHECK(truncate_utf8(text, 0).empty());
  CHECK(code_point_count(text) == 4);
}

TEST_CASE("Backspace takes a character with everything that is drawn on it", "[text]") {
  CHECK(without_last_character("ab") == "a");
  CHECK(without_last_character("") == "");
  CHECK(without_last_character("xe\xCC\x81\xCC\xA7") == "x");
  CHECK(without_last_character("x👍🏽") == "x");
  CHECK(without_last_character("x👩🏽‍🚀") == "x");
  CHECK(without_last_character("x❤️‍🔥") == "x");
  CHECK(without_last_character("x👨‍👩‍👧‍👦") == "x");
  CHECK(without_last_character("🇺🇸🇲🇽") == "🇺🇸");
  CHECK(without_last_character("x🇺🇸") == "x");
  CHECK(without_last_character("\xCC\x81") == "");
}

TEST_CASE("Pieces are trimmed and keys lowered in ASCII only", "[text]") {
  CHECK(split(" Amara;Luis ; Mei", ';') == std::vector<std::string>{"Amara", "Luis", "Mei"});
  CHECK(split("", ';') == std::vector<std::string>{""});
  CHECK(ascii_lower("ÀBC") == "Àbc");
  CHECK(trim("\t a b \n") == "a b");
}
