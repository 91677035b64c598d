#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "shared/event/form.h"
#include "tests/kiosk/door.h"

using namespace lintel;
using namespace lintel::test;

namespace {

void add_matches(std::set<std::string>& keys, const std::string& source, const char* pattern) {
  const std::regex expression{pattern};
  for (auto match = std::sregex_iterator{source.begin(), source.end(), expression};
       match != std::sregex_iterator{}; ++match) {
    keys.insert((*match)[1]);
  }
}

// Keys that stand in the sources, and those that are put together there.
std::set<std::string> keys_in_code() {
  std::set<std::string> keys;
  for (const auto& entry : std::filesystem::directory_iterator{LINTEL_APP_FOLDER}) {
    if (entry.path().extension() != ".cpp") {
      continue;
    }
    std::ifstream file{entry.path()};
    std::ostringstream source;
    source << file.rdbuf();
    add_matches(keys, source.str(), R"re((?:text|plural)\("([a-z_.]+)")re");
    add_matches(keys, source.str(), R"re("([a-z_]+(?:\.[a-z_]+)+)")re");
  }
  std::erase_if(keys, [](const std::string& key) { return key.ends_with('.'); });
  // Every status line has a short form, made from its key.
  std::set<std::string> brief;
  for (const std::string& key : keys) {
    if (key.starts_with("status.") && key != "status.saved_here") {
      brief.insert(key + "_short");
    }
  }
  keys.merge(brief);
  for (const auto& use : exit_form().use) {
    keys.insert("use." + use);
  }
  for (const auto& help : exit_form().help) {
    keys.insert("help." + help);
  }
  for (const auto& prompt : exit_form().note_prompts) {
    keys.insert("prompt." + prompt);
  }
  for (int day = 0; day < 7; ++day) {
    keys.insert("day." + std::to_string(day));
  }
  for (int month = 1; month <= 12; ++month) {
    keys.insert("month." + std::to_string(month));
  }
  return keys;
}

std::set<std::string> placeholders(const std::vector<std::string>& forms) {
  std::set<std::string> found;
  for (const auto& form : forms) {
    add_matches(found, form, R"re(\{([1-9])\})re");
  }
  return found;
}

}  // namespace

TEST_CASE("Every key used in the code is in both languages, and none is there in vain", "[words]") {
  const auto used = keys_in_code();
  CHECK(used.size() > 100);
  for (const WordsMap* words : {&english(), &spanish()}) {
    for (const auto& key : used) {
      INFO(words->language() << ".po lacks " << key);
      CHECK(words->entries().contains(key));
    }
    for (const auto& [key, forms] : words->entries()) {
      INFO(words->language() << ".po has " << key << " that no code uses");
      CHECK(used.contains(key));
    }
  }
}

TEST_CASE("Both languages fill the same placeholders and have the same forms", "[words]") {
  for (const auto& [key, forms] : english().entries()) {
    CAPTURE(key);
    const auto& translated = spanish().entries().at(key);
    CHECK(placeholders(forms) == placeholders(translated));
    CHECK(forms.size() == translated.size());
    CHECK(std::ranges::none_of(translated, &std::string::empty));
  }
}
