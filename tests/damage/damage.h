// What disks, flash and cards do to a file that lies there, by the dice: the same every run.
#pragma once

#include <cstddef>
#include <random>
#include <string>

namespace lintel::test {

// Of one file: from `first` on, before `last`, nothing is as it was.
struct Damage {
  std::string what;
  std::size_t first = 0;
  std::size_t last = 0;
  bool is_cut = false;  // the file ends at `first`
  bool touches(std::size_t from, std::size_t to) const { return from < last && first < to; }
};
Damage damage(std::string& bytes, std::mt19937_64& random);

// How many to try of each file.
int damages_to_try(int in_the_fast_suite);

// Where `text` stands last; npos: nowhere.
inline std::size_t last_place(const std::string& bytes, const std::string& text) {
  return bytes.rfind(text);
}

}  // namespace lintel::test
