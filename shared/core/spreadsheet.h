// Cells that a spreadsheet would run as a formula: those that begin with = + - @, a tab or a
// carriage return, also in full width, as Excel and LibreOffice read it. Pure.
#pragma once

#include <string>
#include <string_view>

namespace lintel {

// With an apostrophe in front when it would be run; armed_cell() takes it away again. What begins
// with apostrophes and would be run without them gets one more, so that each text comes back.
std::string defused_cell(std::string_view text);
std::string_view armed_cell(std::string_view cell);

}  // namespace lintel
