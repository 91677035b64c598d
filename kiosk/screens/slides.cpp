// The slides to take home: a QR code for a phone, the address for a person.
#include <algorithm>

#include "kiosk/screens/screens.h"
#include "kiosk/screens/sheet.h"

namespace lintel::kiosk::screens {
namespace {

using namespace ui;
using Role = SemanticNode::Role;

constexpr float padding = space::xxl;
constexpr float close_height = 72;

void draw_code(const SlidesOverlay& view, Ui& ui, const Rect& place) {
  const QrCode* code = ui.qr_code(view.url);
  if (code == nullptr) {
    return;  // an address too long for a code is still there to read
  }
  ui.canvas().panel(place, colour::card, radius::button, {colour::line, stroke::hair});
  draw_qr(ui.canvas(), *code, place.inset(space::xs));
  ui.note_image("qr", view.url, place);
}

bool draw_close(const SlidesOverlay& view, Ui& ui, float right, float bottom) {
  const float width = button_width(ui, view.close, look::outline, space::xxl);
  return button(ui,
                {"close",
                 view.close,
                 {right - width, bottom - close_height, width, close_height},
                 {},
                 false,
                 {}},
                look::outline);
}

// Title, what to do, and the address, from the top of the place.
void draw_words(const SlidesOverlay& view, Ui& ui, const Rect& place) {
  float y = place.y;
  const auto stack = [&](const TextBlock& block, const Caption& caption, float after) {
    ui.put(block, {place.x, y, place.width, block.height}, caption);
    y += block.height + after;
  };
  stack(ui.set(view.title,
               {type::title_small, colour::ink, 3, type::body.size, Align::left, Wrap::balanced,
                Line::plain},
               place.width),
        {"slides.title", Role::heading}, space::m);
  stack(ui.set(view.hint,
               {type::body_large, colour::mute, 4, type::label.size, Align::left, Wrap::natural,
                Line::plain},
               place.width),
        {"slides.hint"}, space::l);
  const float rest = std::max(type::label.size * 2, place.bottom() - y);
  stack(ui.set(view.url,
               {type::label, colour::accent, 5, type::smallest, Align::left, Wrap::natural,
                Line::plain},
               place.width, rest),
        {"slides.url"}, 0);
}

}  // namespace

Answer draw_slides(const SlidesOverlay& view, Ui& ui) {
  bool closed = false;
  if (ui.portrait()) {
    const Rect sheet = draw_sheet(ui, 720, 1040);
    const Rect inside = sheet.inset(padding);
    const float words = 250;
    draw_words(view, ui, {inside.x, inside.y, inside.width, words});
    const float side = std::min(inside.width, inside.height - words - close_height - 2 * space::l);
    draw_code(view, ui, {inside.centre().x - side / 2, inside.y + words + space::l, side, side});
    closed = draw_close(view, ui, inside.right(), inside.bottom());
  } else {
    const Rect sheet = draw_sheet(ui, 1040, 600);
    const Rect inside = sheet.inset(padding);
    const float side = inside.height;
    draw_code(view, ui, {inside.x, inside.y, side, side});
    const Rect words = from_edges(inside.x + side + space::xxl, inside.y, inside.right(),
                                  inside.bottom() - close_height - space::m);
    draw_words(view, ui, words);
    closed = draw_close(view, ui, inside.right(), inside.bottom());
  }
  return closed ? Answer{intent::CloseOverlay{}} : std::nullopt;
}

}  // namespace lintel::kiosk::screens
