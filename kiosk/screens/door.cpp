// Screens 1, 12 and 13: what is on in this room now, and what comes.
#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "kiosk/screens/door_parts.h"

namespace lintel::kiosk::screens {
namespace {

using namespace ui;
using Role = SemanticNode::Role;
using door::CardColours;
using door::colours_of;
using door::set_news;

// Sizes to try in turn until everything stands in full.
struct Step {
  float title;
  float byline;
  float challenge;
};
constexpr std::array<Step, 6> steps{
    {{48, 24, 24}, {44, 24, 24}, {40, 22, 22}, {36, 22, 20}, {32, 20, 20}, {28, 18, 18}}};
constexpr float challenge_at_turnover = 21;

// The air between the parts of the main card: less where the question about the session before
// stands below.
struct Air {
  float card;  // above and below all
  float after_kicker;
  float after_title;
  float after_byline;
  float in_box;
  float before_lower;
};
constexpr Air roomy{space::xl + stroke::hair, space::m,        space::m,
                    space::l - space::xxs,    space::l - 4.0F, space::l};
constexpr Air close{26, space::xxs, space::s, space::s, 14, space::s};

const Air& air_of(const DoorView& view) {
  return view.exit ? close : roomy;
}

struct Upper {
  TextBlock kicker;
  TextBlock tag;
  TextBlock title;
  TextBlock byline;
  TextBlock news;
  TextBlock challenge;
  float height = 0;
  bool complete = false;  // nothing is shortened
  bool whole = false;     // and no word is broken
};

constexpr float box_padding = space::l;
constexpr float tag_padding = 14;
constexpr float tag_height = 28;

Upper set_upper(const DoorView& view, Ui& ui, float width, float height, const Step& step) {
  Upper upper;
  const Air& air = air_of(view);
  const bool cancelled = view.kind == CardKind::cancelled;
  upper.tag = ui.set(view.tag, {type::caption_strong, colour::accent_pressed, 1, type::smallest,
                                Align::left, Wrap::natural, Line::plain});
  const float tag_room = view.tag.empty() ? 0 : upper.tag.width + 2 * tag_padding + space::m;
  upper.kicker = ui.set(view.kicker,
                        {type::kicker, colours_of(view.kind, colour::accent).kicker, 2,
                         type::smallest, Align::left, Wrap::natural, Line::plain},
                        width - tag_room);
  TextStyle style = type::title_large;
  style.size = step.title;
  upper.title = ui.set(view.title,
                       {style, cancelled ? colour::mute : colour::ink, 4, 0, Align::left,
                        Wrap::balanced, cancelled ? Line::struck : Line::plain},
                       width);
  style = type::body_large;
  style.size = step.byline;
  const bool message = view.kicker.empty();  // "Waiting for the schedule" and why
  upper.byline = ui.set(view.byline,
                        {style, colour::mute, 3, 0, Align::left,
                         message ? Wrap::balanced : Wrap::natural, Line::plain},
                        width);
  upper.news = set_news(view.news, ui, width, 4);
  const auto stand = [](const TextBlock& block, float gap) {
    return block.text.empty() ? 0 : block.height + gap;
  };
  float used = stand(upper.kicker, air.after_kicker) + stand(upper.title, air.after_title) +
               stand(upper.byline, air.after_byline) + stand(upper.news, air.after_byline);
  if (!view.challenge.empty()) {
    style.size = view.exit ? std::min(step.challenge, challenge_at_turnover) : step.challenge;
    const float room = std::max(height - used - 2 * air.in_box, style.size);
    const std::string label = view.challenge_label + " ";
    upper.challenge = ui.set({Run{label, Weight::extrabold}, Run{view.challenge, Weight::regular}},
                             {style, colour::ink, 8, 0, Align::left, Wrap::natural, Line::plain},
                             width - 2 * box_padding, room);
    used += upper.challenge.height + 2 * air.in_box;
  }
  upper.height = used;
  upper.complete = used <= height && !upper.title.shortened && !upper.byline.shortened &&
                   !upper.news.shortened && !upper.challenge.shortened;
  upper.whole = upper.complete && !upper.title.split_word;
  return upper;
}

// The largest step at which all is there in whole words; else in broken ones; else the smallest.
Upper fit_upper(const DoorView& view, Ui& ui, float width, float height) {
  std::optional<Upper> complete;
  Upper upper;
  for (const Step& step : steps) {
    upper = set_upper(view, ui, width, height, step);
    if (upper.whole) {
      return upper;
    }
    if (upper.complete && !complete) {
      complete = upper;
    }
  }
  if (complete) {
    return *complete;
  }
  if (view.exit && !view.challenge.empty()) {
    // With large words: whoever arrives needs to know what runs before what it is about.
    DoorView brief = view;
    brief.challenge.clear();
    return fit_upper(brief, ui, width, height);
  }
  return upper;
}

void put_tag(const TextBlock& tag, Ui& ui, const Rect& row) {
  if (tag.text.empty()) {
    return;
  }
  const float width = tag.width + 2 * tag_padding;
  const float height = std::max(tag_height, tag.height + space::xxs);
  const Rect pill{row.right() - width, row.centre().y - height / 2, width, height};
  ui.canvas().fill(pill, colour::accent_soft, height / 2);
  ui.put_middle(tag, pill.inset(tag_padding, 0), {"tag"});
}

void put_upper(const Upper& upper, const Air& air, Ui& ui, const Rect& place) {
  float y = place.y;
  put_tag(upper.tag, ui, {place.x, y, place.width, upper.kicker.height});
  const auto stack = [&](const TextBlock& block, float gap, const Caption& caption) {
    if (!block.text.empty()) {
      ui.put(block, {place.x, y, place.width, block.height}, caption);
      y += block.height + gap;
    }
  };
  stack(upper.kicker, air.after_kicker, {"kicker"});
  stack(upper.title, air.after_title, {"title", Role::heading});
  stack(upper.byline, air.after_byline, {"byline"});
  stack(upper.news, air.after_byline, {"news"});
  if (!upper.challenge.text.empty()) {
    const Rect box{place.x, y, place.width, upper.challenge.height + 2 * air.in_box};
    ui.canvas().fill(box, colour::sun_soft, radius::box);
    ui.put(upper.challenge, box.inset(box_padding, air.in_box), {"challenge"});
  }
}

// What stands at the foot of the main card: the countdown, the buttons, the time that is left.
struct Lower {
  float height = 0;
  float countdown = 0;  // heights
  float clockwork = 0;  // time left and the bar
  bool buttons = false;
  bool in_one_row = false;  // the time left beside its bar
};

Lower measure_lower(const DoorView& view, Ui& ui) {
  Lower lower;
  const auto stack = [&](float height) {
    lower.height += (lower.height > 0 ? space::m : 0) + height;
    return height;
  };
  if (view.countdown) {
    lower.countdown = stack(door::countdown_height(view, ui));
  }
  lower.buttons = !view.leave_button.empty() || (!view.slides_button.empty() && !view.countdown);
  if (lower.buttons) {
    stack(extent::button);
  }
  if (view.running && !view.time_left.empty()) {
    lower.in_one_row = view.exit.has_value();
    const float words = ui.set(view.time_left, {type::label_quiet, colour::mute}).height;
    lower.clockwork = stack(lower.in_one_row ? words : words + space::s + extent::progress);
  }
  return lower;
}

void draw_clockwork(const DoorView& view, const Lower& lower, Ui& ui, const Rect& place) {
  const TextBlock left = ui.set(
      view.time_left,
      {type::label_quiet, colour::mute, 1, type::smallest, Align::left, Wrap::natural, Line::plain},
      place.width);
  const Rect words = ui.put(left, place, {"time-left"});
  Rect bar{place.x, place.bottom() - extent::progress, place.width, extent::progress};
  if (lower.in_one_row) {
    bar = from_edges(words.right() + space::l, words.centre().y - extent::progress / 2,
                     place.right(), words.centre().y + extent::progress / 2);
  }
  progress_bar(ui, bar, view.progress);
}

Answer draw_lower(const DoorView& view, const Lower& lower, Ui& ui, const Rect& place) {
  Answer answer;
  float bottom = place.bottom();
  if (lower.clockwork > 0) {
    draw_clockwork(view, lower, ui,
                   {place.x, bottom - lower.clockwork, place.width, lower.clockwork});
    bottom -= lower.clockwork + space::m;
  }
  if (lower.countdown > 0) {
    const float above = lower.buttons ? extent::button + space::m : 0;
    answer = door::draw_countdown(
        view, ui, {place.x, bottom - above - lower.countdown, place.width, lower.countdown});
  }
  if (!lower.buttons) {
    return answer;
  }
  const Rect row{place.x, bottom - extent::button, place.width, extent::button};
  float slides = 0;
  if (!view.slides_button.empty() && !view.countdown) {
    const float wanted = button_width(ui, view.slides_button, look::outline, space::xxl);
    slides = view.leave_button.empty() ? row.width : std::min(wanted, row.width * 0.36F);
    if (button(ui,
               {"slides",
                view.slides_button,
                {row.right() - slides, row.y, slides, row.height},
                {},
                false,
                {}},
               look::outline)) {
      answer = intent::OpenSlides{};
    }
  }
  if (!view.leave_button.empty()) {
    const float width = row.width - (slides > 0 ? slides + space::m : 0);
    if (button(ui, {"leave", view.leave_button, {row.x, row.y, width, row.height}, {}, false, {}},
               look::primary)) {
      answer = intent::OpenExit{};
    }
  }
  return answer;
}

Answer draw_main_card(const DoorView& view, Ui& ui, const Rect& place) {
  const Air& air = air_of(view);
  const CardColours colours = colours_of(view.kind, colour::accent);
  ui.canvas().panel(place, colours.fill, radius::card, {colours.line, stroke::hair});
  const Rect inside = place.inset(space::xl + stroke::hair, air.card);
  const Lower lower = measure_lower(view, ui);
  const float room = inside.height - lower.height - (lower.height > 0 ? air.before_lower : 0);
  const Upper upper = fit_upper(view, ui, inside.width, room);
  Rect top = inside;
  if (!view.running && lower.height == 0) {
    // A quiet room: one sentence in the middle of its card.
    top.y += std::max(0.0F, (inside.height - upper.height) * 0.42F);
  }
  put_upper(upper, air, ui, top);
  return draw_lower(view, lower, ui, inside);
}

bool has_side(const DoorView& view) {
  return !view.side.empty() || !view.theme.empty() || !view.list.sessions.empty();
}

Answer draw_upper_part(const DoorView& view, Ui& ui, const Rect& place) {
  if (!has_side(view)) {
    return draw_main_card(view, ui, place);
  }
  if (ui.portrait()) {
    constexpr float side_most = 0.42F;
    const float side = door::side_height(view, ui, place.width, place.height * side_most);
    const Rect main{place.x, place.y, place.width, place.height - side - space::m};
    const Answer answer = draw_main_card(view, ui, main);
    door::draw_side(view, ui,
                    from_edges(place.x, main.bottom() + space::m, place.right(), place.bottom()));
    return answer;
  }
  constexpr float side_share = 404.0F / 1200.0F;
  const float side = place.width * side_share;
  const Rect main{place.x, place.y, place.width - side - space::l, place.height};
  const Answer answer = draw_main_card(view, ui, main);
  door::draw_side(view, ui, {main.right() + space::l, place.y, side, place.height});
  return answer;
}

}  // namespace

float late_card_top(Ui& ui, const Rect& place) {
  return place.bottom() - door::turnover_height(ui);
}

Answer draw_late_card(const DoorView& view, Ui& ui, const Rect& place) {
  return door::draw_turnover(
      *view.exit, ui, from_edges(place.x, late_card_top(ui, place), place.right(), place.bottom()));
}

Answer draw_above_card(const DoorView& view, Ui& ui, const Rect& place) {
  const float bottom = late_card_top(ui, place) - space::m;
  return draw_upper_part(view, ui, from_edges(place.x, place.y, place.right(), bottom));
}

Answer draw_door(const DoorView& view, Ui& ui, const Rect& place) {
  if (!view.exit) {
    return draw_upper_part(view, ui, place);
  }
  const Answer answer = draw_above_card(view, ui, place);
  const Answer from_card = draw_late_card(view, ui, place);
  return answer ? answer : from_card;
}

}  // namespace lintel::kiosk::screens
