// The faces the screens are drawn with. The caller finds and maps the files; Fonts hands the
// memory to Dear ImGui without a copy (a CJK face copied costs 20 MB of private memory, mapped it
// costs the pages that are touched), so the bytes must stay readable until the ImGui context is
// destroyed. Any size and script then works without glyph ranges (Dear ImGui 1.92, docs/FONTS.md).
// UI thread only.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "kiosk/ui/metrics.h"
#include "shared/core/result.h"

struct ImFont;

namespace lintel::kiosk::ui {

struct FontFace {
  const void* bytes = nullptr;  // null: not there
  std::size_t size = 0;
  int index = 0;  // within a collection (.ttc)
};

struct FontFiles {
  FontFace regular;            // Inter 400
  FontFace semibold;           // Inter 600
  FontFace extrabold;          // Inter 800
  FontFace display_extrabold;  // Inter Display 800 for large titles; may be absent
  // Asked in order for characters that the faces above do not have. The bold ones are asked first
  // for the two bold weights; both lists may be empty.
  std::vector<FontFace> fallbacks;
  std::vector<FontFace> fallbacks_bold;
};

enum class Weight { regular, semibold, extrabold, display };
inline constexpr std::size_t weight_count = 4;

class Fonts {
 public:
  // An ImGui context must be current. unavailable: a face that is missing or cannot be read.
  static Result<Fonts> load(const FontFiles& files);

  ImFont* drawn(Weight weight) const { return fonts_[static_cast<std::size_t>(weight)]; }
  // Widths at no particular size; the cache inside grows with the characters that were seen.
  FontMetrics& metrics(Weight weight) { return metrics_[static_cast<std::size_t>(weight)]; }

 private:
  std::array<ImFont*, weight_count> fonts_{};
  std::array<FontMetrics, weight_count> metrics_;
};

}  // namespace lintel::kiosk::ui
