// Finds the faces through fontconfig and maps them read-only into memory: a 20 MB CJK font read
// into memory would cost 20 MB for each tablet process, mapped it costs the pages that are used.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "kiosk/ui/fonts.h"
#include "shared/core/result.h"

namespace lintel::kiosk {

// Owns the mappings; must outlive the ImGui context that draws with them.
class MappedFonts {
 public:
  // unavailable: no usable sans-serif face on the whole machine, in one sentence.
  static Result<std::unique_ptr<MappedFonts>> find();
  ~MappedFonts();
  MappedFonts(const MappedFonts&) = delete;
  MappedFonts& operator=(const MappedFonts&) = delete;

  const ui::FontFiles& files() const { return files_; }
  // What is drawn less well than meant, for the log: "Inter is not installed; drawing with …".
  const std::vector<std::string>& notices() const { return notices_; }

 private:
  struct Mapping {
    void* bytes;
    std::size_t size;
  };
  MappedFonts() = default;
  friend class FontSearch;
  ui::FontFiles files_;
  std::vector<Mapping> mappings_;
  std::vector<std::string> notices_;
};

}  // namespace lintel::kiosk
