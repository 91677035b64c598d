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

namespace look {
inline constexpr Border control_line{colour::line, stroke::control};
inline constexpr ButtonLook primary{colour::accent, colour::accent_pressed, std::nullopt,
                                    radius::button, colour::on_accent,      type::lead_strong};
inline constexpr ButtonLook outline{colour::card,   colour::accent_soft, control_line,
                                    radius::button, colour::ink,         type::button};
inline constexpr ButtonLook pill{colour::card,     colour::accent_soft, control_line,
                                 extent::pill / 2, colour::ink,         type::label};
inline constexpr ButtonLook pill_selected{
    colour::accent_soft, colour::accent_soft, Border{colour::accent, stroke::control},
    extent::pill / 2,    colour::ink,         type::label};
inline constexpr ButtonLook on_accent{
    colour::accent,   colour::accent_pressed, Border{colour::on_accent_line, stroke::control},
    extent::pill / 2, colour::on_accent,      type::label};
inline constexpr ButtonLook key{
    colour::card, colour::accent_soft, Border{colour::line, stroke::hair},
    radius::key,  colour::ink,         type::key};
inline constexpr ButtonLook key_second{colour::sand, colour::track, std::nullopt,
                                       radius::key,  colour::ink,   type::body_strong};
inline constexpr ButtonLook key_primary{colour::accent, colour::accent_pressed, std::nullopt,
                                        radius::key,    colour::on_accent,      type::body_strong};
}  // namespace look

struct Button {
  std::string id;
  std::string label;  // drawn, and read out
  Rect rect;
  Rect hit;  // empty: rect grown to the smallest target
  bool checked = false;
  std::optional<Icon> icon;  // drawn instead of the label
  bool repeats = false;      // while held
};

bool button(Ui& ui, const Button& button, const ButtonLook& look);

// How wide a pill or button wants to be for its label.
float button_width(Ui& ui, const std::string& label, const ButtonLook& look, float padding);

// A large tile with a box to tick.
struct TickTile {
  std::string id;
  std::string label;
  Rect rect;
  bool checked = false;
};
bool tick_tile(Ui& ui, const TickTile& tile);

// The card of the screens: white, a hair of a line.
void card(Ui& ui, const Rect& rect);
void progress_bar(Ui& ui, const Rect& rect, float share);

}  // namespace lintel::kiosk::ui
