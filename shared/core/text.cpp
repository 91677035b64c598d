#include "shared/core/text.h"

#include <algorithm>

#include "shared/core/utf8.h"

namespace lintel {
namespace {

constexpr char32_t zero_width_joiner = 0x200D;

bool is_ascii_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

enum class Breaks { as_space, kept };

std::string clean(std::string_view bytes, Breaks breaks) {
  std::string out;
  out.reserve(bytes.size());
  bool space_due = false;
  int breaks_due = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const CodePoint point = code_point_at(bytes, at);
    const bool second_of_crlf = point.value == '\n' && at > 0 && bytes[at - 1] == '\r';
    at += point.bytes;
    if (is_deceptive(point.value)) {
      continue;
    }
    if (is_blank(point.value)) {
      space_due = true;
      if (breaks == Breaks::kept && is_line_break(point.value) && !second_of_crlf) {
        ++breaks_due;
      }
      continue;
    }
    if (!out.empty() && breaks_due > 0) {
      out.append(static_cast<std::size_t>(std::min(breaks_due, 2)), '\n');
    } else if (!out.empty() && space_due) {
      out.push_back(' ');
    }
    space_due = false;
    breaks_due = 0;
    append_utf8(out, point.value);
  }
  return out;
}

// Where the last code point of well-formed text begins.
std::size_t last_code_point(std::string_view text) {
  std::size_t at = text.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) {
    --at;
  }
  return at;
}

bool is_flag_half(char32_t code_point) {
  return code_point >= 0x1F1E6 && code_point <= 0x1F1FF;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const CodePoint point = code_point_at(bytes, at);
    if (!point.well_formed) {
      return false;
    }
    at += point.bytes;
  }
  return true;
}

std::string clean_line(std::string_view bytes) {
  return clean(bytes, Breaks::as_space);
}

std::string clean_paragraph(std::string_view bytes) {
  return clean(bytes, Breaks::kept);
}

std::string_view truncate_utf8(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) {
    return text;
  }
  std::size_t end = 0;
  while (end < text.size()) {
    const std::size_t next = end + code_point_at(text, end).bytes;
    if (next > bytes_max) {
      break;
    }
    end = next;
  }
  return text.substr(0, end);
}

std::size_t code_point_count(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) {
    at += code_point_at(text, at).bytes;
  }
  return count;
}

std::string without_last_character(std::string_view text) {
  while (!text.empty()) {
    const std::size_t at = last_code_point(text);
    const char32_t removed = code_point_at(text, at).value;
    text = text.substr(0, at);
    if (text.empty() || is_mark(removed) || removed == zero_width_joiner) {
      continue;  // the base is still to come
    }
    const std::size_t before = last_code_point(text);
    const char32_t left_end = code_point_at(text, before).value;
    if (left_end == zero_width_joiner) {
      continue;  // what was removed was joined to what is left of it
    }
    if (is_flag_half(removed) && is_flag_half(left_end)) {
      // Flags are pairs: an even run of halves before this one means it stood alone.
      std::size_t halves = 0;
      std::string_view rest = text;
      while (!rest.empty()) {
        const std::size_t half = last_code_point(rest);
        if (!is_flag_half(code_point_at(rest, half).value)) {
          break;
        }
        rest = rest.substr(0, half);
        ++halves;
      }
      if (halves % 2 == 1) {
        text = text.substr(0, before);
      }
    }
    break;
  }
  return std::string{text};
}

std::string ascii_lower(std::string_view text) {
  std::string out{text};
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_ascii_space(text.front())) {
    text.remove_prefix(1);
  }
  while (!text.empty() && is_ascii_space(text.back())) {
    text.remove_suffix(1);
  }
  return text;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> pieces;
  for (;;) {
    const std::size_t at = text.find(separator);
    pieces.emplace_back(trim(text.substr(0, at)));
    if (at == std::string_view::npos) {
      return pieces;
    }
    text.remove_prefix(at + 1);
  }
}

}  // namespace lintel
