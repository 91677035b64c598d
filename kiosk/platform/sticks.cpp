#include "kiosk/platform/sticks.h"

#include <array>
#include <fstream>
#include <sstream>

namespace lintel::kiosk {
namespace {

constexpr std::array<std::string_view, 2> below{"/media/", "/run/media/"};
constexpr std::size_t mount_point_field = 4;  // of a line, counted from 0
constexpr std::size_t options_field = 5;

std::vector<std::string_view> fields_of(std::string_view line) {
  std::vector<std::string_view> fields;
  while (!line.empty()) {
    const std::size_t end = line.find(' ');
    fields.push_back(line.substr(0, end));
    line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
  }
  return fields;
}

bool is_octal(char digit) {
  return digit >= '0' && digit <= '7';
}

// Blanks, tabs, line breaks and backslashes stand there as \040 and the like.
std::string unescaped(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escaped = text[i] == '\\' && i + 3 < text.size() && is_octal(text[i + 1]) &&
                         is_octal(text[i + 2]) && is_octal(text[i + 3]);
    if (!escaped) {
      plain += text[i];
      continue;
    }
    plain +=
        static_cast<char>((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 + (text[i + 3] - '0'));
    i += 3;
  }
  return plain;
}

bool is_stick(std::string_view folder, std::string_view options) {
  const bool can_be_written = options == "rw" || options.starts_with("rw,");
  for (const std::string_view place : below) {
    if (can_be_written && folder.starts_with(place)) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::vector<std::string> sticks_in(std::string_view mounts) {
  std::vector<std::string> sticks;
  while (!mounts.empty()) {
    const std::size_t end = mounts.find('\n');
    const auto fields = fields_of(mounts.substr(0, end));
    mounts.remove_prefix(end == std::string_view::npos ? mounts.size() : end + 1);
    if (fields.size() > options_field &&
        is_stick(fields[mount_point_field], fields[options_field])) {
      sticks.push_back(unescaped(fields[mount_point_field]));
    }
  }
  return sticks;
}

std::string newest_stick() {
  std::ifstream file{"/proc/self/mountinfo"};
  std::stringstream mounts;
  mounts << file.rdbuf();
  const auto sticks = sticks_in(mounts.str());
  return sticks.empty() ? "" : sticks.back();
}

}  // namespace lintel::kiosk
