// What became of the last answer: saved, with the way to take it back and to write a note.
#include <algorithm>
#include <cmath>
#include <optional>

#include "kiosk/screens/strip_parts.h"

namespace lintel::kiosk::screens {
namespace {

using namespace ui;
using namespace strip;
using Role = SemanticNode::Role;

struct SavedLook {
  Colour fill;
  Colour mark;
  Colour ink;
  std::optional<Icon> icon;
};

SavedLook look_of(SaveStanding save) {
  switch (save) {
    case SaveStanding::none:
      return {colour::quiet_card, colour::mute, colour::ink, std::nullopt};
    case SaveStanding::saving:
      return {colour::quiet_card, colour::mute, colour::mute, Icon::dots};
    case SaveStanding::saved:
      return {colour::leaf_soft, colour::leaf, colour::leaf_deep, Icon::check};
    case SaveStanding::failed:
      return {colour::coral_soft, colour::coral_deep, colour::coral_deep, Icon::warning};
  }
  return {colour::quiet_card, colour::mute, colour::ink, std::nullopt};
}

// "Wrong tile? Undo": the question on a line of its own where both do not fit on one.
std::string after_question(const std::string& label) {
  const std::size_t mark = label.find("? ");
  return mark == std::string::npos ? label
                                   : label.substr(0, mark + 1) + "\n" + label.substr(mark + 2);
}

Answer draw_undo(const SavedCard& card, Ui& ui, const Rect& face) {
  ButtonLook look = look::pill;
  look.corner = radius::button;
  const bool fits = button_width(ui, card.undo, look, space::m) <= face.width;
  const std::string label = fits ? card.undo : after_question(card.undo);
  if (!card.undo.empty() && button(ui, {"undo", label, face, face, false, {}}, look)) {
    return intent::Undo{landed(ui)};
  }
  return std::nullopt;
}

Answer draw_add_note(const SavedCard& card, Ui& ui, const Rect& face) {
  ButtonLook look = look::pill;
  look.corner = radius::button;
  if (!card.add_note.empty() &&
      button(ui, {"add-note", card.add_note, face, face, false, {}}, look)) {
    return intent::AddNote{landed(ui)};
  }
  return std::nullopt;
}

// Returns where the words may begin.
float draw_mark(const SavedLook& look, Ui& ui, const Rect& place, float middle) {
  if (!look.icon) {
    return place.x + inner;
  }
  constexpr float mark = 56;
  const Point centre{place.x + inner + mark / 2, middle};
  ui.canvas().circle(centre, mark / 2, look.mark);
  draw_icon(ui.canvas(), *look.icon, centre, mark * 0.56F, colour::card);
  return centre.x + mark / 2 + space::m;
}

Answer draw_saved_upright(const SavedCard& card, Ui& ui, const Rect& place) {
  const SavedLook look = look_of(card.save);
  const bool acts = !card.undo.empty();
  const float room = place.width - 2 * inner;
  const float next_height = ui.large_text() ? 60 : 48;
  const Rect next{place.x + inner, place.bottom() - 18 - next_height, room, next_height};
  const float row_end = card.next.empty() ? next.bottom() : next.y - 14;
  const Rect row{next.x, row_end - extent::target, room, extent::target};
  const float below = acts ? row.y - space::xs : place.bottom() - space::m;
  const Rect head = from_edges(place.x, place.y + space::s, place.right() - space::m, below);
  const float left = draw_mark(look, ui, place, place.y + 48);
  const Rect words = card.save == SaveStanding::failed
                         ? from_edges(left, head.y, head.right(), below)
                         : from_edges(left, head.y, head.right(), std::min(below, head.y + 72));
  const TextStyle style = card.save == SaveStanding::failed ? type::label : type::card_title;
  ui.put_middle(
      ui.set(card.title,
             {style, look.ink, 6, type::smallest, Align::left, Wrap::balanced, Line::plain},
             words.width, words.height),
      words, {"saved", Role::status});
  if (!acts) {
    return std::nullopt;
  }
  const bool both = !card.add_note.empty();
  constexpr float gap = 10;
  const float undo_width = both ? std::floor((row.width - gap) * 0.6F) : row.width;
  const Answer undone = draw_undo(card, ui, {row.x, row.y, undo_width, row.height});
  const Answer noted = draw_add_note(
      card, ui, from_edges(row.x + undo_width + gap, row.y, row.right(), row.bottom()));
  ui.put_middle(ui.set(card.next,
                       {sized(type::caption, 18, 1.33F), look.ink, 3, type::smallest, Align::left,
                        Wrap::balanced, Line::plain},
                       next.width, next.height),
                next, {"next-person"});
  return undone ? undone : noted;
}

Answer draw_saved_row(const SavedCard& card, Ui& ui, const Rect& place) {
  const SavedLook look = look_of(card.save);
  const float middle = place.centre().y;
  float right = place.right() - inner;
  const float top = middle - extent::target / 2;
  Answer answer;
  constexpr float gap = 12;
  if (!card.add_note.empty()) {
    constexpr float width = 142;
    answer = draw_add_note(card, ui, {right - width, top, width, extent::target});
    right -= width + gap;
  }
  if (!card.undo.empty()) {
    const float width = card.add_note.empty() ? 220 : 132;
    const Answer undone = draw_undo(card, ui, {right - width, top, width, extent::target});
    answer = undone ? undone : answer;
    right -= width + gap;
  }
  const float left = draw_mark(look, ui, place, middle);
  const bool has_next = !card.next_short.empty();
  const Rect words = from_edges(left, place.y + space::m, right, place.bottom() - space::m);
  const TextStyle style =
      card.save == SaveStanding::failed ? type::label : sized(type::card_title, 24);
  const TextBlock title = ui.set(
      card.title,
      {style, look.ink, has_next ? 1 : 3, type::smallest, Align::left, Wrap::balanced, Line::plain},
      words.width, words.height);
  if (!has_next) {
    ui.put_middle(title, words, {"saved", Role::status});
    return answer;
  }
  const TextBlock next =
      ui.set(card.next_short,
             {type::caption, look.ink, 2, type::smallest, Align::left, Wrap::balanced, Line::plain},
             words.width, words.height - title.height);
  const float tall = title.height + next.height;
  const Rect first{words.x, middle - tall / 2, words.width, title.height};
  ui.put(title, first, {"saved", Role::status});
  ui.put(next, {words.x, first.bottom(), words.width, next.height}, {"next-person"});
  return answer;
}

}  // namespace

Answer draw_saved(const SavedCard& card, Ui& ui, const Rect& place) {
  ui.canvas().fill(place, look_of(card.save).fill, radius::card);
  return place.height < tall_row ? draw_saved_row(card, ui, place)
                                 : draw_saved_upright(card, ui, place);
}

intent::Began landed(Ui& ui) {
  for (const Finger& finger : ui.finger().fingers()) {
    if (finger.fired) {
      return finger.began;
    }
  }
  return std::nullopt;
}

}  // namespace lintel::kiosk::screens
