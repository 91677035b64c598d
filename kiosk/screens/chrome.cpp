// The header of every screen: which room, which day, what time. It only informs; staff know that a
// long press on the clock opens their sheet.
#include <algorithm>

#include "kiosk/screens/screens.h"

namespace lintel::kiosk::screens {
namespace {

using namespace ui;
using Role = SemanticNode::Role;

constexpr float header_middle = 60;
constexpr float header_height = 64;

Paragraph plain(const TextStyle& style, Colour colour, Align align = Align::left) {
  return {style, colour, 1, 0, align, Wrap::natural, Line::plain};
}

// Centred on the header's middle line.
Rect header_row(float left, float right, float height) {
  return from_edges(left, header_middle - height / 2, right, header_middle + height / 2);
}

// Returns where the titles must end: the same at 9:59 and at 10:00, so that nothing jumps.
float draw_clock(const Chrome& chrome, Ui& ui) {
  const float right = ui.area().width - space::margin;
  if (chrome.clock.empty()) {
    return right;
  }
  const TextBlock block = ui.set(chrome.clock, plain(type::clock, colour::ink, Align::right));
  ui.put(block, header_row(right - block.width, right, block.height), {"clock"});
  return right - ui.width_of("00:00", type::clock) - space::l;
}

void draw_subtitle(const Chrome& chrome, Ui& ui, const Rect& place) {
  constexpr float readable = 180;
  const bool stale = !chrome.stale.empty();
  const std::string& words = stale ? chrome.stale : chrome.subtitle;
  if (ui.portrait() || place.width < readable || words.empty()) {
    return;
  }
  Paragraph paragraph =
      plain(stale ? type::body_strong : type::body, stale ? colour::coral_deep : colour::mute);
  paragraph.size_min = type::label_quiet.size;
  TextBlock subtitle = ui.set(words, paragraph, place.width);
  if (subtitle.shortened) {
    paragraph = plain(stale ? type::caption_strong : type::caption, paragraph.colour);
    paragraph.lines_max = 2;
    paragraph.wrap = Wrap::balanced;
    subtitle = ui.set(words, paragraph, place.width);
  }
  ui.put_middle(subtitle, place, {stale ? "stale" : "subtitle"});
}

// Invisible on purpose: nobody aims at the top of the screen, and teachers have no use for it.
Answer draw_staff_way(const Chrome& chrome, Ui& ui) {
  if (chrome.staff.empty()) {
    return std::nullopt;
  }
  const float right = ui.area().width - space::margin;
  const Rect place = header_row(right - ui.width_of("00:00", type::clock), right, header_height);
  const bool pressed =
      ui.target({Role::button, "staff", chrome.staff, place, place, false, true, Firing::held});
  return pressed ? Answer{intent::OpenStaff{}} : std::nullopt;
}

}  // namespace

Answer draw_header(const Chrome& chrome, Ui& ui) {
  const float left = space::margin;
  const float right = draw_clock(chrome, ui);
  const TextBlock title = ui.set(chrome.title,
                                 {type::title_medium, colour::ink, 2, type::body.size, Align::left,
                                  Wrap::balanced, Line::plain},
                                 right - left, header_height);
  const Rect used =
      ui.put_middle(title, header_row(left, right, header_height), {"room", Role::heading});
  draw_subtitle(chrome, ui, header_row(used.right() + space::l, right, header_height));
  return draw_staff_way(chrome, ui);
}

float reach_top(const Ui& ui) {
  return ui.area().height / 4;
}

}  // namespace lintel::kiosk::screens
