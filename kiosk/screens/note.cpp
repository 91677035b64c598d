// Screen 4: a few words for the presenters, on the glass keyboard. The tiles stay above, in their
// columns, for whoever comes meanwhile; the bar at the foot makes room for the keyboard.
#include <algorithm>

#include "kiosk/screens/screens.h"
#include "kiosk/screens/tiles.h"

namespace lintel::kiosk::screens {
namespace {

using namespace ui;
using Role = SemanticNode::Role;

Paragraph hint_look() {
  return {type::caption, colour::mute, 2, type::smallest, Align::left, Wrap::balanced, Line::plain};
}

bool prompt_pill(const Choice& prompt, Ui& ui, const Rect& face, const Rect& hit) {
  return button(ui, {"prompt." + prompt.id, prompt.label, face, hit, prompt.checked, {}},
                prompt.checked ? look::pill_selected : look::pill);
}

bool cancel_pill(const std::string& label, Ui& ui, const Rect& face, const Rect& hit) {
  return button(ui, {"cancel", label, face, hit, false, {}}, look::pill);
}

// Pills are seen lower than they are felt.
Rect seen(const Rect& hit) {
  const float height = std::min(extent::pill, hit.height - 6);
  return {hit.x, hit.centre().y - height / 2, hit.width, height};
}

// What the note is about, and the way out of it, in one row: labels that are long in some language
// share what there is.
Answer draw_actions_row(const NoteView& view, Ui& ui, const Rect& row) {
  Answer answer;
  std::vector<float> widths;
  float wanted = 0;
  for (const Choice& prompt : view.prompts) {
    widths.push_back(button_width(ui, prompt.label, look::pill, space::m + space::xxs));
    wanted += widths.back();
  }
  const float cancel = button_width(ui, view.cancel, look::pill, space::m + space::xxs);
  const float gaps = space::s * static_cast<float>(view.prompts.size());
  const float squeeze = std::min(1.0F, (row.width - gaps) / (wanted + cancel));
  float x = row.x;
  for (std::size_t i = 0; i < view.prompts.size(); ++i) {
    const Rect hit{x, row.y, widths[i] * squeeze, row.height};
    if (prompt_pill(view.prompts[i], ui, seen(hit), hit)) {
      answer = intent::PickPrompt{view.prompts[i].id};
    }
    x += hit.width + space::s;
  }
  const float width = cancel * squeeze;
  const Rect hit{row.right() - width, row.y, width, row.height};
  if (cancel_pill(view.cancel, ui, seen(hit), hit)) {
    answer = intent::CancelNote{};
  }
  return answer;
}

// The same beside the text, two in a row.
Answer draw_actions_block(const NoteView& view, Ui& ui, const Rect& block) {
  Answer answer;
  const std::size_t count = view.prompts.size() + 1;
  const std::size_t rows = (count + 1) / 2;
  const float height = block.height / static_cast<float>(rows);
  const float width = (block.width - space::s) / 2;
  const auto cell = [&](std::size_t i) {
    return Rect{block.x + static_cast<float>(i % 2) * (width + space::s),
                block.y + static_cast<float>(i / 2) * height, width, height};
  };
  for (std::size_t i = 0; i < view.prompts.size(); ++i) {
    if (prompt_pill(view.prompts[i], ui, seen(cell(i)), cell(i))) {
      answer = intent::PickPrompt{view.prompts[i].id};
    }
  }
  const Rect last = cell(2 * rows - 1);
  if (cancel_pill(view.cancel, ui, seen(last), last)) {
    answer = intent::CancelNote{};
  }
  return answer;
}

void draw_caret(Ui& ui, const Rect& field, const TextBlock& block, float y) {
  constexpr float thick = 4;
  const float width = block.lines.empty() ? 0 : block.lines.back().width;
  const float tall = block.size * 1.2F;
  ui.canvas().fill({field.x + width + space::xxs / 2, y + (block.pitch - tall) / 2, thick, tall},
                   colour::accent, thick / 2);
}

// The last lines, where the caret is.
void draw_text(const NoteView& view, Ui& ui, const Rect& words) {
  constexpr float caret_room = 8;
  TextStyle style = type::lead;
  style.size = 26;
  TextBlock block =
      ui.set(view.text, {style, colour::ink, 1000, 0, Align::left, Wrap::natural, Line::plain},
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
  ui.put(block, words, {"note"});
  const float last =
      words.y + block.pitch * static_cast<float>(std::max<std::size_t>(1, block.lines.size()) - 1);
  draw_caret(ui, words, block, last);
}

// Nobody has typed for a while: what stands there is for nobody behind to read.
Answer draw_cover(const std::string& words, Ui& ui, const Rect& place) {
  ButtonLook look = look::outline;
  look.fill = colour::quiet_card;
  look.corner = radius::card;
  look.style = type::label;
  if (button(ui, {"note.cover", words, place, place, false, {}}, look)) {
    return intent::UncoverNote{};
  }
  return std::nullopt;
}

Answer draw_field(const NoteView& view, Ui& ui, const Rect& place) {
  if (!view.cover.empty()) {
    return draw_cover(view.cover, ui, place);
  }
  ui.canvas().panel(place, colour::card, radius::card, {colour::outline, stroke::control});
  const Rect inside = place.inset(radius::card, space::m);
  Paragraph right = hint_look();
  right.align = Align::right;
  right.lines_max = 1;
  const TextBlock left_over = ui.set(view.room_left, right);
  const float counter = view.room_left.empty() ? 0 : left_over.width + space::l;
  Paragraph quiet = hint_look();
  if (view.save == SaveStanding::failed) {
    quiet.style = type::caption_strong;
    quiet.colour = colour::coral_deep;
  }
  const TextBlock hint = ui.set(view.hint, quiet, inside.width - counter);
  const float foot = std::max(hint.height, view.room_left.empty() ? 0 : left_over.height);
  const Rect bottom{inside.x, inside.bottom() - foot, inside.width, foot};
  ui.put_middle(hint, bottom, {"hint"});
  if (!view.room_left.empty()) {
    ui.put_middle(left_over, bottom, {"room-left", Role::status});
  }
  const ClipScope clip{ui.canvas(), place};
  draw_text(view, ui, from_edges(inside.x, inside.y, inside.right(), bottom.y - space::xxs));
  return std::nullopt;
}

struct Places {
  Rect tiles;
  Rect field;
  Rect actions;
  Rect keyboard;
};

Places places_of(const NoteView& view, const Ui& ui, const Rect& place) {
  const Rect& area = ui.area();
  const auto rows = static_cast<float>(view.keyboard.size());
  const float pitch = ui.portrait() ? 92 : 66;
  const float bottom = area.height - space::s;
  const float keys = bottom - (rows * pitch - space::xs);
  const float top = question_bottom(ui, place);
  const bool two_rows = ui.portrait() && view.tiles.size() > 3;
  const float tiles = two_rows ? 2 * extent::tile + space::m : extent::tile;
  const Rect rest = from_edges(place.x, top + tiles + space::s, place.right(), keys - space::s);
  Places places{{place.x, top, place.width, tiles},
                rest,
                rest,
                from_edges(place.x, keys, place.right(), bottom)};
  if (ui.portrait()) {
    places.field.height = rest.height - space::s - extent::target;
    places.actions =
        from_edges(rest.x, places.field.bottom() + space::s, rest.right(), rest.bottom());
    return places;
  }
  constexpr float actions = 420;
  places.field.width = rest.width - actions - space::m;
  places.actions = from_edges(places.field.right() + space::m, rest.y, rest.right(), rest.bottom());
  return places;
}

}  // namespace

Answer draw_note(const NoteView& view, Ui& ui, const Rect& place) {
  const Places places = places_of(view, ui, place);
  draw_question({view.kicker, view.question, view.session_title}, ui, place);
  const Rect felt = view.settling ? question_tiles(ui, place, view.ideas_most) : places.tiles;
  const Answer tapped = draw_tiles(view.tiles, {view.saved_use, view.saved, view.saved_label},
                                   {TileStyle::question, places.tiles, felt}, ui);
  const Answer shown = draw_field(view, ui, places.field);
  const Answer acted = ui.portrait() ? draw_actions_row(view, ui, places.actions)
                                     : draw_actions_block(view, ui, places.actions);
  const Answer typed = draw_keyboard(view.keyboard, ui, places.keyboard);
  return tapped ? tapped : shown ? shown : acted ? acted : typed;
}

}  // namespace lintel::kiosk::screens
