// Reads assets/lang/<language>.po: enough of the format for our own files (one line a string).
#pragma once

#include <fstream>
#include <stdexcept>
#include <string>

#include "tests/support/words_map.h"

namespace lintel::test {

inline std::string po_string(const std::string& line) {
  const std::size_t from = line.find('"') + 1;
  std::string text;
  for (std::size_t at = from; at + 1 < line.size(); ++at) {
    if (line[at] == '\\') {
      ++at;
    }
    text += line[at];
  }
  return text;
}

inline WordsMap read_po(const std::string& folder, const std::string& language) {
  std::ifstream file{folder + "/" + language + ".po"};
  if (!file) {
    throw std::runtime_error("no words of " + language + " in " + folder);
  }
  WordsMap::Entries entries;
  std::string key;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("msgid ")) {
      key = po_string(line);
    } else if (line.starts_with("msgstr") && !key.empty()) {
      entries[key].push_back(po_string(line));
    }
  }
  return WordsMap{language, std::move(entries)};
}

}  // namespace lintel::test
