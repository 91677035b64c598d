#include "shared/import/words.h"

#include <algorithm>
#include <numeric>

#include "shared/core/text.h"
#include "shared/core/utf8.h"

namespace lintel::import {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Levenshtein distance, two rows.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t above = row[j + 1];
      const std::size_t change = diagonal + (a[i] == b[j] ? 0U : 1U);
      row[j + 1] = std::min({above + 1, row[j] + 1, change});
      diagonal = above;
    }
  }
  return row[b.size()];
}

std::optional<int> take_number(std::string_view& text) {
  int value = 0;
  std::size_t count = 0;
  while (count < text.size() && count < 2 && is_digit(text[count])) {
    value = value * 10 + (text[count] - '0');
    ++count;
  }
  if (count == 0) {
    return std::nullopt;
  }
  text.remove_prefix(count);
  return value;
}

enum class HalfDay { unsaid, am, pm, nonsense };

HalfDay half_day(std::string_view text) {
  std::string letters;
  for (const char c : ascii_lower(text)) {
    if (c != '.' && c != ' ') {
      letters += c;
    }
  }
  if (letters.empty()) {
    return HalfDay::unsaid;
  }
  return letters == "am" ? HalfDay::am : letters == "pm" ? HalfDay::pm : HalfDay::nonsense;
}

std::optional<int> hour_of_day(int hour, HalfDay half) {
  switch (half) {
    case HalfDay::unsaid:
      return hour <= 24 ? std::optional<int>{hour} : std::nullopt;
    case HalfDay::am:
      return hour >= 1 && hour <= 12 ? std::optional<int>{hour % 12} : std::nullopt;
    case HalfDay::pm:
      return hour >= 1 && hour <= 12 ? std::optional<int>{hour % 12 + 12} : std::nullopt;
    case HalfDay::nonsense:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::string fold_key(std::string_view key) {
  std::string folded;
  for (const char c : ascii_lower(clean_line(key))) {
    if (c != ' ' && c != '_' && c != '-') {
      folded += c;
    }
  }
  return folded;
}

std::string_view same_key(std::string_view key, std::span<const std::string_view> known) {
  const std::string folded = fold_key(key);
  for (const std::string_view candidate : known) {
    if (fold_key(candidate) == folded) {
      return candidate;
    }
  }
  return {};
}

std::string_view nearest_key(std::string_view key, std::span<const std::string_view> known) {
  const std::string folded = fold_key(truncate_utf8(key, 64));
  std::string_view nearest;
  std::size_t least = std::max<std::size_t>(2, folded.size() / 3) + 1;
  for (const std::string_view candidate : known) {
    const std::size_t away = distance(folded, fold_key(candidate));
    if (away < least) {
      least = away;
      nearest = candidate;
    }
  }
  return nearest;
}

std::string unknown_key(std::string_view key, std::span<const std::string_view> known) {
  std::string sentence =
      "\"" + std::string{truncate_utf8(key, 60)} + "\" is nothing Lintel knows and is left out";
  const std::string_view nearest = nearest_key(key, known);
  if (!nearest.empty()) {
    return sentence + "; did you mean \"" + std::string{nearest} + "\"?";
  }
  sentence += "; it reads ";
  for (std::size_t i = 0; i < known.size(); ++i) {
    sentence += (i == 0 ? "" : ", ") + std::string{known[i]};
  }
  return sentence + ".";
}

std::string slug(std::string_view text) {
  const std::string clean = ascii_lower(clean_line(text));
  std::string out;
  bool hyphen_due = false;
  for (std::size_t at = 0; at < clean.size();) {
    const CodePoint point = code_point_at(clean, at);
    at += point.bytes;
    const bool word = point.value >= 0xC0
                          ? !(point.value >= 0x2010 && point.value <= 0x206F)  // punctuation
                          : (point.value >= 'a' && point.value <= 'z') ||
                                (point.value >= '0' && point.value <= '9');
    if (!word) {
      hyphen_due = !out.empty();
      continue;
    }
    if (hyphen_due) {
      out += '-';
      hyphen_due = false;
    }
    append_utf8(out, point.value);
  }
  return out;
}

std::vector<std::string> pieces(std::string_view text, std::string_view separators) {
  std::vector<std::string> found;
  for (;;) {
    const std::size_t at = text.find_first_of(separators);
    std::string piece = clean_line(text.substr(0, at));
    if (!piece.empty()) {
      found.push_back(std::move(piece));
    }
    if (at == std::string_view::npos) {
      return found;
    }
    text.remove_prefix(at + 1);
  }
}

std::optional<minutes> parse_clock(std::string_view text) {
  text = trim(text);
  const auto hour = take_number(text);
  if (!hour) {
    return std::nullopt;
  }
  int minute = 0;
  const bool has_minutes = text.size() >= 2 &&
                           std::string_view{":.h"}.find(text[0]) != std::string_view::npos &&
                           is_digit(text[1]);
  if (has_minutes) {
    if (text.size() < 3 || !is_digit(text[2])) {
      return std::nullopt;
    }
    minute = (text[1] - '0') * 10 + (text[2] - '0');
    text.remove_prefix(3);
    if (text.substr(0, 3) == ":00") {
      text.remove_prefix(3);  // spreadsheets add seconds
    }
  }
  const HalfDay half = half_day(text);
  const auto hours = hour_of_day(*hour, half);
  if (!hours || minute > 59 || (*hours == 24 && minute > 0) ||
      (half == HalfDay::unsaid && !has_minutes)) {
    return std::nullopt;
  }
  return minutes{*hours * 60 + minute};
}

std::optional<bool> parse_yes_no(std::string_view text) {
  const std::string word = ascii_lower(trim(text));
  if (word == "yes" || word == "true" || word == "1" || word == "y") {
    return true;
  }
  if (word == "no" || word == "false" || word == "0" || word == "n") {
    return false;
  }
  return std::nullopt;
}

}  // namespace lintel::import
