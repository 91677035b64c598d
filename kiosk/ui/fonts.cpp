#include "kiosk/ui/fonts.h"

#include <imgui.h>

#include <algorithm>
#include <cfloat>
#include <string>
#include <utility>

namespace lintel::kiosk::ui {
namespace {

// ImFontGlyph::SourceIdx has four bits.
constexpr std::size_t faces_per_font_max = 16;

struct Stack {
  const char* name;
  std::vector<FontFace> faces;
};

ImFont* add_to_atlas(const FontFace& face, bool merge) {
  ImFontConfig config;
  // "Owned" keeps ImGui from copying the file; load() takes the ownership away again at the end.
  config.FontDataOwnedByAtlas = true;
  config.FontData = const_cast<void*>(face.bytes);  // ImGui reads only
  config.FontDataSize = static_cast<int>(face.size);
  config.FontNo = static_cast<ImU32>(face.index);
  config.MergeMode = merge;
  // A negative reference size makes sizes mean the em square, as in CSS, for all faces of a font
  // alike; the limit for advances is multiplied by it and must change its sign as well.
  config.SizePixels = -1;
  config.GlyphMaxAdvanceX = -FLT_MAX;
  return ImGui::GetIO().Fonts->AddFont(&config);
}

}  // namespace

Result<Fonts> Fonts::load(const FontFiles& files) {
  const FontFace& large =
      files.display_extrabold.bytes != nullptr ? files.display_extrabold : files.extrabold;
  const auto stack = [&files](const char* name, const FontFace& face, bool bold) {
    Stack made{name, {face}};
    if (bold) {
      made.faces.insert(made.faces.end(), files.fallbacks_bold.begin(), files.fallbacks_bold.end());
    }
    made.faces.insert(made.faces.end(), files.fallbacks.begin(), files.fallbacks.end());
    made.faces.resize(std::min(made.faces.size(), faces_per_font_max));
    return made;
  };
  const std::array<Stack, weight_count> stacks{
      stack("regular", files.regular, false), stack("semibold", files.semibold, true),
      stack("extrabold", files.extrabold, true), stack("display", large, true)};
  Fonts fonts;
  for (std::size_t i = 0; i < weight_count; ++i) {
    bool first = true;
    for (const auto& face : stacks[i].faces) {
      const bool usable = fonts.metrics_[i].add_face(face.bytes, face.size, face.index);
      if (!usable && first) {
        return Error{ErrorCode::unavailable,
                     std::string{"The "} + stacks[i].name +
                         " font cannot be read; reinstall it (apt install --reinstall "
                         "fonts-inter)."};
      }
      if (!usable) {
        continue;  // a fallback that is damaged costs its script, not the screen
      }
      ImFont* font = add_to_atlas(face, !first);
      fonts.fonts_[i] = first ? font : fonts.fonts_[i];
      first = false;
    }
  }
  for (auto& source : ImGui::GetIO().Fonts->Sources) {
    source.FontDataOwnedByAtlas = false;
  }
  return fonts;
}

}  // namespace lintel::kiosk::ui
