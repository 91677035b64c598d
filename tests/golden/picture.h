// Pictures of screens: read, written, compared.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lintel::golden {

struct Picture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgb;  // rows from the top
};

std::optional<Picture> read_png(const std::string& path);
bool write_png(const std::string& path, const Picture& picture);
// In at most 256 colours where that moves no channel by more than `channel_error`: a palette makes
// files of a third of the size. A picture with more colours comes back as it is.
Picture with_palette(const Picture& picture, int channel_error);

struct Difference {
  bool same_size = false;
  std::size_t pixels = 0;  // further apart than the tolerance in some channel
  double share = 0;
  Picture marked;  // where, in red on a pale copy
};
Difference compare(const Picture& approved, const Picture& actual, int channel_tolerance);

}  // namespace lintel::golden
