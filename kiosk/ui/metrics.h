// Widths of characters and of pairs of them, in em, straight from the font files. Dear ImGui's own
// measuring rasterises a glyph for every size it is asked about and knows no kerning; fitting a
// title tries many sizes, and large titles without kerning have holes ("To", "Te", "AV").
// Owns the parsed tables, borrows the files' bytes. UI thread only.
#pragma once

#include <cstddef>
#include <memory>

namespace lintel::kiosk::ui {

class FontMetrics {
 public:
  FontMetrics();
  ~FontMetrics();
  FontMetrics(FontMetrics&&) noexcept;
  FontMetrics& operator=(FontMetrics&&) noexcept;

  // Faces are asked in the order they were added. False: the bytes are not a usable font.
  bool add_face(const void* bytes, std::size_t size, int index);

  bool has(char32_t character) const;
  float advance_em(char32_t character);
  // Zero unless both characters come from the first face.
  float kerning_em(char32_t left, char32_t right);
  float widest_digit_em();
  // Above and below the baseline, of the first face, both positive.
  float ascent_em() const;
  float descent_em() const;

 private:
  struct Tables;
  std::unique_ptr<Tables> tables_;
};

}  // namespace lintel::kiosk::ui
