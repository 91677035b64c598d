// Screens 10, 10b, 10c and 11: the one question. The tiles stand in the same places in every state;
// what becomes of an answer and what may follow it is said in the strip below, and whatever is
// opened here stands in the strip's place: nobody is lost because somebody else changes the
// session.
#include <algorithm>

#include "kiosk/screens/low_sheet.h"
#include "kiosk/screens/screens.h"
#include "kiosk/screens/strip.h"
#include "kiosk/screens/tiles.h"

namespace lintel::kiosk::screens {
namespace {

using namespace ui;
using Role = SemanticNode::Role;

// None of these depends on anybody's answer, nor on the words of the session that is asked about.
struct Places {
  Rect tiles;
  Rect saved;    // or the hint
  Rect choices;  // or the notices
};

float strip_in_landscape(const Ui& ui, const Rect& place, int ideas_most) {
  return std::min(choices_height(ui, ideas_most),
                  place.bottom() - question_bottom(ui, place) - extent::tile - space::m);
}

float saved_in_portrait(const Ui& ui) {
  return ui.large_text() ? 120 : 104;
}

Places places_in_landscape(const ExitView& view, const Ui& ui, const Rect& place) {
  const float strip = strip_in_landscape(ui, place, view.ideas_most);
  const float top = place.bottom() - strip;
  const float saved = (place.width - 3 * space::m) / 4;
  return {question_tiles(ui, place, view.ideas_most),
          {place.x, top, saved, strip},
          from_edges(place.x + saved + space::m, top, place.right(), place.bottom())};
}

Places places_in_portrait(const ExitView& view, const Ui& ui, const Rect& place) {
  const float saved = saved_in_portrait(ui);
  const float choices = choices_height(ui, view.ideas_most);
  const float top = place.bottom() - choices - space::m - saved;
  return {question_tiles(ui, place, view.ideas_most),
          {place.x, top, place.width, saved},
          {place.x, place.bottom() - choices, place.width, choices}};
}

Answer draw_strip(const ExitView& view, Ui& ui, const Places& places) {
  const bool says = view.saved.save != SaveStanding::none || !view.saved.title.empty();
  Answer answer;
  if (says) {
    answer = draw_saved(view.saved, ui, places.saved);
  } else {
    draw_hint(view, ui, places.saved);
  }
  if (!view.choices) {
    draw_notices(view.notices, ui, places.choices);
    return answer;
  }
  const Answer chosen = draw_choices(*view.choices, ui, places.choices);
  return answer ? answer : chosen;
}

template <class... Cases>
struct Match : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Match(Cases...) -> Match<Cases...>;

// No other sheet opens before the question (overlay_has_reason).
Answer draw_sheet_for(const Overlay& open, Ui& ui, const Rect& place) {
  return std::visit(Match{[&](const ChangeOverlay& v) { return draw_change(v, ui, place); },
                          [&](const LanguagesOverlay& v) { return draw_languages(v, ui, place); },
                          [&](const PairingView& v) { return draw_low_pairing(v, ui, place); },
                          [&](const StaffOverlay& v) { return draw_low_staff(v, ui, place); },
                          [](const auto&) { return Answer{}; }},
                    open);
}

Answer draw_in_strip(const Overlay& open, Ui& ui, const Places& places) {
  const Rect place = from_edges(places.saved.x, std::min(places.saved.y, places.choices.y),
                                places.choices.right(), places.choices.bottom());
  ui.canvas().fill(place, colour::quiet_card, radius::card);
  return draw_sheet_for(open, ui, place);
}

}  // namespace

Rect question_tiles(const Ui& ui, const Rect& place, int ideas_most) {
  const float strip = ui.portrait()
                          ? choices_height(ui, ideas_most) + space::m + saved_in_portrait(ui)
                          : strip_in_landscape(ui, place, ideas_most);
  return from_edges(place.x, question_bottom(ui, place), place.right(),
                    place.bottom() - strip - space::m);
}

float question_bottom(const Ui& ui, const Rect& place) {
  return std::max(place.y + (ui.portrait() ? 222 : 92), reach_top(ui));
}

void draw_question(const QuestionWords& words, Ui& ui, const Rect& place) {
  const Paragraph kicker{type::kicker,       colour::accent, ui.portrait() ? 2 : 1,
                         type::smallest - 2, Align::left,    Wrap::natural,
                         Line::plain};
  if (ui.portrait()) {
    const Rect about{place.x, place.y - space::xxs, place.width, 140};
    card(ui, about);
    const Rect inside = about.inset(space::xl + stroke::hair, space::m);
    const TextBlock line = ui.set(words.kicker, kicker, inside.width, 48);
    const TextBlock title = ui.set(words.title,
                                   {type::lead_strong, colour::ink, 3, type::label.size,
                                    Align::left, Wrap::balanced, Line::plain},
                                   inside.width, inside.height - line.height - space::xxs);
    const float tall = line.height + space::xxs + title.height;
    const Rect first{inside.x, inside.centre().y - tall / 2, inside.width, line.height};
    ui.put(line, first, {"kicker"});
    ui.put(title, {inside.x, first.bottom() + space::xxs, inside.width, title.height},
           {"title", Role::heading});
    const Rect row{place.x, about.bottom() + space::xs, place.width, 70};
    TextStyle style = type::title_large;
    style.size = 44;
    ui.put_middle(
        ui.set(words.question,
               {style, colour::ink, 2, type::body.size, Align::left, Wrap::balanced, Line::plain},
               row.width, row.height),
        row, {"question", Role::heading});
    return;
  }
  constexpr float title_width = 330;
  const bool has_title = !ui.large_text() && !words.title.empty();
  const float room = place.width - (has_title ? title_width + space::l : 0);
  const float kicker_height = ui.large_text() ? 32 : 28;
  const Rect first{place.x, place.y - space::xxs, place.width, kicker_height};
  ui.put_middle(ui.set(words.kicker, kicker, first.width), first, {"kicker"});
  const Rect row = from_edges(place.x, first.bottom(), place.x + room, place.y + 84);
  TextStyle style = type::title_large;
  style.size = ui.large_text() ? 43 : style.size;
  ui.put_middle(
      ui.set(words.question,
             {style, colour::ink, 1, type::body.size, Align::left, Wrap::natural, Line::plain},
             row.width, row.height),
      row, {"question", Role::heading});
  if (has_title) {
    const Rect side{place.right() - title_width, first.bottom() - space::xxs, title_width, 64};
    ui.put_middle(ui.set(words.title,
                         {type::label, colour::ink, 3, type::smallest, Align::right, Wrap::balanced,
                          Line::plain},
                         side.width, side.height),
                  side, {"title", Role::heading});
  }
}

Answer draw_exit(const ExitView& view, const Overlay& open, Ui& ui, const Rect& place) {
  const Places places =
      ui.portrait() ? places_in_portrait(view, ui, place) : places_in_landscape(view, ui, place);
  draw_question({view.kicker, view.question, view.session_title}, ui, place);
  const Answer tapped =
      draw_tiles(view.tiles, {}, {TileStyle::question, places.tiles, places.tiles}, ui);
  const bool is_open = !std::holds_alternative<std::monostate>(open);
  const Answer followed = is_open ? draw_in_strip(open, ui, places) : draw_strip(view, ui, places);
  return tapped ? tapped : followed;
}

}  // namespace lintel::kiosk::screens
