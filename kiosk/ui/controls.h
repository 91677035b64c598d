// The few controls there are, each a function that draws, records and answers "was it touched".
#pragma once

#include <optional>
#include <string>

#include "kiosk/ui/icons.h"
#include "kiosk/ui/ui.h"

namespace lintel::kiosk::ui {

// How a button looks; `fill` and `fill_pressed` glide into each other.
struct ButtonLook {
  Colour fill;
  Colour fill_pressed;
  std::optional<Border> border;
  float corner = radius::button;
  Colour ink;
  TextStyle style;
};

// The looks there are. Those with the accent in them are made for it, and made anew by
// wear_accent() (accent.h) when a school has its own.
namespace look {
inline constexpr Border control_line{colour::outline, stroke::control};

constexpr ButtonLook primary_in(const AccentTokens& in) {
  return {in.accent,      in.pressed,        std::nullopt,
          radius::button, colour::on_accent, type::lead_strong};
}
constexpr ButtonLook outline_in(const AccentTokens& in) {
  return {colour::card, in.soft, control_line, radius::button, colour::ink, type::button};
}
constexpr ButtonLook pill_in(const AccentTokens& in) {
  return {colour::card, in.soft, control_line, extent::pill / 2, colour::ink, type::pill};
}
constexpr ButtonLook pill_selected_in(const AccentTokens& in) {
  return {in.soft,          in.soft,     Border{in.accent, stroke::control},
          extent::pill / 2, colour::ink, type::pill};
}
constexpr ButtonLook key_in(const AccentTokens& in) {
  return {colour::card, in.soft,     Border{colour::outline, stroke::hair},
          radius::key,  colour::ink, type::key};
}
constexpr ButtonLook key_primary_in(const AccentTokens& in) {
  return {in.accent, in.pressed, std::nullopt, radius::key, colour::on_accent, type::body_strong};
}

inline constinit ButtonLook primary = primary_in({});
inline constinit ButtonLook outline = outline_in({});
inline constinit ButtonLook pill = pill_in({});
inline constinit ButtonLook pill_selected = pill_selected_in({});
inline constinit ButtonLook key = key_in({});
inline constexpr ButtonLook key_second{
    colour::sand, colour::track, Border{colour::outline, stroke::hair},
    radius::key,  colour::ink,   type::body_strong};
inline constinit ButtonLook key_primary = key_primary_in({});
}  // namespace look

struct Button {
  std::string id;
  std::string label;  // drawn, and read out
  Rect rect;
  Rect hit;  // empty: rect grown to the smallest target
  bool checked = false;
  std::optional<Icon> icon;  // drawn instead of the label
  bool repeats = false;      // while held
  float aside = 0;           // kept free at the label's right
  std::string claim = {};    // as Target::claim
  bool by_key = true;        // as Target::by_key
};

Press button(Ui& ui, const Button& button, const ButtonLook& look);

// How wide a pill or button wants to be for its label.
float button_width(Ui& ui, const std::string& label, const ButtonLook& look, float padding);

// A large tile with a box to tick.
struct TickTile {
  std::string id;
  std::string label;
  Rect rect;
  bool checked = false;
};
Press tick_tile(Ui& ui, const TickTile& tile);

// The card of the screens: white, a hair of a line.
void card(Ui& ui, const Rect& rect);
void progress_bar(Ui& ui, const Rect& rect, float share);

}  // namespace lintel::kiosk::ui
