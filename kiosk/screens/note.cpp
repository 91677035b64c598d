// Screen 4: a few words for the presenters, on the glass keyboard.
#include <algorithm>

#include "kiosk/screens/screens.h"

namespace lintel::kiosk::screens {
namespace {

using namespace ui;
using Role = SemanticNode::Role;

// Prompts from the left, Cancel at the right; where they do not fit side by side they share a
// second row.
struct TopRow {
  float bottom = 0;
  bool hint_shown = false;
  Answer answer;
};

Paragraph hint_look() {
  return {type::caption, colour::mute, 2, type::smallest, Align::left, Wrap::balanced, Line::plain};
}

TopRow draw_top(const NoteView& view, Ui& ui, const Rect& place) {
  TopRow result{place.y + extent::pill, false, std::nullopt};
  const float cancel = button_width(ui, view.cancel, look::pill, space::l);
  float wanted = 0;
  for (const Choice& prompt : view.prompts) {
    wanted += button_width(ui, prompt.label, look::pill, space::l) + space::s;
  }
  // Labels may give up a fifth of their room before Cancel gets a row of its own.
  constexpr float squeeze_least = 0.8F;
  const bool one_row = wanted * squeeze_least + cancel <= place.width;
  const float room = one_row ? place.width - cancel - space::s : place.width;
  const float squeeze = std::min(1.0F, (room + space::s) / wanted);
  float x = place.x;
  for (const Choice& prompt : view.prompts) {
    const float full = button_width(ui, prompt.label, look::pill, space::l) + space::s;
    const Rect pill{x, place.y, full * squeeze - space::s, extent::pill};
    // Hit areas meet in the middle of the gaps.
    const Rect hit{pill.x - space::s / 2, pill.y - 3, pill.width + space::s, extent::target};
    if (button(ui, {"prompt." + prompt.id, prompt.label, pill, hit, prompt.checked, {}},
               prompt.checked ? look::pill_selected : look::pill)) {
      result.answer = intent::PickPrompt{prompt.id};
    }
    x += full * squeeze;
  }
  Rect pill{place.right() - cancel, place.y, cancel, extent::pill};
  if (!one_row) {
    pill.y += extent::pill + space::s;
    result.bottom = pill.bottom();
    result.hint_shown = true;
    const Rect rest = from_edges(place.x, pill.y, pill.x - space::l, pill.bottom());
    ui.put_middle(ui.set(view.hint, hint_look(), rest.width, rest.height), rest, {"hint"});
  }
  if (button(ui, {"cancel", view.cancel, pill, {}, false, {}}, look::pill)) {
    result.answer = intent::CancelNote{};
  }
  return result;
}

void draw_caret(Ui& ui, const Rect& field, const TextBlock& block, float y) {
  constexpr float thick = 4;
  const float width = block.lines.empty() ? 0 : block.lines.back().width;
  const float tall = block.size * 1.2F;
  ui.canvas().fill({field.x + width + space::xxs / 2, y + (block.pitch - tall) / 2, thick, tall},
                   colour::accent, thick / 2);
}

void draw_field(const NoteView& view, const std::string& hint_text, Ui& ui, const Rect& place) {
  card(ui, place);
  const Rect inside = place.inset(radius::card, space::l - space::xxs);
  Paragraph right = hint_look();
  right.align = Align::right;
  right.lines_max = 1;
  const TextBlock left_over = ui.set(view.room_left, right);
  const float counter = view.room_left.empty() ? 0 : left_over.width + space::l;
  const TextBlock hint = ui.set(hint_text, hint_look(), inside.width - counter);
  const bool empty = hint_text.empty() && view.room_left.empty();
  const float foot = empty ? 0 : std::max(hint.height, left_over.height);
  const Rect bottom{inside.x, inside.bottom() - foot, inside.width, foot};
  ui.put_middle(hint, bottom, {"hint"});
  if (!view.room_left.empty()) {
    ui.put_middle(left_over, bottom, {"room-left", Role::status});
  }

  constexpr float caret_room = 8;
  const Rect words = from_edges(inside.x, inside.y, inside.right(), bottom.y - space::xs);
  TextBlock block =
      ui.set(view.text, {type::lead, colour::ink, 1000, 0, Align::left, Wrap::natural, Line::plain},
             words.width - caret_room);
  if (!view.text.empty() && view.text.back() == ' ' && !block.lines.empty()) {
    // Spaces at the end of a line are not set, but a person who typed one must see it.
    constexpr float space_em = 0.28F;
    block.lines.back().width =
        std::min(block.lines.back().width + space_em * block.size, words.width - caret_room);
  }
  const auto fits = static_cast<std::size_t>(std::max(1.0F, words.height / block.pitch));
  if (block.lines.size() > fits) {
    block.lines.erase(block.lines.begin(), block.lines.end() - static_cast<std::ptrdiff_t>(fits));
    block.height = block.pitch * static_cast<float>(fits);
  }
  const ClipScope clip{ui.canvas(), place};
  ui.put(block, words, {"note"});
  const float last =
      words.y + block.pitch * static_cast<float>(std::max<std::size_t>(1, block.lines.size()) - 1);
  draw_caret(ui, words, block, last);
}

}  // namespace

Answer draw_note(const NoteView& view, Ui& ui, const Rect& place) {
  const Rect top = from_edges(place.x, place.y - space::xs, place.right(), place.bottom());
  const TopRow row = draw_top(view, ui, top);
  const float key_height = ui.portrait() ? 84 : 70;
  const auto rows = static_cast<float>(view.keyboard.size());
  const float keys = rows * (key_height + space::xs) - space::xs;
  const Rect keyboard{place.x, place.bottom() - keys, place.width, keys};
  draw_field(
      view, row.hint_shown ? std::string{} : view.hint, ui,
      from_edges(place.x, row.bottom + space::m - 2, place.right(), keyboard.y - space::m + 2));
  const Answer typed = draw_keyboard(view.keyboard, ui, keyboard);
  return row.answer ? row.answer : typed;
}

}  // namespace lintel::kiosk::screens
