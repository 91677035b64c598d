// The source files of the tree as text: path and included headers.
#pragma once

#include <string>
#include <vector>

namespace lintel::layering {

struct Include {
  int line = 0;
  std::string header;  // "shared/core/ids.h", "sqlite3.h"
};
struct Source {
  std::string path;  // from the root: "kiosk/app/reduce.cpp"
  std::string text;
  std::vector<Include> includes;
};

// Every .h and .cpp below these folders of the tree.
std::vector<Source> sources_below(const std::vector<std::string>& folders);
std::vector<Include> includes_of(const std::string& text);

// Which files include a header that starts with one of `forbidden`, as "path:line includes header".
std::vector<std::string> offences(const std::vector<Source>& sources,
                                  const std::vector<std::string>& forbidden);
// The other way round: which includes start with none of `allowed`. Headers of the C++ library,
// which have neither a folder nor ".h", are always allowed.
std::vector<std::string> strays(const std::vector<Source>& sources,
                                const std::vector<std::string>& allowed);
// Files of any kind below the tree's own folders, and beside them, that contain `text`.
std::vector<std::string> files_naming(const std::string& text);
std::vector<Source> without(std::vector<Source> sources, const std::vector<std::string>& prefixes);

}  // namespace lintel::layering
