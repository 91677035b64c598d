// Words from a plain map, the in-memory twin of the gettext catalogue. Plural forms as in English
// and Spanish: one, and everything else.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/app/words.h"

namespace lintel::test {

class WordsMap final : public kiosk::Words {
 public:
  // A text has one form, a plural two.
  using Entries = std::map<std::string, std::vector<std::string>, std::less<>>;

  WordsMap(std::string language, Entries entries)
      : language_(std::move(language)), entries_(std::move(entries)) {}

  std::string text(std::string_view key) const override {
    const auto found = entries_.find(key);
    return found == entries_.end() ? std::string{key} : found->second.front();
  }
  std::string plural(std::string_view key, int count) const override {
    const auto found = entries_.find(key);
    if (found == entries_.end()) {
      return std::string{key};
    }
    const std::string& form = count == 1 ? found->second.front() : found->second.back();
    return kiosk::fill(form, {std::to_string(count)});
  }
  std::string language() const override { return language_; }

  const Entries& entries() const { return entries_; }

 private:
  std::string language_;
  Entries entries_;
};

}  // namespace lintel::test
