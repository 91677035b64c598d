#include "kiosk/screens/tiles.h"

#include <algorithm>
#include <optional>

namespace lintel::kiosk::screens {
namespace {

using namespace ui;
using Role = SemanticNode::Role;

struct TileLook {
  Icon icon;
  Colour circle;
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

TileLook look_of(SaveStanding save) {
  switch (save) {
    case SaveStanding::none:
    case SaveStanding::saving:
      return {Icon::dots, colour::sand, colour::mute};
    case SaveStanding::saved:
      return {Icon::check, colour::leaf_soft, colour::leaf};
    case SaveStanding::failed:
      return {Icon::warning, colour::coral_soft, colour::coral_deep};
  }
  return {Icon::check, colour::leaf_soft, colour::leaf};
}

float gap_of(TileStyle style) {
  return style == TileStyle::card ? space::s : space::m;
}

// Where icon and words stand in a tile. Of one row all are alike, however long the words are.
struct FaceShape {
  float circle = 0;
  Rect label;  // from the tile's corner
  Point centre;
  Align align = Align::centre;
  float size = 0;
  float size_min = type::smallest + 2;
  float radius = radius::card;
};

FaceShape card_shape(const Rect& tile) {
  FaceShape shape;
  shape.circle = 52;
  shape.centre = {tile.width / 2, space::xs + shape.circle / 2};
  const float top = space::xs + shape.circle + space::xxs;
  shape.label = {space::s, top, tile.width - 2 * space::s, tile.height - top - space::xs};
  shape.size = type::body.size;
  shape.size_min = type::smallest;
  shape.radius = radius::button;
  return shape;
}

FaceShape upright_shape(const Rect& tile, bool large_text) {
  FaceShape shape;
  shape.circle = std::min(104.0F, tile.height * (large_text ? 0.36F : 0.46F));
  const float label =
      std::min(large_text ? 112.0F : 92.0F, tile.height - shape.circle - 2 * space::m);
  const float top = (tile.height - shape.circle - label) / 2;
  shape.centre = {tile.width / 2, top + shape.circle / 2};
  shape.label = {space::m, top + shape.circle, tile.width - 2 * space::m, label};
  shape.size = type::tile.size;
  return shape;
}

// Low tiles have their icon beside the words.
FaceShape low_shape(const Rect& tile) {
  FaceShape shape;
  shape.circle = std::min(60.0F, tile.width * 0.24F);
  const float side = tile.width < 250 ? space::s : space::l - space::xxs;
  shape.centre = {side + shape.circle / 2, tile.height / 2};
  const float left = side + shape.circle + space::s;
  shape.label = {left, space::xs, tile.width - left - space::m, tile.height - 2 * space::xs};
  shape.align = Align::left;
  shape.size = type::card_title.size;
  return shape;
}

FaceShape shape_of(TileStyle style, const Rect& tile, bool large_text) {
  constexpr float upright_least = 160;
  if (style == TileStyle::card) {
    return card_shape(tile);
  }
  return tile.height >= upright_least ? upright_shape(tile, large_text) : low_shape(tile);
}

Paragraph label_look(const FaceShape& shape, Colour ink) {
  TextStyle style = type::tile;
  style.size = shape.size;
  return {style, ink, 3, shape.size_min, shape.align, Wrap::balanced, Line::plain};
}

// The size at which the longest label of the row fits: the words of all answers weigh the same.
float common_size(const std::vector<AnswerTile>& tiles, const FaceShape& shape, Ui& ui) {
  float size = unlimited;
  for (const AnswerTile& tile : tiles) {
    const TextBlock block =
        ui.set(tile.label, label_look(shape, colour::ink), shape.label.width, shape.label.height);
    size = std::min(size, block.size);
  }
  return size;
}

std::optional<Press> draw_tile(const AnswerTile& tile, const TileMessage& message,
                               const FaceShape& shape, Ui& ui, const Rect& place,
                               const Rect& felt) {
  const std::string id = "use." + tile.use;
  const Press press = ui.target({Role::tile, id, tile.label, place, felt, false, true});
  const bool says = message.use == tile.use && !message.label.empty();
  const TileLook look = says ? look_of(message.save) : look_of(tile.icon);
  Canvas& canvas = ui.canvas();
  const Canvas::Group group{canvas,
                            {place.centre(), 1 - (1 - motion::press_scale) * press.depth, 0, 1}};
  const Colour resting = says ? look.circle : colour::card;
  canvas.panel(place, mix(resting, look.circle, press.depth), shape.radius,
               {mix(colour::outline, look.stroke, press.depth), stroke::control});
  const Point centre{place.x + shape.centre.x, place.y + shape.centre.y};
  const Colour disc = says ? colour::card : mix(look.circle, colour::card, press.depth * 0.6F);
  canvas.circle(centre, shape.circle / 2, disc);
  // A hand is finer than the others and needs the room.
  const float icon_share = look.icon == Icon::hand ? 0.66F : 0.56F;
  draw_icon(canvas, look.icon, centre, shape.circle * icon_share, look.stroke);
  const Rect face{place.x + shape.label.x, place.y + shape.label.y, shape.label.width,
                  shape.label.height};
  const TextBlock label =
      ui.set(says ? message.label : tile.label, label_look(shape, says ? look.stroke : colour::ink),
             face.width, face.height);
  ui.put_middle(label, face, {id + ".label", says ? Role::status : Role::text, id});
  return press.fired ? std::optional{press} : std::nullopt;
}

Rect tile_place(TileStyle style, const Ui& ui, const Rect& place, std::size_t count,
                std::size_t index) {
  const float gap = gap_of(style);
  const bool one_row = style == TileStyle::card || !ui.portrait() || count <= 3;
  const std::size_t columns = one_row ? std::max<std::size_t>(count, 1) : (count + 1) / 2;
  const std::size_t rows = std::max<std::size_t>((count + columns - 1) / columns, 1);
  const auto share = [gap](float whole, std::size_t parts) {
    return (whole - gap * static_cast<float>(parts - 1)) / static_cast<float>(parts);
  };
  const float width = share(place.width, columns);
  const float height = share(place.height, rows);
  const std::size_t row = index / columns;
  const std::size_t in_row = std::min(columns, count - row * columns);
  // A last row that is not full stands in the middle.
  const float indent = static_cast<float>(columns - in_row) * (width + gap) / 2;
  return {place.x + indent + static_cast<float>(index % columns) * (width + gap),
          place.y + static_cast<float>(row) * (height + gap), width, height};
}

}  // namespace

Answer draw_tiles(const std::vector<AnswerTile>& tiles, const TileMessage& message,
                  const TilePlace& place, Ui& ui) {
  Answer answer;
  if (tiles.empty()) {
    return answer;
  }
  FaceShape shape = shape_of(place.style, tile_place(place.style, ui, place.seen, tiles.size(), 0),
                             ui.large_text());
  shape.size = common_size(tiles, shape, ui) / (ui.large_text() ? type::large_text : 1.0F);
  for (std::size_t i = 0; i < tiles.size(); ++i) {
    const Rect tile = tile_place(place.style, ui, place.seen, tiles.size(), i);
    const Rect felt = tile_place(place.style, ui, place.felt, tiles.size(), i);
    if (const auto press = draw_tile(tiles[i], message, shape, ui, tile, felt)) {
      answer = intent::TapUse{tiles[i].use, press->touches};
    }
  }
  return answer;
}

}  // namespace lintel::kiosk::screens
