// UTF-8 text. Everything that comes from outside passes through here once: a string that is not
// UTF-8 or holds control characters never reaches a screen, a database or a wire.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "shared/core/result.h"

namespace lintel {

bool is_utf8(std::string_view bytes);
// Valid UTF-8 with control characters and runs of white space made one space, trimmed at both
// ends. Ill-formed sequences become U+FFFD.
std::string clean_line(std::string_view bytes);
// As clean_line, keeping line breaks as "\n" (at most one empty line in a row).
std::string clean_paragraph(std::string_view bytes);
// The longest prefix of whole code points within bytes_max.
std::string_view truncate_utf8(std::string_view text, std::size_t bytes_max);
std::size_t code_point_count(std::string_view text);
// Text without its last code point, together with the combining marks that belong to it.
std::string without_last_character(std::string_view text);
// Lower case of ASCII only: for keys and header names, never for people's words.
std::string ascii_lower(std::string_view text);
std::string_view trim(std::string_view text);
std::vector<std::string> split(std::string_view text, char separator);  // pieces are trimmed

}  // namespace lintel
