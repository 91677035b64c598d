// A tablet that waits to be let in: the code and the four words, large enough to be read from a
// desk away, and one sentence of what to do with them.
#include <algorithm>

#include "kiosk/screens/screens.h"
#include "kiosk/screens/sheet.h"

namespace lintel::kiosk::screens {
namespace {

using namespace ui;
using Role = SemanticNode::Role;

constexpr float padding = space::xxl;
constexpr float code_height = 132;
constexpr float word_height = 84;
constexpr float close_height = 72;
constexpr float label_height = 24;
constexpr float code_tall = label_height + space::xs + code_height;
constexpr float words_tall = label_height + space::xs + 2 * word_height + space::s;

void put_label(Ui& ui, const std::string& text, const Rect& place, const std::string& id) {
  ui.put(ui.set(text,
                {type::kicker, colour::mute, 1, type::smallest, Align::left, Wrap::natural,
                 Line::plain},
                place.width, label_height),
         place, {id});
}

void draw_code(const PairingView& view, Ui& ui, const Rect& place) {
  put_label(ui, view.code_label, place, "pairing.code-label");
  const Rect box{place.x, place.y + label_height + space::xs, place.width, code_height};
  ui.canvas().panel(box, colour::accent_soft, radius::box, {colour::accent, stroke::control});
  const TextBlock code = ui.set(view.code,
                                {type::display, colour::ink, 1, type::title_small.size,
                                 Align::centre, Wrap::natural, Line::plain},
                                box.width - 2 * space::m, box.height);
  ui.put_middle(code, box.inset(space::m, 0), {"pairing.code"});
}

void draw_words(const PairingView& view, Ui& ui, const Rect& place) {
  put_label(ui, view.words_label, place, "pairing.words-label");
  const float top = place.y + label_height + space::xs;
  if (view.words.empty()) {
    const Rect box{place.x, top, place.width, 2 * word_height + space::s};
    ui.canvas().dashed_outline(box, radius::key, {colour::line, stroke::control});
    const Rect inside = box.inset(space::l, space::s);
    ui.put_middle(ui.set(view.words_hint,
                         {type::body, colour::mute, 3, type::smallest, Align::centre,
                          Wrap::balanced, Line::plain},
                         inside.width, inside.height),
                  inside, {"pairing.words-hint"});
    return;
  }
  const float width = (place.width - space::s) / 2;
  for (std::size_t i = 0; i < view.words.size(); ++i) {
    const Rect box{place.x + static_cast<float>(i % 2) * (width + space::s),
                   top + static_cast<float>(i / 2) * (word_height + space::s), width, word_height};
    ui.canvas().panel(box, colour::card, radius::key, {colour::line, stroke::control});
    const Rect inside = box.inset(space::s, 0);
    ui.put_middle(ui.set(view.words[i],
                         {type::lead_strong, colour::ink, 1, type::smallest, Align::centre,
                          Wrap::natural, Line::plain},
                         inside.width, inside.height),
                  inside, {"pairing.word." + std::to_string(i + 1)});
  }
}

void draw_keys(const PairingView& view, Ui& ui, const Rect& place) {
  draw_code(view, ui, {place.x, place.y, place.width, code_tall});
  draw_words(view, ui, {place.x, place.y + code_tall + space::l, place.width, words_tall});
}

struct Saying {
  TextBlock kicker;
  TextBlock title;
  TextBlock hint;
  TextBlock standing;
  float height = 0;
};
constexpr float after_kicker = space::xs;
constexpr float after_title = space::m;
constexpr float after_hint = space::l;
constexpr float dot = 6;
constexpr float dot_room = 2 * dot + space::s;

Saying set_saying(const PairingView& view, Ui& ui, float width) {
  Saying saying;
  saying.kicker = ui.set(
      view.kicker,
      {type::kicker, colour::accent, 1, type::smallest, Align::left, Wrap::natural, Line::plain},
      width);
  saying.title = ui.set(view.title,
                        {type::title_medium, colour::ink, 3, type::lead.size, Align::left,
                         Wrap::balanced, Line::plain},
                        width);
  saying.hint = ui.set(view.hint,
                       {type::body_large, colour::mute, 6, type::label.size, Align::left,
                        Wrap::natural, Line::plain},
                       width);
  saying.standing = ui.set(view.standing,
                           {type::body_strong, colour::ink, 3, type::label.size, Align::left,
                            Wrap::balanced, Line::plain},
                           width - dot_room);
  saying.height = saying.kicker.height + after_kicker + saying.title.height + after_title +
                  saying.hint.height + after_hint + saying.standing.height;
  return saying;
}

void put_saying(const PairingView& view, const Saying& saying, Ui& ui, const Rect& place) {
  Rect line = place;
  ui.put(saying.kicker, line, {"pairing.kicker"});
  line.y += saying.kicker.height + after_kicker;
  ui.put(saying.title, line, {"pairing.title", Role::heading});
  line.y += saying.title.height + after_title;
  ui.put(saying.hint, line, {"pairing.hint"});
  line.y += saying.hint.height + after_hint;
  ui.canvas().circle({line.x + dot, line.y + type::body_strong.size * 0.65F}, dot,
                     tone_colour(view.standing_tone));
  line.x += dot_room;
  line.width -= dot_room;
  ui.put(saying.standing, line, {"pairing.standing", Role::status});
}

bool has_keys(const PairingView& view) {
  return !view.code_label.empty();
}

// From `left`, above `bottom`: what there is to press, if anything.
Answer draw_buttons(const PairingView& view, Ui& ui, float left, float bottom) {
  Answer answer;
  float x = left;
  if (!view.again.empty()) {
    const float width = button_width(ui, view.again, look::primary, space::xl);
    const Rect rect{x, bottom - close_height, width, close_height};
    if (button(ui, {"pair-again", view.again, rect, {}, false, {}}, look::primary)) {
      answer = intent::AskToPairAgain{};
    }
    x += width + space::m;
  }
  if (!view.close.empty()) {
    const float width = button_width(ui, view.close, look::outline, space::xl);
    const Rect rect{x, bottom - close_height, width, close_height};
    if (button(ui, {"close", view.close, rect, {}, false, {}}, look::outline)) {
      answer = intent::CloseOverlay{};
    }
  }
  return answer;
}

Answer draw_inside(const PairingView& view, Ui& ui, const Rect& inside) {
  const bool keys = has_keys(view);
  const bool beside = !ui.portrait() && keys;
  const float left_width = beside ? inside.width * 0.46F - space::l : inside.width;
  const Saying saying = set_saying(view, ui, left_width);
  put_saying(view, saying, ui, {inside.x, inside.y, left_width, saying.height});
  if (beside) {
    const float x = inside.x + left_width + 2 * space::l;
    draw_keys(view, ui, from_edges(x, inside.y, inside.right(), inside.bottom()));
  } else if (keys) {
    draw_keys(view, ui,
              from_edges(inside.x, inside.y + saying.height + space::xxl, inside.right(),
                         inside.bottom()));
  }
  return draw_buttons(view, ui, inside.x, inside.bottom());
}

float wanted_height(const PairingView& view, Ui& ui, float width) {
  const bool buttons = !view.again.empty() || !view.close.empty();
  const float below = buttons ? close_height + space::xl : 0;
  const bool keys = has_keys(view);
  const float keys_tall = keys ? code_tall + space::l + words_tall : 0;
  if (!ui.portrait() && keys) {
    const float saying = set_saying(view, ui, width * 0.46F - space::l).height;
    return std::max(saying + below, keys_tall);
  }
  return set_saying(view, ui, width).height + (keys ? space::xxl + keys_tall : 0) + below;
}

}  // namespace

Answer draw_pairing(const PairingView& view, Ui& ui, const Rect& place) {
  const float width = place.width - 2 * padding;
  const float height = std::min(place.height, wanted_height(view, ui, width) + 2 * padding);
  const Rect box{place.x, place.y + (place.height - height) / 2, place.width, height};
  card(ui, box);
  return draw_inside(view, ui, box.inset(padding));
}

Answer draw_pairing_sheet(const PairingView& view, Ui& ui) {
  const float width =
      std::min(ui.portrait() ? 720.0F : 1120.0F, ui.area().width - 2 * space::margin);
  const Rect sheet =
      draw_sheet(ui, width, wanted_height(view, ui, width - 2 * padding) + 2 * padding);
  return draw_inside(view, ui, sheet.inset(padding));
}

}  // namespace lintel::kiosk::screens
