// The languages, where the bar has room for the chosen one only.
#include <algorithm>

#include "kiosk/screens/screens.h"
#include "kiosk/screens/sheet.h"

namespace lintel::kiosk::screens {
namespace {

using namespace ui;
using Role = SemanticNode::Role;

constexpr float padding = space::xl;
constexpr float sheet_width = 820;
constexpr float button_height = 72;

}  // namespace

Answer draw_languages(const LanguagesOverlay& view, Ui& ui) {
  Answer answer;
  const std::size_t columns = ui.portrait() ? 2 : 3;
  const auto across = static_cast<float>(columns);
  const auto rows = static_cast<float>((view.languages.size() + columns - 1) / columns);
  const float width = std::min(sheet_width, ui.area().width - 2 * space::margin);
  const TextBlock title = ui.set(
      view.title,
      {type::title_small, colour::ink, 1, type::body.size, Align::left, Wrap::natural, Line::plain},
      width - 2 * padding);
  const float list = rows * (button_height + space::s) - space::s;
  const float tall = title.height + list + button_height + 2 * space::l + 2 * padding;
  const Rect inside = draw_low_sheet(ui, width, tall).inset(padding);
  ui.put(title, inside, {"languages.title", Role::heading});
  const float each = (inside.width - space::s * (across - 1)) / across;
  const float top = inside.y + title.height + space::l;
  for (std::size_t i = 0; i < view.languages.size(); ++i) {
    const LanguageChoice& language = view.languages[i];
    const Rect face{inside.x + static_cast<float>(i % columns) * (each + space::s),
                    top + static_cast<float>(i / columns) * (button_height + space::s), each,
                    button_height};
    ButtonLook look = look::outline;
    if (language.selected) {
      look.fill = colour::accent_soft;
      look.border = Border{colour::accent, stroke::selected};
    }
    if (button(ui, {"language." + language.code, language.label, face, {}, language.selected, {}},
               look)) {
      answer = intent::SetLanguage{language.code};
    }
  }
  const float wanted = button_width(ui, view.close, look::outline, space::xxl);
  const Rect close{inside.right() - wanted, inside.bottom() - button_height, wanted, button_height};
  if (button(ui, {"close", view.close, close, {}, false, {}}, look::outline)) {
    answer = intent::CloseOverlay{};
  }
  return answer;
}

}  // namespace lintel::kiosk::screens
