// Capital letters for the small headings, without a locale: Latin with its accents, Greek and
// Cyrillic (Unicode 15, simple case mapping; ß becomes ẞ). Other scripts have no case and stay.
#pragma once

#include <string>
#include <string_view>

namespace lintel::kiosk {

std::string in_capitals(std::string_view utf8);

}  // namespace lintel::kiosk
