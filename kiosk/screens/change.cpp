// "Not this session? Change": the neighbours in time and place, one tap each.
#include <algorithm>

#include "kiosk/screens/screens.h"
#include "kiosk/screens/sheet.h"

namespace lintel::kiosk::screens {
namespace {

using namespace ui;
using Role = SemanticNode::Role;

constexpr float row_height = 120;
constexpr float sheet_width = 820;

bool draw_session(const SessionChoice& choice, Ui& ui, const Rect& place) {
  const std::string id = "session." + choice.session.value;
  const Press press =
      ui.target({Role::tile, id, choice.title, place, place, choice.selected, true});
  Canvas& canvas = ui.canvas();
  const Canvas::Group group{canvas,
                            {place.centre(), 1 - (1 - motion::press_scale) * press.depth, 0, 1}};
  const Colour fill = choice.selected ? colour::accent_soft : colour::card;
  const Border border{choice.selected ? colour::accent : colour::line,
                      choice.selected ? stroke::selected : stroke::control};
  canvas.panel(place, mix(fill, colour::accent_soft, press.depth), radius::button, border);
  Rect inside = place.inset(space::l + space::xxs, space::s);
  if (choice.selected) {
    constexpr float icon = 24;
    draw_icon(canvas, Icon::check, {inside.right() - icon / 2, place.centre().y}, icon,
              colour::accent);
    inside.width -= icon + space::m;
  }
  const TextBlock kicker = ui.set(choice.kicker,
                                  {type::kicker, choice.selected ? colour::accent : colour::mute, 1,
                                   type::smallest, Align::left, Wrap::natural, Line::plain},
                                  inside.width);
  const TextBlock title = ui.set(
      choice.title,
      {type::card_title, colour::ink, 2, type::label.size, Align::left, Wrap::natural, Line::plain},
      inside.width, inside.height - kicker.height - space::xxs);
  const float tall = kicker.height + space::xxs + title.height;
  Rect line{inside.x, place.centre().y - tall / 2, inside.width, kicker.height};
  ui.put(kicker, line, {id + ".kicker", Role::text, id});
  line.y += kicker.height + space::xxs;
  ui.put(title, line, {id + ".title", Role::text, id});
  return press.fired;
}

}  // namespace

Answer draw_change(const ChangeOverlay& view, Ui& ui) {
  Answer answer;
  constexpr float padding = space::xl;
  const float width = std::min(sheet_width, ui.area().width - 2 * space::margin);
  const TextBlock title = ui.set(view.title,
                                 {type::title_small, colour::ink, 2, type::body.size, Align::left,
                                  Wrap::balanced, Line::plain},
                                 width - 2 * padding);
  const auto count = static_cast<float>(view.sessions.size());
  const float list = count * row_height + (count - 1) * space::s;
  const float close_height = extent::target + space::xs;
  const float chrome = 2 * padding + title.height + space::l + space::l + close_height;
  const Rect sheet = draw_sheet(ui, width, chrome + list);
  ui.put(title, sheet.inset(padding), {"change.title", Role::heading});

  const Rect window = from_edges(
      sheet.x + padding - space::xs, sheet.y + padding + title.height + space::l,
      sheet.right() - padding + space::xs, sheet.bottom() - padding - close_height - space::l);
  Point first;
  for (std::size_t i = 0; i < view.sessions.size(); ++i) {
    if (view.sessions[i].selected) {
      // The chosen one in the middle of the list.
      first.y = static_cast<float>(i) * (row_height + space::s) - (window.height - row_height) / 2;
    }
  }
  const Point moved = ui.scroll(ui.change_scroll, window, {window.width, list}, first);
  {
    const ClipScope clip{ui.canvas(), window};
    for (std::size_t i = 0; i < view.sessions.size(); ++i) {
      const Rect row{window.x + space::xs,
                     window.y + static_cast<float>(i) * (row_height + space::s) - moved.y,
                     window.width - 2 * space::xs, row_height};
      if (row.cut(window).empty()) {
        continue;
      }
      if (draw_session(view.sessions[i], ui, row)) {
        answer = intent::ChooseSession{view.sessions[i].session};
      }
    }
    constexpr float depth = 28;
    if (moved.y > 0) {
      ui.canvas().fade({window.x, window.y, window.width, depth}, Canvas::Side::top, colour::paper);
    }
    if (moved.y < list - window.height - 1) {
      ui.canvas().fade({window.x, window.bottom() - depth, window.width, depth},
                       Canvas::Side::bottom, colour::paper);
    }
  }
  const float wanted = button_width(ui, view.close, look::outline, space::xxl);
  const Rect close{sheet.right() - padding - wanted, sheet.bottom() - padding - close_height,
                   wanted, close_height};
  if (button(ui, {"close", view.close, close, {}, false, {}}, look::outline)) {
    answer = intent::CloseOverlay{};
  }
  return answer;
}

}  // namespace lintel::kiosk::screens
