#include "tests/layering/sources.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace lintel::layering {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream{path, std::ios::binary}.rdbuf();
  return text.str();
}

bool starts_with_any(const std::string& text, const std::vector<std::string>& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](const std::string& prefix) { return text.starts_with(prefix); });
}

std::string place(const Source& source, const Include& include) {
  return source.path + ":" + std::to_string(include.line) + " includes " + include.header;
}

template <class Test>
std::vector<std::string> includes_where(const std::vector<Source>& sources, const Test& test) {
  std::vector<std::string> found;
  for (const Source& source : sources) {
    for (const Include& include : source.includes) {
      if (test(include.header)) {
        found.push_back(place(source, include));
      }
    }
  }
  return found;
}

}  // namespace

std::vector<Include> includes_of(const std::string& text) {
  std::vector<Include> includes;
  std::istringstream lines{text};
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    const auto hash = line.find_first_not_of(" \t");
    if (hash == std::string::npos || line[hash] != '#') {
      continue;
    }
    const auto word = line.find_first_not_of(" \t", hash + 1);
    if (word == std::string::npos || line.compare(word, 7, "include") != 0) {
      continue;
    }
    const auto open = line.find_first_of("<\"", word);
    const auto close = line.find_first_of(">\"", open == std::string::npos ? open : open + 1);
    if (close != std::string::npos) {
      includes.push_back({number, line.substr(open + 1, close - open - 1)});
    }
  }
  return includes;
}

std::vector<Source> sources_below(const std::vector<std::string>& folders) {
  const fs::path root = LINTEL_ROOT;
  std::vector<Source> sources;
  for (const auto& folder : folders) {
    if (!fs::exists(root / folder)) {
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator{root / folder}) {
      const auto kind = entry.path().extension();
      if (entry.is_regular_file() && (kind == ".h" || kind == ".cpp")) {
        std::string text = read(entry.path());
        auto includes = includes_of(text);
        sources.push_back({fs::relative(entry.path(), root).generic_string(), std::move(text),
                           std::move(includes)});
      }
    }
  }
  return sources;
}

std::vector<std::string> offences(const std::vector<Source>& sources,
                                  const std::vector<std::string>& forbidden) {
  return includes_where(
      sources, [&](const std::string& header) { return starts_with_any(header, forbidden); });
}

std::vector<std::string> strays(const std::vector<Source>& sources,
                                const std::vector<std::string>& allowed) {
  return includes_where(sources, [&](const std::string& header) {
    const bool is_standard = header.find_first_of("/.") == std::string::npos;
    return !is_standard && !starts_with_any(header, allowed);
  });
}

std::vector<std::string> files_naming(const std::string& text) {
  const fs::path root = LINTEL_ROOT;
  std::vector<std::string> found;
  const auto look_at = [&](const fs::directory_entry& entry) {
    if (entry.is_regular_file() && read(entry.path()).find(text) != std::string::npos) {
      found.push_back(fs::relative(entry.path(), root).generic_string());
    }
  };
  for (const char* folder : {"shared", "sync", "kiosk", "tests", "packaging", "assets", ".ci"}) {
    if (fs::exists(root / folder)) {
      std::ranges::for_each(fs::recursive_directory_iterator{root / folder}, look_at);
    }
  }
  for (const auto& entry : fs::directory_iterator{root}) {
    // git's own files and an editor's link to the compile commands are the machine's.
    if (entry.path().filename() != ".git" && entry.path().extension() != ".json") {
      look_at(entry);
    }
  }
  return found;
}

std::vector<Source> without(std::vector<Source> sources, const std::vector<std::string>& prefixes) {
  std::erase_if(sources,
                [&](const Source& source) { return starts_with_any(source.path, prefixes); });
  return sources;
}

}  // namespace lintel::layering
