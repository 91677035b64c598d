#include "tests/golden/picture.h"

#include <png.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <map>
#include <utility>

namespace lintel::golden {
namespace {

constexpr std::size_t palette_max = 256;

std::uint32_t colour_at(const Picture& picture, std::size_t pixel) {
  const auto* p = &picture.rgb[3 * pixel];
  return (static_cast<std::uint32_t>(p[0]) << 16) | (static_cast<std::uint32_t>(p[1]) << 8) | p[2];
}

int distance(std::uint32_t a, std::uint32_t b) {
  int furthest = 0;
  for (int shift = 0; shift <= 16; shift += 8) {
    furthest = std::max(furthest, std::abs(static_cast<int>((a >> shift) & 0xFF) -
                                           static_cast<int>((b >> shift) & 0xFF)));
  }
  return furthest;
}

}  // namespace

std::optional<Picture> read_png(const std::string& path) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_file(&image, path.c_str()) == 0) {
    return std::nullopt;
  }
  image.format = PNG_FORMAT_RGB;
  Picture picture{static_cast<int>(image.width), static_cast<int>(image.height), {}};
  picture.rgb.resize(PNG_IMAGE_SIZE(image));
  if (png_image_finish_read(&image, nullptr, picture.rgb.data(), 0, nullptr) == 0) {
    return std::nullopt;
  }
  return picture;
}

bool write_png(const std::string& path, const Picture& picture) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(picture.width);
  image.height = static_cast<png_uint_32>(picture.height);
  const std::size_t pixels = picture.rgb.size() / 3;
  std::map<std::uint32_t, std::uint8_t> palette;
  std::vector<std::uint8_t> entries;
  std::vector<std::uint8_t> indices(pixels);
  for (std::size_t i = 0; i < pixels && palette.size() <= palette_max; ++i) {
    const auto [place, is_new] =
        palette.try_emplace(colour_at(picture, i), static_cast<std::uint8_t>(palette.size()));
    if (is_new) {
      entries.insert(entries.end(), &picture.rgb[3 * i], &picture.rgb[3 * i] + 3);
    }
    indices[i] = place->second;
  }
  if (palette.size() > palette_max) {
    image.format = PNG_FORMAT_RGB;
    return png_image_write_to_file(&image, path.c_str(), 0, picture.rgb.data(), 0, nullptr) != 0;
  }
  image.format = PNG_FORMAT_RGB_COLORMAP;
  image.colormap_entries = static_cast<png_uint_32>(palette.size());
  return png_image_write_to_file(&image, path.c_str(), 0, indices.data(), 0, entries.data()) != 0;
}

Picture with_palette(const Picture& picture, int channel_error) {
  std::map<std::uint32_t, std::size_t> uses;
  const std::size_t pixels = picture.rgb.size() / 3;
  for (std::size_t i = 0; i < pixels; ++i) {
    ++uses[colour_at(picture, i)];
  }
  std::vector<std::pair<std::size_t, std::uint32_t>> ranked;
  for (const auto& [colour, count] : uses) {
    ranked.emplace_back(count, colour);
  }
  std::sort(ranked.rbegin(), ranked.rend());
  // Surfaces are the most used and stay exact; the slopes between them go to a neighbour.
  std::vector<std::uint32_t> kept;
  std::map<std::uint32_t, std::uint32_t> replacement;
  for (const auto& [count, colour] : ranked) {
    const auto close = [colour = colour, channel_error](std::uint32_t other) {
      return distance(colour, other) <= channel_error;
    };
    const auto near = std::find_if(kept.begin(), kept.end(), close);
    constexpr std::size_t exact = 40;
    if (near != kept.end() && kept.size() >= exact) {
      replacement[colour] = *near;
    } else if (kept.size() < palette_max) {
      kept.push_back(colour);
      replacement[colour] = colour;
    } else {
      return picture;
    }
  }
  Picture out = picture;
  for (std::size_t i = 0; i < pixels; ++i) {
    const std::uint32_t colour = replacement[colour_at(picture, i)];
    out.rgb[3 * i] = static_cast<std::uint8_t>(colour >> 16);
    out.rgb[3 * i + 1] = static_cast<std::uint8_t>(colour >> 8);
    out.rgb[3 * i + 2] = static_cast<std::uint8_t>(colour);
  }
  return out;
}

Difference compare(const Picture& approved, const Picture& actual, int channel_tolerance) {
  Difference difference;
  difference.same_size = approved.width == actual.width && approved.height == actual.height &&
                         approved.rgb.size() == actual.rgb.size();
  if (!difference.same_size) {
    difference.share = 1;
    difference.marked = actual;
    return difference;
  }
  difference.marked = actual;
  const std::size_t pixels = actual.rgb.size() / 3;
  for (std::size_t i = 0; i < pixels; ++i) {
    int furthest = 0;
    for (std::size_t c = 0; c < 3; ++c) {
      furthest = std::max(furthest, std::abs(approved.rgb[3 * i + c] - actual.rgb[3 * i + c]));
    }
    const bool differs = furthest > channel_tolerance;
    difference.pixels += differs ? 1 : 0;
    for (std::size_t c = 0; c < 3; ++c) {
      auto& channel = difference.marked.rgb[3 * i + c];
      channel = differs ? (c == 0 ? 220 : 0) : static_cast<std::uint8_t>(192 + channel / 4);
    }
  }
  difference.share = static_cast<double>(difference.pixels) / static_cast<double>(pixels);
  return difference;
}

}  // namespace lintel::golden
