// The languages, where the bar has room for the chosen one only.
#include <algorithm>

#include "kiosk/screens/low_sheet.h"

namespace lintel::kiosk::screens {
namespace {

using namespace ui;

constexpr float gap = space::xs;
constexpr float height_most = 80;

struct Grid {
  std::size_t columns;
  float width;
  float height;
};

// As many columns as it takes for all to be there at once.
Grid grid_of(std::size_t count, const Ui& ui, const Rect& place) {
  const auto most = static_cast<std::size_t>((place.height + gap) / (extent::target + gap));
  const std::size_t rows_most = std::max<std::size_t>(1, most);
  const std::size_t columns =
      std::max<std::size_t>(ui.portrait() ? 2 : 3, (count + rows_most - 1) / rows_most);
  const auto across = static_cast<float>(columns);
  const auto rows = static_cast<float>(std::max<std::size_t>(1, (count + columns - 1) / columns));
  return {columns, (place.width - gap * (across - 1)) / across,
          std::clamp((place.height - gap * (rows - 1)) / rows, extent::target, height_most)};
}

}  // namespace

Answer draw_languages(const LanguagesOverlay& view, Ui& ui, const Rect& place) {
  Answer answer;
  const Rect rest = draw_sheet_head({"languages.title", view.title, view.close}, ui, place, answer);
  const Grid grid = grid_of(view.languages.size(), ui, rest);
  for (std::size_t i = 0; i < view.languages.size(); ++i) {
    const LanguageChoice& language = view.languages[i];
    const auto column = static_cast<float>(i % grid.columns);
    const auto row = static_cast<float>(i / grid.columns);
    const Rect face{rest.x + column * (grid.width + gap), rest.y + row * (grid.height + gap),
                    grid.width, grid.height};
    ButtonLook look = look::outline;
    if (language.selected) {
      look.fill = colour::accent_soft;
      look.border = Border{colour::accent, stroke::selected};
    }
    if (button(ui, {"language." + language.code, language.label, face, face, language.selected, {}},
               look)) {
      answer = intent::SetLanguage{language.code};
    }
  }
  return answer;
}

}  // namespace lintel::kiosk::screens
