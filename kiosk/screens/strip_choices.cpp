// What may follow an answer: which ideas, and what would help.
#include <algorithm>
#include <array>
#include <cstdlib>

#include "kiosk/screens/strip_parts.h"

namespace lintel::kiosk::screens {
namespace {

using namespace ui;
using namespace strip;
using Role = SemanticNode::Role;

constexpr float tabs_height = 64;

struct Tab {
  ChoiceKind kind;
  const std::string* label;
  const char* id;
};

// Returns where the tabs end.
float draw_tab_row(const StripChoices& strip, Ui& ui, const Rect& row, Answer& answer) {
  const std::array<Tab, 2> tabs{Tab{ChoiceKind::ideas, &strip.ideas, "strip.ideas"},
                                Tab{ChoiceKind::help, &strip.help, "strip.help"}};
  constexpr float gap = space::xl;
  const TextStyle chosen{Weight::extrabold, 24, 1.25F, -0.01F};
  const TextStyle other{Weight::semibold, 24, 1.25F, 0.0F};
  const float wanted = ui.width_of(strip.ideas, chosen) + ui.width_of(strip.help, chosen) + gap;
  const float squeeze = std::min(1.0F, row.width / std::max(wanted, 1.0F));
  float x = row.x;
  for (const Tab& tab : tabs) {
    if (tab.label->empty()) {
      continue;
    }
    const bool is_chosen = tab.kind == strip.kind;
    TextStyle style = is_chosen ? chosen : other;
    style.size *= squeeze;
    const TextBlock label = ui.set(*tab.label, {style, is_chosen ? colour::ink : colour::mute, 1, 0,
                                                Align::left, Wrap::natural, Line::plain});
    const Rect face{x, row.y, label.width, row.height};
    const Rect hit{x - gap / 2, row.y, std::max(label.width + gap, extent::target), row.height};
    const Press press = ui.target({Role::button, tab.id, *tab.label, face, hit, is_chosen, true});
    ui.put_middle(label, face, {std::string{tab.id} + ".label", Role::text, tab.id});
    if (is_chosen) {
      ui.canvas().fill({x, row.bottom() - space::s, label.width, 4}, colour::accent, 2);
    }
    if (press.fired) {
      answer = intent::ShowChoices{tab.kind, press.began};
    }
    x += label.width + gap;
  }
  return x;
}

struct Grid {
  std::size_t columns;
  std::size_t rows;
};

Grid grid_of(const StripChoices& strip, bool portrait) {
  const std::size_t count = strip.choices.size();
  if (strip.kind == ChoiceKind::ideas && (portrait || count != 3)) {
    const std::size_t columns = count <= (portrait ? 2U : 1U) ? 1 : 2;
    return {columns, (count + columns - 1) / columns};
  }
  const std::size_t columns = std::min<std::size_t>(count, 3);
  return {columns, (count + columns - 1) / columns};
}

constexpr float tick_box = 40;
constexpr float chip_padding = space::m;
constexpr float tick_gap = 14;

Rect chip_words(const Rect& chip) {
  return from_edges(chip.x + chip_padding + tick_box + tick_gap, chip.y + 3,
                    chip.right() - space::s, chip.bottom() - 3);
}

Paragraph chip_look(float size) {
  return {{Weight::semibold, size, 1.18F, 0.0F},
          colour::ink,
          4,
          0,
          Align::left,
          Wrap::balanced,
          Line::plain};
}

// Chips of a session share one size: the largest at which all of them can be read in full.
float chip_size(const StripChoices& strip, Ui& ui, const Rect& chip) {
  const Rect words = chip_words(chip);
  for (const float size : {22.0F, 20.0F, 18.0F}) {
    const float wanted = ui.set("A", chip_look(size)).size;
    const auto fits = [&](const Choice& choice) {
      const TextBlock block = ui.set(choice.label, chip_look(size), words.width, words.height);
      return !block.shortened && !block.split_word && block.size >= wanted;
    };
    if (std::ranges::all_of(strip.choices, fits)) {
      return size;
    }
  }
  return type::smallest;
}

std::optional<Press> draw_chip(const Choice& choice, float size, Ui& ui, const Rect& chip) {
  const std::string id = "choice." + choice.id;
  const Press press =
      ui.target({Role::checkbox, id, choice.label, chip, chip, choice.checked, true});
  Canvas& canvas = ui.canvas();
  const Canvas::Group group{canvas,
                            {chip.centre(), 1 - (1 - motion::press_scale) * press.depth, 0, 1}};
  const Colour edge = choice.checked ? colour::accent : colour::outline;
  const Colour fill = choice.checked ? colour::accent_soft : colour::card;
  canvas.panel(chip, mix(fill, colour::accent_soft, press.depth), radius::box,
               {edge, choice.checked ? stroke::selected : stroke::control});
  const Rect box{chip.x + chip_padding, chip.centre().y - tick_box / 2, tick_box, tick_box};
  canvas.panel(box, choice.checked ? colour::accent : colour::card, radius::check,
               {edge, stroke::control});
  if (choice.checked) {
    draw_icon(canvas, Icon::check, box.centre(), tick_box * 0.5F, colour::on_accent);
  }
  const Rect words = chip_words(chip);
  ui.put_middle(ui.set(choice.label, chip_look(size), words.width, words.height), words,
                {id + ".label", Role::text, id});
  return press.fired ? std::optional{press} : std::nullopt;
}

Answer draw_chips(const StripChoices& strip, Ui& ui, const Rect& place) {
  Answer answer;
  if (strip.choices.empty()) {
    return answer;
  }
  const Grid grid = grid_of(strip, ui.portrait());
  const float gap = grid.rows > 3 ? space::xs : space::s;
  const float width = (place.width - space::s * static_cast<float>(grid.columns - 1)) /
                      static_cast<float>(grid.columns);
  const float height =
      (place.height - gap * static_cast<float>(grid.rows - 1)) / static_cast<float>(grid.rows);
  const float size = chip_size(strip, ui, {place.x, place.y, width, height});
  for (std::size_t i = 0; i < strip.choices.size(); ++i) {
    const Choice& choice = strip.choices[i];
    const auto column = static_cast<float>(i % grid.columns);
    const auto row = static_cast<float>(i / grid.columns);
    const Rect chip{place.x + column * (width + space::s), place.y + row * (height + gap), width,
                    height};
    if (const auto press = draw_chip(choice, size, ui, chip)) {
      answer = strip.kind == ChoiceKind::help
                   ? Intent{intent::ToggleHelp{choice.id, press->began}}
                   : Intent{intent::ToggleIdea{std::atoi(choice.id.c_str()), press->began}};
    }
  }
  return answer;
}

}  // namespace

float choices_height(const Ui& ui, int ideas_most) {
  const int rows = ideas_most <= 4 ? 2 : ideas_most <= 6 ? 3 : 4;
  const std::array<float, 3> usual{72, 72, 64};
  const std::array<float, 3> usual_large{86, 80, 64};
  const std::array<float, 3> tall{94, 80, 72};
  const std::array<float, 3> tall_large{104, 88, 76};
  const auto& chips = ui.portrait() ? (ui.large_text() ? tall_large : tall)
                                    : (ui.large_text() ? usual_large : usual);
  const float gap = rows > 3 ? space::xs : space::s;
  const float foot = ui.portrait() ? 26 : 20;
  return tabs_height + static_cast<float>(rows) * chips[static_cast<std::size_t>(rows - 2)] +
         static_cast<float>(rows - 1) * gap + foot;
}

Answer draw_choices(const StripChoices& strip, Ui& ui, const Rect& place) {
  ui.canvas().fill(place, colour::quiet_card, radius::card);
  const Rect row{place.x + inner, place.y, place.width - 2 * inner, tabs_height};
  Answer turned;
  const float ends = draw_tab_row(strip, ui, row, turned);
  const TextBlock hint = ui.set(
      strip.hint, {type::caption, colour::mute, 1, 0, Align::right, Wrap::natural, Line::plain});
  const Rect rest = from_edges(ends, row.y, row.right(), row.bottom());
  if (hint.width <= rest.width) {
    ui.put_middle(hint, rest, {"strip.hint"});
  }
  const float foot = ui.portrait() ? 26 : 20;
  const Answer ticked =
      draw_chips(strip, ui, from_edges(row.x, row.bottom(), row.right(), place.bottom() - foot));
  return turned ? turned : ticked;
}

}  // namespace lintel::kiosk::screens
