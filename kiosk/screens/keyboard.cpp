// The keys of screen 4. Layouts are data from kiosk/app; here they get places. Hit areas meet in
// the middle of the gaps: a tap between two keys is a tap on the nearer one, never on nothing.
#include <algorithm>

#include "kiosk/screens/screens.h"

namespace lintel::kiosk::screens {
namespace {

using namespace ui;

constexpr float gap = space::xs;
constexpr float unit_max = 112;  // a wide window gets air at its sides, not shovels for keys

std::string id_of(const Key& key) {
  switch (key.kind) {
    case Key::Kind::text:
      return "key." + key.text;
    case Key::Kind::shift:
      return "key.shift";
    case Key::Kind::backspace:
      return "key.backspace";
    case Key::Kind::layer:
      return "layer." + key.text;
    case Key::Kind::space:
      return "key.space";
    case Key::Kind::keep:
      return "key.keep";
  }
  return "key";
}

Intent intent_of(const Key& key) {
  switch (key.kind) {
    case Key::Kind::text:
    case Key::Kind::space:
      return intent::TypeText{key.text};
    case Key::Kind::shift:
    case Key::Kind::layer:
      return intent::SwitchLayer{key.text};
    case Key::Kind::backspace:
      return intent::Backspace{};
    case Key::Kind::keep:
      return intent::KeepNote{};
  }
  return intent::Touched{};
}

ButtonLook look_of(const Key& key) {
  switch (key.kind) {
    case Key::Kind::text:
    case Key::Kind::space:
    case Key::Kind::shift:
    case Key::Kind::backspace:
      return look::key;
    case Key::Kind::layer:
      return look::key_second;
    case Key::Kind::keep:
      return look::key_primary;
  }
  return look::key;
}

std::optional<Icon> icon_of(const Key& key) {
  switch (key.kind) {
    case Key::Kind::shift:
      return key.active ? Icon::shift_filled : Icon::shift;
    case Key::Kind::backspace:
      return Icon::backspace;
    case Key::Kind::space:
      return Icon::space_bar;
    case Key::Kind::text:
    case Key::Kind::layer:
    case Key::Kind::keep:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

Answer draw_keyboard(const std::vector<KeyRow>& rows, Ui& ui, const Rect& place) {
  Answer answer;
  float units = 1;
  for (const KeyRow& row : rows) {
    float wide = row.indent;
    for (const Key& key : row.keys) {
      wide += key.width;
    }
    units = std::max(units, wide);
  }
  const float unit = std::min(unit_max, (place.width + gap) / units);
  const float left = place.x + (place.width - (unit * units - gap)) / 2;
  const auto count = static_cast<float>(rows.size());
  const float height = (place.height - gap * (count - 1)) / count;
  float y = place.y;
  int number = 0;  // of the key's place, which stays when its letter becomes another
  for (const KeyRow& row : rows) {
    float x = left + row.indent * unit;
    for (const Key& key : row.keys) {
      const Rect face{x, y, key.width * unit - gap, height};
      const Rect hit{face.x - gap / 2, face.y - gap / 2, face.width + gap, face.height + gap};
      const bool held = key.kind == Key::Kind::shift && key.active;
      ButtonLook look = look_of(key);
      if (held) {
        look.fill = colour::accent_soft;
        look.border = Border{colour::accent, stroke::control};
      }
      if (key.kind == Key::Kind::space) {
        look.ink = colour::outline;
      }
      if (button(ui,
                 {id_of(key), key.label, face, hit, held, icon_of(key),
                  key.kind == Key::Kind::backspace, 0, "key.at." + std::to_string(++number),
                  false},  // a keyboard has keys of its own
                 look)) {
        answer = intent_of(key);
      }
      x += key.width * unit;
    }
    y += height + gap;
  }
  return answer;
}

}  // namespace lintel::kiosk::screens
