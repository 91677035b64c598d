#include "tests/e2e/support/temp_folder.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace lintel::e2e {

TempFolder::TempFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "lintel-XXXXXX").string();
  if (!mkdtemp(pattern.data())) {
    std::fprintf(stderr, "Cannot make a folder %s: set TMPDIR to a folder you may write.\n",
                 pattern.c_str());
    std::abort();
  }
  path_ = pattern;
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string read_text(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void write_text(const std::string& path, const std::string& text) {
  std::ofstream{path, std::ios::binary | std::ios::trunc} << text;
}

}  // namespace lintel::e2e
