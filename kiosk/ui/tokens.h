// The look in one place (DESIGN section 8). Screens speak in these names and in arithmetic on
// them. Lengths are reference units, times are milliseconds. Text pairs keep a contrast of at
// least 4.5:1 (WCAG 1.4.3): measured in tests/ui/tokens_test.cpp.
#pragma once

#include <cstdint>

#include "kiosk/ui/fonts.h"
#include "shared/core/time.h"

namespace lintel::kiosk::ui {

struct Colour {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
  std::uint8_t alpha = 255;
  bool operator==(const Colour&) const = default;
};

constexpr Colour hex(std::uint32_t rgb) {
  return {static_cast<std::uint8_t>(rgb >> 16), static_cast<std::uint8_t>(rgb >> 8),
          static_cast<std::uint8_t>(rgb), 255};
}

constexpr Colour with_alpha(Colour colour, float alpha) {
  colour.alpha = static_cast<std::uint8_t>(alpha * 255.0F + 0.5F);
  return colour;
}

constexpr Colour mix(Colour from, Colour to, float share) {
  const auto blend = [share](std::uint8_t a, std::uint8_t b) {
    return static_cast<std::uint8_t>(static_cast<float>(a) * (1 - share) +
                                     static_cast<float>(b) * share + 0.5F);
  };
  return {blend(from.red, to.red), blend(from.green, to.green), blend(from.blue, to.blue),
          blend(from.alpha, to.alpha)};
}

// What a school's colour replaces; these are Lintel's own.
struct AccentTokens {
  Colour accent = hex(0x0B6B6B);
  Colour pressed = hex(0x095757);
  Colour soft = hex(0xE0F0EE);
  Colour on_soft = hex(0xE3F1F0);
};

namespace colour {
inline constexpr Colour ink = hex(0x12203A);
inline constexpr Colour mute = hex(0x5A6478);
inline constexpr Colour paper = hex(0xFBF8F3);
inline constexpr Colour card = hex(0xFFFFFF);
inline constexpr Colour line = hex(0xE4DDD1);     // decoration only, never a control's one sign
inline constexpr Colour outline = hex(0x8C8473);  // of controls: 3 to 1 on every ground they have
inline constexpr Colour sand = hex(0xF1EBE0);     // behind tabs, keys of the second order
inline constexpr Colour quiet_card = hex(0xF4F0E8);  // a free or cancelled place
inline constexpr Colour track = hex(0xE6DECE);       // of a progress bar
// Changed by wear_accent() only (accent.h), before a frame is drawn.
inline constinit Colour accent = AccentTokens{}.accent;
inline constinit Colour accent_pressed = AccentTokens{}.pressed;
inline constinit Colour accent_soft = AccentTokens{}.soft;
inline constinit Colour on_accent_soft = AccentTokens{}.on_soft;
inline constexpr Colour on_accent = hex(0xFFFFFF);
inline constexpr Colour sun = hex(0xF4B740);
inline constexpr Colour sun_soft = hex(0xFDF1D6);
inline constexpr Colour sun_deep = hex(0x9A6A00);
inline constexpr Colour coral = hex(0xC4432B);
inline constexpr Colour coral_deep = hex(0xA83722);  // text on coral_soft
inline constexpr Colour coral_soft = hex(0xFBE6E1);
inline constexpr Colour coral_line = hex(0xD98C7C);
inline constexpr Colour leaf = hex(0x2B7A4B);
inline constexpr Colour leaf_deep = hex(0x23663E);  // text on leaf_soft
inline constexpr Colour leaf_soft = hex(0xDDF0E3);
inline constexpr Colour plum = hex(0x574B7A);
inline constexpr Colour plum_soft = hex(0xEDEAF3);
inline constexpr Colour scrim = with_alpha(ink, 0.45F);
}  // namespace colour

// A size with the weight, line height (of the size) and letter spacing (in em) that belong to it.
struct TextStyle {
  Weight weight = Weight::regular;
  float size = 0;
  float line_height = 1.3F;
  float tracking_em = 0;
  bool tabular = false;     // digits of one width: a running timer must not jitter
  float word_space_em = 0;  // added between words: bold titles run together without
};

namespace type {
inline constexpr float bold_tracking = -0.014F;
inline constexpr float bold_space = 0.06F;
inline constexpr TextStyle caption{Weight::regular, 18, 1.3F, 0.0F};
inline constexpr TextStyle caption_strong{Weight::semibold, 18, 1.3F, 0.0F};
inline constexpr TextStyle kicker{Weight::extrabold, 18, 1.3F, 0.065F};
inline constexpr TextStyle pill{Weight::semibold, 19, 1.25F, 0.0F};
inline constexpr TextStyle room{Weight::extrabold, 24, 1.25F, bold_tracking, false, bold_space};
inline constexpr TextStyle label{Weight::semibold, 20, 1.25F, 0.0F};
inline constexpr TextStyle label_quiet{Weight::regular, 20, 1.25F, 0.0F};
inline constexpr TextStyle cell{Weight::semibold, 20, 1.2F, 0.0F};
inline constexpr TextStyle cell_quiet{Weight::regular, 20, 1.2F, 0.0F};
inline constexpr TextStyle body{Weight::regular, 22, 1.3F, 0.0F};
inline constexpr TextStyle body_strong{Weight::semibold, 22, 1.3F, 0.0F};
inline constexpr TextStyle body_large{Weight::regular, 24, 1.29F, 0.0F};
inline constexpr TextStyle button{Weight::semibold, 24, 1.25F, -0.01F};
inline constexpr TextStyle card_title{Weight::extrabold, 26,    1.17F,
                                      bold_tracking,     false, bold_space};
inline constexpr TextStyle choice{Weight::semibold, 28, 1.25F, 0.0F};
inline constexpr TextStyle lead{Weight::regular, 28, 1.32F, 0.0F};
inline constexpr TextStyle lead_strong{Weight::extrabold, 28, 1.25F, -0.01F, false, 0.04F};
inline constexpr TextStyle key{Weight::semibold, 28, 1.2F, 0.0F};
inline constexpr TextStyle tile{Weight::extrabold, 32, 1.17F, -0.012F, false, 0.04F};
inline constexpr TextStyle title_small{Weight::extrabold, 34,    1.16F,
                                       bold_tracking,     false, bold_space};
inline constexpr TextStyle title_medium{Weight::extrabold, 40,    1.15F,
                                        bold_tracking,     false, bold_space};
inline constexpr TextStyle title_large{Weight::extrabold, 48,    1.13F,
                                       bold_tracking,     false, bold_space};
inline constexpr TextStyle display{Weight::display, 64, 1.1F, 0.0F, false, bold_space};
inline constexpr TextStyle clock{Weight::extrabold, 40, 1.15F, bold_tracking};
inline constexpr float smallest = 16;  // nothing on a door is set smaller
inline constexpr float large_text = 1.25F;
}  // namespace type

// An 8 px grid with two half steps.
namespace space {
inline constexpr float xxs = 4;
inline constexpr float xs = 8;
inline constexpr float s = 12;
inline constexpr float m = 16;
inline constexpr float l = 24;
inline constexpr float xl = 32;
inline constexpr float xxl = 40;
inline constexpr float margin = 40;  // of the window
}  // namespace space

namespace radius {
inline constexpr float card = 28;
inline constexpr float button = 24;
inline constexpr float box = 20;
inline constexpr float key = 16;
inline constexpr float tab = 14;
inline constexpr float check = 12;
}  // namespace radius

namespace stroke {
inline constexpr float hair = 1;
inline constexpr float control = 2;
inline constexpr float selected = 3;
}  // namespace stroke

namespace extent {
inline constexpr float target = 64;        // smallest hit area
inline constexpr float tile = 118;         // smallest answer tile: 20 mm on 10.1 inches
inline constexpr float button = 88;        // the large buttons
inline constexpr float pill = 52;          // what is seen of a small button; its hit area is larger
inline constexpr float header = 112;       // height kept for the header
inline constexpr float footer = 92;        // height kept for the bar at the foot
inline constexpr float footer_tall = 128;  // in portrait, with the status line above it
inline constexpr float progress = 10;
}  // namespace extent

namespace motion {
inline constexpr milliseconds press{120};
inline constexpr milliseconds select{160};
inline constexpr milliseconds screen{180};
inline constexpr float screen_rise = 10;  // units a new screen comes up
inline constexpr float press_scale = 0.975F;
}  // namespace motion

namespace touch {
inline constexpr float slip = 12;  // a finger that moved this far means something else
inline constexpr milliseconds repeat_after{500};  // held, before a key that repeats does
inline constexpr milliseconds repeat_every{80};
inline constexpr milliseconds long_press{1500};  // held, before what is only for staff opens
// A finger that lies for longer says nothing. Who makes up their mind on a tile, or cannot lift a
// finger at once, takes a second or two; a leaning elbow, a bag and a stuck place of the panel
// stay.
inline constexpr milliseconds rest_max{3000};
inline constexpr milliseconds after_layout{800};  // a person aims at what was there before
}  // namespace touch

}  // namespace lintel::kiosk::ui
