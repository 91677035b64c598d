#include "kiosk/ui/metrics.h"

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

// Dear ImGui keeps its copy of this header to itself, so this file compiles its own.
#define STBTT_STATIC
#define STB_TRUETYPE_IMPLEMENTATION
#include <imstb_truetype.h>

namespace lintel::kiosk::ui {
namespace {

// Far more than all characters and pairs of a school's day; beyond it the cache starts afresh.
constexpr std::size_t cache_entries_max = 20000;

std::uint64_t pair_key(char32_t left, char32_t right) {
  return (static_cast<std::uint64_t>(left) << 32) | right;
}

}  // namespace

struct FontMetrics::Tables {
  struct Face {
    stbtt_fontinfo info{};
    float em_per_unit = 0;
  };
  std::vector<Face> faces;
  std::unordered_map<char32_t, float> advances;
  std::unordered_map<std::uint64_t, float> kernings;
  float ascent = 0;
  float descent = 0;
  float digit = 0;

  // The first face that has it, or the first face and its "missing" glyph.
  std::pair<const Face*, int> glyph(char32_t character) const {
    for (const auto& face : faces) {
      const int index = stbtt_FindGlyphIndex(&face.info, static_cast<int>(character));
      if (index != 0) {
        return {&face, index};
      }
    }
    return {nullptr, 0};
  }
};

FontMetrics::FontMetrics() : tables_(std::make_unique<Tables>()) {}
FontMetrics::~FontMetrics() = default;
FontMetrics::FontMetrics(FontMetrics&&) noexcept = default;
FontMetrics& FontMetrics::operator=(FontMetrics&&) noexcept = default;

bool FontMetrics::add_face(const void* bytes, std::size_t size, int index) {
  constexpr std::size_t smallest_font_bytes = 256;
  if (bytes == nullptr || size < smallest_font_bytes) {
    return false;
  }
  const auto* data = static_cast<const unsigned char*>(bytes);
  const int offset = stbtt_GetFontOffsetForIndex(data, index);
  Tables::Face face;
  if (offset < 0 || static_cast<std::size_t>(offset) + smallest_font_bytes > size ||
      stbtt_InitFont(&face.info, data, offset) == 0) {
    return false;
  }
  face.em_per_unit = stbtt_ScaleForMappingEmToPixels(&face.info, 1.0F);
  if (tables_->faces.empty()) {
    int ascent = 0;
    int descent = 0;
    int gap = 0;
    stbtt_GetFontVMetrics(&face.info, &ascent, &descent, &gap);
    tables_->ascent = static_cast<float>(ascent) * face.em_per_unit;
    tables_->descent = static_cast<float>(-descent) * face.em_per_unit;
  }
  tables_->faces.push_back(face);
  return true;
}

bool FontMetrics::has(char32_t character) const {
  return tables_->glyph(character).first != nullptr;
}

float FontMetrics::advance_em(char32_t character) {
  auto& cache = tables_->advances;
  const auto known = cache.find(character);
  if (known != cache.end()) {
    return known->second;
  }
  if (cache.size() >= cache_entries_max) {
    cache.clear();
  }
  auto [face, index] = tables_->glyph(character);
  if (face == nullptr) {
    // What the renderer shows instead.
    std::tie(face, index) = tables_->glyph(U'\uFFFD');
  }
  float advance = 0;
  if (face != nullptr) {
    int width = 0;
    int bearing = 0;
    stbtt_GetGlyphHMetrics(&face->info, index, &width, &bearing);
    advance = static_cast<float>(width) * face->em_per_unit;
  }
  cache.emplace(character, advance);
  return advance;
}

float FontMetrics::kerning_em(char32_t left, char32_t right) {
  auto& cache = tables_->kernings;
  const auto key = pair_key(left, right);
  const auto known = cache.find(key);
  if (known != cache.end()) {
    return known->second;
  }
  if (cache.size() >= cache_entries_max) {
    cache.clear();
  }
  float kerning = 0;
  if (!tables_->faces.empty()) {
    const auto& face = tables_->faces.front();
    const int first = stbtt_FindGlyphIndex(&face.info, static_cast<int>(left));
    const int second = stbtt_FindGlyphIndex(&face.info, static_cast<int>(right));
    if (first != 0 && second != 0) {
      kerning = static_cast<float>(stbtt_GetGlyphKernAdvance(&face.info, first, second)) *
                face.em_per_unit;
    }
  }
  cache.emplace(key, kerning);
  return kerning;
}

float FontMetrics::widest_digit_em() {
  if (tables_->digit == 0) {
    for (char32_t digit = U'0'; digit <= U'9'; ++digit) {
      tables_->digit = std::max(tables_->digit, advance_em(digit));
    }
  }
  return tables_->digit;
}

float FontMetrics::ascent_em() const {
  return tables_->ascent;
}
float FontMetrics::descent_em() const {
  return tables_->descent;
}

}  // namespace lintel::kiosk::ui
