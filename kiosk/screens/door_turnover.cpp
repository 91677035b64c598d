// Late leavers answer here while the next session already runs: one tap, and the words at the left
// give way to what became of it. The tiles never move.
#include <algorithm>

#include "kiosk/screens/door_parts.h"
#include "kiosk/screens/strip.h"
#include "kiosk/screens/tiles.h"

namespace lintel::kiosk::screens::door {
namespace {

using namespace ui;
using Role = SemanticNode::Role;

constexpr float padding = space::l;
constexpr float aside_width = 272;  // of the words, left of the question
constexpr float tiles_height = 130;
constexpr float landscape_height = 208;
constexpr float aside_tall = 100;  // of the words in portrait, above the question
constexpr float question_tall = 28;
constexpr float inset = space::xs;  // of the card that says what became of a tap
constexpr float mark = 44;

float large(Ui& ui, float height) {
  // With large text the rows of words need more room; the tiles keep theirs.
  const float scale = ui.set("A", {type::body, colour::ink}).size / type::body.size;
  return height * std::max(1.0F, scale);
}

void draw_words(const CompactExit& view, Ui& ui, const Rect& place) {
  const int lines = ui.portrait() ? 1 : 2;
  const TextBlock kicker = ui.set(
      view.kicker,
      {type::kicker, colour::accent, 1, type::smallest, Align::left, Wrap::natural, Line::plain},
      place.width);
  TextStyle style = type::card_title;
  const TextBlock title = ui.set(
      view.title,
      {style, colour::ink, lines, type::label.size, Align::left, Wrap::balanced, Line::plain},
      place.width);
  const float room = place.height - kicker.height - title.height - space::xxs - space::xs;
  const TextBlock about = ui.set(view.about,
                                 {type::label_quiet, colour::ink, ui.portrait() ? 1 : 3,
                                  type::smallest, Align::left, Wrap::natural, Line::plain},
                                 place.width, room);
  const float tall = kicker.height + title.height + about.height + space::xxs + space::xs;
  Rect line{place.x, place.y + std::max(0.0F, (place.height - tall) / 2), place.width, 0};
  ui.put(kicker, line, {"turnover.kicker"});
  line.y += kicker.height + space::xxs;
  ui.put(title, line, {"turnover.title", Role::heading});
  line.y += title.height + space::xs;
  ui.put(about, line, {"turnover.about"});
}

struct SavedLook {
  Colour ground;
  Colour ink;
  Icon icon;
};

SavedLook look_of(const SavedCard& saved) {
  switch (saved.save) {
    case SaveStanding::failed:
      return {colour::coral_soft, colour::coral_deep, Icon::warning};
    case SaveStanding::saving:
      return {colour::leaf_soft, colour::leaf_deep, Icon::dots};
    case SaveStanding::saved:
      return {colour::leaf_soft, colour::leaf_deep, Icon::check};
    case SaveStanding::none:
      return {colour::card, colour::ink, Icon::check};
  }
  return {colour::card, colour::ink, Icon::check};
}

void draw_saved_title(const SavedCard& saved, Ui& ui, const Rect& row) {
  const SavedLook look = look_of(saved);
  Rect words = row;
  if (saved.save != SaveStanding::none) {
    const Point centre{row.x + mark / 2, row.centre().y};
    ui.canvas().circle(centre, mark / 2, look.ink);
    draw_icon(ui.canvas(), look.icon, centre, mark * 0.5F, colour::card);
    words = from_edges(row.x + mark + space::s, row.y, row.right(), row.bottom());
  }
  TextStyle style = type::lead_strong;
  style.size = type::button.size;
  ui.put_middle(
      ui.set(saved.title,
             {style, look.ink, 5, type::smallest, Align::left, Wrap::balanced, Line::plain},
             words.width, words.height),
      words, {"saved", Role::status});
}

Answer draw_saved_buttons(const CompactExit& view, Ui& ui, const Rect& row) {
  Answer answer;
  const float gap = space::s;
  const bool both = !view.saved.undo.empty() && !view.more.empty();
  const float each = both ? (row.width - gap) / 2 : row.width;
  ButtonLook look = look::outline;
  look.style = type::caption_strong;
  float x = row.x;
  if (!view.saved.undo.empty()) {
    if (button(ui, {"undo", view.saved.undo, {x, row.y, each, row.height}, {}, false, {}}, look)) {
      answer = intent::Undo{landed(ui)};
    }
    x += each + gap;
  }
  if (!view.more.empty() &&
      button(ui, {"more", view.more, {x, row.y, each, row.height}, {}, false, {}}, look)) {
    answer = intent::OpenExit{};
  }
  return answer;
}

// In place of the words: what became of the tap, to take it back, and the way to what may follow.
Answer draw_saved(const CompactExit& view, Ui& ui, const Rect& place) {
  ui.canvas().fill(place, look_of(view.saved).ground, radius::box);
  const Rect inside = place.inset(space::m);
  if (view.saved.undo.empty() && view.more.empty()) {
    draw_saved_title(view.saved, ui, inside);
    return std::nullopt;
  }
  if (ui.portrait()) {
    const float buttons = inside.width * 0.6F;
    draw_saved_title(view.saved, ui,
                     {inside.x, inside.y, inside.width - buttons - space::m, inside.height});
    return draw_saved_buttons(view, ui,
                              {inside.right() - buttons, inside.y, buttons, inside.height});
  }
  constexpr float buttons = 76;
  draw_saved_title(view.saved, ui,
                   {inside.x, inside.y, inside.width, inside.height - buttons - space::s});
  return draw_saved_buttons(view, ui, {inside.x, inside.bottom() - buttons, inside.width, buttons});
}

void draw_question(const CompactExit& view, Ui& ui, const Rect& row) {
  const TextBlock until = ui.set(view.until, {type::caption, colour::mute, 1, type::smallest,
                                              Align::right, Wrap::natural, Line::plain});
  TextStyle style = type::lead_strong;
  style.size = type::button.size;
  const Rect left{row.x, row.y, row.width - until.width - space::l, row.height};
  ui.put_middle(
      ui.set(view.question,
             {style, colour::ink, 1, type::smallest, Align::left, Wrap::natural, Line::plain},
             left.width),
      left, {"turnover.question", Role::heading});
  ui.put_middle(until, {row.right() - until.width, row.y, until.width, row.height},
                {"turnover.until"});
}

}  // namespace

float turnover_height(Ui& ui) {
  if (ui.portrait()) {
    return 2 * padding + large(ui, aside_tall) + large(ui, question_tall) + tiles_height +
           2 * space::s;
  }
  return large(ui, landscape_height);
}

Answer draw_turnover(const CompactExit& view, Ui& ui, const Rect& place) {
  ui.canvas().fill(place, colour::sand, radius::card);
  const bool answered = !view.saved.title.empty();
  const float question = large(ui, question_tall);
  const float bottom = place.bottom() - (ui.portrait() ? padding : space::m + space::xxs);
  Rect words;
  Rect saved;
  float left = 0;
  if (ui.portrait()) {
    words = {place.x + padding, place.y + padding, place.width - 2 * padding,
             large(ui, aside_tall)};
    saved = from_edges(place.x + inset, place.y + inset, place.right() - inset, words.bottom());
    left = words.x;
  } else {
    words = {place.x + padding, place.y + space::m, aside_width, place.height - 2 * space::m};
    saved = from_edges(place.x + inset, place.y + inset, words.right() + padding,
                       place.bottom() - inset);
    left = words.right() + padding + space::m;
  }
  const Rect tiles = from_edges(left, bottom - tiles_height, place.right() - padding, bottom);
  draw_question(view, ui,
                {left, tiles.y - space::s - question + space::xxs, tiles.width, question});
  Answer answer = draw_tiles(view.tiles, {}, {TileStyle::card, tiles, tiles}, ui);
  if (!answered) {
    draw_words(view, ui, words);
    return answer;
  }
  const Answer from_saved = draw_saved(view, ui, saved);
  return answer ? answer : from_saved;
}

}  // namespace lintel::kiosk::screens::door
