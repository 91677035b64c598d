#include "tests/e2e/support/database_file.h"

#include <array>
#include <filesystem>
#include <fstream>

#include "tests/e2e/support/temp_folder.h"

namespace lintel::e2e {
namespace {

constexpr const char* magic = "SQLite format 3";
constexpr std::streamoff user_version_at = 60;  // SQLite's file format, section 1.3
constexpr int garbage_copies = 2000;

}  // namespace

std::string database_in(const std::string& folder) {
  for (const auto& entry : std::filesystem::directory_iterator{folder}) {
    if (entry.is_regular_file() && read_text(entry.path().string()).starts_with(magic)) {
      return entry.path().string();
    }
  }
  return {};
}

void set_user_version(const std::string& file, std::uint32_t version) {
  std::array<char, 4> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<char>((version >> (24 - 8 * i)) & 0xFFU);
  }
  std::fstream stream{file, std::ios::in | std::ios::out | std::ios::binary};
  stream.seekp(user_version_at);
  stream.write(bytes.data(), bytes.size());
}

void overwrite_with_garbage(const std::string& file) {
  std::string garbage;
  for (int i = 0; i < garbage_copies; ++i) {
    garbage += "not a database ";
  }
  write_text(file, garbage);
}

int files_beginning_with(const std::string& folder, const std::string& bytes) {
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator{folder}) {
    count += entry.is_regular_file() && read_text(entry.path().string()).starts_with(bytes) ? 1 : 0;
  }
  return count;
}

}  // namespace lintel::e2e
