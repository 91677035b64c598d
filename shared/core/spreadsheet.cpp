#include "shared/core/spreadsheet.h"

#include <algorithm>
#include <array>

namespace lintel {
namespace {

bool would_run(std::string_view text) {
  constexpr std::array<std::string_view, 11> starts{
      "=", "+", "-", "@", "\t", "\r", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20", "\u2212"};
  text.remove_prefix(std::min(text.find_first_not_of('\''), text.size()));
  return std::any_of(starts.begin(), starts.end(),
                     [&](std::string_view start) { return text.starts_with(start); });
}

}  // namespace

std::string defused_cell(std::string_view text) {
  return (would_run(text) ? "'" : "") + std::string(text);
}

std::string_view armed_cell(std::string_view cell) {
  return cell.starts_with('\'') && would_run(cell) ? cell.substr(1) : cell;
}

}  // namespace lintel
