// A cursor over a folded cell (folding.h): the small steps that reading dates and times is made of.
// Every take_… either consumes and says so, or leaves the cursor where it was.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace lintel::formats {

class WordScanner {
 public:
  explicit WordScanner(std::string_view text) : text_(text) {}

  bool at_end() const { return at_ >= text_.size(); }
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  std::size_t position() const { return at_; }
  void back_to(std::size_t position) { at_ = position; }
  std::string_view rest() const { return text_.substr(at_); }

  void skip_spaces() {
    while (peek() == ' ') {
      ++at_;
    }
  }
  bool take(char wanted) {
    if (peek() != wanted || at_end()) {
      return false;
    }
    ++at_;
    return true;
  }
  // The text, if no letter follows it.
  bool take_word(std::string_view word) {
    if (!rest().starts_with(word) || is_letter(peek(word.size()))) {
      return false;
    }
    at_ += word.size();
    return true;
  }
  bool take_any_word(std::initializer_list<std::string_view> words) {
    for (const std::string_view word : words) {
      if (take_word(word)) {
        return true;
      }
    }
    return false;
  }
  // digits_min..digits_max digits that no digit follows.
  std::optional<int> take_number(std::size_t digits_min, std::size_t digits_max) {
    std::size_t digits = 0;
    int value = 0;
    while (digits <= digits_max && is_digit(peek(digits))) {
      value = digits < 9 ? value * 10 + (peek(digits) - '0') : value;
      ++digits;
    }
    if (digits < digits_min || digits > digits_max) {
      return std::nullopt;
    }
    at_ += digits;
    return value;
  }
  std::size_t digits_ahead() const {
    std::size_t digits = 0;
    while (is_digit(peek(digits))) {
      ++digits;
    }
    return digits;
  }
  std::string_view take_letters() {
    const std::size_t begin = at_;
    while (is_letter(peek())) {
      ++at_;
    }
    return text_.substr(begin, at_ - begin);
  }

  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace lintel::formats
