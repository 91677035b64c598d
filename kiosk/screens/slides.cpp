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

// Title, what to do, and the address.
struct Words {
  TextBlock title;
  TextBlock hint;
  TextBlock url;
  float height = 0;
};

constexpr float after_title = space::m;
constexpr float after_hint = space::l;

Words set_words(const SlidesOverlay& view, Ui& ui, float width, float height) {
  Words words;
  words.title = ui.set(view.title,
                       {type::title_small, colour::ink, 3, type::body.size, Align::left,
                        Wrap::balanced, Line::plain},
                       width);
  words.hint = ui.set(view.hint,
                      {type::body_large, colour::mute, 4, type::label.size, Align::left,
                       Wrap::natural, Line::plain},
                      width);
  words.height = words.title.height + after_title + words.hint.height + after_hint;
  words.url = ui.set(
      view.url,
      {type::label, colour::accent, 5, type::smallest, Align::left, Wrap::natural, Line::plain},
      width, std::max(type::label.size * 2, height - words.height));
  words.height += words.url.height;
  return words;
}

void put_words(const Words& words, Ui& ui, const Rect& place) {
  Rect line = place;
  ui.put(words.title, line, {"slides.title", Role::heading});
  line.y += words.title.height + after_title;
  ui.put(words.hint, line, {"slides.hint"});
  line.y += words.hint.height + after_hint;
  ui.put(words.url, line, {"slides.url"});
}

}  // namespace

Answer draw_slides(const SlidesOverlay& view, Ui& ui, const Rect& room) {
  bool closed = false;
  if (ui.portrait()) {
    const float width = std::min(720.0F, room.width);
    const Words words = set_words(view, ui, width - 2 * padding, 300);
    const float side = width - 2 * padding;
    const float tall = words.height + side + close_height + 2 * space::xl + 2 * padding;
    const Rect inside = draw_sheet(ui, room, width, tall).inset(padding);
    put_words(words, ui, inside);
    const Rect code = from_edges(inside.x, inside.y + words.height + space::xl, inside.right(),
                                 inside.bottom() - close_height - space::xl);
    draw_code(view, ui, {code.centre().x - code.height / 2, code.y, code.height, code.height});
    closed = draw_close(view, ui, inside.right(), inside.bottom());
  } else {
    const Rect sheet = draw_sheet(ui, room, 1040, 600);
    const Rect inside = sheet.inset(padding);
    const float side = inside.height;
    draw_code(view, ui, {inside.x, inside.y, side, side});
    const Rect words = from_edges(inside.x + side + space::xxl, inside.y, inside.right(),
                                  inside.bottom() - close_height - space::m);
    put_words(set_words(view, ui, words.width, words.height), ui, words);
    closed = draw_close(view, ui, inside.right(), inside.bottom());
  }
  return closed ? Answer{intent::CloseOverlay{}} : std::nullopt;
}

}  // namespace lintel::kiosk::screens
