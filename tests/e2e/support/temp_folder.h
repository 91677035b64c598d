// A folder of our own below $TMPDIR, removed with everything in it by the destructor.
#pragma once

#include <filesystem>
#include <string>

namespace lintel::e2e {

class TempFolder {
 public:
  TempFolder();  // aborts when there is no place for temporary files: nothing can be tested then
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

std::string read_text(const std::string& path);  // "" when it cannot be read
void write_text(const std::string& path, const std::string& text);

}  // namespace lintel::e2e
