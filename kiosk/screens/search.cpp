// Looking for a session: what was found, below it the field, within reach, and the keyboard until
// it is put away.
#include <algorithm>

#include "kiosk/screens/screens.h"

namespace lintel::kiosk::screens {
namespace {

using namespace ui;
using Role = SemanticNode::Role;

constexpr float row_height = 124;  // two lines of title between place and people
constexpr float gap = space::s;

void draw_text(const SearchView& view, Ui& ui, const Rect& inside) {
  const bool empty = view.text.empty();
  const TextBlock block = ui.set(empty ? view.hint : view.text,
                                 {type::body_large, empty ? colour::mute : colour::ink, 1,
                                  type::caption.size, Align::left, Wrap::natural, Line::plain},
                                 inside.width - space::l);
  ui.put_middle(block, inside, {"query", Role::text, "search.field"});
  if (!view.keyboard.empty()) {
    constexpr float thick = 4;
    constexpr float tall = 32;
    // A space at the end is not set, but whoever typed one must see it.
    const float after = empty ? 0 : block.width + (view.text.back() == ' ' ? space::xs : 0);
    ui.canvas().fill({inside.x + after + space::xxs / 2, inside.centre().y - tall / 2, thick, tall},
                     colour::accent, thick / 2);
  }
}

Answer draw_field(const SearchView& view, Ui& ui, const Rect& place) {
  Answer answer;
  const float close = button_width(ui, view.close, look::pill, space::xl);
  const Rect pill{place.right() - close, place.y, close, place.height};
  if (button(ui, {"close", view.close, pill, {}, false, {}}, look::pill)) {
    answer = intent::CloseSearch{};
  }
  const Rect field = from_edges(place.x, place.y, pill.x - space::m, place.bottom());
  if (ui.target(
            {Role::button, "search.field", view.hint, field, field, !view.keyboard.empty(), true})
          .fired) {
    answer = intent::EditSearch{};
  }
  ui.canvas().panel(field, colour::card, radius::button, {colour::accent, stroke::control});
  constexpr float icon = 26;
  draw_icon(ui.canvas(), Icon::search, {field.x + space::xl, field.centre().y}, icon, colour::mute);
  draw_text(view, ui,
            from_edges(field.x + 2 * space::xl, field.y, field.right() - space::m, field.bottom()));
  return answer;
}

bool draw_found(const FoundSession& found, Ui& ui, const Rect& place) {
  const std::string id = "session." + found.session.value;
  const Press press = ui.target({Role::tile, id, found.title, place, place, false, true});
  Canvas& canvas = ui.canvas();
  const Canvas::Group group{canvas,
                            {place.centre(), 1 - (1 - motion::press_scale) * press.depth, 0, 1}};
  const Colour resting = found.cancelled ? colour::quiet_card : colour::card;
  canvas.panel(place, mix(resting, colour::accent_soft, press.depth), radius::box,
               {colour::outline, stroke::hair});
  const Rect inside = place.inset(space::l, space::xs);
  const auto line = [&](const std::string& text, const TextStyle& style, Colour ink) {
    return ui.set(text, {style, ink, 1, type::smallest, Align::left, Wrap::natural, Line::plain},
                  inside.width);
  };
  const TextBlock kicker =
      line(found.kicker, type::caption_strong, found.cancelled ? colour::mute : colour::accent);
  const TextBlock byline = line(found.byline, type::caption, colour::mute);
  const float others = kicker.height + (found.byline.empty() ? 0 : byline.height);
  const TextBlock title =
      ui.set(found.title,
             {type::button, found.cancelled ? colour::mute : colour::ink, 2, type::caption.size,
              Align::left, Wrap::natural, found.cancelled ? Line::struck : Line::plain},
             inside.width, inside.height - others);
  float y = place.centre().y - (others + title.height) / 2;
  ui.put(kicker, {inside.x, y, inside.width, kicker.height}, {id + ".kicker", Role::text, id});
  y += kicker.height;
  ui.put(title, {inside.x, y, inside.width, title.height}, {id + ".title", Role::text, id});
  y += title.height;
  ui.put(byline, {inside.x, y, inside.width, byline.height}, {id + ".byline", Role::text, id});
  return press.fired;
}

Answer draw_list(const SearchView& view, Ui& ui, const Rect& place) {
  Answer answer;
  const std::size_t columns = ui.portrait() ? 1 : 2;
  const auto across = static_cast<float>(columns);
  const float width = (place.width - gap * (across - 1)) / across;
  const auto rows = static_cast<float>((view.found.size() + columns - 1) / columns);
  const float tall = rows * (row_height + gap) - gap;
  if (ui.search_scroll.of != view.text) {
    ui.search_scroll = ScrollState{};
    ui.search_scroll.of = view.text;
  }
  const Point moved = ui.scroll(ui.search_scroll, place, {place.width, tall}, {});
  const ClipScope clip{ui.canvas(), place};
  for (std::size_t i = 0; i < view.found.size(); ++i) {
    const Rect cell{place.x + static_cast<float>(i % columns) * (width + gap),
                    place.y + static_cast<float>(i / columns) * (row_height + gap) - moved.y, width,
                    row_height};
    if (!cell.cut(place).empty() && draw_found(view.found[i], ui, cell)) {
      answer = intent::OpenSession{view.found[i].session};
    }
  }
  constexpr float depth = 28;
  if (moved.y > 0) {
    ui.canvas().fade({place.x, place.y, place.width, depth}, Canvas::Side::top, colour::paper);
  }
  if (moved.y < tall - place.height - 1) {
    ui.canvas().fade({place.x, place.bottom() - depth, place.width, depth}, Canvas::Side::bottom,
                     colour::paper);
  }
  return answer;
}

}  // namespace

Answer draw_search(const SearchView& view, Ui& ui, const Rect& place) {
  float bottom = place.bottom();
  Answer answer;
  if (!view.keyboard.empty()) {
    const float key_height = ui.portrait() ? 84 : 58;  // felt 8 more: hits meet in the gaps
    const auto rows = static_cast<float>(view.keyboard.size());
    const float keys = rows * (key_height + space::xs) - space::xs;
    answer = draw_keyboard(view.keyboard, ui, {place.x, bottom - keys, place.width, keys});
    bottom -= keys + space::s;
  }
  const Rect field{place.x, bottom - extent::target, place.width, extent::target};
  const Answer from_field = draw_field(view, ui, field);
  answer = answer ? answer : from_field;
  const Rect list = from_edges(place.x, reach_top(ui), place.right(), field.y - space::s);
  const Rect head = from_edges(place.x, place.y, place.right(), list.y - space::s);
  if (view.found.empty()) {
    const Rect whole = from_edges(place.x, head.y, place.right(), list.bottom());
    ui.put_middle(ui.set(view.none,
                         {type::body_large, colour::mute, 2, type::caption.size, Align::centre,
                          Wrap::balanced, Line::plain},
                         whole.width, whole.height),
                  whole, {"none", Role::status});
    return answer;
  }
  const TextBlock heading = ui.set(
      view.heading,
      {type::title_small, colour::ink, 1, type::body.size, Align::left, Wrap::natural, Line::plain},
      head.width, head.height);
  ui.put(heading, {head.x, head.bottom() - heading.height, head.width, heading.height},
         {"found", Role::heading});
  const Answer tapped = draw_list(view, ui, list);
  return answer ? answer : tapped;
}

}  // namespace lintel::kiosk::screens
