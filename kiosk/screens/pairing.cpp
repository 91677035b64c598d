// A tablet that waits to be let in: the code and the four words, large enough to be read from a
// desk away, and one sentence of what to do with them.
#include <algorithm>

#include "kiosk/screens/low_sheet.h"
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

// In `place` of this height; where it is low, on two lines.
void put_label(Ui& ui, const std::string& text, const Rect& place, const std::string& id) {
  ui.put(ui.set(text,
                {type::kicker, colour::mute, place.height > label_height ? 2 : 1, type::smallest,
                 Align::left, Wrap::natural, Line::plain},
                place.width, place.height),
         place, {id});
}

void draw_code(const PairingView& view, float label, Ui& ui, const Rect& place) {
  put_label(ui, view.code_label, {place.x, place.y, place.width, label}, "pairing.code-label");
  const Rect box = from_edges(place.x, place.y + label + space::xs, place.right(), place.bottom());
  ui.canvas().panel(box, colour::accent_soft, radius::box, {colour::accent, stroke::control});
  const TextBlock code = ui.set(
      view.code,
      {type::display, colour::ink, 1, type::label.size, Align::centre, Wrap::natural, Line::plain},
      box.width - 2 * space::m, box.height);
  ui.put_middle(code, box.inset(space::m, 0), {"pairing.code"});
}

void draw_words(const PairingView& view, float label, Ui& ui, const Rect& place) {
  put_label(ui, view.words_label, {place.x, place.y, place.width, label}, "pairing.words-label");
  const float top = place.y + label + space::xs;
  const float height = (place.bottom() - top - space::s) / 2;
  if (view.words.empty()) {
    const Rect box{place.x, top, place.width, 2 * height + space::s};
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
                   top + static_cast<float>(i / 2) * (height + space::s), width, height};
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
  draw_code(view, label_height, ui, {place.x, place.y, place.width, code_tall});
  draw_words(view, label_height, ui,
             {place.x, place.y + code_tall + space::l, place.width, words_tall});
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

// What to do and what it waits for, in little room.
void put_brief_saying(const PairingView& view, Ui& ui, const Rect& place) {
  const TextBlock standing = ui.set(
      view.standing,
      {type::label, colour::ink, 3, type::smallest, Align::left, Wrap::balanced, Line::plain},
      place.width - dot_room, place.height * 0.45F);
  const Rect foot{place.x + dot_room, place.bottom() - standing.height, place.width - dot_room,
                  standing.height};
  const Rect head = from_edges(place.x, place.y, place.right(), foot.y - space::xs);
  ui.put(ui.set(view.hint,
                {type::label_quiet, colour::mute, 5, type::smallest, Align::left, Wrap::natural,
                 Line::plain},
                head.width, head.height),
         head, {"pairing.hint"});
  ui.canvas().circle({place.x + dot, foot.y + standing.size * 0.65F}, dot,
                     tone_colour(view.standing_tone));
  ui.put(standing, foot, {"pairing.standing", Role::status});
}

// Code and words beside each other; returns what is left for the saying.
Rect draw_low_keys(const PairingView& view, Ui& ui, const Rect& place) {
  constexpr float label = 44;
  constexpr float height_most = 164;
  const float code = place.width * (ui.portrait() ? 0.44F : 0.29F);
  const float words = ui.portrait() ? place.width - code - space::l : place.width * 0.38F;
  const float height = std::min(place.height, height_most);
  draw_code(view, label, ui, {place.x, place.y, code, height});
  draw_words(view, label, ui, {place.x + code + space::l, place.y, words, height});
  return ui.portrait()
             ? from_edges(place.x, place.y + height + space::m, place.right(), place.bottom())
             : from_edges(place.x + code + words + 2 * space::l, place.y, place.right(),
                          place.bottom());
}

}  // namespace

Answer draw_low_pairing(const PairingView& view, Ui& ui, const Rect& place) {
  Answer closed;
  Rect rest = draw_sheet_head({"pairing.title", view.title, view.close}, ui, place, closed);
  if (has_keys(view)) {
    put_brief_saying(view, ui, draw_low_keys(view, ui, rest));
    return closed;
  }
  PairingView again = view;
  again.close.clear();
  const Answer asked = draw_buttons(again, ui, rest.x, rest.bottom());
  rest.height -= view.again.empty() ? 0 : close_height + space::s;
  put_brief_saying(view, ui, rest);
  return closed ? closed : asked;
}

Answer draw_pairing(const PairingView& view, Ui& ui, const Rect& place) {
  const float width = place.width - 2 * padding;
  const float height = std::min(place.height, wanted_height(view, ui, width) + 2 * padding);
  const Rect box{place.x, place.y + (place.height - height) / 2, place.width, height};
  card(ui, box);
  return draw_inside(view, ui, box.inset(padding));
}

Answer draw_pairing_sheet(const PairingView& view, Ui& ui, const Rect& room) {
  const float width = std::min(ui.portrait() ? 720.0F : 1120.0F, room.width);
  const float wanted = wanted_height(view, ui, width - 2 * padding) + 2 * padding;
  if (wanted > room.height) {
    return draw_low_pairing(view, ui, draw_low_sheet(ui, room));
  }
  return draw_inside(view, ui, draw_sheet(ui, room, width, wanted).inset(padding));
}

}  // namespace lintel::kiosk::screens
