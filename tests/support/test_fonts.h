// The fonts that the pictures are drawn with, mapped from where Debian and Ubuntu put them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/ui/fonts.h"

namespace lintel::kiosk::samples {

struct FontFile {
  std::string name;    // "Inter-Regular.otf"
  std::string sha256;  // hex
};

struct TestFonts {
  ui::FontFiles files;
  std::vector<FontFile> read;
};

// The same mapping for the whole program; `missing` names the first file that is not there.
const TestFonts* test_fonts(std::string& missing);

}  // namespace lintel::kiosk::samples
