#include "kiosk/ui/controls.h"

#include <algorithm>

namespace lintel::kiosk::ui {
namespace {

Canvas::GroupLook sunk(const Rect& rect, float depth) {
  return {rect.centre(), 1 - (1 - motion::press_scale) * depth, 0, 1};
}

}  // namespace

float button_width(Ui& ui, const std::string& label, const ButtonLook& look, float padding) {
  return ui.width_of(label, look.style) + 2 * padding;
}

Press button(Ui& ui, const Button& button, const ButtonLook& look) {
  Target target;
  target.id = button.id;
  target.label = button.label.empty() ? button.id : button.label;
  target.rect = button.rect;
  target.hit = button.hit;
  target.checked = button.checked;
  target.firing = button.repeats ? Firing::repeating : Firing::once;
  target.claim = button.claim;
  target.by_key = button.by_key;
  const Press press = ui.target(target);
  const Canvas::Group group{ui.canvas(), sunk(button.rect, press.depth)};
  const Colour fill = mix(look.fill, look.fill_pressed, press.depth);
  if (look.border) {
    ui.canvas().panel(button.rect, fill, look.corner, *look.border);
  } else {
    ui.canvas().fill(button.rect, fill, look.corner);
  }
  if (button.icon) {
    draw_icon(ui.canvas(), *button.icon, button.rect.centre(), look.style.size, look.ink);
    return press;
  }
  Rect face = button.rect.inset(std::min(space::m, button.rect.width / 8), space::xxs);
  face.width -= button.aside;
  const Paragraph paragraph{look.style,    look.ink,       2,          type::smallest,
                            Align::centre, Wrap::balanced, Line::plain};
  Paragraph one_line = paragraph;
  one_line.lines_max = 1;
  one_line.size_min = look.style.size * 0.85F;
  TextBlock block = ui.set(button.label, one_line, face.width, face.height);
  if (block.shortened) {
    block = ui.set(button.label, paragraph, face.width, face.height);
  }
  ui.put_middle(block, face, {button.id + ".label", SemanticNode::Role::text, button.id});
  return press;
}

Press tick_tile(Ui& ui, const TickTile& tile) {
  Target target;
  target.role = SemanticNode::Role::checkbox;
  target.id = tile.id;
  target.label = tile.label;
  target.rect = tile.rect;
  target.hit = tile.rect;
  target.checked = tile.checked;
  const Press press = ui.target(target);
  Canvas& canvas = ui.canvas();
  const float on =
      ui.motion().toward("checked." + tile.id, tile.checked ? 1.0F : 0.0F, motion::select);
  const Canvas::Group group{canvas, sunk(tile.rect, press.depth)};

  const Colour resting = mix(colour::card, colour::accent_soft, on);
  const Border border{mix(colour::outline, colour::accent, on),
                      on > 0.5F ? stroke::selected : stroke::control};
  canvas.panel(tile.rect, mix(resting, colour::accent_soft, press.depth), radius::card, border);

  constexpr float box = 44;
  const float padding = std::min(radius::card, tile.rect.height / 4);
  const Rect tick{tile.rect.x + radius::card, tile.rect.centre().y - box / 2, box, box};
  canvas.panel(tick, mix(colour::card, colour::accent, on), radius::check,
               {mix(colour::outline, colour::accent, on), stroke::selected});
  if (on > 0) {
    const Canvas::Group appearing{canvas, {tick.centre(), 0.6F + 0.4F * on, 0, on}};
    draw_icon(canvas, Icon::check, tick.centre(), box * 0.45F, colour::on_accent);
  }
  const float left = tick.right() + space::m + space::xxs;
  const Rect face = from_edges(left, tile.rect.y + padding / 2, tile.rect.right() - space::l,
                               tile.rect.bottom() - padding / 2);
  const TextBlock block = ui.set(
      tile.label,
      {type::choice, colour::ink, 5, type::smallest, Align::left, Wrap::balanced, Line::plain},
      face.width, face.height);
  ui.put_middle(block, face, {tile.id + ".label", SemanticNode::Role::text, tile.id});
  return press;
}

void card(Ui& ui, const Rect& rect) {
  ui.canvas().panel(rect, colour::card, radius::card, {colour::line, stroke::hair});
}

void progress_bar(Ui& ui, const Rect& rect, float share) {
  // No motion: it goes on once a minute, when nobody has touched anything, and every frame between
  // would wake a sleeping tablet.
  const float shown = std::clamp(share, 0.0F, 1.0F);
  ui.canvas().fill(rect, colour::track, rect.height / 2);
  if (shown > 0) {
    const Rect done{rect.x, rect.y, std::max(rect.height, rect.width * shown), rect.height};
    ui.canvas().fill(done, colour::accent, rect.height / 2);
  }
}

}  // namespace lintel::kiosk::ui
