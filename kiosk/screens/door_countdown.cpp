#include <algorithm>

#include "kiosk/screens/door_parts.h"

namespace lintel::kiosk::screens::door {
namespace {

using namespace ui;
using Role = SemanticNode::Role;

constexpr float padding = 28;
constexpr float button_height = 72;

struct Blocks {
  TextBlock label;
  TextBlock value;
  TextBlock hint;
  float height = 0;
};

float button_room(const DoorView& view, Ui& ui) {
  return view.slides_button.empty()
             ? 0
             : button_width(ui, view.slides_button, look::outline, space::xxl) + space::l;
}

Blocks set_blocks(const DoorView& view, Ui& ui, float width) {
  const Countdown& count = *view.countdown;
  const float beside = width - button_room(view, ui);
  Blocks blocks;
  TextStyle style = type::button;
  blocks.label = ui.set(
      count.label,
      {style, colour::accent_pressed, 1, type::smallest, Align::left, Wrap::natural, Line::plain},
      beside);
  style = type::title_large;
  style.size = type::display.size;
  style.line_height = type::display.line_height;
  blocks.value = ui.set(
      count.value,
      {style, colour::accent, 2, type::title_small.size, Align::left, Wrap::balanced, Line::plain},
      beside, 2 * type::title_medium.size * style.line_height);
  blocks.hint = ui.set(count.hint,
                       {type::label_quiet, colour::accent_pressed, 2, type::smallest, Align::left,
                        Wrap::natural, Line::plain},
                       width);
  blocks.height = blocks.label.height + blocks.value.height;
  if (!count.hint.empty()) {
    blocks.height += space::xxs + blocks.hint.height;
  }
  return blocks;
}

}  // namespace

float countdown_height(const DoorView& view, Ui& ui) {
  constexpr float usual = 640;  // the blocks are one line each in any main card
  const float height = set_blocks(view, ui, usual).height;
  return std::max(height, view.slides_button.empty() ? 0 : button_height) + 2 * space::l;
}

Answer draw_countdown(const DoorView& view, Ui& ui, const Rect& place) {
  ui.canvas().fill(place, colour::accent_soft, radius::box);
  const Rect inside = place.inset(padding, 0);
  const Blocks blocks = set_blocks(view, ui, inside.width);
  Rect line{inside.x, place.y + (place.height - blocks.height) / 2, inside.width,
            blocks.label.height};
  ui.put(blocks.label, line, {"starts.label"});
  line.y += blocks.label.height;
  ui.put(blocks.value, line, {"starts", Role::status});
  line.y += blocks.value.height + space::xxs;
  ui.put(blocks.hint, line, {"starts.hint"});
  if (view.slides_button.empty()) {
    return std::nullopt;
  }
  const float width = button_width(ui, view.slides_button, look::outline, space::xxl);
  const Rect face{inside.right() - width, place.centre().y - button_height / 2, width,
                  button_height};
  return button(ui, {"slides", view.slides_button, face, {}, false, {}}, look::outline)
             ? Answer{intent::OpenSlides{}}
             : std::nullopt;
}

}  // namespace lintel::kiosk::screens::door
