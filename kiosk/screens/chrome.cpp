// Header and footer: the frame that every screen but "thanks" stands in.
#include <algorithm>
#include <array>

#include "kiosk/screens/screens.h"

namespace lintel::kiosk::screens {
namespace {

using namespace ui;
using Role = SemanticNode::Role;

constexpr float header_middle = 60;
constexpr float tab_bar_height = 62;
constexpr float tab_inset = 6;
constexpr float tab_padding = 22;
constexpr float tab_gap = space::xs;

Paragraph plain(const TextStyle& style, Colour colour, Align align = Align::left) {
  return {style, colour, 1, 0, align, Wrap::natural, Line::plain};
}

// Centred on the header's middle line.
Rect header_row(float left, float right, float height) {
  return from_edges(left, header_middle - height / 2, right, header_middle + height / 2);
}

float draw_clock(const Chrome& chrome, Ui& ui) {
  const float right = ui.area().width - space::margin;
  const TextBlock block = ui.set(chrome.clock, plain(type::clock, colour::ink, Align::right));
  const Rect row = header_row(right - block.width, right, block.height);
  ui.put(block, row, {"clock"});
  return chrome.clock.empty() ? right : row.x - space::l - space::xxs;
}

struct TabBar {
  Rect bar;
  Answer answer;
};

TabBar draw_tabs(const Chrome& chrome, Ui& ui, float right) {
  if (chrome.tab == Tab::none) {
    return {{right, header_middle, 0, 0}, std::nullopt};
  }
  // Two labels that are long in some language share what the title can spare.
  const float room = (ui.area().width - 2 * space::margin) * 0.48F;
  std::array<float, 2> widths{ui.width_of(chrome.this_room, type::label) + 2 * tab_padding,
                              ui.width_of(chrome.all_rooms, type::label) + 2 * tab_padding};
  const float wanted = widths[0] + widths[1] + tab_gap + 2 * tab_inset;
  for (float& width : widths) {
    width = std::max(width * std::min(1.0F, room / wanted), extent::target);
  }
  const float total = widths[0] + widths[1] + tab_gap + 2 * tab_inset;
  const Rect bar = header_row(right - total, right, tab_bar_height);
  const std::array<Rect, 2> tabs{
      Rect{bar.x + tab_inset, bar.y + tab_inset, widths[0], bar.height - 2 * tab_inset},
      Rect{bar.x + tab_inset + widths[0] + tab_gap, bar.y + tab_inset, widths[1],
           bar.height - 2 * tab_inset}};
  const bool all = chrome.tab == Tab::all_rooms;
  const float at = ui.motion().toward("tab", all ? 1.0F : 0.0F, motion::select);
  const Rect chosen{tabs[0].x + (tabs[1].x - tabs[0].x) * at, tabs[0].y,
                    tabs[0].width + (tabs[1].width - tabs[0].width) * at, tabs[0].height};
  ui.canvas().fill(bar, colour::sand, radius::box);
  ui.canvas().shadow(chosen, radius::tab, space::xxs);
  ui.canvas().fill(chosen, colour::card, radius::tab);

  TabBar result{bar, std::nullopt};
  const std::array<std::string, 2> ids{"tab.this-room", "tab.all-rooms"};
  const std::array<std::string, 2> labels{chrome.this_room, chrome.all_rooms};
  for (std::size_t i = 0; i < tabs.size(); ++i) {
    const bool selected = all == (i == 1);
    const float seam = tabs[0].right() + tab_gap / 2;
    const Rect hit = from_edges(i == 0 ? bar.x : seam, header_middle - extent::target / 2,
                                i == 0 ? seam : bar.right(), header_middle + extent::target / 2);
    const Press press = ui.target({Role::button, ids[i], labels[i], tabs[i], hit, selected, true});
    const Colour ink = mix(selected ? colour::ink : colour::mute, colour::accent, press.depth);
    const Rect face = tabs[i].inset(space::xs, 0);
    ui.put_middle(
        ui.set(labels[i],
               {type::label, ink, 2, type::smallest, Align::centre, Wrap::balanced, Line::plain},
               face.width, face.height),
        face, {ids[i] + ".label", Role::text, ids[i]});
    if (press.fired) {
      result.answer = i == 0 ? Intent{intent::ShowDoor{}} : Intent{intent::ShowBoard{}};
    }
  }
  return result;
}

void draw_titles(const Chrome& chrome, Ui& ui, float right) {
  const float left = space::margin;
  const float room = right - left - space::l;
  const TextBlock title = ui.set(chrome.title,
                                 {type::title_medium, colour::ink, 2, type::body.size, Align::left,
                                  Wrap::balanced, Line::plain},
                                 room, tab_bar_height);
  const Rect used =
      ui.put_middle(title, header_row(left, left + room, tab_bar_height), {"room", Role::heading});
  constexpr float readable = 180;
  const Rect rest = header_row(used.right() + space::l, right - space::l, tab_bar_height);
  const bool stale = !chrome.stale.empty();
  const std::string& words = stale ? chrome.stale : chrome.subtitle;
  if (ui.portrait() || rest.width < readable || words.empty()) {
    return;
  }
  Paragraph paragraph =
      plain(stale ? type::body_strong : type::body, stale ? colour::coral_deep : colour::mute);
  paragraph.size_min = type::label_quiet.size;
  TextBlock subtitle = ui.set(words, paragraph, rest.width);
  if (subtitle.shortened) {
    paragraph = plain(stale ? type::caption_strong : type::caption, paragraph.colour);
    paragraph.lines_max = 2;
    paragraph.wrap = Wrap::balanced;
    subtitle = ui.set(words, paragraph, rest.width);
  }
  ui.put_middle(subtitle, rest, {stale ? "stale" : "subtitle"});
}

Colour tone_colour(Tone tone) {
  switch (tone) {
    case Tone::normal:
    case Tone::good:
      return colour::leaf;
    case Tone::waiting:
      return colour::sun;
    case Tone::trouble:
      return colour::coral;
  }
  return colour::leaf;
}

// The space between two names, a dot in its middle.
constexpr float language_gap = 28;

// Right to left, so that the row ends at the margin. Returns where it begins.
float draw_languages(const Chrome& chrome, Ui& ui, float right, float left_bound, Answer& answer) {
  const float middle = ui.area().height - space::xl;
  float edge = right;
  bool first = true;
  for (auto language = chrome.languages.rbegin(); language != chrome.languages.rend(); ++language) {
    const TextStyle& style = language->selected ? type::caption_strong : type::caption;
    const TextBlock block =
        ui.set(language->label, plain(style, language->selected ? colour::ink : colour::mute));
    const float width = std::max(extent::target, block.width + language_gap);
    if (edge - width < left_bound) {
      break;
    }
    const Rect cell{edge - width, middle - extent::target / 2, width, extent::target};
    const std::string id = "language." + language->code;
    if (ui.target({Role::button, id, language->label, cell, cell, language->selected, true})
            .fired) {
      answer = intent::SetLanguage{language->code};
    }
    Rect face = cell;
    face.x += (cell.width - block.width) / 2;
    ui.put_middle(block, face, {id + ".label", Role::text, id});
    if (!first) {
      ui.canvas().circle({cell.right(), middle}, 1.6F, colour::mute);
    }
    first = false;
    edge = cell.x;
  }
  return edge;
}

}  // namespace

Answer draw_header(const Chrome& chrome, Ui& ui) {
  const float tabs_right = draw_clock(chrome, ui);
  const TabBar tabs = draw_tabs(chrome, ui, tabs_right);
  draw_titles(chrome, ui, tabs.bar.x);
  return tabs.answer;
}

Answer draw_footer(const Chrome& chrome, Ui& ui) {
  Answer answer;
  const float right = ui.area().width - space::margin;
  const float middle = ui.area().height - space::xl;
  const TextStyle& letters = chrome.large_text ? type::caption_strong : type::caption;
  const TextBlock aa = ui.set("Aa", plain(letters, chrome.large_text ? colour::ink : colour::mute));
  // The letters end at the margin; the finger's place goes on to both sides.
  const Rect place = Rect{right - aa.width, middle - aa.height / 2, aa.width, aa.height};
  const Rect cell = place.at_least(extent::target, extent::target);
  if (ui.target({Role::button, "large-text", "Aa", place, cell, chrome.large_text, true}).fired) {
    answer = intent::ToggleLargeText{};
  }
  ui.put(aa, place, {"large-text.label", Role::text, "large-text"});
  if (chrome.large_text) {
    ui.canvas().fill({place.x, place.bottom() + 1, place.width, stroke::control}, colour::accent);
  }
  constexpr float status_least = 240;
  const float languages = draw_languages(chrome, ui, cell.x, space::margin + status_least, answer);

  constexpr float dot = 6;
  const Point centre{space::margin + dot, middle};
  ui.canvas().circle(centre, dot, tone_colour(chrome.status_tone));
  const float left = space::margin + 2 * dot + space::xs + 2;
  const Rect row = from_edges(left, middle - extent::target / 2, languages - space::m,
                              middle + extent::target / 2);
  // A narrow header has no room to say how old the schedule is; trouble is said first.
  const bool stale = ui.portrait() && !chrome.stale.empty() && chrome.status_tone != Tone::trouble;
  const std::string& whole = stale ? chrome.stale : chrome.status;
  const std::string& brief = stale ? chrome.stale : chrome.status_short;
  const bool trouble = stale || chrome.status_tone == Tone::trouble;
  Paragraph paragraph =
      plain(trouble ? type::caption_strong : type::caption, trouble ? colour::ink : colour::mute);
  TextBlock status = ui.set(whole, paragraph, row.width);
  if (status.shortened && !brief.empty()) {
    status = ui.set(brief, paragraph, row.width);
  }
  if (status.shortened) {
    paragraph.lines_max = 2;
    paragraph.size_min = type::smallest;
    status = ui.set(brief.empty() ? whole : brief, paragraph, row.width, row.height);
  }
  if (chrome.status_opens_pairing) {
    const Rect face{row.x, row.y, std::min(row.width, status.width), row.height};
    const Press press =
        ui.target({Role::button, "pairing", chrome.status, face, face, false, true});
    if (press.fired) {
      answer = intent::OpenPairing{};
    }
    ui.canvas().fill({face.x, middle + status.height / 2, face.width, stroke::control},
                     mix(colour::line, colour::accent, press.depth));
  }
  ui.put_middle(status, row, {"status", Role::status});
  return answer;
}

}  // namespace lintel::kiosk::screens
