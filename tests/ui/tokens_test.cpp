#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "kiosk/ui/qr.h"
#include "kiosk/ui/tokens.h"

namespace lintel::kiosk::ui_tests {
namespace {

using ui::Colour;
namespace colour = ui::colour;

// WCAG 2.1, "relative luminance" and "contrast ratio".
double luminance(Colour c) {
  const auto linear = [](std::uint8_t channel) {
    const double v = channel / 255.0;
    return v <= 0.03928 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(c.red) + 0.7152 * linear(c.green) + 0.0722 * linear(c.blue);
}

double contrast(Colour a, Colour b) {
  const double high = std::max(luminance(a), luminance(b));
  const double low = std::min(luminance(a), luminance(b));
  return (high + 0.05) / (low + 0.05);
}

struct Pair {
  const char* where;
  Colour ink;
  Colour ground;
};

}  // namespace

TEST_CASE("Every text stands out from its ground by 4.5 to 1", "[ui][tokens]") {
  const Pair pairs[] = {{"text", colour::ink, colour::paper},
                        {"quiet text", colour::mute, colour::paper},
                        {"quiet text on a card", colour::mute, colour::card},
                        {"the tab that is not chosen", colour::mute, colour::sand},
                        {"a free place", colour::mute, colour::quiet_card},
                        {"names in the present hour", colour::mute, colour::accent_soft},
                        {"kicker", colour::accent, colour::paper},
                        {"chosen kicker", colour::accent, colour::accent_soft},
                        {"button", colour::on_accent, colour::accent},
                        {"pressed button", colour::on_accent, colour::accent_pressed},
                        {"thanks", colour::on_accent_soft, colour::accent},
                        {"moved", colour::coral_deep, colour::coral_soft},
                        {"moved away", colour::coral_deep, colour::paper},
                        {"cancelled kicker", colour::coral_deep, colour::quiet_card},
                        {"saved", colour::leaf, colour::paper},
                        {"countdown", colour::accent, colour::accent_soft},
                        {"its words", colour::accent_pressed, colour::accent_soft},
                        {"late leavers", colour::accent, colour::sand},
                        {"until when", colour::mute, colour::sand},
                        {"saved banner", colour::leaf_deep, colour::leaf_soft},
                        {"challenge", colour::ink, colour::sun_soft}};
  for (const Pair& pair : pairs) {
    INFO(pair.where);
    CHECK(contrast(pair.ink, pair.ground) >= 4.5);
  }
}

TEST_CASE("Outlines of controls stand out from every ground they have by 3 to 1", "[ui][tokens]") {
  for (const Colour ground : {colour::paper, colour::card, colour::quiet_card, colour::sand}) {
    CHECK(contrast(colour::outline, ground) >= 3.0);
  }
  CHECK(contrast(colour::accent, colour::track) >= 3.0);  // how far the bar has come
}

TEST_CASE("Colours mix from one to the other", "[ui][tokens]") {
  CHECK(ui::mix(colour::ink, colour::card, 0) == colour::ink);
  CHECK(ui::mix(colour::ink, colour::card, 1) == colour::card);
  CHECK(ui::hex(0x12203A) == Colour{0x12, 0x20, 0x3A, 255});
}

TEST_CASE("A QR code has its three finder patterns", "[ui][qr]") {
  const auto code = ui::QrCode::encode("https://slides.example.org/pd/greet");
  REQUIRE(code);
  CHECK(code->side >= 21);
  CHECK((code->side - 17) % 4 == 0);
  const auto dark = [&](int x, int y) {
    return code->dark[static_cast<std::size_t>(y * code->side + x)];
  };
  const int far = code->side - 7;
  for (const auto& [x, y] : {std::pair{0, 0}, {far, 0}, {0, far}}) {
    for (int i = 0; i < 7; ++i) {
      CHECK(dark(x + i, y));
      CHECK(dark(x, y + i));
    }
    CHECK(dark(x + 3, y + 3));
    CHECK_FALSE(dark(x + 1, y + 1));
  }
}

TEST_CASE("An address that is too long for a code gives none", "[ui][qr]") {
  CHECK_FALSE(ui::QrCode::encode(std::string(5000, 'a')));
  CHECK_FALSE(ui::QrCode::encode(""));
}

}  // namespace lintel::kiosk::ui_tests
