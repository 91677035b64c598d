#include "kiosk/screens/strip.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace lintel::kiosk::screens {
namespace {

using namespace ui;
using Role = SemanticNode::Role;

constexpr float inner = space::l;
constexpr float tabs_height = 64;
constexpr float tall_row = 200;  // a card lower than this is laid out as a row

TextStyle sized(TextStyle style, float size, float line_height = 1.17F) {
  style.size = size;
  style.line_height = line_height;
  return style;
}

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

Colour kicker_colour(const NoticeCard& notice) {
  if (notice.kind != CardKind::normal) {
    return colour::coral_deep;
  }
  return notice.is_next ? colour::accent : colour::mute;
}

Paragraph notice_title(const NoticeCard& notice, float size, int lines) {
  const bool gone = notice.kind == CardKind::cancelled;
  return {sized(type::card_title, size, 1.22F),
          gone ? colour::mute : colour::ink,
          lines,
          type::label.size,
          Align::left,
          Wrap::balanced,
          gone ? Line::struck : Line::plain};
}

Paragraph notice_byline(const NoticeCard& notice, int lines) {
  const bool changed = notice.kind != CardKind::normal;
  return {changed ? type::label : type::label_quiet,
          changed ? colour::coral_deep : colour::mute,
          lines,
          type::caption.size,
          Align::left,
          Wrap::balanced,
          Line::plain};
}

void draw_notice_column(const NoticeCard& notice, const std::string& id, Ui& ui,
                        const Rect& column) {
  const TextBlock kicker = ui.set(notice.kicker,
                                  {type::kicker, kicker_colour(notice), 1, type::smallest - 2,
                                   Align::left, Wrap::natural, Line::plain},
                                  column.width);
  const TextBlock foot = ui.set(
      notice.foot,
      {type::caption, colour::mute, 2, type::smallest, Align::left, Wrap::balanced, Line::plain},
      column.width);
  ui.put(kicker, column, {id + ".kicker"});
  float y = column.y + kicker.height + space::xs;
  const float bottom = column.bottom() - foot.height - space::xs;
  const TextBlock byline =
      ui.set(notice.byline, notice_byline(notice, 2), column.width, (bottom - y) * 0.45F);
  const float byline_room = notice.byline.empty() ? 0 : byline.height + space::xxs;
  const TextBlock title =
      ui.set(notice.title, notice_title(notice, 26, 4), column.width, bottom - y - byline_room);
  ui.put(title, {column.x, y, column.width, title.height}, {id + ".title", Role::heading});
  y += title.height + space::xxs;
  ui.put(byline, {column.x, y, column.width, byline.height}, {id + ".byline"});
  ui.put(foot, {column.x, column.bottom() - foot.height, column.width, foot.height},
         {id + ".foot"});
}

void draw_notice_row(const NoticeCard& notice, const std::string& id, Ui& ui, const Rect& row) {
  constexpr float time_width = 190;
  const Rect left{row.x, row.y, time_width, row.height};
  const Rect right = from_edges(left.right() + space::m, row.y, row.right(), row.bottom());
  ui.put_middle(ui.set(notice.kicker,
                       {type::kicker, kicker_colour(notice), 2, type::smallest, Align::left,
                        Wrap::balanced, Line::plain},
                       left.width, left.height),
                left, {id + ".kicker"});
  const std::string& more = notice.byline.empty() ? notice.foot : notice.byline;
  const TextBlock byline = ui.set(more, notice_byline(notice, 1), right.width);
  const float byline_height = more.empty() ? 0 : byline.height;
  const TextBlock title =
      ui.set(notice.title, notice_title(notice, 24, 2), right.width, right.height - byline_height);
  const float tall = title.height + byline_height;
  const Rect place{right.x, row.centre().y - tall / 2, right.width, title.height};
  ui.put(title, place, {id + ".title", Role::heading});
  ui.put(byline, {right.x, place.bottom(), right.width, byline.height}, {id + ".byline"});
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

Answer draw_saved(const SavedCard& card, Ui& ui, const Rect& place) {
  ui.canvas().fill(place, look_of(card.save).fill, radius::card);
  return place.height < tall_row ? draw_saved_row(card, ui, place)
                                 : draw_saved_upright(card, ui, place);
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

void draw_hint(const ExitView& view, Ui& ui, const Rect& place) {
  ui.canvas().fill(place, colour::quiet_card, radius::card);
  const Rect inside = place.inset(inner, place.height < tall_row ? space::s : space::m);
  const Paragraph quiet{sized(type::label_quiet, 20, 1.3F),
                        colour::mute,
                        4,
                        type::smallest,
                        Align::left,
                        Wrap::balanced,
                        Line::plain};
  if (place.height < tall_row) {
    const TextBlock title = ui.set(view.hint_title,
                                   {type::card_title, colour::ink, 1, type::label.size, Align::left,
                                    Wrap::natural, Line::plain},
                                   inside.width);
    const TextBlock hint =
        ui.set(view.hint, quiet, inside.width, inside.height - title.height - space::xxs);
    const float tall = title.height + space::xxs + hint.height;
    const Rect first{inside.x, inside.centre().y - tall / 2, inside.width, title.height};
    ui.put(title, first, {"hint.title", Role::heading});
    ui.put(hint, {inside.x, first.bottom() + space::xxs, inside.width, hint.height}, {"hint"});
    return;
  }
  const TextBlock title = ui.set(view.hint_title,
                                 {sized(type::lead_strong, 28, 1.21F), colour::ink, 2,
                                  type::label.size, Align::left, Wrap::balanced, Line::plain},
                                 inside.width, inside.height * 0.42F);
  const TextBlock foot = ui.set(view.hint_foot,
                                {sized(type::caption, 18, 1.33F), colour::mute, 2, type::smallest,
                                 Align::left, Wrap::balanced, Line::plain},
                                inside.width);
  const Rect first{inside.x, inside.y + space::xs, inside.width, title.height};
  const Rect last{inside.x, inside.bottom() - foot.height, inside.width, foot.height};
  const Rect middle =
      from_edges(inside.x, first.bottom() + space::s, inside.right(), last.y - space::xs);
  ui.put(title, first, {"hint.title", Role::heading});
  ui.put(ui.set(view.hint, quiet, middle.width, middle.height), middle, {"hint"});
  ui.put(foot, last, {"hint.foot"});
}

void draw_notices(const std::vector<NoticeCard>& notices, Ui& ui, const Rect& place) {
  ui.canvas().fill(place, colour::quiet_card, radius::card);
  if (notices.empty()) {
    return;
  }
  const auto count = static_cast<float>(notices.size());
  const Rect inside = place.inset(inner, space::l);
  constexpr float gap = 2 * inner - space::xs;
  const bool as_rows = ui.portrait();
  const float width = as_rows ? inside.width : (inside.width - gap * (count - 1)) / count;
  const float height = as_rows ? (inside.height - space::s * (count - 1)) / count
                               : place.bottom() - space::m - inside.y;
  for (std::size_t i = 0; i < notices.size(); ++i) {
    const std::string id = "notice." + std::to_string(i + 1);
    const auto at = static_cast<float>(i);
    const Rect part = as_rows ? Rect{inside.x, inside.y + at * (height + space::s), width, height}
                              : Rect{inside.x + at * (width + gap), inside.y, width, height};
    if (as_rows) {
      draw_notice_row(notices[i], id, ui, part);
    } else {
      draw_notice_column(notices[i], id, ui, part);
    }
    if (i > 0) {
      const Rect line = as_rows ? Rect{inside.x, part.y - space::s / 2, inside.width, 1}
                                : Rect{part.x - gap / 2, part.y, 1, part.height};
      ui.canvas().fill(line, colour::line);
    }
  }
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
