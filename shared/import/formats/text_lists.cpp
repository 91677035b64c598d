// Lists inside one cell; declared in table_sessions.h.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "shared/core/text.h"
#include "shared/import/formats/html_text.h"
#include "shared/import/formats/table_sessions.h"

namespace lintel::formats {
namespace {

std::vector<std::string> split_at(std::string_view text, std::string_view separator) {
  std::vector<std::string> pieces;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(separator, at), text.size());
    const std::string_view piece = trim(text.substr(at, end - at));
    if (!piece.empty()) {
      pieces.emplace_back(piece);
    }
    at = end + separator.size();
  }
  return pieces;
}

std::size_t words_in(std::string_view text) {
  const std::string line = clean_line(text);
  return line.empty() ? 0 : 1 + static_cast<std::size_t>(std::count(line.begin(), line.end(), ' '));
}

// Every piece reads like a name: one to three words, none a digit.
bool all_short(const std::vector<std::string>& pieces) {
  return std::all_of(pieces.begin(), pieces.end(), [](const std::string& piece) {
    return words_in(piece) <= 3 && piece.find_first_of("0123456789@") == std::string::npos;
  });
}

// "Roe, Jane": one person, as registers write it. Two single words are rather two first names.
bool same_length(const std::vector<std::string>& pieces) {
  return std::all_of(pieces.begin(), pieces.end(), [&pieces](const std::string& piece) {
    return words_in(piece) == words_in(pieces.front());
  });
}

std::vector<std::string> split_each(std::vector<std::string> pieces, std::string_view separator) {
  std::vector<std::string> result;
  for (const std::string& piece : pieces) {
    std::vector<std::string> parts = split_at(piece, separator);
    result.insert(result.end(), parts.begin(), parts.end());
  }
  return result;
}

std::vector<std::string> split_at_words(std::vector<std::string> pieces) {
  for (const std::string_view word : {" & ", " and ", " und ", " y ", " et "}) {
    pieces = split_each(std::move(pieces), word);
  }
  return pieces;
}

}  // namespace

std::vector<std::string> split_names(std::string_view cell) {
  constexpr std::size_t longest = 8 * 1024;
  const std::string text = plain_text(cell.substr(0, longest));
  std::vector<std::string> pieces = split_each(split_at(text, "\n"), ";");
  pieces = split_each(std::move(pieces), "|");
  if (pieces.size() == 1) {
    for (const std::string_view comma : {",", "、", "，"}) {
      std::vector<std::string> parts = split_at_words(split_at(pieces.front(), comma));
      if (parts.size() > 1 && all_short(parts) && (parts.size() > 2 || same_length(parts))) {
        return parts;
      }
    }
  }
  std::vector<std::string> parts = split_at_words(pieces);
  return all_short(parts) ? parts : pieces;
}

std::vector<std::string> split_points(std::string_view cell) {
  constexpr std::size_t longest = 16 * 1024;
  const std::string text = plain_text(cell.substr(0, longest));
  std::vector<std::string> pieces = split_at(text, "\n");
  if (pieces.size() == 1) {
    pieces = split_at(text, ";");
  }
  for (std::string& piece : pieces) {
    for (const std::string_view bullet : {"- ", "* ", "• ", "– "}) {
      if (piece.starts_with(bullet)) {
        piece.erase(0, bullet.size());
      }
    }
    const std::size_t digits = piece.find_first_not_of("0123456789");
    if (digits != std::string::npos && digits >= 1 && digits <= 2 &&
        (piece[digits] == '.' || piece[digits] == ')') && piece.substr(digits + 1, 1) == " ") {
      piece.erase(0, digits + 2);
    }
  }
  return pieces;
}

}  // namespace lintel::formats
