// What a reader of QR codes that is not ours sees (zbarimg; packaging/packages.txt).
#pragma once

#include <optional>
#include <string>

namespace lintel::test {

// Whether zbarimg and rsvg-convert are installed: who asks for a code without them skips, aloud.
bool has_code_reader();
// What the one code in the picture says; nothing when there is none, or more than one.
std::optional<std::string> scanned_png(const std::string& path);
// The same of a drawing, shown as large as on a page. Leaves `path`.png beside it.
std::optional<std::string> scanned_svg(const std::string& path);

}  // namespace lintel::test
