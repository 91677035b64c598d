// Screens 2 and 9: the one question. In a rush it is the only screen, with a banner for the answer
// just given in the place of the hint, so that no tile moves under a finger.
#include <algorithm>
#include <vector>

#include "kiosk/screens/screens.h"

namespace lintel::kiosk::screens {
namespace {

using namespace ui;
using Role = SemanticNode::Role;

constexpr float bottom_row = 64;  // hint or banner: room for a button to undo

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

// Icons of one row stand on one line and are of one size, however long the labels are.
struct TileRow {
  float circle = 0;
  float label_height = 0;
  float gap = 0;
};

bool draw_tile(const AnswerTile& tile, const TextBlock& label, const TileRow& row, Ui& ui,
               const Rect& place) {
  const std::string id = "use." + tile.use;
  const Press press = ui.target({Role::tile, id, tile.label, place, place, false, true});
  const TileLook look = look_of(tile.icon);
  Canvas& canvas = ui.canvas();
  const Canvas::Group group{canvas,
                            {place.centre(), 1 - (1 - motion::press_scale) * press.depth, 0, 1}};
  const Border border{mix(colour::outline, look.stroke, press.depth), stroke::control};
  canvas.panel(place, mix(colour::card, look.circle, press.depth), radius::card, border);
  const float tall = row.circle + row.gap + row.label_height;
  const float top = place.y + (place.height - tall) / 2;
  const Point centre{place.centre().x, top + row.circle / 2};
  canvas.circle(centre, row.circle / 2, mix(look.circle, colour::card, press.depth * 0.6F));
  // A hand is finer than the others and needs the room.
  const float icon_share = look.icon == Icon::hand ? 0.66F : 0.56F;
  draw_icon(canvas, look.icon, centre, row.circle * icon_share, look.stroke);
  const Rect face{place.x + space::m, top + row.circle + row.gap, place.width - 2 * space::m,
                  row.label_height};
  ui.put_middle(label, face, {id + ".label", Role::text, id});
  return press.fired;
}

Answer draw_tiles(const std::vector<AnswerTile>& tiles, Ui& ui, const Rect& place) {
  Answer answer;
  const std::size_t count = tiles.size();
  const std::size_t columns = ui.portrait() ? std::min<std::size_t>(count, 2) : count;
  if (columns == 0) {
    return answer;
  }
  const std::size_t rows = (count + columns - 1) / columns;
  const auto share = [](float whole, std::size_t parts) {
    return (whole - space::m * static_cast<float>(parts - 1)) / static_cast<float>(parts);
  };
  const float width = share(place.width, columns);
  const float height = share(place.height, rows);
  std::vector<TextBlock> labels;
  constexpr float circle_max = 116;
  TileRow row{std::min(circle_max, height * 0.4F), 0, space::xl};
  row.gap = std::min(space::xl, height * 0.1F);
  const float room = height - row.circle - row.gap - 2 * space::m;
  for (const AnswerTile& tile : tiles) {
    labels.push_back(ui.set(
        tile.label,
        {type::tile, colour::ink, 3, type::body.size, Align::centre, Wrap::balanced, Line::plain},
        width - 2 * space::m, room));
    row.label_height = std::max(row.label_height, labels.back().height);
  }
  for (std::size_t i = 0; i < count; ++i) {
    const auto column = static_cast<float>(i % columns);
    const auto line = static_cast<float>(i / columns);
    const Rect tile{place.x + column * (width + space::m), place.y + line * (height + space::m),
                    width, height};
    if (draw_tile(tiles[i], labels[i], row, ui, tile)) {
      answer = intent::TapUse{tiles[i].use};
    }
  }
  return answer;
}

Answer draw_banner(const ExitView& view, Ui& ui, const Rect& place) {
  Answer answer;
  const bool trouble = view.save == SaveStanding::failed;
  const Colour fill = trouble ? colour::coral_soft : colour::leaf_soft;
  const Colour ink = trouble ? colour::coral_deep : colour::leaf_deep;
  ui.canvas().fill(place, fill, radius::box);
  const Point centre{place.x + space::xl, place.centre().y};
  if (view.save == SaveStanding::saving) {
    draw_icon(ui.canvas(), Icon::dots, centre, space::l, ink);
  } else {
    draw_icon(ui.canvas(), trouble ? Icon::warning : Icon::check, centre, space::l - space::xxs,
              ink);
  }
  float right = place.right() - space::m;
  if (!view.banner_undo.empty()) {
    const float width = button_width(ui, view.banner_undo, look::pill, space::l);
    constexpr float seen = 52;
    const Rect pill{place.right() - space::xs - width, place.centre().y - seen / 2, width, seen};
    const Rect hit{pill.x - space::xs, place.y, width + 2 * space::xs, place.height};
    if (button(ui, {"undo", view.banner_undo, pill, hit, false, {}}, look::pill)) {
      answer = intent::Undo{};
    }
    right = pill.x - space::m;
  }
  const Rect row = from_edges(centre.x + space::l, place.y, right, place.bottom());
  ui.put_middle(
      ui.set(view.banner,
             {type::button, ink, 2, type::smallest, Align::left, Wrap::natural, Line::plain},
             row.width, row.height),
      row, {"banner", Role::status});
  return answer;
}

void draw_hint(const ExitView& view, Ui& ui, const Rect& place) {
  const bool both = !view.next.empty() && !ui.portrait();
  const Paragraph paragraph{type::body,  colour::mute,  1,          type::caption.size,
                            Align::left, Wrap::natural, Line::plain};
  const Rect left{place.x, place.y, both ? place.width * 0.42F : place.width, place.height};
  const Rect used = ui.put_middle(ui.set(view.hint, paragraph, left.width), left, {"hint"});
  if (both) {
    Paragraph right = paragraph;
    right.align = Align::right;
    const Rect rest = from_edges(used.right() + space::xl, place.y, place.right(), place.bottom());
    ui.put_middle(ui.set(view.next, right, rest.width), rest, {"next"});
  }
}

Answer draw_bottom(const ExitView& view, Ui& ui, const Rect& place) {
  if (view.banner.empty()) {
    draw_hint(view, ui, place);
    return std::nullopt;
  }
  return draw_banner(view, ui, place);
}

Paragraph kicker_look(int lines) {
  return {type::kicker, colour::accent, lines,      type::smallest,
          Align::left,  Wrap::natural,  Line::plain};
}

Answer draw_landscape(const ExitView& view, Ui& ui, const Rect& place) {
  // The question stands close under the header: its place begins where the content does.
  const TextBlock kicker = ui.set(view.kicker, kicker_look(1), place.width);
  ui.put(kicker, {place.x, place.y, place.width, kicker.height}, {"kicker"});
  const Rect row{place.x, place.y + kicker.height + space::xxs, place.width, 60};
  const TextBlock question = ui.set(view.question,
                                    {type::title_large, colour::ink, 2, type::body.size,
                                     Align::left, Wrap::balanced, Line::plain},
                                    row.width, row.height);
  ui.put_middle(question, row, {"question", Role::heading});
  const Rect bottom{place.x, place.bottom() - bottom_row + space::m, place.width, bottom_row};
  const Rect tiles = from_edges(place.x, row.bottom() + space::m + space::xxs, place.right(),
                                bottom.y - space::xs);
  const Answer tapped = draw_tiles(view.tiles, ui, tiles);
  const Answer undone = draw_bottom(view, ui, bottom);
  return tapped ? tapped : undone;
}

Answer draw_portrait(const ExitView& view, Ui& ui, const Rect& place) {
  const float inner = place.width - 2 * (space::xl + stroke::hair);
  const TextBlock kicker = ui.set(view.kicker, kicker_look(2), inner);
  const TextBlock title = ui.set(view.session_title,
                                 {type::title_small, colour::ink, 3, type::lead.size, Align::left,
                                  Wrap::balanced, Line::plain},
                                 inner);
  const Rect about{place.x, place.y, place.width,
                   kicker.height + space::xs + title.height + 2 * (space::l + space::xxs)};
  card(ui, about);
  Rect line{about.x + space::xl + stroke::hair, about.y + space::l + space::xxs, inner,
            kicker.height};
  ui.put(kicker, line, {"kicker"});
  line.y += kicker.height + space::xs;
  ui.put(title, line, {"title", Role::heading});

  const Rect bottom{place.x, place.bottom() - bottom_row + space::m, place.width, bottom_row};
  constexpr float tiles_share = 0.475F;
  const float tiles_height = std::max(place.height * tiles_share, 2 * extent::tile + space::m);
  const Rect tiles{place.x, bottom.y - space::xs - tiles_height, place.width, tiles_height};
  TextStyle style = type::title_large;
  style.size = 44;
  const TextBlock question =
      ui.set(view.question,
             {style, colour::ink, 3, type::lead.size, Align::left, Wrap::balanced, Line::plain},
             place.width, tiles.y - about.bottom() - 2 * space::l);
  const Rect row{place.x, tiles.y - space::m - space::xxs - question.height, place.width,
                 question.height};
  ui.put(question, row, {"question", Role::heading});
  const Answer tapped = draw_tiles(view.tiles, ui, tiles);
  const Answer undone = draw_bottom(view, ui, bottom);
  return tapped ? tapped : undone;
}

}  // namespace

Answer draw_exit(const ExitView& view, Ui& ui, const Rect& place) {
  return ui.portrait() ? draw_portrait(view, ui, place) : draw_landscape(view, ui, place);
}

}  // namespace lintel::kiosk::screens
