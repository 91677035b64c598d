#include "kiosk/ui/accent.h"

#include "kiosk/ui/controls.h"
#include "kiosk/ui/tokens.h"

namespace lintel::kiosk::ui {
namespace {

Colour colour_of(Rgb rgb) {
  return {rgb.red, rgb.green, rgb.blue, 255};
}

}  // namespace

void wear_accent(std::optional<Rgb> accent) {
  AccentTokens tokens;
  if (accent) {
    const AccentShades shades = shades_of(*accent);
    tokens = {colour_of(shades.accent), colour_of(shades.pressed), colour_of(shades.soft),
              colour_of(shades.on_soft)};
  }
  if (tokens.accent == colour::accent) {
    return;
  }
  colour::accent = tokens.accent;
  colour::accent_pressed = tokens.pressed;
  colour::accent_soft = tokens.soft;
  colour::on_accent_soft = tokens.on_soft;
  look::primary = look::primary_in(tokens);
  look::outline = look::outline_in(tokens);
  look::pill = look::pill_in(tokens);
  look::pill_selected = look::pill_selected_in(tokens);
  look::key = look::key_in(tokens);
  look::key_primary = look::key_primary_in(tokens);
}

}  // namespace lintel::kiosk::ui
