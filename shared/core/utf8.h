// Code points of UTF-8, one at a time (Unicode 15, section 3.9; RFC 3629). Strict: no overlong
// forms, no surrogates, nothing above U+10FFFF. An ill-formed sequence counts as its "maximal
// subpart" (Unicode, table 3-8), so that one broken byte never swallows its neighbours.
// Pure; views must outlive the call only.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace lintel {

struct CodePoint {
  char32_t value = U'\uFFFD';  // U+FFFD when ill-formed
  std::size_t bytes = 0;       // how many to step over; at least 1
  bool well_formed = false;
};

// position < text.size().
CodePoint code_point_at(std::string_view text, std::size_t position);
void append_utf8(std::string& text, char32_t code_point);

// Marks that are drawn on the character before them, and emoji modifiers.
bool is_mark(char32_t code_point);
// Every space and line separator of Unicode, and every control character.
bool is_blank(char32_t code_point);
// Of is_blank, those that end a line.
bool is_line_break(char32_t code_point);
// Invisible characters that only deceive: bidirectional overrides and isolates, zero-width
// characters (but not the joiners U+200C and U+200D, which scripts and emoji need), noncharacters.
bool is_deceptive(char32_t code_point);

}  // namespace lintel
