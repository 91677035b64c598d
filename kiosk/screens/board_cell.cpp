#include "kiosk/screens/board_cell.h"

#include <algorithm>

namespace lintel::kiosk::screens {
namespace {

using namespace ui;
using Role = SemanticNode::Role;

constexpr float cell_padding = 18;

struct CellLook {
  Colour fill;
  Border border;
  Colour title;
  Colour words;
  TextStyle style;
  Line line = Line::plain;
  bool dashed = false;
};

CellLook look_of(CellKind kind) {
  // What can be touched is outlined as a control; a free place is decoration.
  const Border control{colour::outline, stroke::hair};
  const Border coral{colour::coral_line, stroke::control};
  switch (kind) {
    case CellKind::normal:
      return {colour::card, control, colour::ink, colour::mute, type::cell};
    case CellKind::now:
      return {colour::accent_soft,
              {colour::accent, stroke::selected},
              colour::ink,
              colour::mute,
              type::cell};
    case CellKind::cancelled:
      return {colour::quiet_card, control,          colour::mute,
              colour::mute,       type::cell_quiet, Line::struck};
    case CellKind::moved_away:
      return {colour::paper,
              {colour::coral_line, stroke::control},
              colour::coral_deep,
              colour::coral_deep,
              type::cell_quiet,
              Line::struck,
              true};
    case CellKind::moved_here:
      return {colour::coral_soft, coral, colour::ink, colour::coral_deep, type::cell};
    case CellKind::changed:
      return {colour::card, coral, colour::ink, colour::mute, type::cell};
    case CellKind::free:
      return {colour::quiet_card,
              {colour::line, stroke::hair},
              colour::mute,
              colour::mute,
              type::cell_quiet};
  }
  return {colour::card, control, colour::ink, colour::mute, type::cell};
}

// Where the words stand: a cell that begins left of the window keeps them in view.
Rect face_of(const Rect& place, const Rect& window) {
  constexpr float words_least = 140;
  const float left = std::min(std::max(place.x, window.x), place.right() - words_least);
  return from_edges(std::max(place.x, left), place.y, place.right(), place.bottom())
      .inset(cell_padding, space::m);
}

void draw_words(const BoardCell& cell, const CellLook& look, Ui& ui, const Rect& inside,
                const std::string& id) {
  const std::string target = cell.session.value.empty() ? "" : id;
  // The title takes what the short lines leave over.
  const auto line = [&](const std::string& text, const TextStyle& style, Colour ink) {
    return ui.set(text, {style, ink, 1, type::smallest, Align::left, Wrap::natural, Line::plain},
                  inside.width);
  };
  const bool is_new = cell.kind == CellKind::changed || cell.kind == CellKind::now;
  const TextBlock kicker = line(cell.kicker, type::cell, look.words);
  const TextBlock byline = line(cell.byline, type::cell_quiet, look.words);
  const TextBlock change =
      line(cell.change, type::cell_quiet, is_new ? colour::coral_deep : look.words);
  float short_lines = 0;
  for (const TextBlock* block : {&kicker, &byline, &change}) {
    short_lines += block->text.empty() ? 0 : block->height;
  }
  const TextBlock title =
      ui.set(cell.title,
             {look.style, look.title, 4, type::caption.size, Align::left, Wrap::natural, look.line},
             inside.width, inside.height - short_lines);
  float y = inside.y;
  const auto put = [&](const TextBlock& block, const char* part) {
    if (!block.text.empty()) {
      ui.put(block, {inside.x, y, inside.width, block.height}, {id + part, Role::text, target});
      y += block.height;
    }
  };
  put(kicker, ".kicker");
  put(title, ".title");
  put(byline, ".byline");
  put(change, ".change");
}

}  // namespace

Answer draw_board_cell(const BoardCell& cell, Ui& ui, const Rect& place, const std::string& id) {
  const CellLook look = look_of(cell.kind);
  const bool is_target = !cell.session.value.empty();
  Press press;
  if (is_target) {
    press = ui.target({Role::tile, id, cell.title, place, place, false, true});
  }
  Canvas& canvas = ui.canvas();
  const Canvas::Group group{canvas,
                            {place.centre(), 1 - (1 - motion::press_scale) * press.depth, 0, 1}};
  constexpr float corner = radius::box;
  if (look.dashed) {
    canvas.dashed_outline(place, corner, look.border);
  } else {
    canvas.panel(place, mix(look.fill, colour::accent_soft, press.depth), corner, look.border);
  }
  draw_words(cell, look, ui, face_of(place, canvas.clip()), id);
  return press.fired ? Answer{intent::OpenSession{cell.session}} : std::nullopt;
}

Answer draw_day_tabs(const std::vector<DayTab>& days, Ui& ui, const Rect& place) {
  Answer answer;
  std::vector<float> widths;
  float whole = -space::s;
  float selected = 0;
  for (const DayTab& day : days) {
    widths.push_back(std::max(extent::target, button_width(ui, day.label, look::pill, space::l)));
    selected = day.selected ? whole + space::s : selected;
    whole += widths.back() + space::s;
  }
  constexpr float glimpse = 80;
  const Point moved =
      ui.scroll(ui.day_scroll, place, {whole, place.height}, {selected - glimpse, 0});
  const ClipScope clip{ui.canvas(), place};
  float x = place.x - moved.x;
  for (std::size_t i = 0; i < days.size(); ++i) {
    const Rect pill{x, place.centre().y - extent::pill / 2, widths[i], extent::pill};
    x += widths[i] + space::s;
    if (pill.right() < place.x || pill.x > place.right()) {
      continue;
    }
    const Rect hit =
        from_edges(pill.x - space::s / 2, place.y, pill.right() + space::s / 2, place.bottom());
    if (button(ui, {"day." + days[i].day, days[i].label, pill, hit, days[i].selected, {}},
               days[i].selected ? look::pill_selected : look::pill)) {
      answer = intent::ShowDay{days[i].day};
    }
  }
  return answer;
}

}  // namespace lintel::kiosk::screens
