// SQLite's files as raw pages (sqlite.org/fileformat2.html): what a reader of bytes sees whom no
// table stops.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/secrecy/recording.h"

namespace lintel::secrecy {

struct Page {
  std::uint32_t number = 0;
  std::string_view bytes;
};

// A page as a commit left it. `commit` counts commits of the log in the order they were made.
struct Frame {
  Page page;
  int commit = 0;
};

struct DatabaseBytes {
  std::vector<Page> pages;
  std::vector<Frame> log;  // stale frames of earlier rounds too, first
};

bool is_database(std::string_view bytes);
// The database of a copy, of its largest when there are several. Views into the copy.
DatabaseBytes database_of(const Copy& copy);

}  // namespace lintel::secrecy
