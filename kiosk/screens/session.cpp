// A session's page: everything the schedule says about it, and its slides as a code for a phone.
#include <algorithm>
#include <optional>

#include "kiosk/screens/screens.h"
#include "kiosk/screens/sheet.h"

namespace lintel::kiosk::screens {
namespace {

using namespace ui;
using Role = SemanticNode::Role;

constexpr float padding = space::xxl;
constexpr float close_height = 72;
constexpr float code_side = 260;
constexpr float box_padding = space::l;

struct Part {
  TextBlock block;
  std::string id;
  float after = 0;
  bool in_box = false;
};

// The page from top to bottom, set to its width.
std::vector<Part> set_parts(const SessionOverlay& view, Ui& ui, float width) {
  std::vector<Part> parts;
  const auto add = [&](const std::string& text, const TextStyle& style, Colour ink,
                       const std::string& id, float after, Line line = Line::plain) {
    if (!text.empty()) {
      parts.push_back(
          {ui.set(text, {style, ink, 40, 0, Align::left, Wrap::natural, line}, width), id, after});
    }
  };
  add(view.kicker, type::kicker, view.cancelled ? colour::coral_deep : colour::accent, "kicker",
      space::s);
  add(view.title, type::title_small, view.cancelled ? colour::mute : colour::ink, "session.title",
      space::s, view.cancelled ? Line::struck : Line::plain);
  add(view.byline, type::body_large, colour::mute, "byline", space::m);
  for (std::size_t i = 0; i < view.news.size(); ++i) {
    const float after = i + 1 == view.news.size() ? space::m : space::xxs;
    add(view.news[i], type::label, colour::coral_deep, "news." + std::to_string(i + 1), after);
  }
  if (!view.challenge.empty()) {
    const std::string label = view.challenge_label + " ";
    parts.push_back(
        {ui.set({Run{label, Weight::extrabold}, Run{view.challenge, Weight::regular}},
                {type::body_large, colour::ink, 60, 0, Align::left, Wrap::natural, Line::plain},
                width - 2 * box_padding),
         "challenge", space::l, true});
  }
  add(view.suggestions_label, type::kicker, colour::mute, "suggestions", space::s);
  for (std::size_t i = 0; i < view.suggestions.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    add(number + ".  " + view.suggestions[i], type::body_large, colour::ink, "suggestion." + number,
        space::s);
  }
  return parts;
}

float height_of(const std::vector<Part>& parts) {
  float height = 0;
  for (const Part& part : parts) {
    height += part.block.height + part.after + (part.in_box ? 2 * box_padding : 0);
  }
  return height;
}

void put_parts(const std::vector<Part>& parts, Ui& ui, const Rect& window, float moved) {
  const ClipScope clip{ui.canvas(), window};
  float y = window.y - moved;
  for (const Part& part : parts) {
    const float room = part.in_box ? box_padding : 0;
    const Rect box{window.x, y, window.width, part.block.height + 2 * room};
    y += box.height + part.after;
    if (box.cut(window).empty()) {
      continue;
    }
    if (part.in_box) {
      ui.canvas().fill(box, colour::sun_soft, radius::box);
    }
    ui.put(part.block, box.inset(room),
           {part.id, part.id == "session.title" ? Role::heading : Role::text});
  }
}

void draw_fades(Ui& ui, const Rect& window, float moved, float tall) {
  constexpr float depth = 28;
  if (moved > 0) {
    ui.canvas().fade({window.x, window.y, window.width, depth}, Canvas::Side::top, colour::paper);
  }
  if (moved < tall - window.height - 1) {
    ui.canvas().fade({window.x, window.bottom() - depth, window.width, depth}, Canvas::Side::bottom,
                     colour::paper);
  }
}

void draw_code(const SessionOverlay& view, Ui& ui, const Rect& place) {
  const QrCode* code = ui.qr_code(view.slides_url);
  if (code == nullptr) {
    return;  // an address too long for a code is still there to read
  }
  ui.canvas().panel(place, colour::card, radius::button, {colour::line, stroke::hair});
  draw_qr(ui.canvas(), *code, place.inset(space::xs));
  ui.note_image("qr", view.slides_url, place);
}

// The code with its label above and the address below.
void draw_slides_column(const SessionOverlay& view, Ui& ui, const Rect& place) {
  const TextBlock label = ui.set(
      view.slides_label,
      {type::kicker, colour::mute, 1, type::smallest, Align::left, Wrap::natural, Line::plain},
      place.width);
  ui.put(label, place, {"slides.label", Role::heading});
  const Rect code{place.x, place.y + label.height + space::s, code_side, code_side};
  draw_code(view, ui, code);
  const bool beside = place.width > code_side + 2 * space::xl;
  const Rect words =
      beside ? from_edges(code.right() + space::l, code.y, place.right(), code.bottom())
             : from_edges(place.x, code.bottom() + space::s, place.right(), place.bottom());
  ui.put(ui.set(view.slides_url,
                {type::caption, colour::accent, 6, type::smallest, Align::left, Wrap::natural,
                 Line::plain},
                words.width, words.height),
         words, {"slides.url"});
}

}  // namespace

Answer draw_session(const SessionOverlay& view, Ui& ui) {
  const Rect& area = ui.area();
  const float width = std::min(1120.0F, area.width - 2 * space::margin);
  const bool has_slides = !view.slides_url.empty();
  const bool beside = has_slides && !ui.portrait();
  const float text_width = width - 2 * padding - (beside ? code_side + space::xl : 0);
  const std::vector<Part> parts = set_parts(view, ui, text_width);
  const float tall = height_of(parts);
  // Beside the text the code leaves room for Close; else both stand below it.
  const float code_below = has_slides && !beside ? code_side + space::l + space::xxl : 0;
  const float below = beside ? 0 : code_below + close_height + space::l;
  const float least = beside ? code_side + close_height + 160 : 0;
  const Rect inside =
      draw_sheet(ui, whole_room(ui), width, std::max(tall, least) + below + 2 * padding)
          .inset(padding);

  const Rect window{inside.x, inside.y, text_width, inside.height - below};
  if (ui.session_scroll.of != view.session.value) {
    ui.session_scroll = ScrollState{};
    ui.session_scroll.of = view.session.value;
  }
  const Point moved = ui.scroll(ui.session_scroll, window, {window.width, tall}, {});
  put_parts(parts, ui, window, moved.y);
  draw_fades(ui, window, moved.y, tall);
  if (beside) {
    draw_slides_column(view, ui,
                       from_edges(window.right() + space::xl, inside.y, inside.right(),
                                  inside.bottom() - close_height - space::l));
  } else if (has_slides) {
    draw_slides_column(view, ui,
                       from_edges(inside.x, window.bottom() + space::l, inside.right(),
                                  inside.bottom() - close_height - space::l));
  }
  const float wanted = button_width(ui, view.close, look::outline, space::xxl);
  const Rect close{inside.right() - wanted, inside.bottom() - close_height, wanted, close_height};
  return button(ui, {"close", view.close, close, {}, false, {}}, look::outline)
             ? Answer{intent::CloseOverlay{}}
             : std::nullopt;
}

}  // namespace lintel::kiosk::screens
