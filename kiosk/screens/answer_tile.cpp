#include "kiosk/screens/answer_tile.h"

#include <algorithm>

namespace lintel::kiosk::screens {
namespace {

using namespace ui;
using Role = SemanticNode::Role;

constexpr float gap = space::s;
constexpr float disc = 52;
constexpr float padding = space::s;

struct TileLook {
  Icon icon;
  Colour disc;
  Colour stroke;
};

TileLook look_of(TileIcon icon) {
  switch (icon) {
    case TileIcon::check:
      return {Icon::check, colour::leaf_soft, colour::leaf};
    case TileIcon::hand:
      return {Icon::hand, colour::accent_soft, colour::accent};
    case TileIcon::dots:
      return {Icon::dots, colour::sun_soft, colour::sun_deep};
    case TileIcon::minus:
      return {Icon::minus, colour::plum_soft, colour::plum};
  }
  return {Icon::check, colour::leaf_soft, colour::leaf};
}

std::vector<TextBlock> set_at(float size, const std::vector<AnswerTile>& tiles, Ui& ui, float width,
                              float height) {
  TextStyle style = type::tile;
  style.size = size;
  std::vector<TextBlock> labels;
  for (const AnswerTile& tile : tiles) {
    labels.push_back(ui.set(tile.label,
                            {style, colour::ink, 3, 0, Align::centre, Wrap::balanced, Line::plain},
                            width, height));
  }
  return labels;
}

// The largest size at which every label stands in full in its tile: all answers weigh the same.
std::vector<TextBlock> set_labels(const std::vector<AnswerTile>& tiles, Ui& ui, float width,
                                  float height) {
  std::vector<TextBlock> labels;
  for (float size = type::body.size; size >= type::smallest; size -= 1) {
    labels = set_at(size, tiles, ui, width, height);
    const bool whole = std::ranges::none_of(
        labels, [](const TextBlock& label) { return label.shortened || label.split_word; });
    if (whole) {
      break;
    }
  }
  const float least = std::ranges::min_element(labels, {}, &TextBlock::size)->size;
  return set_at(least / (ui.large_text() ? type::large_text : 1.0F), tiles, ui, width, height);
}

Press draw_tile(const AnswerTile& tile, const TextBlock& label, Ui& ui, const Rect& place) {
  const std::string id = "use." + tile.use;
  const Press press = ui.target({Role::tile, id, tile.label, place, place, false, true});
  const TileLook look = look_of(tile.icon);
  Canvas& canvas = ui.canvas();
  const Canvas::Group group{canvas,
                            {place.centre(), 1 - (1 - motion::press_scale) * press.depth, 0, 1}};
  canvas.panel(place, mix(colour::card, look.disc, press.depth), radius::button,
               {mix(colour::outline, look.stroke, press.depth), stroke::control});
  const Point centre{place.centre().x, place.y + space::xs + disc / 2};
  canvas.circle(centre, disc / 2, mix(look.disc, colour::card, press.depth * 0.6F));
  const float icon_share = look.icon == Icon::hand ? 0.66F : 0.56F;
  draw_icon(canvas, look.icon, centre, disc * icon_share, look.stroke);
  const Rect face = from_edges(place.x + padding, centre.y + disc / 2 + space::xxs,
                               place.right() - padding, place.bottom() - space::xs);
  ui.put_middle(label, face, {id + ".label", Role::text, id});
  return press;
}

}  // namespace

Answer draw_tile_row(const std::vector<AnswerTile>& tiles, Ui& ui, const Rect& place) {
  Answer answer;
  if (tiles.empty()) {
    return answer;
  }
  const auto count = static_cast<float>(tiles.size());
  const float width = (place.width - gap * (count - 1)) / count;
  const float label_height = place.height - disc - 2 * space::xs - space::xxs;
  const std::vector<TextBlock> labels = set_labels(tiles, ui, width - 2 * padding, label_height);
  for (std::size_t i = 0; i < tiles.size(); ++i) {
    const Rect tile{place.x + static_cast<float>(i) * (width + gap), place.y, width, place.height};
    const Press press = draw_tile(tiles[i], labels[i], ui, tile);
    if (press.fired) {
      answer = intent::TapUse{tiles[i].use, press.touches};
    }
  }
  return answer;
}

}  // namespace lintel::kiosk::screens
