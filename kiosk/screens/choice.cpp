// Screen 3: which ideas, or what would help. Any number may be ticked; Done, or time, goes on.
#include <algorithm>
#include <cstddef>

#include "kiosk/screens/screens.h"

namespace lintel::kiosk::screens {
namespace {

using namespace ui;
using Role = SemanticNode::Role;

struct Shape {
  std::size_t columns;
  std::size_t rows;
};

// Tiles keep at least the size of a fingertip at arm's length; more than four share columns.
Shape shape_of(std::size_t count, bool portrait) {
  if (portrait) {
    const std::size_t columns = count > 5 ? 2 : 1;
    return {columns, (count + columns - 1) / columns};
  }
  const std::size_t columns = count <= 1 ? 1 : count == 3 || count > 6 ? 3 : 2;
  return {columns, (count + columns - 1) / columns};
}

struct SavedLook {
  Icon icon;
  Colour colour;
};

SavedLook saved_look(SaveStanding save) {
  switch (save) {
    case SaveStanding::none:
    case SaveStanding::saving:
      return {Icon::dots, colour::mute};
    case SaveStanding::saved:
      return {Icon::check, colour::leaf};
    case SaveStanding::failed:
      return {Icon::warning, colour::coral_deep};
  }
  return {Icon::dots, colour::mute};
}

void draw_saved(const ChoiceView& view, Ui& ui, const Rect& row) {
  if (view.saved.empty() || view.save == SaveStanding::none) {
    return;
  }
  const SavedLook look = saved_look(view.save);
  constexpr float icon = 13;
  draw_icon(ui.canvas(), look.icon, {row.x + icon / 2, row.centre().y}, icon, look.colour);
  const Rect words = from_edges(row.x + icon + space::xs + 2, row.y, row.right(), row.bottom());
  const bool sentence = view.save == SaveStanding::failed;
  ui.put_middle(ui.set(view.saved,
                       {sentence ? type::caption_strong : type::kicker, look.colour, 2,
                        type::smallest, Align::left, Wrap::natural, Line::plain},
                       words.width),
                words, {"saved", Role::status});
}

Answer draw_choices(const ChoiceView& view, Ui& ui, const Rect& place) {
  Answer answer;
  const Shape shape = shape_of(view.choices.size(), ui.portrait());
  if (view.choices.empty()) {
    return answer;
  }
  const auto columns = static_cast<float>(shape.columns);
  const auto rows = static_cast<float>(shape.rows);
  const float gap = shape.rows > 4 ? space::s : space::m;
  constexpr float tallest = 196;  // a tick list, not a wall
  const float width = (place.width - space::m * (columns - 1)) / columns;
  const float height = ui.portrait() ? std::min(tallest, (place.height - gap * (rows - 1)) / rows)
                                     : (place.height - gap * (rows - 1)) / rows;
  for (std::size_t i = 0; i < view.choices.size(); ++i) {
    const Choice& choice = view.choices[i];
    const auto column = static_cast<float>(i % shape.columns);
    const auto row = static_cast<float>(i / shape.columns);
    const Rect tile{place.x + column * (width + space::m), place.y + row * (height + gap), width,
                    height};
    if (!tick_tile(ui, {"choice." + choice.id, choice.label, tile, choice.checked})) {
      continue;
    }
    if (view.kind == ChoiceKind::help) {
      answer = intent::ToggleHelp{choice.id};
    } else {
      answer = intent::ToggleIdea{std::atoi(choice.id.c_str())};
    }
  }
  return answer;
}

Answer draw_buttons(const ChoiceView& view, Ui& ui, const Rect& row) {
  Answer answer;
  constexpr float done_width = 280;
  const Rect done{row.right() - done_width, row.y, done_width, row.height};
  if (button(ui, {"done", view.done, done, {}, false, {}}, look::primary)) {
    answer = view.has_next ? Intent{intent::Next{}} : Intent{intent::Finish{}};
  }
  float left = row.x;
  if (!view.add_note.empty()) {
    ButtonLook paper = look::outline;
    paper.fill = colour::paper;
    const float wanted = button_width(ui, view.add_note, paper, space::xxl);
    const float width = std::min(wanted, (done.x - row.x) * 0.62F);
    if (button(ui, {"add-note", view.add_note, {row.x, row.y, width, row.height}, {}, false, {}},
               paper)) {
      answer = intent::AddNote{};
    }
    left += width + space::m;
  }
  const Rect rest = from_edges(left, row.y, done.x - space::m, row.bottom());
  ui.put_middle(
      ui.set(view.countdown,
             {type::body, colour::mute, 2, type::smallest, Align::left, Wrap::natural, Line::plain},
             rest.width, rest.height),
      rest, {"countdown", Role::status});
  return answer;
}

}  // namespace

Answer draw_choice(const ChoiceView& view, Ui& ui, const Rect& place) {
  Answer answer;
  float right = place.right();
  const float heading = ui.portrait() ? 128 : 88;
  if (!view.undo.empty()) {
    const float width = button_width(ui, view.undo, look::pill, space::l);
    right -= width;
    const Rect pill{right, place.y + space::xs + 2, width, extent::pill};
    if (button(ui, {"undo", view.undo, pill, {}, false, {}}, look::pill)) {
      answer = intent::Undo{};
    }
    right -= space::l;
  }
  constexpr float saved_height = 23;
  draw_saved(view, ui, from_edges(place.x, place.y, right, place.y + saved_height));
  const Rect row = from_edges(place.x, place.y + saved_height + space::xxs, right,
                              place.y + heading - space::xxs);
  const TextBlock question = ui.set(view.question,
                                    {type::title_medium, colour::ink, 2, type::body.size,
                                     Align::left, Wrap::balanced, Line::plain},
                                    row.width, row.height);
  ui.put_middle(question, row, {"question", Role::heading});

  const Rect buttons{place.x, place.bottom() - extent::button, place.width, extent::button};
  const Rect choices =
      from_edges(place.x, place.y + heading + space::xs, place.right(), buttons.y - space::m - 2);
  const Answer toggled = draw_choices(view, ui, choices);
  const Answer pressed = draw_buttons(view, ui, buttons);
  return answer ? answer : toggled ? toggled : pressed;
}

}  // namespace lintel::kiosk::screens
